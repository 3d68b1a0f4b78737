"""Which places may be the same: near by, and alike in name or of one kind."""

import random

import pytest
from django.contrib.gis.geos import Point
from hypothesis import given
from hypothesis import strategies as st

from common.moderation.states import State
from places.deciding import duplicates
from places.deciding.duplicates import Spot
from tests.kit.factories import GROTE_MARKT, make_dataset, make_place

pytestmark = pytest.mark.both("geometry")

METRE = 0.0000144  # degrees of longitude in Breda


def at(metres):
    return Point(GROTE_MARKT.x + metres * METRE, GROTE_MARKT.y, srid=4326)


def pairs():
    return {(each.one, each.other): each.reasons for each in duplicates.likely_pairs()}


@pytest.mark.django_db
def test_two_alike_in_name_and_near_are_a_pair():
    one = make_place(name="Bibliotheek Centrum", kind="bibliotheek", point=at(0))
    other = make_place(name="Bibliotheek centrum", kind="buurthuis", point=at(40))
    make_place(name="Bibliotheek Noord", kind="bibliotheek", point=at(400))

    assert pairs() == {(one.pk, other.pk): ("name",)}


@pytest.mark.django_db
def test_two_of_a_kind_on_one_spot_are_a_pair():
    one = make_place(name="Bankje", kind="bankje", point=at(0))
    other = make_place(name="Bankje", kind="bankje", point=at(3))
    make_place(name="Bankje", kind="bankje", point=at(20))  # benches stand in rows

    assert pairs() == {(one.pk, other.pk): ("kind",)}


@pytest.mark.django_db
def test_two_of_one_source_are_two():
    source = make_dataset()
    for number in range(2):
        make_place(
            name="Bank 12", point=at(number), dataset=source, source_id=str(number)
        )

    assert pairs() == {}


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.REFUSED, State.CLOSED])
def test_what_left_the_site_is_no_double(state):
    make_place(name="Het Huis", point=at(0))
    make_place(name="Het Huis", point=at(1), state=state, refusal_reason="Nee.")

    assert pairs() == {}


spots = st.builds(
    Spot,
    pk=st.integers(1, 10**6),
    x=st.integers(34_400_000, 34_400_900),
    y=st.integers(22_300_000, 22_300_900),
    kind=st.integers(1, 2),
    name=st.sampled_from(["", "het huis", "het huisje", "molen"]),
    dataset=st.sampled_from([None, 1, 2]),
)


@given(st.lists(spots, max_size=40, unique_by=lambda spot: spot.pk))
def test_no_pair_is_missed_between_the_squares(found):
    together = {(each.one, each.other) for each in duplicates.pairs_of(found)}
    two_by_two = {
        (pair.one, pair.other)
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        for pair in duplicates.pairs_of([one, other])
    }

    assert {tuple(sorted(each)) for each in two_by_two} == together


def test_a_crowd_on_one_spot_is_not_compared_without_end():
    dice = random.Random(1)
    crowd = [
        Spot(number, 34_400_000, 22_300_000, 1, f"bank {dice.random()}", None)
        for number in range(2_000)
    ]

    assert len(list(duplicates.pairs_of(crowd))) <= duplicates.CROWD**2
