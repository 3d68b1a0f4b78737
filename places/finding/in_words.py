"""What is known about a place, ready to show: the same words on card, page and map."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.facts.cost import Cost
from places.facts.facilities import FACILITIES
from places.facts.timetable import GoesOn
from places.hours import State, clock
from places.models import Place

YES, NO, MAYBE = "yes", "no", "maybe"
ON_A_CARD = 3  # that are known; what is not known is told in one line
LIGHT, LAMP = "verlicht", "lamp"


@dataclass(frozen=True)
class Fact:
    icon: str
    text: str
    state: str  # yes, no or maybe: it decides the colour, never alone
    topic: str = ""  # what nobody knows, in a word: only of what is not known at all
    field: str = ""  # the column of Place that says it


def to_go(place: Place) -> str:
    """For staff: how complete it is, and what is missing."""
    missing = place.missing()
    if not missing:
        return _("complete")
    count = ngettext("%d thing to go", "%d things to go", len(missing)) % len(missing)
    return f"{count}: {', '.join(map(str, missing))}"


def cost(place: Place, *, note: bool = True) -> Fact:
    return cost_of(place.actual_cost, place.cost_note if note else "")


def cost_of(cost: str, note: str = "") -> Fact:
    known = {
        Cost.FREE: ("free", _("Free"), YES),
        Cost.CONSUMPTION: ("euro", _("You are expected to order something"), NO),
        Cost.PAID: ("euro", _("Costs money"), NO),
        Cost.UNKNOWN: ("euro-unknown", _("Cost: unknown"), MAYBE, _("Cost")),
    }
    fact = Fact(*known[cost], field="cost")
    return replace(fact, text=f"{fact.text} ({note})") if note else fact


def distance(metres: int) -> str:
    """As the crow flies, in words, no finer than we know: 140 m, 1.2 km."""
    if metres < 1000:
        rounded = max(10, round(metres, -1))
        return _("about %(metres)d m as the crow flies") % {"metres": rounded}
    kilometres = number_format(metres / 1000, 1)
    return _("about %(kilometres)s km as the crow flies") % {"kilometres": kilometres}


def steps(place: Place) -> Fact:
    known = {
        "yes": ("step-free", _("Without steps"), YES),
        "limited": ("step-limited", _("Partly without steps"), MAYBE),
        "no": ("step-limited", _("There is a step"), NO),
        "unknown": ("step-limited", _("Steps: unknown"), MAYBE, _("Steps")),
    }
    return Fact(*known[place.step_free], field="step_free")


def hours_at(place: Place, moment: datetime) -> Fact:
    """Whether it is open at another moment than now, and from when until when."""
    if place.is_always_open:
        return Fact("always", _("Always accessible"), YES)
    day = date_format(timezone.localtime(moment), "l")
    state = clock.status(place.actual_hours, moment).state
    if state == State.OPEN and (span := clock.open_around(place.actual_hours, moment)):
        start, end = span
        words = (
            _("Open from %(start)s until %(end)s on %(day)s")
            if start
            else _("Open until %(end)s on %(day)s")
        )
        return Fact("clock", words % {"start": start, "end": end, "day": day}, YES)
    if state == State.OPEN:
        return Fact("clock", _("Open on %(day)s") % {"day": day}, YES)
    if state == State.CLOSED:
        values = {"day": day, "time": time_format(timezone.localtime(moment))}
        return Fact("clock", _("Closed on %(day)s at %(time)s") % values, NO)
    return Fact("clock", _("Opening hours: unknown"), MAYBE, _("Opening hours"))


def hours(place: Place, now: datetime | None = None) -> Fact:
    """Whether it is open now and until when, or when it opens."""
    if place.is_always_open:
        return Fact("always", _("Always accessible"), YES)
    now = now or timezone.now()
    status = clock.status(place.actual_hours, now)
    until = status.until and clock.when(status.until, now)
    if status.state == State.OPEN:
        text = (
            _("Open now, until %(when)s") % {"when": until} if until else _("Open now")
        )
        return Fact("clock", text, YES)
    if status.state == State.CLOSED:
        text = _("Closed now, opens %(when)s") % {"when": until}
        return Fact("clock", text if until else _("Closed now"), NO)
    return Fact("clock", _("Opening hours: unknown"), MAYBE, _("Opening hours"))


def usual(place: Place) -> list[Fact]:
    """What is told of every place: cost, steps and hours."""
    return [cost(place), steps(place), hours(place)]


def _people(goes_on: GoesOn, at: datetime | None) -> Fact:
    """What people do there, now or at another moment, and until when."""
    facts = {
        "what": goes_on.name,
        "until": clock.when(goes_on.until, at or timezone.now()),
    }
    words = _("%(what)s, until %(until)s")
    if at is None:
        words = _("Now: %(what)s, until %(until)s")
    return Fact("people", words % facts, YES)


def after_dark(place: Place, now: datetime | None = None) -> Fact | None:
    """Why one can be there when it is dark: someone is there, or there is light."""
    status = clock.status(place.actual_hours, now or timezone.now())
    if place.kind.is_staffed and status.state == State.OPEN:
        return Fact("people", _("Someone is there"), YES)
    is_lit = place.lit or (place.lit is None and LIGHT in place.kind.facility_slugs)
    return Fact(LAMP, _("There is light"), YES) if is_lit else None


def on_card(
    place: Place,
    asked: Iterable[str] = (),
    *,
    is_dark: bool = False,
    at: datetime | None = None,
    but: Collection[str] = (),
) -> list[Fact]:
    """Why one can be there now, and at most three that are known: what was asked for,
    cost, steps and hours, then what is there. Behind them those of which nothing is
    known, with a `topic`.

    In the dark first why one can be there then; with `at` all of it at that moment.
    Facts with an icon in `but` are said of all that is shown, once.
    """
    light = after_dark(place, at) if is_dark else None
    wanted = [each for each in FACILITIES if each.slug in asked]
    others = [each for each in FACILITIES if each.slug not in asked]
    has = {each.slug for each, so in place.facilities() if so}
    if light and light.icon == LAMP:
        has.discard(LIGHT)  # said already
    first = [light] if light else []
    if goes_on := getattr(place, "has_people", None):
        first = [_people(goes_on, at)]
    open_then = hours_at(place, at) if at else hours(place)
    usual = [cost(place, note=False), steps(place), open_then]
    asked_for, there = (
        [Fact(each.icon, str(each.name), YES) for each in group if each.slug in has]
        for group in (wanted, others)
    )
    found = [each for each in [*asked_for, *usual, *there] if each.icon not in but]
    known = [each for each in found if not each.topic]
    if open_then in known[ON_A_CARD:]:  # rather that than what all of them have
        known.insert(ON_A_CARD - 1, open_then)
    known = known[:ON_A_CARD]
    return [*first, *known, *(each for each in usual if each.topic)]


def of_all(*, is_free: bool, is_step_free: bool) -> list[Fact]:
    """What is so of all that is shown, because that was asked."""
    found = []
    if is_free:
        found.append(cost_of(Cost.FREE))
    if is_step_free:
        found.append(Fact("step-free", _("Without steps"), YES, field="step_free"))
    return found


def not_known(facts: Iterable[Fact]) -> str:
    """One line for all of which nothing is known; empty when something is of each."""
    topics = [each.topic for each in facts if each.topic]
    if not topics:
        return ""
    return _("%(topics)s: not known yet") % {"topics": ", ".join(topics).capitalize()}


def in_table(place: Place) -> list[tuple[Fact, str]]:
    """Every facility with yes, no or unknown; what is known comes first."""
    answers = {True: (_("yes"), YES), False: (_("no"), NO), None: (_("unknown"), MAYBE)}
    rows = []
    for each, value in place.facilities():
        word, state = answers[value]
        fact = Fact(each.icon, str(each.name), state, field=each.field)
        rows.append((fact, word))
    return sorted(rows, key=lambda row: (YES, NO, MAYBE).index(row[0].state))
