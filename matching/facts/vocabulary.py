"""The short lists of Meet & Match. Their values stand sealed in the database: what is
taken out here is no longer understood there, so words may change and values may not.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Which of the two someone tells us."""

    WISH = "wish", _("a wish")
    OFFER = "offer", _("an offer")


class State(models.TextChoices):
    """How far what someone told us is."""

    NEW = "new", _("not confirmed yet")
    WAITING = "waiting", _("waits")
    PAUSED = "paused", _("paused")
    SILENT = "silent", _("did not answer")
    LEFT = "left", _("withdrawn")


class Way(models.TextChoices):
    """How two can meet."""

    OUTSIDE = "outside", _("in person, somewhere outside the door")
    ONLINE = "online", _("on line")


class Gender(models.TextChoices):
    """What someone says to be, for who would rather meet a woman or a man."""

    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", pgettext_lazy("gender", "other")
    UNSAID = "unsaid", _("I would rather not say")


class Prefers(models.TextChoices):
    """With whom someone would rather meet."""

    ANYONE = "anyone", _("it does not matter")
    WOMAN = "woman", _("rather with a woman")
    MAN = "man", _("rather with a man")


class Contact(models.TextChoices):
    """The one way in which the other may reach someone."""

    EMAIL = "email", _("by e-mail")
    PHONE = "phone", _("by telephone")


DAYS = [
    ("mo", _("Monday")), ("tu", _("Tuesday")), ("we", _("Wednesday")),
    ("th", _("Thursday")), ("fr", _("Friday")), ("sa", _("Saturday")),
    ("su", _("Sunday")),
]  # fmt: skip
PARTS = [
    ("morning", pgettext_lazy("part of the day", "morning")),
    ("afternoon", pgettext_lazy("part of the day", "afternoon")),
    ("evening", pgettext_lazy("part of the day", "evening")),
]
# The hour, in local time, at which a first meeting is proposed in such a part.
BEGINS = {"morning": 10, "afternoon": 14, "evening": 19}
# Parts of the week: ("mo-morning", ("Monday", "morning")).
MOMENTS = [
    (f"{day}-{part}", (name, when)) for day, name in DAYS for part, when in PARTS
]
MOMENT_CODES = [code for code, _names in MOMENTS]

# How far someone wants to travel, in metres, straight.
REACHES = [
    (500, _("only in my own neighbourhood")),
    (2_000, _("2 kilometres")),
    (5_000, _("5 kilometres")),
    (15_000, _("the whole city")),
]


class Ended(models.TextChoices):
    """Why a pair came to its end."""

    DONE = "done", _("it was done: they did what they wanted to do")
    GO_ON_ALONE = "alone", _("they go on without us")
    NO_TIME = "time", _("one of them has no time any more")
    NO_CLICK = "click", _("it did not click")
    ILL_OR_MOVED = "away", _("one of them is away for long")
    STOPPED = "stopped", _("the stop button was pressed")
    UNSAFE = "unsafe", _("it was not safe")
    SAID_NO = "no", _("one of them said no")
    SILENT = "silent", _("one of them did not answer")
    NEVER_MET = "unmet", _("they did not meet within 30 days")
    LAPSED = "lapsed", _("what safeguarding asks had run out")


class Going(models.TextChoices):
    """How it goes, after six weeks."""

    WELL = "well", _("it goes well")
    SO_SO = "so-so", _("it could go better")
    STOPPED = "stopped", _("we do not meet any more")


class Helped(models.TextChoices):
    """Whether it helped, at the end."""

    YES = "yes", _("yes")
    LITTLE = "little", _("a little")
    NO = "no", _("no")
