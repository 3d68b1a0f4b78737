"""A position in one cell: a shape as WKT, WKB or GeoJSON, or latitude and longitude."""

import re

import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError

from places.importing.fields.columns import squash
from places.importing.fields.numbers import number
from places.importing.fields.points import system_of
from places.importing.fields.record import Record, System
from places.importing.fields.shapes import point_on
from places.importing.readers.reference import system_named

WKT = re.compile(
    r"\s*(?:SRID\s*=\s*(\d+)\s*;)?\s*"
    r"((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION|LINEARRING)\b",
    re.IGNORECASE,
)
WKB = re.compile(r"\s*0[01][0-9A-F]{40,}\s*", re.IGNORECASE)
JSON = re.compile(r"""\s*\{.*["'](coordinates|geometries)["']""", re.DOTALL)
AROUND = re.compile(r"[()\[\]°NEO]", re.IGNORECASE)
DECIMAL = r"-?\d{1,3}[.,]\d{3,}"
PAIR = re.compile(rf"{DECIMAL}\s*[,;|\s]\s*{DECIMAL}")
LON_FIRST = ("lon", "lng", "lengte", "x")
Spot = tuple[float, float, System]


def is_shape(text: str) -> bool:
    return any(sort.match(text) for sort in (WKT, WKB, JSON))


def is_pair(text: str) -> bool:
    """Whether it is surely two degrees, whatever its column is called."""
    return PAIR.fullmatch(AROUND.sub(" ", text).strip()) is not None


def is_position(text: str) -> bool:
    """Whether a column that is called a position can mean it."""
    if is_shape(text):
        return True
    try:
        _pair(text)
    except ValueError:
        return False
    return True


def read_position(record: Record, text: str, heading: str) -> None:
    """Put the point of a cell on its record, or why it has none."""
    if not text.strip():
        return
    try:
        spot = _shape(text) if is_shape(text) else _degrees(text, heading)
    except (ValueError, ShapelyError):
        short = text if len(text) <= 60 else f"{text[:59]}…"
        record.problem("point", _("“%(text)s” is no position") % {"text": short})
        return
    if spot:
        record.x, record.y, record.system = spot


def _shape(text: str) -> Spot | None:
    """ValueError for one in a reference system that we can't read."""
    srid = 0
    if named := WKT.match(text):
        srid, shape = int(named[1] or 0), shapely.from_wkt(text.rpartition(";")[2])
    elif WKB.match(text):
        shape = shapely.from_wkb(text.strip())
        srid = shapely.get_srid(shape)
    else:
        shape = shapely.from_geojson(text)
    system = system_named(f"EPSG:{srid}") if srid else System.EITHER
    if system is None:
        raise ValueError(text)
    spot = point_on(shape)
    return spot and (*spot, system)


def _degrees(text: str, heading: str) -> Spot:
    """Latitude first, as people say it, unless the heading says otherwise; metres of
    RD are known by their size and have x first."""
    one, other = _pair(text)
    if system_of(one, other) is System.RD:
        return one, other, System.RD
    if squash(heading).startswith(LON_FIRST):
        return one, other, System.DEGREES
    return other, one, System.DEGREES


def _pair(text: str) -> tuple[float, float]:
    bare = AROUND.sub(" ", text).strip()
    if ";" in bare or "|" in bare:
        parts = re.split("[;|]", bare)
    elif bare.count(",") == 1:
        parts = bare.split(",")
    elif bare.count(",") == 3:  # decimal commas, and one between
        parts = re.split(r",\s+", bare)
    else:
        parts = bare.split()
    one, other = (number(part) for part in parts)
    return one, other
