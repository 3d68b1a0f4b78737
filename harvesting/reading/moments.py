"""Days and moments as iCalendar writes them (RFC 5545, 3.3.4 to 3.3.9), in their zone.

A moment keeps what its clock shows, also one that the clock skips on that day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import vDDDTypes, vDuration

from harvesting.facts.event import Moment, Refusal
from harvesting.reading.lines import Value
from harvesting.reading.zones import Zones

YEARS = range(1900, 2101)
LONGEST = timedelta(days=400)  # that something lasts


def moment(text: str, zone: str, zones: Zones) -> Moment:
    """Refusal when it is none, or in a zone that nobody knows."""
    found = _read(text.strip())
    if found.year not in YEARS:
        words = _("%(year)d is no year in which anybody can come.")
        raise Refusal(words % {"year": found.year})
    if not isinstance(found, datetime):
        return found
    if found.tzinfo is not None:
        if found.utcoffset():  # no form of iCalendar, but written
            return found.astimezone(ZoneInfo(zones.own))
        return found.replace(tzinfo=ZoneInfo("UTC"))
    name = zones.own
    if zone:
        name = zones.of(zone, found.year)
        if name is None:
            words = _("We don’t know its time zone, “%(zone)s”.")
            raise Refusal(words % {"zone": zone[:80]})
    return found.replace(tzinfo=ZoneInfo(name))


def _read(text: str) -> Moment:
    try:
        found = vDDDTypes.from_ical(text)
    except (ValueError, OverflowError):
        found = None
    if not isinstance(found, date):
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            words = _("“%(text)s” is no day and no time.")
            raise Refusal(words % {"text": text[:80]}) from None
        if len(text) == 10:
            return found.date()
    if isinstance(found, datetime):
        return found.replace(microsecond=0)
    return found


def of(value: Value, zones: Zones) -> Moment:
    return moment(value.text, value.parameters.get("TZID", ""), zones)


def all_of(values: list[Value], zones: Zones) -> Iterator[Moment]:
    """Of lists; of a period its begin."""
    for each in values:
        for text in filter(None, each.text.split(",")):
            zone = each.parameters.get("TZID", "")
            yield moment(text.partition("/")[0], zone, zones)


def periods(values: list[Value], zones: Zones) -> Iterator[tuple[Moment, Moment]]:
    """Those of a list that say their end (3.3.9)."""
    for each in values:
        zone = each.parameters.get("TZID", "")
        for text in each.text.split(","):
            begin, _slash, end = text.partition("/")
            if end:
                start = moment(begin, zone, zones)
                if end.strip().upper().startswith(("P", "+P")):
                    yield start, after(start, length(end))
                else:
                    yield start, moment(end, zone, zones)


def length(text: str) -> timedelta:
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
