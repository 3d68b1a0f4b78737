"""A spot for our idea: six questions, what fits, and where one answer is missing."""

from datetime import date

import pytest

from places.facts.derived import STEP_FREE
from places.finding.choices.fitting import Wish, places_but_one, places_that_fit
from tests.kit.factories import (
    kind,
    make_activity,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]
PAGE = "/plek-voor-je-idee/"
DAY = "2026-12-01"
ASKED = {
    "mensen": 60, "waar": "binnen", "tafel": "on", "toilet": "on",
    "drempelvrij": "on", "dag": DAY, "dagdeel": "avond",
}  # fmt: skip
ALL = {
    "capacity": 80, "table": True, "toilets": True, "step_free": "yes",
    "opening_hours": "Mo-Su 09:00-22:00", "checked_on": date(2026, 11, 1),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00+01:00", tick=False)


def hall(name, **facts):
    return make_place(name=name, kind=kind("buurthuis"), **(ALL | facts))


def found(client, **asked):
    context = client.get(PAGE, asked or ASKED).context
    return (
        [spot.place.name for spot in context["fits"]],
        [(spot.place.name, str(spot.missing)) for spot in context["almost"]],
    )


def test_what_fits_comes_first_and_the_smallest_of_it_before_larger(client):
    hall("Groot", capacity=300)
    hall("Precies", capacity=60)

    assert found(client) == (["Precies", "Groot"], [])


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"capacity": None}, "hoeveel mensen er passen"),
        ({"table": None}, "of er een tafel is"),
        ({"toilets": None}, "of er een toilet is"),
        ({"step_free": "unknown"}, "of je er zonder drempel komt"),
        ({"opening_hours": ""}, "of het dan open is"),
    ],
)
def test_what_misses_one_answer_says_which(client, facts, missing):
    hall("Bijna", **facts)

    assert found(client) == ([], [("Bijna", missing)])


def test_a_kind_that_differs_misses_whether_it_is_inside(client):
    make_place(name="Bijna", kind=kind("overig"), **ALL)

    assert found(client) == ([], [("Bijna", "of het binnen is")])


@pytest.mark.parametrize(
    "facts",
    [
        {"capacity": 59},
        {"table": False},
        {"toilets": False},
        {"step_free": "no"},
        {"opening_hours": "Mo-Fr 09:00-17:00"},
        {"table": None, "toilets": None},
        {"capacity": None, "table": False},
    ],
)
def test_what_does_not_fit_or_misses_two_answers_is_not_there(client, facts):
    hall("Nee", **facts)

    assert found(client) == ([], [])


def test_a_place_outside_is_for_who_asks_outside(client):
    make_place(name="Park", kind=kind("park"), **ALL)

    assert found(client) == ([], [])
    assert found(client, waar="buiten", mensen=10) == (["Park"], [])


def test_one_asks_the_organisation_that_comes_there_else_the_municipality(client):
    own = hall("Eigen")
    hall("Van ons")
    club = make_organisation(name="Club", public_email="hallo@club.example")
    make_activity(place=own, organisation=club)

    asks = {
        spot.place.name: spot.ask for spot in client.get(PAGE, ASKED).context["fits"]
    }

    assert asks == {"Eigen": club, "Van ons": None}
    assert "hallo@club.example" in client.get(PAGE, ASKED).content.decode()


def test_before_anything_is_asked_there_are_only_questions(client):
    hall("Zaal")
    page = client.get(PAGE)

    assert page.context["is_asked"] is False
    assert "Zaal" not in page.content.decode()
    assert client.get(PAGE, {"mensen": ""}).context["is_asked"] is False


@pytest.mark.parametrize(
    "asked",
    [
        {"mensen": "veel"},
        {"mensen": 0},
        {"waar": "dak"},
        {"dag": "morgen"},
        {"dagdeel": "avond"},
    ],
)
def test_nonsense_is_refused_beside_its_field(client, asked):
    page = client.get(PAGE, asked)

    assert page.status_code == 400
    assert page.context["form"].errors


def test_more_places_cost_no_more_queries(client, django_assert_max_num_queries):
    hall("Een")
    client.get(PAGE, ASKED)
    with django_assert_max_num_queries(60) as one:
        client.get(PAGE, ASKED)
    before = len(one)
    for number in range(5):
        hall(f"Zaal {number}", table=None)
    with django_assert_max_num_queries(60) as many:
        client.get(PAGE, ASKED)
    after = len(many)

    assert after <= before + 1  # the hours of a kind more


def test_without_wishes_for_it_a_fact_is_not_missing():
    hall("Zaal", table=None)

    assert [each.name for each in places_that_fit([Wish("x", STEP_FREE)])] == ["Zaal"]
    assert places_but_one([Wish("x", STEP_FREE)]) == []
