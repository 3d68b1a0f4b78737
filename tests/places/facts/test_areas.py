import pytest
from django.contrib.gis.geos import Point

from common.kit.storing import store
from places.facts.areas import distances
from places.models import Neighbourhood, Place
from tests.kit.factories import (
    GROTE_MARKT,
    TILBURG,
    ULVENHOUT,
    VALKENBERG,
    make_municipality,
    make_neighbourhood,
    make_place,
    square,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]


def inside(point):
    return bool(Neighbourhood.objects.area_index().inside([point.x], [point.y])[0])


def test_distances_are_metres():
    import numpy as np

    centres = np.array([VALKENBERG.coords])
    [[metres]] = distances([GROTE_MARKT.x], [GROTE_MARKT.y], centres)

    assert metres == pytest.approx(648, abs=3)  # by the haversine formula


def test_without_boundaries_a_place_belongs_to_the_nearest_centre():
    make_neighbourhood(name="Ver", centre=ULVENHOUT)
    near = make_neighbourhood(name="Dichtbij", centre=VALKENBERG)

    place = make_place(point=GROTE_MARKT)

    assert place.neighbourhood == near
    assert place.neighbourhood_from == Place.FoundBy.NEAREST


def test_what_staff_chose_wins_from_the_nearest_centre():
    far = make_neighbourhood(centre=ULVENHOUT)
    make_neighbourhood(centre=VALKENBERG)

    place = make_place(point=GROTE_MARKT, neighbourhood=far)
    store(place)

    assert place.neighbourhood == far
    assert place.neighbourhood_from == Place.FoundBy.STAFF


def test_a_boundary_wins_from_what_staff_chose():
    chosen = make_neighbourhood(centre=ULVENHOUT)
    bounded = make_neighbourhood(centre=VALKENBERG, boundary=square(GROTE_MARKT, 200))

    place = make_place(point=GROTE_MARKT, neighbourhood=chosen)

    assert place.neighbourhood == bounded
    assert place.neighbourhood_from == Place.FoundBy.BOUNDARY


def test_outside_every_boundary_the_choice_stays():
    chosen = make_neighbourhood(centre=ULVENHOUT, boundary=square(ULVENHOUT, 200))

    place = make_place(
        point=GROTE_MARKT,
        neighbourhood=chosen,
        neighbourhood_from=Place.FoundBy.DEMO,
    )

    assert place.neighbourhood == chosen
    assert place.neighbourhood_from == Place.FoundBy.DEMO


def test_a_place_that_moves_gets_another_neighbourhood():
    make_neighbourhood(centre=ULVENHOUT)
    near = make_neighbourhood(centre=VALKENBERG)
    place = make_place(point=ULVENHOUT)

    place.point = GROTE_MARKT
    store(place)

    assert place.neighbourhood == near


def test_on_a_shared_border_the_lower_code_has_it():
    west = make_neighbourhood(
        code="BU07580001", boundary=square(Point(4.77, 51.58, srid=4326), 0)
    )
    south = 100 / 111_195
    east = 100 / 69_100
    west.boundary = square(Point(4.77, 51.58, srid=4326), 100)
    store(west)
    edge = west.boundary.extent[2]
    make_neighbourhood(
        code="BU07580002", boundary=square(Point(edge + east, 51.58, srid=4326), 100)
    )

    place = make_place(point=Point(edge, 51.58 + south / 2, srid=4326))

    assert place.neighbourhood.code == "BU07580001"


def test_a_place_in_another_town_has_no_neighbourhood_of_ours():
    make_neighbourhood(centre=VALKENBERG)

    place = make_place(point=TILBURG)

    assert place.neighbourhood is None
    assert place.neighbourhood_from == ""


def test_the_municipality_is_its_own_outline_when_there_is_one():
    make_municipality(boundary=square(GROTE_MARKT, 500))
    make_neighbourhood(centre=ULVENHOUT, boundary=square(ULVENHOUT, 500))

    assert inside(GROTE_MARKT)
    assert not inside(ULVENHOUT)


def test_else_it_is_the_union_of_the_boundaries():
    make_neighbourhood(boundary=square(GROTE_MARKT, 300))
    make_neighbourhood(boundary=square(ULVENHOUT, 300))

    assert inside(GROTE_MARKT)
    assert inside(ULVENHOUT)
    assert not inside(VALKENBERG)


def test_else_it_is_two_kilometres_round_a_centre():
    make_neighbourhood(centre=GROTE_MARKT)
    just = Point(GROTE_MARKT.x, GROTE_MARKT.y + 1_990 / 111_195, srid=4326)
    too_far = Point(GROTE_MARKT.x, GROTE_MARKT.y + 2_010 / 111_195, srid=4326)

    assert inside(just)
    assert not inside(too_far)


def north_of(point, metres):
    return Point(point.x, point.y + metres / 111_195, srid=4326)


def east_of(point, metres):
    return Point(point.x + metres / 69_100, point.y, srid=4326)


@pytest.mark.parametrize("beside", [north_of, east_of])
def test_just_outside_a_generalised_boundary_is_inside(beside):
    shape = square(GROTE_MARKT, 300)
    make_neighbourhood(boundary=shape, is_generalised=True)

    assert inside(beside(GROTE_MARKT, 350))
    assert not inside(beside(GROTE_MARKT, 370))


def test_just_outside_an_exact_boundary_is_outside():
    make_neighbourhood(boundary=square(GROTE_MARKT, 300))

    assert not inside(north_of(GROTE_MARKT, 310))


def test_a_generalised_boundary_says_where_a_place_probably_lies():
    make_neighbourhood(name="Centre nearer", centre=GROTE_MARKT)
    holds = make_neighbourhood(
        centre=ULVENHOUT, boundary=square(GROTE_MARKT, 300), is_generalised=True
    )

    place = make_place(point=GROTE_MARKT)

    assert place.neighbourhood == holds
    assert place.neighbourhood_from == Place.FoundBy.NEAREST


def test_a_generalised_boundary_does_not_win_from_what_staff_chose():
    chosen = make_neighbourhood(centre=ULVENHOUT)
    make_neighbourhood(boundary=square(GROTE_MARKT, 300), is_generalised=True)

    place = make_place(point=GROTE_MARKT, neighbourhood=chosen)

    assert place.neighbourhood == chosen
    assert place.neighbourhood_from == Place.FoundBy.STAFF


def test_an_exact_boundary_wins_from_a_generalised_one():
    shape = square(GROTE_MARKT, 300)
    make_neighbourhood(code="BU07580001", boundary=shape, is_generalised=True)
    exact = make_neighbourhood(code="BU07580002", boundary=square(GROTE_MARKT, 200))

    place = make_place(point=GROTE_MARKT)

    assert place.neighbourhood == exact
    assert place.neighbourhood_from == Place.FoundBy.BOUNDARY


def test_beside_all_boundaries_the_nearest_boundary_has_it():
    near = make_neighbourhood(
        centre=ULVENHOUT, boundary=square(GROTE_MARKT, 300), is_generalised=True
    )
    far = square(north_of(GROTE_MARKT, 1_000), 300)
    make_neighbourhood(centre=GROTE_MARKT, boundary=far, is_generalised=True)

    assert make_place(point=north_of(GROTE_MARKT, 340)).neighbourhood == near


def test_the_outline_of_another_municipality_does_not_count():
    make_municipality(code="GM0855", name="Tilburg", boundary=square(TILBURG, 900))

    assert not inside(TILBURG)


def test_where_no_area_is_known_nothing_is_inside_and_nothing_breaks():
    assert not inside(GROTE_MARKT)
    assert Neighbourhood.objects.area_index().bounding_box() is None
    assert make_place().neighbourhood is None
