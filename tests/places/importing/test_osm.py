import pytest

from places.models import Dataset, Place
from tests.places.importing.conftest import corners, node, relation, way

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.both("imports"),
]


def only_place():
    return Place.objects.get()


def test_a_node_becomes_a_place_with_its_facts(take, osm):
    take(
        osm(
            node(
                5, amenity="library", name="Bieb", opening_hours="Mo-Fr 10:00-17:00",
                wheelchair="limited", toilets="yes", toilets__wheelchair="no",
                lit="24/7", surface="paving_stones", website="www.example.nl",
                addr__street="Molenstraat", addr__housenumber="6", description="Warm.",
                shelter="yes",
            )
        )
    )  # fmt: skip

    place = only_place()
    assert (place.source_id, place.kind.slug, place.name) == (
        "n5",
        "bibliotheek",
        "Bieb",
    )
    assert place.opening_hours == "Mo-Fr 10:00-17:00"
    assert (place.step_free, place.toilets, place.toilets_wheelchair) == (
        "limited", True, False,
    )  # fmt: skip
    assert (place.lit, place.paved, place.covered) == (True, True, True)
    assert place.backrest is None
    assert place.website == "https://www.example.nl"
    assert (place.address, place.description) == ("Molenstraat 6", "Warm.")


def test_what_is_none_of_our_kinds_is_not_read(take, osm):
    assert take(osm(node(1, amenity="bench"), node(2, amenity="bank"))).created == 1


def test_an_extract_with_nothing_for_us_is_a_problem(take, osm):
    assert "no places" in take(osm(node(1, amenity="bank"))).only_problem


def test_the_first_kind_in_order_wins(take, osm):
    take(osm(node(1, amenity="cafe", leisure="park")))

    assert only_place().kind.slug == "park"


def test_only_one_kind_may_be_asked_for(take, osm):
    path = osm(node(1, amenity="bench"), node(2, amenity="cafe"))
    take(path, kind="cafe")

    assert only_place().source_id == "n2"


@pytest.mark.parametrize("access", ["private", "no"])
def test_what_is_private_is_not_read_but_counted(take, osm, access):
    done = take(osm(node(1, amenity="bench", access=access), node(2, amenity="bench")))

    assert (done.created, done.ignored) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "fee", "cost", "actual"),
    [
        ("museum", "no", "free", "free"),
        ("museum", "yes", "paid", "paid"),
        ("museum", None, "", "unknown"),
    ],
)
def test_a_fee_wins_over_what_is_usual_for_the_kind(take, osm, kind, fee, cost, actual):
    take(osm(node(1, tourism=kind, **({"fee": fee} if fee else {}))))

    assert (only_place().cost, only_place().actual_cost) == (cost, actual)


def test_a_fee_nobody_understands_is_never_free(take, osm):
    done = take(osm(node(1, leisure="park", fee="Sa,Su")))

    assert only_place().actual_cost == "unknown"
    assert only_place().source_raw == {"cost": "Sa,Su"}
    assert done.warnings == 1


def test_a_telephone_number_as_opening_hours_is_unknown(take, osm):
    done = take(osm(node(1, amenity="cafe", opening_hours="+423 232 48 18")))

    assert only_place().opening_hours == ""
    assert only_place().source_raw == {"opening_hours": "+423 232 48 18"}
    assert "n1" in done.texts("warning")[0]


def test_a_closed_way_gives_a_point_on_its_surface_once(take, osm):
    take(osm(*corners(10), way(7, 10, 11, 12, 13, 10, leisure="park")))

    assert only_place().source_id == "w7"
    assert only_place().point.coords == pytest.approx((4.7758, 51.5887), abs=1e-6)


def test_an_open_way_gives_the_point_halfway(take, osm):
    ends = [node(1, 51.588, 4.775), node(2, 51.588, 4.777)]
    take(osm(*ends, way(7, 1, 2, amenity="bench")))

    assert only_place().point.coords == pytest.approx((4.776, 51.588))


def test_a_round_bench_is_no_surface(take, osm):
    take(osm(*corners(10), way(7, 10, 11, 12, 13, 10, amenity="bench", area="no")))

    lon, lat = only_place().point.coords
    assert abs(lon - 4.7758) > 0.0009 or abs(lat - 51.5887) > 0.0009


def test_a_way_that_crosses_itself_is_read_too(take, osm):
    assert (
        take(osm(*corners(10), way(7, 10, 12, 11, 13, 10, leisure="park"))).created == 1
    )


def test_a_way_with_a_node_missing_is_read_too(take, osm):
    done = take(osm(*corners(10), way(7, 10, 11, 12, 99, 10, leisure="park")))

    assert done.created == 1


def test_a_way_without_any_node_is_a_problem(take, osm):
    done = take(osm(node(1, amenity="bench"), way(7, 98, 99, leisure="park")))

    assert "w7" in done.only_problem
    assert not Place.objects.exists()


def test_a_multipolygon_gives_a_point_on_its_surface_and_not_in_its_hole(take, osm):
    outer, hole = corners(10, size=0.002), corners(20, size=0.0015)
    take(
        osm(
            *outer,
            *hole,
            way(1, 10, 11, 12, 13, 10),
            way(2, 20, 21, 22, 23, 20),
            relation(9, (1, "outer"), (2, "inner"), leisure="park", name="Ring"),
        )
    )

    place = only_place()
    assert (place.source_id, place.name) == ("r9", "Ring")
    lon, lat = place.point.coords
    assert abs(lon - 4.7758) > 0.0015 or abs(lat - 51.5887) > 0.0015


def test_a_relation_that_is_not_complete_is_named_and_the_rest_can_be_had(take, osm):
    path = osm(
        *corners(10),
        way(1, 10, 11, 12),
        node(3, amenity="bench"),
        relation(9, (1, "outer"), (2, "outer"), leisure="park", name="Half"),
    )

    assert "r9 (Half)" in take(path).only_problem
    assert take(path, skip_bad=True).created == 1


def test_the_dataset_names_its_makers(take, osm):
    take(osm(node(1, amenity="bench")), source="OpenStreetMap")

    assert Dataset.objects.get().credit == "© OpenStreetMap contributors (ODbL 1.0)"


def test_the_same_extract_again_changes_nothing(take, osm):
    path = osm(
        node(1, amenity="bench"),
        *corners(10),
        way(7, 10, 11, 12, 13, 10, leisure="park"),
    )
    take(path)
    done = take(path)

    assert (done.created, done.updated, done.unchanged, done.vanished) == (0, 0, 2, 0)


def test_what_is_no_extract_is_refused(take, tmp_path):
    path = tmp_path / "plekken.osm.pbf"
    path.write_bytes(b"dit is geen pbf")

    assert "OpenStreetMap" in take(path).only_problem


def test_an_empty_extract_is_refused(take, tmp_path):
    (tmp_path / "plekken.osm.pbf").touch()

    assert "empty" in take(tmp_path / "plekken.osm.pbf").only_problem
