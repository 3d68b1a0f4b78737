"""The neighbourhoods as a drawing, each in one of five shades (choropleth map)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from places.facts.areas import in_metres
from places.map.outlines import simplified
from places.models import Neighbourhood

WIDE = 1000  # of the drawing
DOT = 14  # of a neighbourhood without a boundary
SHADES = 5


@dataclass(frozen=True)
class Shade:
    """A step of the legend: from `first` to `last`, both in it."""

    number: int  # 1 for the least
    first: float
    last: float


@dataclass(frozen=True)
class Shape:
    """`path` draws it; without a boundary it is empty, and there is a dot at x, y."""

    area: Neighbourhood
    path: str
    x: int
    y: int


def shapes(areas: Sequence[Neighbourhood]) -> tuple[list[Shape], int]:
    """Each neighbourhood, and how high the drawing is."""
    if not areas:
        return [], 0
    bounded = [area for area in areas if area.boundary]
    outlines = dict(zip(bounded, simplified(bounded), strict=True))
    found = np.array(
        [outlines.get(area, shapely.Point(*area.centre.coords)) for area in areas]
    )
    middle = float(np.mean([area.centre.y for area in areas]))
    flat = in_metres(found, middle)
    west, south, east, north = shapely.total_bounds(flat)
    scale = (WIDE - 2 * DOT) / max(east - west, 1)

    def on_paper(corners):
        return np.round((corners - [west, north]) * [scale, -scale] + DOT)

    drawn = shapely.transform(flat, on_paper)
    high = math.ceil((north - south) * scale) + 2 * DOT
    return [_shape(*each) for each in zip(areas, drawn, strict=True)], high


def _shape(area, drawn) -> Shape:
    inside = drawn.centroid
    rings = [] if drawn.geom_type == "Point" else shapely.get_parts(drawn)
    path = "".join(_ring(part.exterior) for part in rings)
    return Shape(area, path, round(inside.x), round(inside.y))


def _ring(ring) -> str:
    """Corners that fall on one spot of the paper are drawn once."""
    corners = [(int(x), int(y)) for x, y in ring.coords]
    kept = [at for at, before in zip(corners, [None, *corners], strict=False)
            if at != before]  # fmt: skip
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def shades(values: Sequence[float]) -> list[Shade]:
    """Steps with about as many neighbourhoods in each; equal values share one."""
    ordered = sorted(values)
    if not ordered:
        return []
    ends = []
    for step in range(1, SHADES + 1):
        end = ordered[math.ceil(len(ordered) * step / SHADES) - 1]
        if end not in ends:
            ends.append(end)
    made, begin = [], 0
    for number, end in enumerate(ends, start=1 + SHADES - len(ends)):
        first = next(value for value in ordered[begin:] if value <= end)
        begin = sum(value <= end for value in ordered)
        made.append(Shade(number, first, end))
    return made


def shade_of(value: float | None, steps: Sequence[Shade]) -> int:
    """The number of its step; 0 when it is not known."""
    if value is None:
        return 0
    return next(step.number for step in steps if value <= step.last)
