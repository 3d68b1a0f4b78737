"""Days and moments of any feed: which can be, and what follows from them.

A moment keeps what its clock shows, also one that the clock skips on that day.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import vDuration

from harvesting.facts.event import Moment, Refusal

YEARS = range(1900, 2101)
LONGEST = timedelta(days=400)  # that something lasts
A_DAY = len("2026-11-03")


def no_moment(text: str) -> Refusal:
    words = _("“%(text)s” is no day and no time.")
    return Refusal(words % {"text": text[:80]})


def in_our_years(found: Moment) -> Moment:
    if found.year not in YEARS:
        words = _("%(year)d is no year in which anybody can come.")
        raise Refusal(words % {"year": found.year})
    return found.replace(microsecond=0) if isinstance(found, datetime) else found


def iso(text: str, zone: ZoneInfo) -> Moment | None:
    """As ISO 8601 writes it, by the clock of a zone; None when nothing is said."""
    text = text.strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise no_moment(text) from None
    found = in_our_years(found)
    if len(text) <= A_DAY:
        return found.date()
    return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)


def length(text: str) -> timedelta:
    """As ISO 8601 writes it (P1D, PT2H); may be none or less."""
    try:
        found = vDuration.from_ical(text.strip().upper())
    except (ValueError, OverflowError):
        words = _("“%(text)s” does not say how long it lasts.")
        raise Refusal(words % {"text": text[:80]}) from None
    if found > LONGEST:
        raise Refusal(_("It lasts longer than a year."))
    return found


def after(start: Moment, how_long: timedelta) -> Moment:
    """Days by the calendar, hours by a stopwatch."""
    if not isinstance(start, datetime):
        return start + timedelta(days=how_long.days)
    days = start + timedelta(days=how_long.days)
    rest = timedelta(seconds=how_long.seconds)
    return (days.astimezone(UTC) + rest).astimezone(start.tzinfo)


def in_zone(found: Moment, start: Moment) -> Moment:
    """The same as its event says moments: a day for what lasts all day, else by the
    clock of its zone. A day stays one."""
    if not isinstance(found, datetime):
        return found
    if not isinstance(start, datetime):
        return found.date()
    if found.tzinfo == start.tzinfo:
        return found
    return found.astimezone(UTC).astimezone(start.tzinfo)


def ends_too_early() -> Refusal:
    return Refusal(_("It ends before it begins."))


def begins_never() -> Refusal:
    return Refusal(_("It does not say when it begins."))


def unknown_zone(name: str) -> Refusal:
    words = _("We don’t know its time zone, “%(zone)s”.")
    return Refusal(words % {"zone": name[:80]})
