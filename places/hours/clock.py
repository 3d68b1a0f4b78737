"""What is open at a moment here: the time engine with this municipality's calendar.

What it needs of the database (closing days, where the municipality is) it is given when
the site starts: what thinks about hours knows no database.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from threading import local
from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from places import hours as opening
from places.facts.school_regions import region_of
from places.hours import Calendar, State, Status
from places.hours.calendar import MIDDLE
from places.hours.grammar import read
from places.hours.sun import sun_at

HERE = ZoneInfo("Europe/Amsterdam")
YEARS = range(2000, 2100)
Position = tuple[float, float]  # latitude and longitude in degrees
POSITION_SECONDS = 600  # another process hears so late that the municipality moved

_request = local()  # what this thread knows until its request is over
_closing_days: Callable[[], frozenset[date]] = frozenset
_position: Callable[[], Position | None] | None = None
_held_position: tuple[str, float, Position] | None = None  # whose, since when, where


def ask_closing_days(source: Callable[[], frozenset[date]]) -> None:
    """Where the municipality's own closing days come from."""
    global _closing_days
    _closing_days = source


def ask_position(source: Callable[[], Position | None]) -> None:
    """Where the municipality's centre comes from; None when nobody knows."""
    global _position
    _position = source


def position() -> Position:
    """The centre of this municipality, asked once in ten minutes; the middle of the
    country when it is not known."""
    global _held_position
    ours, now = settings.MUNICIPALITY, monotonic()
    held = _held_position
    if held and held[0] == ours and now - held[1] < POSITION_SECONDS:
        return held[2]
    found = (_position and _position()) or MIDDLE
    _held_position = (ours, now, found)
    return found


def forget_position() -> None:
    """Called when an area changes."""
    global _held_position
    _held_position = None


def school_region() -> str:
    """As it is set, else by the code of the municipality; empty when not known."""
    return settings.SCHOOL_REGION or region_of(settings.MUNICIPALITY)


def calendar() -> Calendar:
    """This municipality's holidays, its own closing days included.

    The closing days are read once per request.
    """
    if not hasattr(_request, "closing_days"):
        _request.closing_days = _closing_days()
    return _calendar(
        settings.GOOD_FRIDAY,
        settings.LIBERATION_DAY,
        _request.closing_days,
        school_region(),
        position(),
    )


@lru_cache(maxsize=8)
def _calendar(*facts) -> Calendar:
    return Calendar(*facts)


def forget_closing_days(**kwargs) -> None:
    """Called at the start of each request, and when one of them changes."""
    _request.__dict__.pop("closing_days", None)


def status(hours: str, moment: datetime) -> Status:
    """Open, closed or unknown; hours that are empty or not understood are unknown.

    Hours that say nothing about public holidays (PH) hold then by their grammar, but
    people forget to write it: on such a day they are not taken for open.
    """
    if not hours or opening.problem_with(hours):
        return Status(State.UNKNOWN)
    found = opening.status_at(hours, moment, calendar())
    if found.state == State.OPEN and is_doubtful(hours, moment.astimezone(HERE).date()):
        return Status(State.UNKNOWN)
    return found


def open_around(hours: str, moment: datetime) -> tuple[str, str] | None:
    """From when until when it is open around a moment, by the clock: ("10.00",
    "17.00"); from "" when it opened the day before. None where no hours are known, as
    of what is always open."""
    today = moment.astimezone(HERE).date()
    days = opening.week_ahead(hours, today - timedelta(days=1), calendar(), days=2)
    for day in days:
        for span in day.intervals:
            if span.state is State.OPEN and span.start <= moment < span.end:
                opens = span.start if span.start.date() == today else None
                start = formats.time_format(opens) if opens else ""
                return start, formats.time_format(span.end)
    return None


def open_windows(
    hours: str, begin: datetime, end: datetime
) -> list[tuple[datetime, datetime]] | None:
    """When it is known to be open between two moments, in local time and in order.

    Times of which nobody knows whether it is open (by appointment, a holiday of which
    the hours say nothing) are left out; None when nothing else is left.
    """
    found, may_be_open = [], False
    moment, end = begin.astimezone(UTC), end.astimezone(UTC)
    while moment < end:
        said = status(hours, moment)
        # A holiday begins at midnight, whatever the hours say.
        tomorrow = moment.astimezone(HERE).date() + timedelta(days=1)
        midnight = datetime.combine(tomorrow, datetime.min.time(), HERE)
        until = said.until.astimezone(UTC) if said.until else end
        until = min(end, until, midnight.astimezone(UTC))
        may_be_open |= said.state is State.UNKNOWN
        if said.state is State.OPEN and found and found[-1][1] == moment:
            found[-1] = found[-1][0], until
        elif said.state is State.OPEN:
            found.append((moment, until))
        moment = until
    if may_be_open and not found:
        return None
    return [tuple(each.astimezone(HERE) for each in window) for window in found]


def is_dark(moment: datetime, at: Position | None = None) -> bool:
    """Whether it is night there, dusk and dawn not counted; in the municipality's
    centre when no place is given."""
    day, where = moment.astimezone(HERE).date(), at or position()
    return not sun_at("dawn", day, where) <= moment < sun_at("dusk", day, where)


def is_doubtful(hours: str, day: date) -> bool:
    """Whether it is a public holiday about which these hours say nothing. Hours of a
    place outdoors have nothing to say: always, and from sunrise until sunset."""
    holidays = calendar()
    return holidays.is_public_holiday(day) and read(hours).forgets(day, holidays)


def when(moment: datetime, now: datetime) -> str:
    """A moment as people say it: 17.30, tomorrow 10.00, Monday 10.00, 3 May 10.00."""
    local, today = moment.astimezone(HERE), now.astimezone(HERE).date()
    time = formats.time_format(local)
    days = (local.date() - today).days
    if days == 0:
        return time
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time}
    day = formats.date_format(local, "l" if days < 7 else "j F")
    return f"{day} {time}"


def read_moment(text: str) -> datetime:
    """`nu`, or a local time like 2026-12-05T15:40; ValueError for anything else.

    A time that the clock skips in spring is not there; of one that it shows twice in
    autumn, the first is meant. Years of which nobody asks are refused.
    """
    if text == "nu":
        return timezone.now().replace(second=0, microsecond=0)
    local = datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=HERE)
    if (
        local.year not in YEARS
        or local.astimezone(UTC).astimezone(HERE).hour != local.hour
    ):
        raise ValueError(text)
    return local


def week(hours: str, now: datetime) -> list[str]:
    """The coming seven days in words; empty for hours that say nothing."""
    if not hours or opening.problem_with(hours):
        return []
    days = opening.week_ahead(hours, now.astimezone(HERE).date(), calendar())
    lines = []
    for day in days:
        line = day.sentence
        if day.intervals and is_doubtful(hours, day.date):
            line = _("%(day)s (public holiday: may be different)") % {"day": line}
        lines.append(line)
    return lines
