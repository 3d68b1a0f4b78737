"""Activities as iCalendar (RFC 5545), for the calendar of a phone.

A series is one event with its rule. Dates that it skips are EXDATE, extra ones RDATE;
what was moved or called off is an event of its own with the RECURRENCE-ID of the date.
Nobody's name stands in it: what is on a page is not for calendars.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.db.models import prefetch_related_objects
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vGeo,
    vRecur,
)

from common.kit.one_line import readable, without_breaks
from initiatives.facts.recurrence import HERE, Kind, Series, Time, moment
from initiatives.models import Activity

PRODUCT = "-//Ontmoeten//NL"
REFRESH = timedelta(hours=4)


def calendar(activities: Iterable[Activity], base: str, title: str, now) -> bytes:
    """One VCALENDAR; `base` is the address of the site, like "https://example.nl".

    The place and the organisation of each should be there (`select_related`).
    """
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", without_breaks(title))  # rows of before may have breaks
    whole.add("x-wr-timezone", str(HERE))
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add_component(_time_zone())
    activities = list(activities)
    prefetch_related_objects(activities, "changes")
    entries = (Entry.of(activity, base) for activity in activities)
    head, end, tail = whole.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join([head, *map(written, entries), end, tail])


@dataclass(frozen=True)
class Entry:
    """All that a calendar tells of one activity."""

    uid: str
    changed_at: datetime
    name: str
    description: str
    organisation: str
    where: str
    spot: tuple[float, float] | None  # latitude and longitude
    url: str
    series: Series

    @classmethod
    def of(cls, activity: Activity, base: str) -> "Entry":
        place, club = activity.place, activity.organisation
        return cls(
            uid=f"activiteit-{activity.pk}@{urlsplit(base).hostname}",
            changed_at=activity.changed_at,
            name=without_breaks(activity.name),
            description=readable(activity.description),
            organisation=without_breaks(club.name) if club else "",
            where=without_breaks(activity.where_in_words),
            spot=(place.point.y, place.point.x) if place else None,
            url=f"{base}{activity.get_absolute_url()}",
            series=activity.series,
        )


# Writing a thousand takes a second, and hardly any is another one than last time.
@lru_cache(maxsize=5_000)
def written(entry: Entry) -> bytes:
    return b"".join(event.to_ical() for event in events(entry))


def _time_zone() -> Timezone:
    """Ours since 1996, in two rules: Directive 2000/84/EC."""
    zone = Timezone()
    zone.add("tzid", str(HERE))
    parts = [
        (TimezoneDaylight(), "CEST", 3, datetime(1996, 3, 31, 2), (1, 2)),
        (TimezoneStandard(), "CET", 10, datetime(1996, 10, 27, 3), (2, 1)),
    ]
    for part, name, month, first, (before, after) in parts:
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def events(entry: Entry) -> list[Event]:
    """The series, and an event for each date that differs from it."""
    series = entry.series
    changed = _changed(series)
    if series.rule is None:
        once = changed.get(series.first)
        return [_event(entry, once or series.time_of(series.first))]
    first = series.rule.first_on(series.first)
    if first is None:
        return []
    main = _event(entry, series.time_of(first))
    main.add("rrule", vRecur.from_ical(series.rule.rrule(series.at)))
    for change in series.changes:
        if change.kind is Kind.SKIP and series.has(change.rule_date):
            main.add("exdate", moment(change.rule_date, series.at))
        elif change.kind is Kind.EXTRA:
            main.add("rdate", moment(change.rule_date, series.at))
    apart = []
    for on, time_ in sorted(changed.items()):
        event = _event(entry, time_)
        event.add("recurrence-id", moment(on, series.at))
        apart.append(event)
    return [main, *apart]


def _changed(series: Series) -> dict:
    """What differs in its time from the rule, or is called off, by its date."""
    found = {}
    for change in series.changes:
        if change.kind is Kind.SKIP:
            continue
        if change.kind is Kind.EXTRA and not (change.at or change.minutes):
            continue  # as all others: RDATE says enough
        if change.kind is not Kind.EXTRA and not series.has(change.rule_date):
            continue
        found[change.rule_date] = series.time_of(change.rule_date, change)
    return found


def _event(entry: Entry, time_: Time) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", time_.starts_at)
    event.add("dtend", time_.ends_at)
    event.add("summary", entry.name)
    texts = [time_.reason, entry.description, entry.organisation]
    event.add("description", "\n\n".join(filter(None, texts)))
    event.add("url", entry.url)
    if entry.where:
        event.add("location", entry.where)
    if entry.spot:
        event["geo"] = vGeo(entry.spot)
    if time_.is_cancelled:
        event.add("status", "CANCELLED")
    return event
