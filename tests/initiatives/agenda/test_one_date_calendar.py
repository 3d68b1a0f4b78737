"""The file for calendars of one date holds that date and nothing else of the series."""

from datetime import UTC, date, datetime, time

import icalendar
import pytest

from initiatives.dates.sync import sync_occurrences
from tests.factories import change_date, make_activity
from tests.initiatives.rfc5545 import faults

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(datetime(2026, 11, 4, 11, tzinfo=UTC), tick=False)


@pytest.fixture
def coffee():
    """Every Tuesday at ten; one moved, one called off, one more."""
    activity = make_activity(
        slug="koffie", first_on=date(2026, 11, 3), starts_at=time(10), minutes=90
    )
    for change in [
        {"rule_date": date(2026, 11, 17), "kind": "move", "to": date(2026, 11, 18)},
        {"rule_date": date(2026, 11, 24), "kind": "cancel", "reason": "Ziek"},
        {"rule_date": date(2026, 11, 28), "kind": "extra", "at": time(15)},
    ]:
        change_date(activity=activity, **change)
    sync_occurrences(activity)
    return activity


def only_event(client, day):
    answer = client.get(f"/agenda/koffie/{day}.ics")
    assert answer.status_code == 200
    assert faults(answer.content) == []
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return event


@pytest.mark.parametrize(
    ("day", "begins", "status"),
    [
        ("2026-11-10", "2026-11-10 09:00", "CONFIRMED"),
        ("2026-11-17", "2026-11-18 09:00", "CONFIRMED"),
        ("2026-11-24", "2026-11-24 09:00", "CANCELLED"),
        ("2026-11-28", "2026-11-28 14:00", "CONFIRMED"),
    ],
)
def test_it_is_that_date_as_it_is_now(client, coffee, day, begins, status):
    event = only_event(client, day)

    assert f"{event['DTSTART'].dt.astimezone(UTC):%Y-%m-%d %H:%M}" == begins
    assert event.get("STATUS", "CONFIRMED") == status
    assert event["URL"].endswith(f"/agenda/koffie/{day}/")
    for name in ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"):
        assert name not in event


def test_it_stands_beside_the_series_in_one_calendar(client, coffee):
    series = icalendar.Calendar.from_ical(client.get("/agenda/koffie.ics").content)
    known = {str(event["UID"]) for event in series.walk("VEVENT")}

    one, other = only_event(client, "2026-11-10"), only_event(client, "2026-11-17")

    assert len({*known, str(one["UID"]), str(other["UID"])}) == len(known) + 2


@pytest.mark.parametrize("day", ["2026-11-11", "2026-02-30", "9999-12-31"])
def test_what_is_no_date_of_it_is_not_there(client, coffee, day):
    assert client.get(f"/agenda/koffie/{day}.ics").status_code == 404


def test_its_page_leads_to_it_and_to_the_whole_series(client, coffee):
    page = client.get("/agenda/koffie/2026-11-10/").content.decode()

    assert 'href="/agenda/koffie/2026-11-10.ics"' in page
    assert 'href="/agenda/koffie.ics"' in page
    whole = client.get("/agenda/koffie/").content.decode()
    assert 'href="/agenda/koffie.ics"' in whole
