"""What is on soon at a place, as the pop-up of its pin asks it."""

from datetime import date, time

import pytest

from common.moderation.states import State
from tests.kit.factories import (
    change_date,
    make_activity,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]
SOON = "/plekken/plein/straks.json"


@pytest.fixture(autouse=True)
def _on_a_wednesday(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


@pytest.fixture
def place():
    return make_place(slug="plein")


def told(client, path=SOON):
    return [
        (each["name"], each["when"], each["note"])
        for each in client.get(path).json()["times"]
    ]


def test_it_tells_the_next_three_times_in_words_and_what_is_called_off(client, place):
    coffee = make_activity(name="Koffie", slug="koffie", place=place)
    change_date(activity=coffee, rule_date=date(2026, 11, 10), kind="cancel")
    make_activity(
        name="Schaken", place=place, rule="", first_on=date(2026, 11, 4),
        starts_at=time(11, 30),
    )  # fmt: skip

    assert told(client) == [
        ("Schaken", "nu, tot 13.30", ""),
        ("Koffie", "dinsdag 10.00", "Gaat niet door"),
        ("Koffie", "dinsdag 17 november, 10.00", ""),
    ]
    first = client.get(SOON).json()["times"][1]
    assert first["url"] == "/agenda/koffie/2026-11-10/"
    assert client.get(first["url"]).status_code == 200


def test_in_english_it_speaks_english_and_leads_to_english_pages(client, place):
    make_activity(name="Koffie", slug="koffie", place=place)

    path = f"/en{SOON}"

    assert told(client, path)[0] == ("Koffie", "Tuesday 10:00", "")
    assert client.get(path).json()["times"][0]["url"].startswith("/en/agenda/")


def test_what_waits_or_is_over_or_is_elsewhere_is_not_told(client, place):
    make_activity(place=place, state=State.SUGGESTED)
    hidden = make_organisation(state=State.SUGGESTED)
    make_activity(place=place, organisation=hidden)
    make_activity(place=place, rule="", first_on=date(2026, 11, 3))
    make_activity()

    assert told(client) == []


@pytest.mark.parametrize("state", [State.SUGGESTED, State.CLOSED])
def test_a_place_that_nobody_may_see_tells_nothing(client, state):
    place = make_place(slug="plein", state=state)
    make_activity(place=place)

    assert client.get(SOON).status_code == 404


def test_a_cache_may_keep_it_for_a_minute_and_ask_whether_it_changed(client, place):
    make_activity(place=place)

    answer = client.get(SOON)

    assert not answer.cookies
    assert {"public", "max-age=60"} <= set(answer["Cache-Control"].split(", "))
    again = client.get(SOON, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.post(SOON).status_code == 405


def test_many_times_cost_as_many_queries_as_one(
    client, place, django_assert_num_queries
):
    make_activity(place=place, organisation=make_organisation())
    with django_assert_num_queries(2):
        client.get(SOON)
    for _number in range(5):
        make_activity(place=place, organisation=make_organisation())

    with django_assert_num_queries(2):
        client.get(SOON)
