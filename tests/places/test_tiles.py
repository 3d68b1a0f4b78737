import json

import pytest
from django.contrib.gis.geos import Point
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ontmoeten.lib.geo import tile_at
from places.models import MapVersion, Place
from places.tiles import DEEPEST, tile
from tests.factories import GROTE_MARKT, VALKENBERG, kind, make_place

pytestmark = pytest.mark.django_db


def features(client, z, point=GROTE_MARKT, query=""):
    x, y = tile_at(point.x, point.y, z)
    response = client.get(f"/plekken/kaart/{z}/{x}/{y}.json{query}")
    return response.json()["features"]


def total(found):
    return sum(feature["properties"].get("point_count", 1) for feature in found)


def test_a_single_place_has_what_a_marker_needs(client):
    place = make_place(name="U-bank", slug="u-bank", step_free="yes")

    [feature] = features(client, 14)

    assert feature["properties"] == {
        "id": place.pk,
        "slug": "u-bank",
        "name": "U-bank",
        "kind": "bankje",
        "icon": "bench",
        "free": True,
        "step_free": True,
    }
    assert feature["geometry"]["coordinates"] == pytest.approx(
        GROTE_MARKT.coords, abs=1e-5
    )


def test_many_places_are_one_cluster_at_their_centre_of_gravity(client):
    make_place(point=Point(4.77, 51.58, srid=4326))
    make_place(point=Point(4.77, 51.58, srid=4326))
    make_place(point=Point(4.773, 51.583, srid=4326))

    [feature] = features(client, 5)

    assert feature["properties"] == {"cluster": True, "point_count": 3}
    assert feature["geometry"]["coordinates"] == pytest.approx(
        (4.771, 51.581), abs=1e-4
    )


def test_deep_down_every_place_has_a_pin_of_its_own(client):
    make_place()
    make_place()

    assert len(features(client, DEEPEST)) == 2


def test_the_same_filters_hold(client):
    make_place()
    make_place(kind="cafe")

    assert total(features(client, 3)) == 1
    assert total(features(client, 3, query="?gratis=alles")) == 2


@pytest.mark.parametrize("path", ["19/0/0", "3/8/0", "3/0/8"])
def test_a_tile_that_does_not_exist_is_not_found(client, path):
    assert client.get(f"/plekken/kaart/{path}.json").status_code == 404


def test_a_tile_costs_as_many_queries_for_a_hundred_places(
    client, django_assert_max_num_queries
):
    for number in range(100):
        make_place(point=Point(4.7 + number / 1000, 51.58, srid=4326))

    with django_assert_max_num_queries(4):
        assert total(features(client, 9)) == 100


def test_an_unchanged_tile_is_not_sent_twice(client, django_assert_max_num_queries):
    make_place()
    first = client.get("/plekken/kaart/3/4/2.json")

    with django_assert_max_num_queries(1):
        again = client.get(
            "/plekken/kaart/3/4/2.json", headers={"if-none-match": first["ETag"]}
        )

    assert again.status_code == 304
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_change_makes_a_tile_new(client):
    place = make_place()
    first = client.get("/plekken/kaart/3/4/2.json")
    place.name = "Anders"
    place.save()

    again = client.get(
        "/plekken/kaart/3/4/2.json", headers={"if-none-match": first["ETag"]}
    )

    assert again.status_code == 200
    assert "Anders" in again.content.decode()


def test_the_map_draws_the_neighbourhoods_where_there_is_no_background(client):
    from tests.factories import make_neighbourhood, square

    make_neighbourhood(name="Met grens", boundary=square(GROTE_MARKT, 300))
    make_neighbourhood(name="Zonder grens", centre=VALKENBERG)

    found = json.loads(client.get("/buurten/kaart.geojson").content)["features"]

    shapes = {each["properties"]["name"]: each["geometry"]["type"] for each in found}
    assert shapes == {"Met grens": "Polygon", "Zonder grens": "Point"}


# Tile borders of every zoom, the date line, the ends of the map.
edges = st.sampled_from([-180.0, -90.0, 0.0, 4.775, 90.0, 179.9999, 180.0])
lons = st.one_of(edges, st.floats(-180, 180))
lats = st.one_of(st.sampled_from([-90.0, 0.0, 51.58, 85.06, 90.0]), st.floats(-90, 90))


class Together(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(lons, lats), max_size=30), st.integers(0, 3))
    def test_the_counts_of_all_tiles_of_a_zoom_add_up_to_all_places(self, points, z):
        Place.objects.all().delete()
        bench = kind()
        for number, (lon, lat) in enumerate(points):
            make_place(slug=f"b{number}", kind=bench, point=Point(lon, lat, srid=4326))

        counts = [
            total(tile(Place.objects.all(), z, x, y)["features"])
            for x in range(2**z)
            for y in range(2**z)
        ]

        assert sum(counts) == len(points)

    @settings(max_examples=10, deadline=None)
    @given(
        st.lists(st.tuples(st.floats(4.7, 4.9), st.floats(51.5, 51.65)), max_size=25)
    )
    def test_zooming_in_keeps_every_place(self, points):
        Place.objects.all().delete()
        bench = kind()
        for number, (lon, lat) in enumerate(points):
            make_place(slug=f"b{number}", kind=bench, point=Point(lon, lat, srid=4326))
        x, y = tile_at(4.8, 51.58, 8)
        whole = total(tile(Place.objects.all(), 8, x, y)["features"])

        parts = [
            total(tile(Place.objects.all(), 9, 2 * x + i, 2 * y + j)["features"])
            for i in (0, 1)
            for j in (0, 1)
        ]

        assert sum(parts) == whole


def test_the_version_is_one_query_whatever_the_number_of_places(
    django_assert_num_queries,
):
    make_place()

    with django_assert_num_queries(1):
        assert MapVersion.current() > 0
