import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.kit.geo import (
    SIDE,
    degrees,
    mercator,
    point_at,
    rd_to_wgs84,
    tile_at,
    tile_range,
    zorder,
)

lons = st.floats(-180, 180)
lats = st.floats(-85, 85)
integers = st.integers(0, SIDE - 1)


def test_a_point_is_said_latitude_first_and_kept_longitude_first():
    assert point_at(51.589, 4.775).coords == (4.775, 51.589)


@pytest.mark.parametrize(("lat", "lon"), [(91, 4), (-91, 4), (51, 181), (51, -181)])
def test_a_point_off_the_earth_is_refused(lat, lon):
    with pytest.raises(ValueError, match="no such spot"):
        point_at(lat, lon)


def test_rd_becomes_wgs84_within_a_metre():
    # The town hall of Breda in both systems.
    [(lon, lat)] = rd_to_wgs84([(112651.2, 400159.7)])

    assert lon == pytest.approx(4.776112, abs=1e-5)
    assert lat == pytest.approx(51.58875, abs=1e-5)


def test_many_points_are_projected_in_their_order():
    points = [(112651.2, 400159.7), (155000, 463000)]  # the second: Amersfoort

    first, second = rd_to_wgs84(points)

    assert first[0] == pytest.approx(4.7761, abs=1e-4)
    assert second == pytest.approx((5.38721, 52.15517), abs=1e-4)


def test_no_points_are_projected_to_none():
    assert rd_to_wgs84([]) == []


@given(lons, lats)
def test_mercator_and_back_is_the_same_spot_within_a_metre(lon, lat):
    x, y = mercator(lon, lat)
    back_lon, back_lat = degrees(x + 0.5, y + 0.5)

    assert back_lon == pytest.approx(lon, abs=1e-5)
    assert back_lat == pytest.approx(lat, abs=1e-5)


@pytest.mark.parametrize(
    ("lon", "lat", "corner"),
    [
        (-180, 85.06, (0, 0)),
        (180, -85.06, (SIDE - 1, SIDE - 1)),
        (180, 90, (SIDE - 1, 0)),
        (-180, -90, (0, SIDE - 1)),
    ],
)
def test_the_edges_of_the_earth_stay_on_the_map(lon, lat, corner):
    assert mercator(lon, lat) == corner


@given(integers, integers)
def test_the_key_interleaves_the_bits_of_x_and_y(x, y):
    pairs = zip(f"{y:026b}", f"{x:026b}", strict=True)

    assert zorder(x, y) == int("".join(a + b for a, b in pairs), 2)


@given(lons, lats, st.integers(0, 18))
def test_a_point_lies_in_the_range_of_exactly_the_tile_it_is_in(lon, lat, z):
    key = zorder(*mercator(lon, lat))
    column, row = tile_at(lon, lat, z)

    holders = [
        (x, y)
        for x in range(max(0, column - 1), min(2**z, column + 2))
        for y in range(max(0, row - 1), min(2**z, row + 2))
        if tile_range(z, x, y)[0] <= key < tile_range(z, x, y)[1]
    ]

    assert holders == [(column, row)]


@pytest.mark.parametrize(
    "tile", [(-1, 0, 0), (0, 1, 0), (3, 0, 8), (3, -1, 0), (27, 0, 0)]
)
def test_a_tile_that_does_not_exist_is_refused(tile):
    with pytest.raises(ValueError, match="no such tile"):
        tile_range(*tile)
