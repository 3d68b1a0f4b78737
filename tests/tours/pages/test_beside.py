"""Tours on pages of others: the home page, a neighbourhood, a theme."""

from datetime import date

import pytest

from common.moderation.states import State
from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    make_activity,
    make_neighbourhood,
    make_place,
    make_tour,
    square,
)
from tours.models import Tour

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def town(for_all):
    here = make_neighbourhood(
        name="Hier", slug="hier", boundary=square(GROTE_MARKT, 200)
    )
    there = make_neighbourhood(
        name="Daar", slug="daar", boundary=square(VALKENBERG, 100)
    )
    one = make_place(point=GROTE_MARKT, neighbourhood=here)
    other = make_place(point=VALKENBERG, neighbourhood=there)
    soup = make_activity(name="Soep", place=other)
    make_tour(name="Langs het plein", stops=[one, one])
    make_tour(name="Naar de soep", stops=[soup], checked_on=date(2026, 11, 1))
    make_tour(name="Nog een", stops=[one], checked_on=date(2026, 10, 1))
    make_tour(name="Wacht nog", stops=[one, other], state=State.SUGGESTED)


NAMES = ["Langs het plein", "Naar de soep", "Nog een", "Wacht nog"]


def shown(client, path):
    text = client.get(path).content.decode()
    return {name for name in NAMES if name in text}


def test_home_shows_those_that_were_ridden_last(client, town):
    assert shown(client, "/") == {"Naar de soep", "Nog een"}


def test_a_neighbourhood_shows_those_that_stop_there(client, town):
    assert shown(client, "/buurten/hier/") == {"Langs het plein", "Nog een"}
    assert shown(client, "/buurten/daar/") == {"Naar de soep"}


def test_the_theme_of_outdoors_shows_them_and_the_others_do_not(client, town):
    assert shown(client, "/themas/leefomgeving/") == {*NAMES} - {"Wacht nog"}
    assert shown(client, "/themas/gezondheid/") == set()


def test_without_tours_nothing_is_said_of_them(client, town):
    Tour.objects.all().delete()

    assert "fietstochten/maken" not in client.get("/").content.decode()
