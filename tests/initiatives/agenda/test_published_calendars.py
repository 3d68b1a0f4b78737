"""What RFC 5545 and 5546 demand of a published calendar, and what moves in it; and the
file of one date, which holds that date and nothing else of the series."""

from datetime import UTC, date, time

import icalendar
import pytest
import vobject

from common.kit.storing import store
from initiatives.dates.sync import sync_occurrences
from tests.initiatives.agenda.test_calendars import NOW, changed, events
from tests.initiatives.rfc5545 import faults
from tests.kit.factories import (
    change_date,
    make_activity,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


# What changes, and how; each has to move SEQUENCE, LAST-MODIFIED and DTSTAMP.
CHANGES = {
    "a date called off": lambda each: change_date(
        activity=each, rule_date=date(2026, 11, 10), kind="cancel"
    ),
    "a date added": lambda each: change_date(
        activity=each, rule_date=date(2026, 11, 12), kind="extra"
    ),
    "another time of day": lambda each: _stored(each, starts_at=time(11)),
    "another text": lambda each: _stored(each, description="Anders."),
    "no end any more": lambda each: _stored(each, minutes=None),
    "the name of its place": lambda each: _stored(each.place, name="Markt"),
    "the name of who organises it": lambda each: _stored(each.organisation, name="X"),
}


def _stored(row, **facts):
    for name, value in facts.items():
        setattr(row, name, value)
    store(row)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_each_change_moves_the_sequence(client, time_machine, change):
    activity = make_activity(
        slug="koffie", place=make_place(), organisation=make_organisation()
    )
    before = events(client.get("/agenda/koffie.ics").content)[0]
    time_machine.move_to("2026-11-05 12:00+01:00", tick=False)

    change(activity)

    for after in events(client.get("/agenda/koffie.ics").content):
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
        assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_what_did_not_change_has_the_sequence_that_it_had(client, time_machine):
    make_activity(slug="koffie", place=make_place())
    before = client.get("/agenda/koffie.ics").content
    time_machine.move_to("2026-11-05 12:00+01:00", tick=False)

    assert client.get("/agenda/koffie.ics").content == before


def test_a_strict_reader_and_vobject_have_nothing_against_the_agenda(client):
    changed(make_activity(place=make_place(name='Plein; "groot", é😀')))
    make_activity(rule="", minutes=None, organisation=make_organisation())
    make_activity(starts_at=time(23, 30), first_on=date(2026, 12, 1))

    text = client.get("/agenda.ics").content

    assert faults(text) == []
    assert vobject.readOne(text.decode()).validate(raiseException=True)


def test_who_organises_it_is_an_organisation_and_else_the_municipality(client):
    make_activity(slug="een", organisation=make_organisation(name="Club", slug="club"))
    make_activity(slug="twee", organisation=None)

    [first] = events(client.get("/agenda/een.ics").content)
    [second] = events(client.get("/agenda/twee.ics").content)

    assert first["ORGANIZER"] == "http://testserver/organisaties/club/"
    assert first["ORGANIZER"].params["CN"] == "Club"
    assert second["ORGANIZER"].params["CN"] == "gemeente Breda"


def test_an_extra_date_that_is_called_off_says_so(client):
    activity = make_activity(slug="koffie")
    change_date(
        activity=activity, rule_date=date(2026, 11, 7), kind="cancel", was_extra=True
    )

    main, extra = events(client.get("/agenda/koffie.ics").content)

    assert "20261107T100000" in main.to_ical().decode()
    assert extra["STATUS"] == "CANCELLED"


def test_loose_dates_are_all_in_the_calendar(client):
    activity = make_activity(slug="koffie", rule="", first_on=date(2026, 11, 5))
    for day in (12, 19):
        change_date(activity=activity, rule_date=date(2026, 11, day), kind="extra")

    [event] = events(client.get("/agenda/koffie.ics").content)

    assert event["DTSTART"].dt.day == 5
    assert [each.dts[0].dt.day if hasattr(each, "dts") else each.dt.day
            for each in event["RDATE"]] == [5, 12, 19]  # fmt: skip


# --- One date -----------------------------------------------------------------------


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
