"""The map of a tour as we draw it ourselves: neighbourhoods, a line, numbered pins.

It needs no background of others and no script, and prints in black. The line is that of
an uploaded GPX file, else straight from stop to stop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from threading import Lock
from time import monotonic

import shapely

from common.kit.geo import mercator
from places.map import outlines

WIDE, HIGH = 400, 430
MARGIN = 34  # pixels around the stops
SECONDS = 600  # that the boundaries are kept
LETTER = 8.2  # pixels of a letter of a name, about
NAME_HIGH = 20
TINTS = {"outlying": "outlying", "built": "built", "loose": ""}

Spot = tuple[float, float]  # longitude and latitude


@dataclass(frozen=True)
class Pin:
    x: int
    y: int
    number: int


@dataclass(frozen=True)
class Area:
    path: str
    tint: str


@dataclass(frozen=True)
class Name:
    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Drawing:
    """Everything in pixels of a picture of `width` by `height`."""

    areas: list[Area]
    names: list[Name]
    line: str
    pins: list[Pin]
    credit: str
    is_straight: bool
    width: int = WIDE
    height: int = HIGH


class _View:
    """From degrees to pixels, with all spots in sight."""

    def __init__(self, spots: Sequence[Spot]):
        flat = [mercator(*spot) for spot in spots]
        xs, ys = zip(*flat, strict=True)
        wide = max(max(xs) - min(xs), 1)
        high = max(max(ys) - min(ys), 1)
        room = WIDE - 2 * MARGIN, HIGH - 2 * MARGIN
        self.scale = min(room[0] / wide, room[1] / high, 1 / 30)
        self.middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2

    def __call__(self, spot: Spot) -> tuple[float, float]:
        x, y = mercator(*spot)
        return (
            WIDE / 2 + (x - self.middle[0]) * self.scale,
            HIGH / 2 + (y - self.middle[1]) * self.scale,
        )


def draw(spots: Sequence[Spot], line: Sequence[Spot] = ()) -> Drawing | None:
    """Numbered in their order from 1; None without a spot."""
    if not spots:
        return None
    view = _View([*spots, *line])
    points = [view(spot) for spot in spots]
    pins = [
        Pin(round(x), round(y), number) for number, (x, y) in enumerate(points, start=1)
    ]
    ridden = [view(spot) for spot in line] if line else points
    areas, names = _neighbourhoods(view, points)
    return Drawing(
        areas,
        names,
        _path(ridden, closed=False),
        pins[::-1],  # the first one on top
        outlines.CREDIT if areas else "",
        not line,
    )


def _path(points, closed: bool = True) -> str:
    """Whole pixels, as steps from one to the next; what stays on its pixel is left
    out."""
    whole = [(round(x), round(y)) for x, y in points]
    kept = [whole[0], *(other for one, other in pairwise(whole) if one != other)]
    if closed and len(kept) < 4:
        return ""
    (x, y), found = kept[0], []
    for to_x, to_y in kept[1:]:
        found.append(f"l{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return f"M{kept[0][0]} {kept[0][1]}{''.join(found)}{'z' if closed else ''}"


def _neighbourhoods(view: _View, pins) -> tuple[list[Area], list[Name]]:
    frame = shapely.box(-20, -20, WIDE + 20, HIGH + 20)
    areas, names = [], []
    for feature in _features():
        facts = feature["properties"]
        x, y = view(facts["centre"])
        if 0 < x < WIDE and 0 < y < HIGH:
            names.append(Name(round(x), round(y), facts["name"]))
        if feature["geometry"]["type"] == "Point":
            continue
        shape = shapely.geometry.shape(feature["geometry"])
        flat = shapely.transform(
            shape, lambda corners: [view(tuple(corner)) for corner in corners]
        )
        seen = shapely.intersection(shapely.make_valid(flat), frame)
        rings = [
            _path(ring.coords)
            for part in getattr(seen, "geoms", [seen])
            if part.geom_type == "Polygon"
            for ring in chain([part.exterior], part.interiors)
            if not ring.is_empty
        ]
        if path := "".join(rings):
            areas.append(Area(path, TINTS[facts["tint"]]))
    return areas, _apart(names, pins)


def _apart(names: list[Name], pins) -> list[Name]:
    """Those that lie over no pin, no edge and no other name; the short ones first."""
    taken = [(x - 20, y - 20, x + 20, y + 20) for x, y in pins]
    found = []
    for name in sorted(names, key=lambda each: (len(each.text), each.text)):
        half = len(name.text) * LETTER / 2
        box = (name.x - half, name.y - NAME_HIGH, name.x + half, name.y + 6)
        is_inside = box[0] > 2 and box[2] < WIDE - 2 and box[1] > 0
        if is_inside and not any(_touch(box, other) for other in taken):
            taken.append(box)
            found.append(name)
    return found


def _touch(one, other) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


_held: tuple[float, list[dict]] | None = None
_lock = Lock()


def _features() -> list[dict]:
    """Simplifying takes a while, and a boundary hardly ever changes: kept for ten
    minutes."""
    global _held
    with _lock:
        if _held is None or monotonic() - _held[0] > SECONDS:
            _held = monotonic(), outlines.features()
        return _held[1]


def forget() -> None:
    """Called when an area changes."""
    global _held
    _held = None
