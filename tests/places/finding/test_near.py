"""Where I am: nearest first, in metres, and never more of my position than needed."""

import pytest
from django.contrib.gis.geos import Point

from places.finding.in_words import distance
from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    ULVENHOUT,
    VALKENBERG,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]
HERE = "51.589,4.776"


def names(client, **query):
    page = client.get("/plekken/", query)
    return [place.name for place, _facts in page.context["cards"]]


@pytest.fixture
def places():
    make_place(name="Park", point=VALKENBERG)
    make_place(name="Dorp", point=ULVENHOUT)
    make_place(name="Markt", point=GROTE_MARKT)


def test_near_gives_the_nearest_first_and_leaves_out_the_far(client, places):
    assert names(client, bij=HERE) == ["Markt", "Park"]


@pytest.mark.parametrize(
    ("metres", "expected"),
    [(100, ["Markt"]), (1000, ["Markt", "Park"]), (25_000, ["Markt", "Park", "Dorp"])],
)
def test_the_radius_is_in_metres(client, places, metres, expected):
    assert names(client, bij=HERE, straal=metres) == expected


def test_a_radius_without_a_position_asks_nothing(client, places):
    assert len(names(client, straal=100)) == 3


@pytest.mark.parametrize("target", [VALKENBERG, ULVENHOUT])
def test_the_distance_is_that_of_the_great_circle_within_half_a_percent(target):
    from math import acos, cos, radians, sin

    make_place(point=target)
    lat, lon = GROTE_MARKT.y, GROTE_MARKT.x
    a, b = radians(lat), radians(target.y)
    angle = acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(target.x - lon)))

    [place] = Place.objects.near(lat, lon, 25_000)

    assert place.metres_from(lat) == pytest.approx(6_371_008.8 * angle, rel=0.005)


def test_half_the_world_away_is_no_neighbour_and_breaks_nothing(client):
    make_place(point=Point(179.9, 10, srid=4326))

    assert names(client, bij="10,-179.9", straal=25_000) == []


def test_the_list_says_how_far_as_the_crow_flies(client, places):
    page = client.get("/plekken/", {"bij": HERE}).content.decode()

    assert "Dichtstbij eerst" in page
    assert "ongeveer 610 m hemelsbreed" in page


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (3, "ongeveer 10 m hemelsbreed"),
        (144, "ongeveer 140 m hemelsbreed"),
        (1249, "ongeveer 1,2 km hemelsbreed"),
    ],
)
def test_a_distance_is_no_finer_than_we_know(metres, words):
    assert distance(metres) == words


def test_three_decimals_of_a_position_are_kept(client, places):
    response = client.get(
        "/plekken/", {"bij": "51.5887123,4.7757456", "soort": "bankje"}
    )

    assert response.status_code == 302
    assert response.url == "/plekken/?soort=bankje&bij=51.589%2C4.776"


def test_the_position_goes_out_of_the_question_with_one_press(client, places):
    page = client.get("/plekken/", {"bij": HERE, "drempelvrij": "ja"})

    [_steps, here] = page.context["chips"]["chosen"]
    assert (here.label, here.query) == ("Bij jou", "?drempelvrij=ja")
    assert (
        'aria-current="true" href="/plekken/?drempelvrij=ja"' in page.content.decode()
    )


def test_the_filters_keep_the_position_when_they_are_sent(client, places):
    page = client.get("/plekken/", {"bij": HERE, "straal": "500"}).content.decode()

    assert '<input type="hidden" name="bij" value="51.589,4.776"' in page
    assert '<input type="radio" name="straal" value="500" checked>' in page


def test_a_box_holds_what_lies_in_it(client, places):
    assert names(client, vak="4.77,51.58,4.779,51.59") == ["Markt"]


def test_a_box_is_named_as_what_can_be_let_go_of(client, places):
    page = client.get("/plekken/?vak=4.77,51.58,4.779,51.59")

    [chip] = page.context["chips"]["chosen"]
    assert (chip.label, chip.query) == ("In dit stuk van de kaart", "")


def test_near_costs_as_many_queries_as_the_list(client, django_assert_max_num_queries):
    make_places({} for _ in range(50))

    with django_assert_max_num_queries(8):
        assert len(names(client, bij=HERE)) == 25
