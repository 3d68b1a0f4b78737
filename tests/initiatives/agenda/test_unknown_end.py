"""An end that nobody knows stays unknown: on pages, in calendars, lists and "now"."""

import json
import re
from datetime import date, time

import pytest

from initiatives.dates.sync import places_in_use
from initiatives.models import Activity, Occurrence
from tests.initiatives.rfc5545 import faults
from tests.kit.factories import change_date, make_activity, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]
TUESDAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _before(time_machine):
    time_machine.move_to("2026-11-03 09:00+01:00", tick=False)


@pytest.fixture
def walk():
    return make_activity(
        name="Wandelen", slug="wandelen", minutes=None, first_on=TUESDAY,
        starts_at=time(10), place=make_place(slug="plein"),
    )  # fmt: skip


def linked(page: str) -> list[dict]:
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    return [json.loads(text) for text in re.findall(pattern, page, re.S)]


def test_its_rows_have_no_end_and_leave_the_lists_after_a_while(walk, time_machine):
    row = walk.occurrences.first()

    assert row.ends_at is None
    assert row.over_at > row.starts_at
    assert not row.is_over(row.starts_at)
    assert row.is_over(row.over_at)


def test_pages_say_when_it_begins_and_that_the_end_is_not_known(client, walk):
    page = client.get("/agenda/wandelen/").content.decode()

    assert "10.00</time> <span" in page
    assert "tot hoe laat is niet bekend" in page
    assert "10.00–" not in page
    assert "10.00–" not in client.get("/agenda/").content.decode()
    assert "10.00–" not in client.get("/plekken/plein/").content.decode()


def test_search_engines_read_no_end(client, walk):
    [data] = [
        each
        for each in linked(client.get("/agenda/wandelen/").content.decode())
        if each["@type"] == "Event"
    ]

    assert data["startDate"] == "2026-11-03T10:00:00+01:00"
    assert "endDate" not in data


def test_calendars_hold_no_end_of_the_series_nor_of_a_date_that_differs(client, walk):
    change_date(activity=walk, rule_date=date(2026, 11, 10), kind="cancel")
    change_date(activity=walk, rule_date=date(2026, 11, 17), kind="move", at=time(14))
    change_date(
        activity=walk, rule_date=date(2026, 11, 24), kind="move", at=time(14),
        minutes=60,
    )  # fmt: skip

    text = client.get("/agenda/wandelen.ics").content

    assert text.count(b"BEGIN:VEVENT") == 4
    assert text.count(b"DTEND") == 1  # somebody said it of that one date
    assert faults(text) == []


def test_while_it_may_be_over_it_is_not_surely_on(walk, time_machine):
    known = make_activity(
        minutes=120, first_on=TUESDAY, starts_at=time(10), place=make_place()
    )
    time_machine.move_to("2026-11-03 10:30+01:00", tick=False)
    now = walk.occurrences.first().starts_at.replace(minute=30)

    assert places_in_use(now) == [known.place_id]
    assert Occurrence.objects.not_over(now).filter(rule_date=TUESDAY).count() == 2


def test_a_form_without_an_end_stores_none(logged_in, club, amira):
    visitor = logged_in(amira)
    said = {
        "name": "Koffie", "description": "Samen koffie.", "where": "Aan de kade",
        "first_on": "2026-12-01", "starts_at": "10:00", "ends_at": "", "cost": "free",
        "repeat": "weekly",
    }  # fmt: skip

    visitor.post(f"/mijn/organisatie/{club.pk}/activiteit/", said)

    activity = Activity.objects.get()
    assert activity.minutes is None
    page = visitor.get(f"/mijn/activiteit/{activity.pk}/")
    assert page.context["form"]["ends_at"].value() is None


def test_one_date_of_it_can_be_moved_without_an_end(logged_in, club, amira):
    visitor = logged_in(amira)
    walk = make_activity(
        minutes=None, first_on=TUESDAY, starts_at=time(10), organisation=club
    )
    path = f"/mijn/activiteit/{walk.pk}/2026-11-10/"
    seen = visitor.get(path).context["seen"]

    visitor.post(path, {"do": "move", "seen": seen, "to": "2026-11-11", "at": "11:00"})

    row = walk.occurrences.get(rule_date=date(2026, 11, 10))
    assert (row.is_moved, row.ends_at) == (True, None)
    assert (
        "11:00–"
        not in visitor.get(f"/mijn/activiteit/{walk.pk}/datums/").content.decode()
    )
