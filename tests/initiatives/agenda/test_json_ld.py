"""What search engines and other programs read of activities, places, organisations."""

import json
import re
from datetime import date, time

import pytest

from tests.kit.factories import (
    TILBURG,
    change_date,
    make_activity,
    make_neighbourhood,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
COUNTRY = {"@type": "PostalAddress", "addressCountry": "NL"}


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


def data_on(client, path) -> dict:
    [text] = SCRIPT.findall(client.get(path).content.decode())
    return json.loads(text)


@pytest.mark.parametrize(
    ("first_on", "at", "minutes", "start", "end"),
    [
        (date(2026, 12, 5), time(0, 30), 60, "2026-12-05T00:30:00+01:00",
         "2026-12-05T01:30:00+01:00"),
        (date(2027, 7, 6), time(14), 90, "2027-07-06T14:00:00+02:00",
         "2027-07-06T15:30:00+02:00"),
        (date(2026, 12, 31), time(23, 30), 120, "2026-12-31T23:30:00+01:00",
         "2027-01-01T01:30:00+01:00"),
        (date(2027, 3, 28), time(1, 30), 60, "2027-03-28T01:30:00+01:00",
         "2027-03-28T03:30:00+02:00"),
        (date(2027, 10, 31), time(1, 30), 120, "2027-10-31T01:30:00+02:00",
         "2027-10-31T02:30:00+01:00"),
    ],
)  # fmt: skip
def test_times_are_by_the_clock_here_with_its_offset(
    client, first_on, at, minutes, start, end
):
    make_activity(
        slug="feest", rule="", first_on=first_on, starts_at=at, minutes=minutes
    )

    data = data_on(client, "/agenda/feest/")

    assert (data["startDate"], data["endDate"]) == (start, end)


# What differs on 10 November, the status, and what else is said.
@pytest.mark.parametrize(
    ("change", "status", "before", "start"),
    [
        (None, "EventScheduled", None, "2026-11-10T10:00:00+01:00"),
        ({"kind": "cancel"}, "EventCancelled", None, "2026-11-10T10:00:00+01:00"),
        ({"kind": "move", "to": date(2026, 11, 12)}, "EventRescheduled",
         "2026-11-10T10:00:00+01:00", "2026-11-12T10:00:00+01:00"),
        ({"kind": "move", "at": time(15)}, "EventRescheduled",
         "2026-11-10T10:00:00+01:00", "2026-11-10T15:00:00+01:00"),
        # As long as never before, but it begins when it always does.
        ({"kind": "move", "at": time(10), "minutes": 30}, "EventScheduled", None,
         "2026-11-10T10:00:00+01:00"),
        ({"kind": "cancel", "to": date(2026, 11, 12), "at": time(15)},
         "EventCancelled", None, "2026-11-12T15:00:00+01:00"),
    ],
)  # fmt: skip
def test_what_became_of_a_time_is_said(client, change, status, before, start):
    activity = make_activity(slug="koffie", starts_at=time(10))
    if change:
        change_date(activity=activity, rule_date=date(2026, 11, 10), **change)

    data = data_on(client, "/agenda/koffie/2026-11-10/")

    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data.get("previousStartDate") == before
    assert data["startDate"] == start


def test_a_place_without_an_address_is_in_a_town_and_a_country(client):
    make_activity(slug="koffie", place=make_place(address=""))

    location = data_on(client, "/agenda/koffie/")["location"]

    assert location["@type"] == "Place"
    assert location["address"] == COUNTRY | {"addressLocality": "Breda"}


def test_where_there_is_no_place_of_ours_it_is_said_in_words_and_in_which_town(client):
    make_activity(slug="koffie", place=None, where="Achter de kerk")

    location = data_on(client, "/agenda/koffie/")["location"]

    assert location["name"] == "Achter de kerk"
    assert location["address"] == COUNTRY | {"addressLocality": "Breda"}


@pytest.mark.parametrize(("cost", "free"), [("free", True), ("paid", False)])
def test_every_place_says_what_and_where_it_is(client, cost, free):
    make_place(
        slug="plein", name="Het Plein", address="Plein 1", cost=cost,
        neighbourhood=make_neighbourhood(), description="Met bomen.",
    )  # fmt: skip

    data = data_on(client, "/plekken/plein/")

    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "Place"
    assert data["name"] == "Het Plein"
    assert data["url"] == "http://testserver/plekken/plein/"
    assert data["address"] == COUNTRY | {
        "streetAddress": "Plein 1",
        "addressLocality": "Breda",
    }
    assert data["isAccessibleForFree"] is free
    assert data["geo"]["@type"] == "GeoCoordinates"


def test_what_nobody_knows_about_a_place_is_not_said(client):
    make_neighbourhood()
    make_place(slug="ver", kind="cafe", cost="unknown", point=TILBURG)

    data = data_on(client, "/plekken/ver/")

    assert "description" not in data
    assert data["address"] == COUNTRY  # over the border of what we know


def test_an_organisation_has_an_address_that_programs_can_read(client):
    make_organisation(slug="club", address="Straat 1, Breda")

    data = data_on(client, "/organisaties/club/")

    assert data["address"] == COUNTRY | {"streetAddress": "Straat 1, Breda"}
