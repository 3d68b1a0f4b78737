import pytest

from places.models import Place
from tests.places.importing.conftest import feature

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.both("imports"),
]
RD = "urn:ogc:def:crs:EPSG::28992"
IN_RD = {"type": "Point", "coordinates": [112651.2, 400159.7]}
SQUARE = [[4.775, 51.588], [4.777, 51.588], [4.777, 51.589], [4.775, 51.589]]


def test_a_point_becomes_a_place_with_its_facts(take, geojson):
    take(geojson(feature(naam="Bij de toren", backrest=True, lit=False, adres=None)))

    place = Place.objects.get()
    assert (place.name, place.source_id) == ("Bij de toren", "1")
    assert (place.backrest, place.lit) == (True, False)
    assert place.point.coords == (4.7758, 51.5887)


def test_the_id_of_the_feature_counts_before_a_property(take, geojson):
    one = feature(id="eigenschap") | {"id": 12}
    take(geojson(one))

    assert Place.objects.get().source_id == "12"


def test_a_chosen_property_counts_before_the_id_of_the_feature(take, geojson):
    one = feature(lokaal="L-1") | {"id": 12}
    take(geojson(one), columns="id=lokaal")

    assert Place.objects.get().source_id == "L-1"


def test_tags_of_openstreetmap_tell_the_kind_when_nothing_else_does(take, geojson):
    take(geojson(feature(soort="", leisure="picnic_table")))

    assert Place.objects.get().kind.slug == "picknicktafel"


def test_a_polygon_gives_a_point_on_its_surface(take, geojson):
    # A horseshoe: its centre of gravity lies outside it.
    ring = [[4.77, 51.585], [4.78, 51.585], [4.78, 51.592], [4.779, 51.592],
            [4.779, 51.586], [4.771, 51.586], [4.771, 51.592], [4.77, 51.592],
            [4.77, 51.585]]  # fmt: skip
    take(geojson(feature({"type": "Polygon", "coordinates": [ring]})))

    x, y = Place.objects.get().point.coords
    assert y < 51.586 or x < 4.771 or x > 4.779


def test_a_polygon_that_crosses_itself_is_read_too(take, geojson):
    a, b, c, d = SQUARE
    take(geojson(feature({"type": "Polygon", "coordinates": [[a, c, b, d, a]]})))

    assert Place.objects.count() == 1


def test_a_line_gives_the_point_halfway(take, geojson):
    line = {"type": "LineString", "coordinates": [[4.775, 51.588], [4.777, 51.588]]}
    take(geojson(feature(line)))

    assert Place.objects.get().point.x == pytest.approx(4.776)


def test_rd_is_honoured_when_the_crs_member_comes_last(take, geojson):
    take(geojson(feature(IN_RD), crs=RD))

    assert Place.objects.get().point.x == pytest.approx(4.776112, abs=2e-5)


@pytest.mark.parametrize(
    "crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4258"]
)
def test_degrees_may_be_declared(take, geojson, crs):
    assert take(geojson(feature(), crs=crs)).created == 1


def test_a_byte_order_mark_is_no_problem(take, geojson):
    path = geojson(feature())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert take(path).created == 1


def test_signs_that_no_database_holds_are_left_out(take, geojson):
    take(geojson(feature(id="a\0b", naam="Toren\0", openingstijden="\0!")))

    place = Place.objects.get()
    assert (place.source_id, place.name) == ("ab", "Toren")
    assert place.source_raw == {"opening_hours": "!"}


def test_the_same_file_again_changes_nothing(take, geojson):
    path = geojson(feature(IN_RD), crs=RD)
    take(path)
    done = take(path)

    assert (done.created, done.updated, done.unchanged) == (0, 0, 1)


@pytest.mark.parametrize(
    ("features", "crs", "words"),
    [
        ([feature()], RD, "but its numbers are degrees"),
        ([feature(IN_RD)], "EPSG:4326", "numbers are metres of RD"),
        ([feature(IN_RD)], None, "names no reference system"),
        ([feature()], "EPSG:3857", "EPSG:3857"),
        ([], None, "no features"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(take, geojson, features, crs, words):
    done = take(geojson(*features, crs=crs), skip_bad=True)

    assert words in done.only_problem
    assert not done.is_written
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Point", "coordinates": [51.5887, 4.7758]}, "swapped"),
        ({"type": "Point", "coordinates": [112651.2, 400159.7]}, "metres of RD"),
        ({"type": "Point", "coordinates": ["x", "y"]}, "can't be read"),
        ({"type": "Point", "coordinates": []}, "can't be read"),
        ({"type": "Polygon", "coordinates": []}, "no point"),
        ({"type": "Vlek", "coordinates": [1]}, "can't be read"),
        ({"type": "Point", "coordinates": [5.0913, 51.5606]}, "outside"),
    ],
)
def test_a_wrong_geometry_is_explained(take, geojson, geometry, words):
    problem = take(geojson(feature(id="goed"), feature(geometry))).only_problem

    assert words in problem
    assert "object 2 (1)" in problem
    assert not Place.objects.exists()


def test_a_feature_without_geometry_is_a_problem(take, geojson):
    bare = feature() | {"geometry": None}

    assert "no point" in take(geojson(feature(id="goed"), bare)).only_problem


@pytest.mark.parametrize(
    "content",
    ["geen json", '{"features": [', '{"features": [{"type": "Feature"', "[1, 2]"],
)
def test_what_is_no_geojson_is_refused(take, tmp_path, content):
    path = tmp_path / "plekken.geojson"
    path.write_text(content)
    done = take(path, skip_bad=True)

    assert done.problems >= 1
    assert not done.is_written


def test_geojson_in_another_encoding_is_refused(take, geojson):
    path = geojson(feature(naam="CAFE"))
    path.write_bytes(path.read_bytes().replace(b"CAFE", b"Caf\xe9"))

    assert "UTF-8" in take(path).only_problem
