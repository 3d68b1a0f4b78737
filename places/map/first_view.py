"""The first view of a map, in the page itself: it is drawn without asking anything.

All that is found lies in it, so a map that has it knows every coarser zoom too, and
where there is nothing to ask for. At any number of places it stays below LARGEST: where
it would not, the view is a zoom coarser, and has a quarter of the cells.
"""

import json
import math
import zlib
from itertools import product

from common.kit.geo import BITS, mercator
from places.map.tiles import named, position
from places.memory.clusters import decimals
from places.memory.found import FoundPlaces

PANEL = 720  # pixels each way: beside the list on a screen of 1280 by 900
TILE_BITS = 8  # a tile is 256 pixels wide
NEAREST = 16  # zoom at which one place is shown among its streets
LARGEST = 8_000  # bytes, compressed
DECIMALS = 5  # of the degrees in a frame, see mapframe.written

Box = tuple[float, float, float, float]  # west, south, east, north in degrees


def zoom_of(frame: Box) -> int:
    """The nearest zoom at which a panel shows all of a frame."""
    west, south, east, north = frame
    (left, top), (right, bottom) = mercator(west, north), mercator(east, south)
    widest = max(right - left, bottom - top, 1)
    zoom = math.floor(math.log2(PANEL / widest)) + BITS - TILE_BITS
    return max(0, min(NEAREST, zoom))


def of(places: FoundPlaces, frame: Box) -> dict:
    """What firstview.js reads: `zoom`, the `frame`, the `extent` of what is found (None
    for nothing), and the rows of each tile (see `_row`) that has any.

    One query for the names of single places, more only where a view was too large.
    """
    zoom = min(zoom_of(frame), zoom_of(places.box or frame))
    while True:
        found = {
            "zoom": zoom,
            "frame": outward(frame),
            "extent": outward(places.box) if places.box else None,
            "tiles": _tiles(places, zoom),
        }
        if zoom == 0 or _size(found) <= LARGEST:
            return found
        zoom -= 1


def outward(box: Box) -> list[float]:
    """Rounded so that nothing falls outside."""
    west, south, east, north = box
    step = 10**DECIMALS
    down, up = math.floor, math.ceil
    sides = [down(west * step), down(south * step), up(east * step), up(north * step)]
    return [side / step for side in sides]


def _tiles(places: FoundPlaces, zoom: int) -> dict[str, list]:
    """The rows of all tiles of a zoom that hold anything, by "z/x/y"."""
    if places.box is None:
        return {}
    west, south, east, north = places.box
    (left, top), (right, bottom) = mercator(west, north), mercator(east, south)
    shift = BITS - zoom
    columns = range((left - 1) >> shift, ((right + 1) >> shift) + 1)
    lines = range((top - 1) >> shift, ((bottom + 1) >> shift) + 1)
    last = (1 << zoom) - 1
    sums = places.sums
    cells = {
        f"{zoom}/{x}/{y}": sums.cells(zoom, x, y)
        for x, y in product(columns, lines)
        if 0 <= x <= last and 0 <= y <= last
    }
    singles = [c.row for each in cells.values() for c in each if c.row is not None]
    names = named(places.snapshot, singles)
    digits = decimals(zoom)
    rows = {
        key: [_row(cell, digits, names) for cell in each if _is_there(cell, names)]
        for key, each in cells.items()
    }
    return {key: each for key, each in rows.items() if each}


def _is_there(cell, names) -> bool:
    """Not hidden by someone a moment ago."""
    return cell.row is None or cell.row in names


def _row(cell, digits, names) -> list:
    """Longitude and latitude, then how many there are, or what a pin says of one."""
    at = position(cell, digits)
    if cell.row is None:
        return [*at, cell.count]
    place = names[cell.row]
    facts = [int(place["free"]), int(place["step_free"])]
    return [*at, place["id"], place["slug"], place["name"], place["icon"], *facts]


def _size(found: dict) -> int:
    text = json.dumps(found).encode()
    return len(text) if len(text) <= LARGEST else len(zlib.compress(text))
