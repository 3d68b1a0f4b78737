"""What RFC 5545 and 5546 demand of a published calendar, and what moves in it."""

from datetime import date, time

import pytest
import vobject

from common.kit.storing import store
from tests.factories import (
    change_date,
    make_activity,
    make_organisation,
    make_place,
)
from tests.initiatives.agenda.test_calendars import NOW, changed, events
from tests.initiatives.rfc5545 import faults

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
