"""Points, projections and the integers that a map asks by.

Degrees are WGS84 (EPSG:4326), longitude first as in GeoJSON; RD is EPSG:28992, metres.
Web Mercator is taken as integers of 26 bits per axis: at zoom z, tile x is the first z
bits of the integer x. Formulas: OGC 17-083r2 (WebMercatorQuad); Morton, "A computer
oriented geodetic data base" (1966) for the order of the interleaved key.
"""

import math
from collections.abc import Sequence

import shapely
from django.contrib.gis.geos import GEOSGeometry, Point

EARTH = 6_371_008.8  # metres, the mean radius (IUGG)
MAP_ENDS = 85.05  # degrees north and south, of Web Mercator
BITS = 26  # per axis; two of them fit in the 53 bits that JavaScript counts exactly
SIDE = 1 << BITS
WGS84, RD = 4326, 28992

# Where the Netherlands lie, in RD metres and in degrees, generously.
RD_BOX = (-7_000, 289_000, 300_000, 629_000)
NL_BOX = (3.0, 50.6, 7.4, 53.8)


def point_at(lat: float, lon: float) -> Point:
    """A point in WGS84. Latitude first, as people say it; ValueError off the earth."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"no such spot on earth: {lat}, {lon}")
    return Point(lon, lat, srid=WGS84)


def key_of(lat: float, lon: float) -> str:
    """A spot to a metre, to know it again."""
    return f"{lat:.5f},{lon:.5f}"


def rd_to_wgs84(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Many (x, y) in metres RD to (lon, lat), in one call to PROJ."""
    if not points:
        return []
    together = shapely.to_wkb(shapely.multipoints(points))
    many = GEOSGeometry(memoryview(together), srid=RD)
    many.transform(WGS84)
    found = shapely.get_coordinates(shapely.from_wkb(bytes(many.wkb)))
    return [tuple(point) for point in found.tolist()]


def is_in_box(x: float, y: float, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return west <= x <= east and south <= y <= north


def mercator(lon: float, lat: float) -> tuple[int, int]:
    """Degrees to integers in [0, 2^26), x to the east, y to the south.

    Beyond 85.05° north or south, where Web Mercator ends, y is that of the edge.
    """
    x = (lon + 180) / 360
    sine = math.sin(math.radians(max(-89.9, min(89.9, lat))))
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    last = SIDE - 1
    return max(0, min(last, int(x * SIDE))), max(0, min(last, int(y * SIDE)))


def degrees(x: float, y: float) -> tuple[float, float]:
    """Mercator integers (or means of them) back to (lon, lat)."""
    lon = x / SIDE * 360 - 180
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / SIDE))))
    return lon, lat


def mercator_box(
    west: float, south: float, east: float, north: float
) -> tuple[int, int, int, int]:
    """Degrees to the first column and row inside, and the first ones after it.

    The eastern and southern edge are outside, but for those of the map itself.
    """
    left, top = mercator(west, north)
    right, bottom = mercator(east, south)
    last = SIDE - 1
    return left, top, right + (right == last), bottom + (bottom == last)


def metres_per_unit(lat: float) -> float:
    """How long one mercator integer is on the ground, at a latitude.

    Right to 0.5 % for spots within 25 km north or south of it, up to 60 degrees. Beyond
    the end of the map, where nothing is drawn, that of its edge.
    """
    lat = max(-MAP_ENDS, min(MAP_ENDS, lat))
    return 2 * math.pi * EARTH * math.cos(math.radians(lat)) / SIDE


def metres_between(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """The great circle between two spots in degrees, by the haversine formula."""
    north, east = math.radians(to_lat - lat), math.radians(to_lon - lon)
    across = math.cos(math.radians(lat)) * math.cos(math.radians(to_lat))
    half = math.sin(north / 2) ** 2 + across * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1, half)))


def _spread(value: int) -> int:
    """The 26 bits of a number with a zero before each."""
    value = (value | value << 16) & 0x0000FFFF0000FFFF
    value = (value | value << 8) & 0x00FF00FF00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F
    value = (value | value << 2) & 0x3333333333333333
    return (value | value << 1) & 0x5555555555555555


def zorder(x: int, y: int) -> int:
    """The 52-bit Morton key: what lies in one tile lies in one range of keys."""
    return _spread(x) | _spread(y) << 1


def tile_range(z: int, x: int, y: int) -> tuple[int, int]:
    """The first key inside a tile and the first one after it.

    ValueError for a tile that the pyramid does not have.
    """
    if not (0 <= z <= BITS and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise ValueError(f"no such tile: {z}/{x}/{y}")
    shift = 2 * (BITS - z)
    key = zorder(x, y)
    return key << shift, (key + 1) << shift


def tile_at(lon: float, lat: float, z: int) -> tuple[int, int]:
    """Column and row of the tile that holds a point."""
    x, y = mercator(lon, lat)
    return x >> (BITS - z), y >> (BITS - z)
