import pytest
from django.contrib.gis.geos import Point
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from common.kit.geo import degrees, tile_at
from common.kit.storing import store
from places.deciding.upkeep import places_gone, places_written
from places.facts.derived import derive
from places.finding.filters import PlaceFilterSet
from places.map.tiles import tile
from places.memory.clusters import DEEPEST, decimals
from places.memory.found import FoundPlaces
from places.memory.selection import Selection
from places.memory.snapshot import current
from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    kind,
    make_neighbourhood,
    make_place,
)
from tests.places.map.tile_reference import grid
from tests.places.memory.questions import PLACES, QUESTIONS, SPOTS, encoded

pytestmark = [pytest.mark.django_db, pytest.mark.both("read model")]


def features(client, z, point=GROTE_MARKT, query=""):
    x, y = tile_at(point.x, point.y, z)
    response = client.get(f"/plekken/kaart/{z}/{x}/{y}.json{query}")
    return response.json()["features"]


def total(found):
    return sum(feature["properties"].get("point_count", 1) for feature in found)


def test_a_single_place_has_what_a_marker_needs(client):
    place = make_place(name="U-bank", slug="u-bank", step_free="yes")

    [feature] = features(client, 15)

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

    [feature] = features(client, 12)

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


# Tile borders of every zoom, the date line, the ends of the map.
edges = st.sampled_from([-180.0, -90.0, 0.0, 4.775, 90.0, 179.9999, 180.0])
lons = st.one_of(edges, st.floats(-180, 180))
lats = st.one_of(st.sampled_from([-90.0, 0.0, 51.58, 85.06, 90.0]), st.floats(-90, 90))
anywhere = st.tuples(lons, lats)
in_breda = st.tuples(st.floats(4.7, 4.9), st.floats(51.5, 51.65))
on_one_square = st.tuples(st.floats(4.7757, 4.7760), st.floats(51.5886, 51.5888))
EVERYTHING = Selection()


def scatter(points):
    """Benches on these spots instead of all places."""
    gone = list(Place.objects.values_list("pk", flat=True))
    Place.objects.all().delete()
    places_gone(gone)
    bench = kind()
    places = [
        Place(
            slug=f"b{number}", name="Bank", kind=bench, state="published", point=point
        )
        for number, point in enumerate(Point(*each, srid=4326) for each in points)
    ]
    for place in places:
        derive(place, {"leefomgeving"})
    places_written(Place.objects.bulk_create(places))


def check_against_sql(places, selection, z, x, y):
    """The same clusters and places as the database counts; gives how many there are."""
    found = tile(current(), selection, z, x, y)["features"]
    expected = grid(places, z, x, y)
    error = 0.51 * 10 ** -decimals(z)

    def near(x, y):
        return pytest.approx(degrees(x + 0.5, y + 0.5), abs=error)

    clusters = [each for each in found if "cluster" in each["properties"]]
    assert [
        (each["properties"]["point_count"], each["geometry"]["coordinates"])
        for each in clusters
    ] == [(count, near(*centre)) for count, *centre in expected.clusters]
    singles = {
        each["properties"]["id"]: each["geometry"]["coordinates"]
        for each in found
        if "cluster" not in each["properties"]
    }
    assert singles == {pk: near(*at) for pk, at in expected.singles.items()}
    assert total(found) == expected.total
    return expected.total


class Together(TestCase):
    @settings(max_examples=25)
    @given(st.lists(anywhere, max_size=30), st.integers(0, 3))
    def test_all_tiles_of_a_zoom_show_what_sql_counts(self, points, z):
        scatter(points)

        counts = [
            check_against_sql(Place.objects.published(), EVERYTHING, z, x, y)
            for x in range(2**z)
            for y in range(2**z)
        ]

        assert sum(counts) == len(points) == len(FoundPlaces(EVERYTHING))

    @settings(max_examples=25)
    @given(
        st.lists(anywhere | in_breda | on_one_square, min_size=1, max_size=25),
        st.integers(0, DEEPEST),
    )
    def test_the_tiles_around_each_place_show_what_sql_counts(self, points, z):
        scatter(points)

        tiles = {tile_at(*point, z) for point in points}
        counts = [
            check_against_sql(Place.objects.published(), EVERYTHING, z, *each)
            for each in tiles
        ]

        assert sum(counts) == len(points)

    @settings(max_examples=10)
    @given(st.lists(in_breda, max_size=25))
    def test_zooming_in_keeps_every_place(self, points):
        scatter(points)
        x, y = tile_at(4.8, 51.58, 8)
        whole = total(tile(current(), EVERYTHING, 8, x, y)["features"])

        parts = [
            total(tile(current(), EVERYTHING, 9, 2 * x + i, 2 * y + j)["features"])
            for i in (0, 1)
            for j in (0, 1)
        ]

        assert sum(parts) == whole

    @settings(max_examples=40)
    @given(PLACES, st.lists(QUESTIONS, min_size=3, max_size=3), st.integers(8, 18))
    def test_under_every_filter_the_tiles_show_what_sql_counts(self, made, asked, z):
        make_neighbourhood(name="Midden")
        for facts in made:
            make_place(**facts)
        tiles = {tile_at(point.x, point.y, z) for point in SPOTS}
        for question in asked:
            filter_set = PlaceFilterSet(encoded(question))
            assert filter_set.is_valid()
            counts = [
                check_against_sql(filter_set.qs, filter_set.selection, z, *each)
                for each in tiles
            ]
            assert sum(counts) == len(filter_set.found)


def crowd(many, point=GROTE_MARKT):
    scatter([point.coords] * many)


@pytest.mark.parametrize("z", [17, 18])
def test_a_crowd_on_one_spot_is_one_cluster_that_says_where_to_look(client, z):
    crowd(500)
    response = client.get(
        "/plekken/kaart/{}/{}/{}.json".format(z, *tile_at(*GROTE_MARKT.coords, z))
    )

    [feature] = response.json()["features"]

    assert feature["properties"]["point_count"] == 500
    assert ("box" in feature["properties"]) == (z == DEEPEST)
    assert len(response.content) < 250


@pytest.mark.parametrize(
    "point", [GROTE_MARKT, Point(-180, 0, srid=4326), Point(12.3, -84.9, srid=4326)]
)
def test_the_list_shows_all_that_the_deepest_cluster_stands_for(client, point):
    crowd(300, point)
    [feature] = features(client, DEEPEST, point)

    page = client.get("/plekken/", {"vak": feature["properties"]["box"]})

    assert page.context["page"].paginator.count == 300


def test_beside_a_crowd_every_other_place_keeps_its_pin(client):
    beside = Point(GROTE_MARKT.x + 0.0002, GROTE_MARKT.y, srid=4326)
    scatter([GROTE_MARKT.coords] * 300 + [beside.coords] * 2)

    found = features(client, DEEPEST)

    assert sorted(each["properties"].get("point_count", 1) for each in found) == [
        1,
        1,
        300,
    ]


def test_a_full_tile_of_pins_costs_one_query_for_all_of_them(
    client, django_assert_num_queries
):
    crowd(256)
    features(client, DEEPEST)

    with django_assert_num_queries(2):
        found = features(client, DEEPEST)

    assert len(found) == 256
    assert len({tuple(each["geometry"]["coordinates"]) for each in found}) == 1


def test_a_tile_of_clusters_asks_the_version_and_nothing_else(
    client, django_assert_num_queries
):
    scatter([(4.7 + number / 1000, 51.58) for number in range(100)])
    features(client, 7)

    with django_assert_num_queries(1) as queries:
        assert total(features(client, 7)) == 100

    assert "places_mapversion" in queries[0]["sql"]


def test_coordinates_are_as_fine_as_the_zoom_shows(client):
    crowd(1)

    written = [features(client, z)[0]["geometry"]["coordinates"] for z in (0, 9, 14)]

    assert written == [[4.8, 51.6], [4.776, 51.589], [4.7758, 51.5887]]


def test_a_place_that_was_just_hidden_is_not_named_by_a_copy_that_is_behind(db):
    place = make_place()
    behind = current()
    place.state = "closed"
    store(place)

    assert tile(behind, EVERYTHING, 0, 0, 0)["features"] == []
