"""Every combination of what can differ is in the calendar as on the page.

Calendars are read here by nothing of ours: icalendar for the properties, dateutil for
the rule, and what RFC 5545 says about which event counts.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from initiatives.agenda.calendars import Entry, written
from initiatives.facts.recurrence import Change, Kind, Series
from tests.initiatives.facts.test_recurrence import rules
from tests.initiatives.rfc5545 import faults

pytestmark = pytest.mark.once
HERE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 4, 11, tzinfo=UTC)
HEAD = b"\r\n".join(
    [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//x//y", b"METHOD:PUBLISH"]
)
ZONE = b"\r\n".join([
    b"", b"BEGIN:VTIMEZONE", b"TZID:Europe/Amsterdam", b"BEGIN:DAYLIGHT",
    b"DTSTART:19960331T020000", b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    b"TZOFFSETFROM:+0100", b"TZOFFSETTO:+0200", b"END:DAYLIGHT", b"BEGIN:STANDARD",
    b"DTSTART:19961027T030000", b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    b"TZOFFSETFROM:+0200", b"TZOFFSETTO:+0100", b"END:STANDARD", b"END:VTIMEZONE", b"",
])  # fmt: skip
WINDOW = timedelta(days=120)

# Around both changes of the clock: 29 March and 25 October 2026, both Sundays.
near = st.sampled_from([date(2026, 3, 20), date(2026, 10, 16)])
clock = st.sampled_from(
    [time(0, 0), time(0, 30), time(1, 30), time(2, 0), time(2, 30), time(3, 0),
     time(10, 0), time(23, 30)]
)  # fmt: skip
length = st.none() | st.sampled_from([30, 60, 90, 120, 180, 600, 1440])


@st.composite
def series(draw):
    first = draw(near) + timedelta(days=draw(st.integers(0, 14)))
    rule = draw(st.none() | rules)
    at, minutes = draw(clock), draw(length)
    plain = Series(first, at, minutes, rule)
    days = draw(st.sets(st.integers(0, 40), max_size=6))
    of_rule = [each.rule_date for each in plain.times(first, first + timedelta(60))]
    picked = draw(st.sets(st.sampled_from(of_rule), max_size=6)) if of_rule else set()
    changes = [draw(changed(day, first)) for day in picked] + [
        draw(changed(day, first))
        for day in {first + timedelta(days=each) for each in days} - picked
    ]
    return Series(first, at, minutes, rule, tuple(changes))


@st.composite
def changed(draw, day, first):
    kind = draw(st.sampled_from(list(Kind)))
    to = draw(st.none() | st.integers(0, 60).map(lambda n: first + timedelta(days=n)))
    at, minutes = draw(st.none() | clock), draw(length)
    if kind is Kind.SKIP:
        return Change(kind, day)
    if kind is Kind.MOVE and to is None and at is None:
        at = time(14)
    reason = draw(st.sampled_from(["", "Ziek, of zo; \\ \n 😀"]))
    was_extra = kind is Kind.CANCEL and draw(st.booleans())
    return Change(kind, day, to, at, minutes, reason, was_extra)


def events_of(found: Series, uid: str) -> bytes:
    entry = Entry(
        uid=uid, sequence=3, changed_at=NOW, name="Koffie; met, alles",
        description="", organisation="", organiser=("Club: “één”", "https://a.nl/b/"),
        where="Hier", spot=(51.5, 4.7), url="https://example.nl/x/", series=found,
    )  # fmt: skip
    return written(entry)


def calendar_of(found: Series) -> bytes:
    return HEAD + ZONE + events_of(found, "1@example.nl") + b"END:VCALENDAR\r\n"


def utc(wall: datetime) -> datetime:
    """A time of the clock here; one that it skips is as much later."""
    return wall.replace(tzinfo=HERE).astimezone(UTC)


def as_read(calendar: bytes, until: date) -> list[tuple]:
    """(start, end, called off) of each time that a calendar app would show."""
    events = list(icalendar.Calendar.from_ical(calendar).walk("VEVENT"))
    apart = {wall(e["RECURRENCE-ID"]): e for e in events if "RECURRENCE-ID" in e}
    found = [one(event, None) for event in apart.values()]
    for event in events:
        if "RECURRENCE-ID" in event:
            continue
        for start in starts(event, datetime.combine(until, time())):
            if start not in apart:
                found.append(one(event, start))
    return sorted(row for row in found if row[0] < utc(datetime.combine(until, time())))


def wall(prop) -> datetime:
    return datetime.strptime(prop.to_ical().decode(), "%Y%m%dT%H%M%S")


def starts(event, until) -> list[datetime]:
    first = wall(event["DTSTART"])
    found = {first}
    if "RRULE" in event:
        rule = event["RRULE"].to_ical().decode()
        found |= set(_by_rule(rule, first, until))
    found |= {wall(each) for each in several(event, "RDATE")}
    return sorted(found - {wall(each) for each in several(event, "EXDATE")})


def _by_rule(text, first, until) -> list[datetime]:
    parts = dict(part.split("=") for part in text.split(";"))
    ends = parts.pop("UNTIL", None)
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    found = rrulestr(rule, dtstart=first).between(first, until, inc=True)
    if ends is None:
        return found
    last = datetime.strptime(ends, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return [each for each in found if utc(each) <= last]


def several(event, name) -> list:
    found = event.get(name, [])
    rows = found if isinstance(found, list) else [found]
    return [each for row in rows for each in getattr(row, "dts", [row])]


def one(event, start) -> tuple:
    first = wall(event["DTSTART"])
    begins = utc(start or first)
    if "DURATION" in event:
        lasts = event["DURATION"].dt
    elif "DTEND" in event:
        lasts = utc(wall(event["DTEND"])) - utc(first)
    else:
        lasts = timedelta()
    return begins, begins + lasts, event.get("STATUS") == "CANCELLED"


def as_shown(found: Series, until: date) -> list[tuple]:
    times = found.times(date(2025, 1, 1), until)
    return sorted(
        (
            each.starts_at.astimezone(UTC),
            (each.ends_at or each.starts_at).astimezone(UTC),
            each.is_cancelled,
        )
        for each in times
    )


@settings(max_examples=300)
@given(series())
def test_the_calendar_shows_what_the_page_shows(found):
    until = found.first + WINDOW
    calendar = calendar_of(found)
    if b"BEGIN:VEVENT" not in calendar:
        assert as_shown(found, until) == []
        return

    assert as_read(calendar, until) == as_shown(found, until)


@given(series())
def test_a_strict_reader_and_vobject_have_nothing_against_it(found):
    calendar = calendar_of(found)

    assert faults(calendar) == []
    if b"BEGIN:VEVENT" in calendar:
        read = vobject.readOne(calendar.decode())
        assert read.validate(raiseException=True)


@given(series())
def test_an_end_that_nobody_knows_is_in_no_calendar(found):
    unknown = Series(found.first, found.at, None, found.rule)

    calendar = calendar_of(unknown)

    assert b"DTEND" not in calendar
    assert b"DURATION" not in calendar


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (b"ORGANIZER", "0 times ORGANIZER"),
        (b"DTSTAMP", "0 times DTSTAMP"),
        (b"TZID:Europe", "in a zone that is not there"),
        (b"END:VEVENT", "ends as"),
    ],
)
def test_the_strict_reader_sees_what_is_missing(wrong, fault):
    lines = calendar_of(Series(date(2026, 11, 3), time(10), 60)).split(b"\r\n")
    less = b"\r\n".join(line for line in lines if not line.startswith(wrong))

    assert any(fault in each for each in faults(less))
