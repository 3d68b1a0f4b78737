"""What lies around a place: others, the nearest toilet, what may be the same."""

import pytest
from django.contrib.gis.geos import Point

from common.moderation.states import State
from places.finding import nearby
from tests.kit.factories import GROTE_MARKT, ULVENHOUT, VALKENBERG, kind, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]
METRE = 1 / 111_195  # degrees of latitude


def north(metres):
    return Point(GROTE_MARKT.x, GROTE_MARKT.y + metres * METRE, srid=4326)


def test_the_four_nearest_within_a_kilometre_nearest_first():
    here = make_place()
    for metres in [900, 100, 300, 200, 400, 1100]:
        make_place(name=f"op {metres} m", point=north(metres))

    found = nearby.places_around(here)

    assert [place.name for place in found] == [
        "op 100 m",
        "op 200 m",
        "op 300 m",
        "op 400 m",
    ]
    assert found[0].metres_from(here.point.y) == pytest.approx(100, abs=2)


def test_what_is_not_public_or_not_in_the_usual_results_is_not_near_by():
    here = make_place()
    make_place(point=north(50), state=State.SUGGESTED)
    make_place(point=north(50), kind="speelplek")

    assert nearby.places_around(here) == []


def toilet(place):
    fact, words, there = nearby.toilet_fact(place)
    return fact.state, words, there


def test_a_place_with_a_toilet_needs_no_other():
    make_place(kind="toilet", point=north(10))

    assert toilet(make_place(toilets=True)) == ("yes", "hier", None)
    assert toilet(make_place(kind="toilet")) == ("yes", "hier", None)


def test_the_nearest_that_is_or_has_a_toilet_counts():
    here = make_place()
    make_place(kind="toilet", point=north(500))
    near = make_place(kind="bibliotheek", toilets=True, point=north(210))
    make_place(toilets=None, point=north(20))
    make_place(toilets=False, point=north(30))
    make_place(kind="toilet", point=north(40), state=State.CLOSED)

    assert toilet(here) == ("yes", "ongeveer 210 m hemelsbreed", near)


def test_a_toilet_farther_than_a_kilometre_and_a_half_is_unknown():
    here = make_place()
    make_place(kind="toilet", point=ULVENHOUT)

    assert toilet(here) == ("maybe", "onbekend", None)
    make_place(kind="toilet", point=north(1490))
    assert toilet(here)[0] == "yes"


def test_within_60_metres_any_place_may_be_meant_within_150_one_of_the_same_kind():
    make_place(name="park op 50", kind="park", point=north(50))
    make_place(name="park op 70", kind="park", point=north(70))
    make_place(name="bank op 140", point=north(140))
    make_place(name="bank op 160", point=north(160))
    make_place(name="verborgen", point=north(5), state=State.SUGGESTED)

    def names(of):
        found = nearby.perhaps_the_same(GROTE_MARKT.y, GROTE_MARKT.x, of)
        return [place.name for place in found]

    assert names(kind("bankje")) == ["park op 50", "bank op 140"]
    assert names(None) == ["park op 50"]
    assert nearby.perhaps_the_same(VALKENBERG.y, VALKENBERG.x, kind()) == []
