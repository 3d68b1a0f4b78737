"""Places without a name of their own: a name that says what and where, and never twenty
links with the same words."""

import re

import pytest
from django.contrib.gis.geos import Point

from places.facts.naming import beside_the_middle, is_made, made_name
from tests.kit.factories import make_neighbourhood, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def area():
    return make_neighbourhood(name="Haagpoort", centre=Point(4.76, 51.58, srid=4326))


def at(east, north):
    """A point so many thousandths of a degree from the middle."""
    return Point(4.76 + east / 1000, 51.58 + north / 1000, srid=4326)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (("Bankje", "Haagpoort", "Haagweg 12"), "Bankje, Haagweg 12"),
        (("Bankje", "Haagpoort"), "Bankje in Haagpoort"),
        (("Bankje",), "Bankje"),
    ],
)
def test_a_made_name_says_what_and_where(facts, name):
    assert made_name(*facts) == name


def test_a_name_of_its_own_is_none_of_these(area):
    assert not is_made(make_place(name="Bankje van Amira", neighbourhood=area))
    assert is_made(make_place(name="Bankje in Haagpoort", neighbourhood=area))
    assert is_made(make_place(name="Bankje, Haagweg 12", neighbourhood=area))


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ((0, 2), "ongeveer 220 m ten noorden van het midden"),
        ((2, 0), "ongeveer 140 m ten oosten van het midden"),
        ((-2, -1.3), "ongeveer 200 m ten zuidwesten van het midden"),
    ],
)
def test_it_lies_so_far_to_a_side_of_the_middle(area, where, words):
    place = make_place(point=at(*where), neighbourhood=area)

    assert beside_the_middle(place) == words


def links(client, query=""):
    page = client.get(f"/plekken/{query}").content.decode()
    found = re.findall(r'<h2><a href="/plekken/[^>]*>(.*?)</a></h2>', page, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", each).strip() for each in found]


def test_twenty_benches_have_twenty_different_links(client, area):
    for number in range(20):
        make_place(
            name="Bankje in Haagpoort",
            point=at(number - 10, (number - 10) / 3),
            neighbourhood=area,
        )

    assert len(set(links(client))) == 20
    assert len(set(links(client, "?bij=51.58,4.75&straal=5000"))) == 20


def test_a_place_with_a_name_is_called_by_that_alone(client, area):
    make_place(name="Bankje van Amira", neighbourhood=area)

    assert links(client) == ["Bankje van Amira"]
