"""Where the bars of a chart stand; pure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.facts.chart import MOST_YEARS, TALL, TOP, of_years

pytestmark = pytest.mark.once
YEARS = st.integers(1990, 2040)
VALUES = st.decimals(-(10**11), 10**11, places=2, allow_nan=False)
ROWS = st.dictionaries(YEARS, VALUES, min_size=1, max_size=12)
AIMS = st.one_of(st.none(), st.tuples(YEARS, VALUES))
NEAR = 0.2  # two roundings


@given(ROWS, AIMS)
def test_nothing_is_drawn_outside_the_drawing(rows, aim):
    chart = of_years(rows.items(), aim)

    for bar in chart.bars:
        assert 0 <= bar.x <= chart.width - 52
        assert bar.y >= TOP - NEAR
        assert bar.y + bar.height <= TOP + TALL + NEAR
        assert 0 < bar.text_y <= chart.years_y - 16
    if aim:
        assert TOP - NEAR <= chart.aim.y <= TOP + TALL + NEAR
        assert chart.aim.x + 30 <= chart.width
    assert chart.years_y < chart.height


@given(ROWS, AIMS)
def test_the_scale_begins_at_zero(rows, aim):
    chart = of_years(rows.items(), aim)
    tallest = max(chart.bars, key=lambda bar: abs(bar.value))

    for bar in chart.bars:
        edge = bar.y + bar.height if bar.value >= 0 else bar.y
        assert abs(edge - chart.base) <= NEAR
        if tallest.value:
            due = tallest.height * float(abs(bar.value / tallest.value))
            assert abs(bar.height - due) <= NEAR


@given(ROWS, AIMS)
def test_years_stand_in_order_and_a_year_without_a_number_is_a_gap(rows, aim):
    chart = of_years(rows.items(), aim)
    first = chart.bars[0]

    assert [bar.year for bar in chart.bars] == sorted(
        year for year in rows if year > max(rows) - MOST_YEARS
    )
    for bar in chart.bars:
        assert bar.x - first.x == 84 * (bar.year - first.year)


@given(ROWS, AIMS)
def test_the_line_leads_from_the_last_bar_to_the_target(rows, aim):
    chart = of_years(rows.items(), aim)

    if aim is None:
        assert chart.aim is None
    else:
        x, y, to_x, to_y = chart.aim.line
        last = chart.bars[-1]
        assert last.x + 52 < x < to_x < chart.aim.x
        assert y in {last.y, last.y + last.height}
        assert to_y == chart.aim.y


def test_without_a_number_nothing_is_drawn():
    assert of_years([], (2030, Decimal(1))) is None


def test_one_number_is_one_bar():
    chart = of_years([(2026, Decimal(9))])

    [bar] = chart.bars
    assert (bar.height, bar.y) == (TALL, TOP)


def test_only_zeros_are_bars_without_length():
    chart = of_years([(2025, Decimal(0)), (2026, Decimal(0))], (2030, Decimal(0)))

    assert {bar.height for bar in chart.bars} == {0}
    assert chart.aim.y == chart.base == TOP + TALL


def test_it_is_the_drawing():
    rows = [(2024, 24), (2025, 16), (2026, 9)]
    chart = of_years([(year, Decimal(many)) for year, many in rows], (2030, Decimal(0)))

    assert [(bar.x, bar.y, bar.height) for bar in chart.bars] == [
        (8, 30, 168),
        (92, 86, 112),
        (176, 135, 63),
    ]
    assert chart.base == 198
