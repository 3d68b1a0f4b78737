"""Days and moments as iCalendar writes them (RFC 5545, 3.3.4 to 3.3.9), with zones."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import vDDDTypes

from harvesting.facts.event import Moment
from harvesting.reading import moments
from harvesting.reading.ical.lines import Value
from harvesting.reading.ical.own_zones import Zones


def moment(text: str, zone: str, zones: Zones) -> Moment:
    """Refusal when it is none, or in a zone that nobody knows."""
    found = moments.in_our_years(_read(text.strip()))
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
            raise moments.unknown_zone(zone)
    return found.replace(tzinfo=ZoneInfo(name))


def _read(text: str) -> Moment:
    try:
        found = vDDDTypes.from_ical(text)
    except (ValueError, OverflowError):
        found = None
    if isinstance(found, date):
        return found
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise moments.no_moment(text) from None
    return found.date() if len(text) <= moments.A_DAY else found


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
                    yield start, moments.after(start, moments.length(end))
                else:
                    yield start, moment(end, zone, zones)
