"""Activities as iCalendar (RFC 5545), for the calendar of a phone.

A series is one event with its rule. Dates that it skips are EXDATE, extra ones RDATE;
what was moved or called off is an event of its own with the RECURRENCE-ID of the date.
What has no known end has no DTEND. Published as RFC 5546, 3.2.1 says, with who
organises it; no person's name stands in it: what is on a page is not for calendars.

Times are those of the clock here, as the rule says them: also one that the clock skips
on a day, for a reader counts on from it (RFC 5545, 3.3.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDatetime,
    vGeo,
    vRecur,
)

from common.kit.one_line import without_breaks, writable
from initiatives.agenda.in_words import note_of
from initiatives.agenda.uids import PRODUCT, of_one_date, uid_of
from initiatives.facts.recurrence import Kind, Series, Time
from initiatives.facts.rules import HERE
from initiatives.models import Activity, Occurrence

REFRESH = timedelta(hours=4)


def calendar(
    activities: Iterable[Activity], base: str, title: str, *, only: date | None = None
) -> bytes:
    """One VCALENDAR; `base` is the address of the site, like "https://example.nl". With
    `only` it has that one date by the rule, as an event of its own.

    The place and the organisation of each should be there (`select_related`).
    """
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    title = without_breaks(title)  # rows of before may have breaks
    whole.add("name", title)
    whole.add("x-wr-calname", title)
    whole.add("x-wr-timezone", str(HERE))
    whole.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    whole.add_component(_time_zone())
    activities = list(activities)
    prefetch_related_objects(activities, "changes", _marked())
    entries = [Entry.of(activity, base) for activity in activities]
    if only is not None:
        entries = [entry.on(only) for entry in entries]
    head, end, tail = whole.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join([head, *map(written, entries), end, tail])


@dataclass(frozen=True)
class Entry:
    """All that a calendar tells of one activity."""

    uid: str
    sequence: int
    changed_at: datetime
    name: str
    description: str
    organisation: str
    organiser: tuple[str, str]  # name and address: of an organisation, never a person
    where: str
    spot: tuple[float, float] | None  # latitude and longitude
    url: str
    series: Series
    notes: tuple[tuple[date, str], ...] = ()  # what is different on a date, in words

    @classmethod
    def of(cls, activity: Activity, base: str) -> "Entry":
        place, club = activity.place, activity.organisation
        changed_at = max(each.changed_at for each in (activity, place, club) if each)
        organiser = (settings.SITE_OWNER, base)
        if club:
            organiser = (as_parameter(club.name), f"{base}{club.get_absolute_url()}")
        return cls(
            uid=uid_of(activity.pk, urlsplit(base).hostname),
            sequence=_revision(activity, changed_at),
            changed_at=changed_at,
            name=without_breaks(activity.name),
            description=writable(activity.description),
            organisation=without_breaks(club.name) if club else "",
            organiser=organiser,
            where=without_breaks(activity.where_in_words),
            spot=(place.point.y, place.point.x) if place else None,
            url=f"{base}{activity.get_absolute_url()}",
            series=activity.series,
            notes=tuple(
                (row.rule_date, note_of(row, says_today=False))
                for row in activity.marked
            ),
        )

    def on(self, day: date) -> "Entry":
        """One date of it. With a UID of its own: beside the series in one calendar
        neither may take the other's place."""
        changes = tuple(each for each in self.series.changes if each.rule_date == day)
        series = replace(self.series, rule=None, first=day, changes=changes)
        url = f"{self.url}{day}/"
        notes = tuple(note for note in self.notes if note[0] == day)
        facts = {"url": url, "series": series, "notes": notes}
        return replace(self, uid=of_one_date(self.uid, day), **facts)


def _marked() -> Prefetch:
    """The times of which something else than when they are is known, and to come."""
    rows = Occurrence.objects.filter(Q(is_full=True) | Q(has_stand_in=True))
    rows = rows.not_over(timezone.now())
    return Prefetch("occurrences", rows, to_attr="marked")


def as_parameter(name: str) -> str:
    """A name as a parameter may have it: no quotation marks, no ends of lines."""
    return " ".join(without_breaks(name).replace('"', "'").split())


def _revision(activity, changed_at: datetime) -> int:
    """Seconds between its first and its last day as it is: a number that goes up with
    each change and never comes back, as SEQUENCE has to."""
    return max(0, round((changed_at - activity.created_at).total_seconds()))


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
    series, changed = entry.series, _changed(entry)
    days = {change.rule_date for change in series.changes if change.is_extra}
    skipped = {
        change.rule_date for change in series.changes if change.kind is Kind.SKIP
    } - days
    first = series.rule.first_on(series.first) if series.rule else series.first
    is_series = series.rule is not None and first is not None
    if not is_series:
        days |= {first} - {None} - skipped
        if not days:
            return []
        first = min(days)
        if len(days) == 1:
            return [_event(entry, changed.get(first) or series.time_of(first))]
        # The first stays one of the others: some readers count on it (ical.js).
    main = _event(entry, series.time_of(first))
    _say(main, "dtstart", first, series.at)
    if is_series:
        main.add("rrule", vRecur.from_ical(series.rule.rrule(series.at)))
        for day in sorted(each for each in skipped if series.has(each)):
            _say(main, "exdate", day, series.at)
    for day in sorted(days):
        if not (is_series and series.has(day)):  # a later rule may have it by now
            _say(main, "rdate", day, series.at)
    apart = []
    for on, time_ in sorted(changed.items()):
        event = _event(entry, time_)
        _say(event, "recurrence-id", on, series.at)
        apart.append(event)
    return [main, *apart]


def _say(event: Event, name: str, day: date, at: time) -> None:
    """A moment by the clock here, even one that it skips."""
    value = vDatetime(datetime.combine(day, at))
    value.params["TZID"] = str(HERE)
    if name in event and name in {"exdate", "rdate"}:
        known = event[name]
        event[name] = [*(known if isinstance(known, list) else [known]), value]
    else:
        event[name] = value


def _changed(entry: Entry) -> dict:
    """What differs in its time from the rule, is called off or has a note, by date."""
    series = entry.series
    changes = {change.rule_date: change for change in series.changes}
    found = {
        day: series.time_of(day, changes.get(day))
        for day, _note in entry.notes
        if series.has(day) or day in changes
    }
    for change in series.changes:
        if change.kind is Kind.SKIP:
            continue
        if change.kind is Kind.EXTRA and not (
            change.to or change.at or change.minutes or change.reason
        ):
            continue  # as all others: RDATE says enough
        if not change.is_extra and not series.has(change.rule_date):
            continue
        found[change.rule_date] = series.time_of(change.rule_date, change)
    return found


def _event(entry: Entry, time_: Time) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", time_.starts_at)
    _add_end(event, time_.starts_at, time_.ends_at)
    name, address = entry.organiser
    event.add("organizer", vCalAddress(address), parameters={"CN": name})
    event.add("summary", entry.name)
    note = dict(entry.notes).get(time_.rule_date, "")
    texts = [
        note.capitalize(),
        writable(time_.reason),
        entry.description,
        entry.organisation,
    ]
    event.add("description", "\n\n".join(filter(None, texts)))
    event.add("url", entry.url)
    if entry.where:
        event.add("location", entry.where)
    if entry.spot:
        event["geo"] = vGeo(entry.spot)
    if time_.is_cancelled:
        event.add("status", "CANCELLED")
    return event


def _add_end(event: Event, start: datetime, end: datetime | None) -> None:
    """Its end by the clock; how long it is where the clock changes in between, as an
    end could be read in two ways there. Nothing when nobody knows."""
    if end is None:
        return
    lasts = end.astimezone(UTC) - start.astimezone(UTC)
    by_the_clock = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    if lasts == by_the_clock and not end.fold:
        event.add("dtend", end)
    else:
        event.add("duration", lasts)
