"""The cells of a tile, counted from sums, against counting them one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.kit.geo import BITS, SIDE
from places.memory.clusters import DEEPEST, PINS, SINGLE_FROM, ZOrder, decimals

LAST = SIDE - 1
# Around the borders of tiles and cells, the date line and the poles.
near_borders = st.builds(
    lambda border, step: min(max(border + step, 0), LAST),
    st.sampled_from([0, SIDE // 4, SIDE // 2, SIDE // 2 + 4096, SIDE]),
    st.integers(-2, 2),
)
numbers = near_borders | st.integers(0, LAST) | st.just(SIDE // 2 + 7)
spots = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=40)


def sums_of(points, found=None):
    x, y = np.array(points, dtype=np.int64).reshape(-1, 2).T
    found = range(len(points)) if found is None else found
    return ZOrder.of(x, y).sums(np.array(found, dtype=np.int64))


@given(spots, st.integers(0, DEEPEST))
def test_each_place_is_in_one_cell_of_one_tile_at_every_zoom(points, z):
    sums = sums_of(points)
    tiles = {(x >> BITS - z, y >> BITS - z) for x, y in points}

    cells = {tile: sums.cells(z, *tile) for tile in tiles}

    assert sum(cell.count for each in cells.values() for cell in each) == len(points)
    for tile, found in cells.items():
        inside = [
            each
            for each in points
            if (each[0] >> BITS - z, each[1] >> BITS - z) == tile
        ]
        side = BITS - z - 2
        if z < SINGLE_FROM:
            by_cell = Counter((x >> side, y >> side) for x, y in inside)
            assert sorted(cell.count for cell in found) == sorted(by_cell.values())
        assert sum(cell.count * cell.x for cell in found) == pytest.approx(
            sum(x for x, _y in inside)
        )
        assert sum(cell.count * cell.y for cell in found) == pytest.approx(
            sum(y for _x, y in inside)
        )


@given(spots, st.data())
def test_only_what_a_filter_finds_is_counted(points, data):
    found = data.draw(st.sets(st.integers(0, len(points) - 1)))

    cells = sums_of(points, sorted(found)).cells(0, 0, 0)
    rows = {cell.row for cell in cells if cell.row is not None}

    assert sum(cell.count for cell in cells) == len(found)
    assert rows <= found


def test_nothing_found_gives_empty_tiles():
    assert sums_of([]).cells(0, 0, 0) == []
    assert sums_of([(5, 5)], []).cells(18, 0, 0) == []


@pytest.mark.parametrize("z", [SINGLE_FROM, DEEPEST])
def test_deep_down_the_number_of_markers_is_bounded_and_no_place_is_lost(z):
    side = 1 << BITS - z
    points = [(i % side, i * 7 % side) for i in range(20 * PINS)]

    cells = sums_of(points).cells(z, 0, 0)

    assert len(cells) <= PINS
    assert sum(cell.count for cell in cells) == len(points)


def test_as_many_places_as_there_is_room_for_all_have_a_pin():
    cells = sums_of([(1, 1)] * PINS).cells(DEEPEST, 0, 0)

    assert sorted(cell.row for cell in cells) == list(range(PINS))


@pytest.mark.parametrize("tile", [(19, 0, 0), (3, 8, 0), (3, 0, 8), (-1, 0, 0)])
def test_a_tile_that_does_not_exist_is_an_error(tile):
    with pytest.raises(ValueError, match="no such tile"):
        sums_of([(1, 1)]).cells(*tile)


@pytest.mark.parametrize("z", range(DEEPEST + 1))
def test_rounding_moves_a_marker_by_less_than_half_a_pixel(z):
    pixel = 360 / 2 ** (z + 8)

    assert 0.5 * 10 ** -decimals(z) <= pixel / 2
    assert 10 ** -(decimals(z) - 1) > pixel / 2  # and no digit more than that
