"""The one control for "When?", on places and in the agenda alike.

Now, tonight, tomorrow, Saturday; or a day with a part of it or a time. What its form
sends (`dag`, `dagdeel`, `tijd`) each filter set reads in its own way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAY, PART, TIME = "dag", "dagdeel", "tijd"  # what the form sends
# The hours of each part of a day, and the one that is asked of places.
PARTS = {"ochtend": (0, 12), "middag": (12, 18), "avond": (18, 24)}
HOURS = {"ochtend": 10, "middag": 14, "avond": 19}
NAMES = {
    "ochtend": gettext_lazy("Morning"),
    "middag": gettext_lazy("Afternoon"),
    "avond": gettext_lazy("Evening"),
}
BY_DAY = HOURS["middag"]  # when only a day is named
SATURDAY = 5


@dataclass(frozen=True)
class Moment:
    """What one press asks: its words, and the query with it."""

    label: str
    query: str
    is_on: bool


@dataclass(frozen=True)
class When:
    """What the control shows: moments to press, and the answers of its form."""

    moments: list[Moment]
    parts: list[tuple[str, str, bool]]  # value, label, whether it is chosen
    day: str
    time: str
    kept: list[tuple[str, str]]  # what the form carries along
    is_asked: bool
    today: str


def control(
    filter_set, *, day="", part="", time="", is_asked, replaces, has_whole_day=False
) -> When:
    """For a filter set with `at`; `replaces` are its parameters that say when."""
    now = timezone.localtime()
    chosen = part or ("" if time or has_whole_day else "middag")
    whole = [("", _("Whole day"))] if has_whole_day else []
    parts = [*whole, *((value, str(name)) for value, name in NAMES.items())]
    return When(
        moments(now, filter_set.at, filter_set.query()),
        [(value, label, value == chosen) for value, label in parts],
        day,
        time,
        [pair for pair in filter_set.asked if pair[0] not in replaces],
        is_asked,
        f"{now:%Y-%m-%d}",
    )


def moments(
    now: datetime, at: Callable[[date | None, str], str], here: str
) -> list[Moment]:
    """`at` gives the query for a day (None: now) and a part of it; `here` is the query
    as it is."""
    today = now.date()
    tomorrow = today + timedelta(days=1)
    named = [(_("Now"), None, "")]
    if now.hour < HOURS["avond"]:
        named.append((_("Tonight"), today, "avond"))
    named.append((_("Tomorrow"), tomorrow, ""))
    saturday = today + timedelta(days=(SATURDAY - today.weekday()) % 7)
    for day in (saturday, saturday + timedelta(days=1)):
        if day > tomorrow:
            named.append((str(WEEKDAYS[day.weekday()]).capitalize(), day, ""))
            break
    queries = [(label, at(day, part)) for label, day, part in named]
    return [Moment(label, query, query == here) for label, query in queries]


def free_day(now: datetime) -> date:
    """The next day without school whose afternoon is still to come."""
    today = now.date()
    day = today + timedelta(days=max(SATURDAY - today.weekday(), 0))
    if day == today and now.hour >= HOURS["middag"]:
        day += timedelta(days=1 if day.weekday() == SATURDAY else SATURDAY + 1)
    return day


def written(day: str, part: str = "", time: str = "") -> str:
    """A day and a part of it, or a time, as the moment that places are asked for; what
    cannot be read stays as it was given, and is refused there."""
    if not time:
        time = f"{HOURS[part]:02}:00" if part in HOURS else part or f"{BY_DAY:02}:00"
    return f"{day}T{time}"


def part_of(time: str) -> str:
    """The part of the day in which a time like 14:30 is; else what was given."""
    hour = time.partition(":")[0]
    if not hour.isascii() or not hour.isdigit():
        return time
    found = (
        name for name, (first, after) in PARTS.items() if first <= int(hour) < after
    )
    return next(found, time)
