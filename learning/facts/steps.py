"""What someone can do to take part: a first step for each, in how much time, and for
whom it fits. Pure; `url_name` is the form or page that it opens."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Time(models.TextChoices):
    """Values are those of the public query string."""

    MINUTES = "5-minuten", _("5 minutes")
    HOUR = "een-uur", _("An hour")
    WEEKLY = "elke-week", _("Every week")


class Who(models.TextChoices):
    RESIDENT = "bewoner", _("resident")
    NEIGHBOUR = "buur", _("neighbour of someone")
    ORGANISATION = "organisatie", _("organisation")
    WORKER = "aan-het-werk", _("at work in the neighbourhood")


@dataclass(frozen=True)
class Step:
    time: Time
    who: tuple[Who, ...]
    icon: str
    words: str | Promise
    url_name: str
    query: str = ""  # or a part of the page
    needs_question: bool = False  # only while the city asks one
    is_there: Callable[[], bool] = lambda: True  # whether its page is on this site

    @property
    def for_whom(self) -> str:
        return ", ".join(str(each.label) for each in self.who)


RESIDENT, NEIGHBOUR = Who.RESIDENT, Who.NEIGHBOUR
ORGANISATION, WORKER = Who.ORGANISATION, Who.WORKER
EVERYONE = (RESIDENT, NEIGHBOUR, ORGANISATION, WORKER)
STEPS = [
    Step(
        Time.MINUTES,
        (RESIDENT, ORGANISATION),
        "pin",
        _("Find a spot for your idea"),
        "initiatives:idea",
    ),
    Step(
        Time.MINUTES,
        (RESIDENT, WORKER),
        "check",
        _("Tell whether a place is still right"),
        "places:ask-around",
    ),
    Step(
        Time.MINUTES,
        (NEIGHBOUR,),
        "print",
        _("Bring your neighbour the week of the Ontmoetingsloket on paper"),
        "desks:print",
    ),
    Step(
        Time.MINUTES,
        EVERYONE,
        "question",
        _("Answer a question of the city"),
        "learning:questions",
        "?stand=open",
        needs_question=True,
    ),
    Step(
        Time.MINUTES,
        (ORGANISATION,),
        "calendar",
        _("Check your own agenda"),
        "initiatives:mine",
    ),
    Step(
        Time.MINUTES,
        (RESIDENT, NEIGHBOUR, WORKER),
        "pin",
        _("Suggest a place that is missing"),
        "places:suggest",
    ),
    Step(
        Time.HOUR,
        (RESIDENT,),
        "soup",
        _("Join an activity once, and lend a hand"),
        "initiatives:agenda",
        "?zin=helpen",
    ),
    Step(
        Time.HOUR,
        (NEIGHBOUR,),
        "door",
        _("Go along with someone who finds it hard"),
        "initiatives:agenda",
    ),
    Step(
        Time.HOUR,
        (RESIDENT, NEIGHBOUR),
        "bike",
        _("Make a bicycle tour past places you like"),
        "tours:maker",
    ),
    Step(
        Time.HOUR,
        (ORGANISATION,),
        "key",
        _("Open your hall for an afternoon"),
        "initiatives:register",
    ),
    Step(
        Time.HOUR,
        (WORKER,),
        "letter",
        _("Have a look at the Ontmoetingsloket"),
        "desks:desks",
    ),
    Step(
        Time.WEEKLY,
        (RESIDENT, NEIGHBOUR),
        "join",
        _("Start something with your neighbours"),
        "initiatives:propose",
    ),
    Step(
        Time.WEEKLY,
        (RESIDENT, ORGANISATION),
        "tool",
        _("Take over a task of the municipality (right to challenge)"),
        "learning:taking-part",
        "#uitdaagrecht",
    ),
    Step(
        Time.WEEKLY,
        (ORGANISATION,),
        "face",
        _("Show who welcomes people at your place"),
        "initiatives:mine",
    ),
    Step(
        Time.WEEKLY,
        (WORKER, ORGANISATION),
        "lesson",
        _("Learn from what others tried"),
        "learning:lessons",
    ),
]


def add(step: Step) -> None:
    """What another app asks of people; it says so when the site starts."""
    if step not in STEPS:
        STEPS.append(step)


def steps(who: str, time: str, *, is_asked: bool) -> dict[Time, list[Step]]:
    """By time, in order; empty for `who` or `time` is everyone or any time. `is_asked`
    says whether the city asks something now."""
    times = [each for each in Time if time in ("", each)]
    found = {each: [] for each in times}
    for step in STEPS:
        fits = (not who or who in step.who) and step.time in found
        if fits and (is_asked or not step.needs_question) and step.is_there():
            found[step.time].append(step)
    return {each: own for each, own in found.items() if own}
