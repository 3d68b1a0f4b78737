"""The first view of the map stands in the page: all that is found, in few bytes."""

import gzip
import json
import random
import re

import pytest
from django.contrib.gis.geos import Point

from common.kit.storing import store
from places.deciding.upkeep import places_written
from places.facts.derived import derive
from places.map.first_view import LARGEST, zoom_of
from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    ULVENHOUT,
    kind,
    make_municipality,
    make_neighbourhood,
    make_place,
    square,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("read model")]
BLOCK = re.compile(r'<script id="kaart-begin" type="application/json">(.*?)</script>')


def block(client, query="", path="/plekken/") -> str:
    [text] = BLOCK.findall(client.get(f"{path}{query}").content.decode())
    return text


def first_view(client, query="", **kwargs) -> dict:
    return json.loads(block(client, query, **kwargs))


def rows(view) -> list:
    return [row for tile in view["tiles"].values() for row in tile]


def total(view) -> int:
    return sum(row[2] if len(row) == 3 else 1 for row in rows(view))


def scatter(many, reach, name="Bankje {}"):
    """Benches within so many degrees of the centre, the same each time."""
    chance, bench = random.Random(7), kind()
    places = []
    for number in range(many):
        lon = GROTE_MARKT.x + chance.uniform(-reach, reach)
        lat = GROTE_MARKT.y + chance.uniform(-reach, reach) / 2
        place = Place(
            slug=f"plek-{number}-{chance.getrandbits(64):x}",
            name=name.format(chance.getrandbits(200)),
            kind=bench,
            state="published",
            point=Point(lon, lat, srid=4326),
        )
        derive(place, set())
        places.append(place)
    places_written(Place.objects.bulk_create(places, batch_size=500))


def test_a_place_is_in_it_with_what_a_pin_says(client):
    place = make_place(name="U-bank", slug="u-bank", step_free="yes")

    view = first_view(client)

    assert view["zoom"] == 16
    [row] = rows(view)
    assert row[:2] == pytest.approx(GROTE_MARKT.coords, abs=1e-5)
    assert row[2:] == [place.pk, "u-bank", "U-bank", "bench", 1, 1]


def test_it_is_of_what_the_tiles_of_its_zoom_say(client):
    scatter(300, 0.05)

    view = first_view(client)

    for key, found in view["tiles"].items():
        tile = client.get(f"/plekken/kaart/{key}.json").json()["features"]
        spots = [each["geometry"]["coordinates"] for each in tile]
        counts = [each["properties"].get("point_count", 1) for each in tile]
        assert [row[:2] for row in found] == spots
        assert [row[2] if len(row) == 3 else 1 for row in found] == counts


@pytest.mark.parametrize("reach", [0.0005, 0.05, 2, 60])
def test_its_counts_add_up_to_the_list(client, reach):
    scatter(200, reach)

    assert total(first_view(client)) == 200


def test_the_filters_of_the_list_hold(client):
    make_place()
    make_place(kind="cafe")

    assert total(first_view(client)) == 1
    assert total(first_view(client, "?gratis=alles")) == 2


def test_nothing_lies_outside_what_it_calls_the_extent(client):
    scatter(50, 0.03)

    view = first_view(client)

    west, south, east, north = view["extent"]
    for place in Place.objects.all():
        assert west <= place.point.x <= east
        assert south <= place.point.y <= north


@pytest.mark.parametrize("many", [320, 6_000])
def test_it_stays_small_however_many_and_long_the_names(client, many):
    scatter(many, 0.06, name="Ontmoetingsplek {}")

    text = block(client)

    assert len(gzip.compress(text.encode())) < LARGEST
    assert total(json.loads(text)) == many


def test_a_name_can_not_end_the_block(client):
    make_place(name="</script><script>alert(1)</script>")

    assert rows(first_view(client))[0][4] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in client.get("/plekken/").content.decode()


def test_the_point_that_was_asked_about_is_in_the_frame(client):
    make_place(point=Point(4.780, 51.590, srid=4326))

    west, south, east, north = first_view(client, "?bij=51.589,4.776")["frame"]

    assert west <= 4.776 <= 4.780 <= east
    assert south <= 51.589 <= 51.590 <= north


@pytest.mark.parametrize(
    ("query", "inside"),
    [
        ("?bij=51.589,4.776&soort=cafe", (4.776, 51.589)),
        ("?vak=4.7,51.5,4.8,51.6&soort=cafe", (4.75, 51.55)),
        ("?buurt=dorp&soort=cafe", ULVENHOUT.coords),
        ("?soort=cafe", GROTE_MARKT.coords),
    ],
)
def test_where_nothing_is_found_it_shows_where_was_looked(client, query, inside):
    make_municipality(boundary=square(GROTE_MARKT, 5000))
    make_neighbourhood(slug="dorp", name="Dorp", centre=ULVENHOUT)

    view = first_view(client, query)

    west, south, east, north = view["frame"]
    assert west < inside[0] < east
    assert south < inside[1] < north
    assert (view["extent"], view["tiles"]) == (None, {})


def test_an_empty_site_has_a_map_too(client):
    assert first_view(client)["extent"] is None


def test_the_whole_world_fits(client):
    for lon, lat in [(-180, -90), (180, 90), (0, 0)]:
        make_place(point=Point(lon, lat, srid=4326))

    view = first_view(client)

    assert view["zoom"] <= 1
    assert total(view) == 3


@pytest.mark.parametrize(
    ("degrees_wide", "zoom"), [(360, 1), (0.05, 14), (0.00001, 16)]
)
def test_the_zoom_shows_all_of_a_frame(degrees_wide, zoom):
    assert zoom_of((-degrees_wide / 2, 0, degrees_wide / 2, 0)) == zoom


def test_a_neighbourhood_has_one_of_its_own_places(client):
    area = make_neighbourhood(slug="markt", boundary=square(GROTE_MARKT, 300))
    make_place(neighbourhood=area)
    make_place(point=ULVENHOUT)

    view = first_view(client, path="/buurten/markt/")

    assert total(view) == 1


@pytest.mark.parametrize("path", ["/plekken/", "/buurten/markt/"])
def test_it_costs_one_query_however_many_places(
    client, path, django_assert_max_num_queries
):
    area = make_neighbourhood(slug="markt", boundary=square(GROTE_MARKT, 9000))
    make_place(neighbourhood=area)
    client.get(path)
    with django_assert_max_num_queries(13) as one:
        client.get(path)
    count = len(one)
    scatter(400, 0.05)
    Place.objects.update(neighbourhood=area)
    store(Place.objects.first())
    client.get(path)

    with django_assert_max_num_queries(count):
        client.get(path)
