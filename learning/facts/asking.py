"""How a question to the city goes, from its opening to our answer, by its days alone.
Pure."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_OPTIONS, FEWEST_OPTIONS = 5, 2
LONGEST_OPTION = 80  # characters
LONGEST_ANSWER = 600
MOST_GROUPS = 2  # that one answer may be in
# After the day on which we promised to answer: who left an address and did not hear
# from us by then, and what was refused.
RETENTION = timedelta(days=90)
RETENTION_UNREAD = timedelta(days=365)  # of what nobody read: the work is to be done


class Manner(models.TextChoices):
    """How people answer."""

    WORDS = "words", _("in their own words")
    CHOICE = "choice", _("by choosing one of at most five answers")


class Reply(models.TextChoices):
    """What we say to those who answered so."""

    DOES = "does", _("this is what we do with it")
    CANNOT = "cannot", _("this we cannot do")


class Stage(models.TextChoices):
    """Values are those of the public query string."""

    OPEN = "open", pgettext_lazy("a question", "open now")
    COMING = "straks", pgettext_lazy("a question", "opens later")
    LATE = "te-laat", pgettext_lazy("a question", "too late")
    READING = "lezen", pgettext_lazy("a question", "we read the answers")
    ANSWERED = "beantwoord", pgettext_lazy("a question", "answered")


def stage(
    opens_on: date, open_until: date, answer_on: date, answered_on, today: date
) -> Stage:
    """`open_until` is the last day on which people answer, `answer_on` the day we
    promised first, and `answered_on` None as long as we did not."""
    if answered_on is not None:
        return Stage.ANSWERED
    if today < opens_on:
        return Stage.COMING
    if today <= open_until:
        return Stage.OPEN
    return Stage.LATE if today > answer_on else Stage.READING


def days_late(answer_on: date, answered_on: date | None, today: date) -> int:
    """After the day we promised first, whatever was promised later; 0 is on time."""
    return max(((answered_on or today) - answer_on).days, 0)


def lines(text: str) -> list[str]:
    """The answers to choose from, one a line."""
    return [line for each in text.splitlines() if (line := each.strip())]
