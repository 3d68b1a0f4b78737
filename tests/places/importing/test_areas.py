import json

import pytest
import shapely
from django.contrib.gis.geos import Point

from common.kit.storing import store
from places.deciding.upkeep import derive_again
from places.importing.run.areas import import_areas
from places.models import District, MapVersion, Municipality, Neighbourhood, Place
from tests.kit.factories import GROTE_MARKT, make_neighbourhood, make_place
from tests.places.importing.conftest import Imported

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]
RD = "urn:ogc:def:crs:EPSG::28992"


@pytest.fixture
def take():
    def take(path, **wishes):
        messages = []
        report = import_areas(path, on_message=messages.append, **wishes)
        return Imported(report, messages)

    return take


@pytest.fixture
def areas(tmp_path):
    """Writes a map of neighbourhoods as GeoJSON."""

    def write(*features, crs=None):
        whole = {"type": "FeatureCollection", "features": list(features)}
        if crs:
            whole["crs"] = {"type": "name", "properties": {"name": crs}}
        path = tmp_path / "buurten.geojson"
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    return write


def box(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


WEST = box(4.77, 51.58, 4.78, 51.60)
EAST = box(4.78, 51.58, 4.79, 51.60)


def area(number=1, shape=WEST, **facts):
    properties = {
        "BU_CODE": f"BU0758{number:04}",
        "BU_NAAM": f"Buurt {number}",
        "WK_CODE": "WK075800",
        "WK_NAAM": "Centrum",
        "GM_CODE": "GM0758",
        "GM_NAAM": "Breda",
        "H2O": "NEE",
    }
    properties = {key: value for key, value in (properties | facts).items() if value}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def shape_of(thing):
    return shapely.from_wkb(bytes(thing.boundary.wkb))


def test_neighbourhoods_district_and_municipality_come_from_one_file(take, areas):
    done = take(areas(area(1), area(2, EAST)))

    assert (done.created, done.is_written) == (4, True)
    city, district = Municipality.objects.get(), District.objects.get()
    assert (city.code, city.name) == ("GM0758", "Breda")
    assert (district.code, district.name) == ("WK075800", "Centrum")
    assert [each.name for each in district.neighbourhoods.all()] == [
        "Buurt 1",
        "Buurt 2",
    ]
    outline = shapely.union(*map(shape_of, Neighbourhood.objects.all()))
    assert shapely.equals(shape_of(city), outline)
    assert shapely.equals(shape_of(district), outline)


def test_the_same_file_again_changes_nothing(take, areas):
    path = areas(area(1), area(2, EAST))
    take(path)
    rows = Neighbourhood.history.count()
    done = take(path)

    assert (done.created, done.updated, done.unchanged) == (0, 0, 4)
    assert not done.changed
    assert Neighbourhood.history.count() == rows


def test_the_centre_lies_inside_a_bent_shape(take, areas):
    ring = [[4.77, 51.58], [4.79, 51.58], [4.79, 51.60], [4.788, 51.60],
            [4.788, 51.582], [4.772, 51.582], [4.772, 51.60], [4.77, 51.60],
            [4.77, 51.58]]  # fmt: skip
    take(areas(area(1, {"type": "Polygon", "coordinates": [ring]})))

    one = Neighbourhood.objects.get()
    assert shapely.intersects_xy(shape_of(one), one.centre.x, one.centre.y)


def test_a_centre_that_lies_inside_stays_where_it_was(take, areas):
    take(areas(area(1)))
    mine = Point(4.7712, 51.5812, srid=4326)
    Neighbourhood.objects.update(centre=mine)
    take(areas(area(1, BU_NAAM="Nieuw")))

    one = Neighbourhood.objects.get()
    assert (one.name, one.centre.coords) == ("Nieuw", mine.coords)


def test_later_column_names_are_known_too(take, areas):
    properties = {
        "buurtcode": "BU07580001",
        "buurtnaam": "Chassé",
        "wijkcode": "WK075800",
        "gemeentecode": "GM0758",
        "gemeentenaam": "Breda",
    }
    take(areas({"type": "Feature", "properties": properties, "geometry": WEST}))

    assert Neighbourhood.objects.get().name == "Chassé"
    assert District.objects.get().name == "Wijk 00"


def test_without_columns_for_them_the_code_tells_district_and_municipality(take, areas):
    take(areas(area(1, WK_CODE=None, WK_NAAM=None, GM_CODE=None, GM_NAAM=None)))

    assert District.objects.get().code == "WK075800"
    assert Municipality.objects.get().code == "GM0758"


def test_a_known_neighbourhood_gets_its_boundary(take, areas):
    make_neighbourhood(code="BU07580001", name="Oude naam", centre=GROTE_MARKT)
    take(areas(area(1)))

    one = Neighbourhood.objects.get()
    assert one.name == "Buurt 1"
    assert one.boundary is not None
    assert one.slug == "oude-naam"


def test_only_our_municipality_is_taken(take, areas):
    other = area(1, EAST, BU_CODE="BU08550001", GM_CODE="GM0855", GM_NAAM="Tilburg")
    take(areas(area(1), other))

    assert Neighbourhood.objects.get().code == "BU07580001"


def test_a_file_about_another_municipality_says_which(take, areas):
    other = area(1, BU_CODE="BU08550001", GM_CODE="GM0855", GM_NAAM="Tilburg")
    done = take(areas(other))

    assert "GM0855 (Tilburg)" in done.only_problem
    assert not Neighbourhood.objects.exists()


def test_another_municipality_is_taken_when_asked_for(take, areas):
    other = area(
        1, BU_CODE="BU08550001", WK_CODE="WK085500", GM_CODE="GM0855", GM_NAAM="Tilburg"
    )
    take(areas(other), municipality="GM0855")

    assert Municipality.objects.get().name == "Tilburg"


def test_water_is_left_out_and_reported(take, areas):
    done = take(areas(area(1), area(2, EAST, H2O="JA")))

    assert Neighbourhood.objects.count() == 1
    assert "1 pieces of water" in done.texts("warning")[0]


def test_a_neighbourhood_in_two_parts_is_one(take, areas):
    take(areas(area(1), area(1, EAST)))

    assert shapely.equals(shape_of(Neighbourhood.objects.get()), shapely.union(
        shapely.box(4.77, 51.58, 4.78, 51.60), shapely.box(4.78, 51.58, 4.79, 51.60)
    ))  # fmt: skip


def test_a_boundary_that_crosses_itself_is_mended_with_a_warning(take, areas):
    ring = [[4.77, 51.58], [4.78, 51.60], [4.78, 51.58], [4.77, 51.60], [4.77, 51.58]]
    done = take(areas(area(1, {"type": "Polygon", "coordinates": [ring]})))

    assert "mended" in done.texts("warning")[0]
    assert Neighbourhood.objects.get().boundary.valid


def test_a_neighbourhood_without_boundary_is_a_problem(take, areas):
    assert "no boundary" in take(areas(area(1), area(2, None))).only_problem
    assert not Neighbourhood.objects.exists()


def test_a_code_that_is_none_is_a_problem(take, areas):
    assert "“0001”" in take(areas(area(1), area(2, BU_CODE="0001"))).only_problem


def test_what_is_no_longer_in_the_file_is_reported_and_stays(take, areas):
    take(areas(area(1), area(2, EAST)))
    done = take(areas(area(1)))

    assert done.vanished == 1
    assert Neighbourhood.objects.count() == 2


@pytest.mark.parametrize(
    ("shape", "crs", "words"),
    [
        (box(112000, 400000, 113000, 401000), None, "metres of RD"),
        (box(112000, 400000, 113000, 401000), "EPSG:4326", "metres of RD"),
        (WEST, RD, "degrees, not metres"),
        (box(51.58, 4.77, 51.60, 4.78), None, "swapped"),
        (WEST, "urn:ogc:def:crs:EPSG::3857", "only WGS84 and RD"),
    ],
)
def test_a_reference_system_that_can_not_be_is_explained(
    take, areas, shape, crs, words
):
    assert words in take(areas(area(1, shape), crs=crs)).only_problem
    assert not Neighbourhood.objects.exists()


def test_a_shapefile_without_reference_system_is_judged_by_its_numbers(take, tmp_path):
    from pyogrio import raw

    path = tmp_path / "buurten.shp"
    shape = shapely.to_wkb([shapely.box(112000, 400000, 113000, 401000)])
    columns = {"BU_CODE": "BU07580001", "BU_NAAM": "Chassé", "GM_CODE": "GM0758"}
    import numpy as np

    with pytest.warns(UserWarning, match="crs"):
        raw.write(
            path,
            np.array(shape, dtype=object),
            [np.array([value], dtype=object) for value in columns.values()],
            list(columns),
            geometry_type="Polygon",
            encoding="UTF-8",
        )
    done = take(path)

    assert "taken for RD" in done.texts("warning")[0]
    assert Neighbourhood.objects.get().centre.x == pytest.approx(4.7739, abs=0.01)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("weg.gpkg", None, "no file"),
        ("leeg.gpkg", b"", "empty"),
        ("kapot.gpkg", b"dit is geen kaart", "can be read"),
        ("kapot.shp", b"dit is geen kaart", "can be read"),
        ("plan.pdf", b"%PDF", "can be read"),
        ("kaal.geojson", b'{"type": "FeatureCollection", "features": []}', "BU_CODE"),
    ],
)
def test_what_is_no_map_is_explained(take, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert words in take(tmp_path / name).only_problem


def test_places_move_to_the_neighbourhood_whose_boundary_holds_them(take, areas):
    far = make_neighbourhood(name="Verweg", centre=Point(4.70, 51.50, srid=4326))
    place = make_place()
    Place.objects.filter(pk=place.pk).update(
        neighbourhood=far, neighbourhood_from=Place.FoundBy.DEMO
    )
    version = MapVersion.current()
    done = take(areas(area(1)))

    place.refresh_from_db()
    assert done.moved == 1
    assert place.neighbourhood.code == "BU07580001"
    assert place.neighbourhood_from == Place.FoundBy.BOUNDARY
    assert MapVersion.current() > version
    assert place.history.count() == 2
    assert derive_again(Place.objects.all()) == 0


def test_a_dry_run_counts_the_same_and_leaves_nothing(take, areas):
    make_place()
    path = areas(area(1))
    tried = take(path, dry_run=True)

    assert not Municipality.objects.exists()
    assert Place.objects.get().neighbourhood is None
    done = take(path)
    assert (tried.created, tried.moved) == (done.created, done.moved) == (3, 1)


def test_an_exact_boundary_replaces_a_generalised_one(take, areas):
    take(areas(area(1)))
    known = Neighbourhood.objects.get()
    known.is_generalised = True  # and as it happens the very same shape
    store(known)

    done = take(areas(area(1)))

    assert (done.updated, done.unchanged) == (1, 2)
    known.refresh_from_db()
    assert not known.is_generalised
    assert take(areas(area(1))).changed is False


# --- Real maps -------------------------------------------------------------------


BREDA = [
    "breda_buurten_2020_wgs84.geojson",
    "breda_buurten_2020_rd.geojson",
    "shapefile_rd/breda_buurten.shp",
]


@pytest.mark.once
@pytest.mark.parametrize("name", BREDA)
@pytest.mark.long(3)
def test_breda_comes_in_whole_and_a_second_time_nothing_changes(
    take, shared_data, name
):
    done = take(shared_data / "breda" / name)

    assert (done.created, done.problems, done.warnings) == (68, 0, 0)
    assert Neighbourhood.objects.count() == 56
    assert District.objects.count() == 11
    city = Neighbourhood.objects.area_index()
    for each in Neighbourhood.objects.all():
        centre = [each.centre.x], [each.centre.y]
        assert city.by_boundary(*centre) == [each]
        assert city.inside(*centre).all()
    again = take(shared_data / "breda" / name)
    assert (again.changed, again.unchanged) == (False, 68)


@pytest.mark.long(4)
def test_the_three_forms_of_breda_are_the_same_map(take, shared_data):
    take(shared_data / "breda" / BREDA[0])

    for name in BREDA[1:]:
        done = take(shared_data / "breda" / name)
        assert (done.created, done.updated, done.unchanged) == (0, 0, 68)


def test_ermelo_is_refused_at_first_and_taken_when_asked_for(take, shared_data):
    path = shared_data / "import" / "ermelo_cbs_buurten_rd.gpkg"

    assert "GM0233 (Ermelo)" in take(path).only_problem
    done = take(path, municipality="GM0233")
    assert Neighbourhood.objects.count() == 16
    assert done.warnings == 1  # the seventeenth is water
    assert not take(path, municipality="GM0233").changed
