"""How a goal stands, from the one number that leads it; pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.facts.progress import Measured, Reading, Standing

pytestmark = pytest.mark.once
TODAY = date(2026, 11, 30)
ROAD = Measured(
    "plekken",
    "plekken",
    "do",
    "up",
    is_leading=True,
    baseline=Decimal(0),
    baseline_on=date(2024, 12, 31),
    target=Decimal(100),
    target_on=date(2028, 12, 31),
)
NUMBERS = st.decimals(-(10**6), 10**6, places=2)


def at(value, day=date(2026, 11, 30), **facts):
    readings = [Reading(day, Decimal(value), "bron")]
    return replace(ROAD, readings=readings, **facts)


DOWN = {"better": "down", "baseline": Decimal(24), "target": Decimal(0)}


@pytest.mark.parametrize(
    ("measured", "standing"),
    [
        (at(48), Standing.ON_SCHEDULE),  # of 47.9 that are due by then
        (at(47), Standing.BEHIND),
        (at(100), Standing.ON_SCHEDULE),
        (at(130), Standing.ON_SCHEDULE),
        (at(-5), Standing.BEHIND),
        (at(9, **DOWN), Standing.ON_SCHEDULE),
        (at(20, **DOWN), Standing.BEHIND),
        (replace(ROAD, readings=[]), Standing.UNKNOWN),
        (at(48, target=None, target_on=None), Standing.UNKNOWN),
        (at(48, baseline=None, baseline_on=None), Standing.UNKNOWN),
        (at(48, day=date(2025, 1, 31)), Standing.UNKNOWN),  # too long ago
        (at(48, day=date(2024, 1, 1)), Standing.UNKNOWN),  # before it began
        (at(1, baseline_on=date(2026, 10, 1)), Standing.UNKNOWN),  # too soon
        (at(100, baseline_on=date(2026, 10, 1)), Standing.ON_SCHEDULE),
        (at(48, better="down"), Standing.UNKNOWN),  # the road leads the other way
        (at(0, target=Decimal(0)), Standing.UNKNOWN),  # there is no road
    ],
)
def test_it_lies_on_the_road_or_not(measured, standing):
    assert measured.standing(TODAY) == standing


def test_past_the_day_of_the_target_what_is_not_there_is_behind():
    late = at(99, day=date(2029, 1, 2))

    assert late.standing(date(2029, 1, 2)) == Standing.BEHIND


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["up", "down"]))
def test_an_estimate_by_a_model_never_moves_a_bar(value, baseline, target, better):
    facts = {"baseline": baseline, "target": target, "better": better}
    estimate = at(value, is_modelled=True, **facts)

    assert estimate.share is None
    assert estimate.standing(TODAY) == Standing.UNKNOWN


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["up", "down"]))
def test_the_bar_is_between_nothing_and_all(value, baseline, target, better):
    share = at(value, baseline=baseline, target=target, better=better).share

    assert share is None or 0 <= share <= 1


@given(NUMBERS, NUMBERS)
def test_what_is_better_is_never_a_worse_standing(one, other):
    worse, better = sorted([one, other])
    order = [Standing.BEHIND, Standing.ON_SCHEDULE]

    assert order.index(at(worse).standing(TODAY)) <= order.index(
        at(better).standing(TODAY)
    )


def test_of_a_year_the_last_reading_is_drawn():
    days = [date(2025, 2, 1), date(2025, 11, 1), date(2026, 3, 1)]
    readings = [Reading(day, Decimal(n), "x") for n, day in enumerate(days)]

    assert replace(ROAD, readings=readings).by_year() == [(2025, 1), (2026, 2)]
