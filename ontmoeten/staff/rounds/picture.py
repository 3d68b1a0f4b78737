"""The way to the next place as a drawing, which needs no connection: where one is,
where it lies, the neighbourhoods around. In metres from a middle, to east and south.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians

import shapely

from ontmoeten.staff.rounds.route import Leg, Spot
from places.facts.areas import METRES_PER_DEGREE, in_metres
from places.map.outlines import simplified
from places.models import Neighbourhood

WIDE, HIGH = 360, 240  # of a drawing, on a phone
ROOM = 1.8  # of the drawing to the way that is in it
SMALLEST = 150  # metres from side to side


@dataclass(frozen=True)
class Ground:
    """A neighbourhood: `path` draws it, its name stands at x, y."""

    name: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """`view` is the viewBox; `unit` is how many metres a dot of the phone is."""

    view: str
    unit: str
    here: str
    there: str

    @property
    def line(self) -> str:
        return f"M{self.here}L{self.there}"


def grounds(area: Neighbourhood) -> list[Ground]:
    """The neighbourhood and those beside it; one query."""
    if not area.boundary:
        return []
    beside = Neighbourhood.objects.filter(boundary__isnull=False)
    areas = list(beside.filter(boundary__intersects=area.boundary))
    middle = area.centre
    west, north = in_metres(shapely.Point(*middle.coords), middle.y).coords[0]
    drawn = []
    for each, flat in zip(areas, in_metres(simplified(areas), middle.y), strict=True):
        paper = shapely.transform(flat, lambda at: (at - [west, north]) * [1, -1])
        inside = paper.representative_point()
        path = "".join(_ring(part.exterior) for part in shapely.get_parts(paper))
        drawn.append(Ground(each.name, path, round(inside.x), round(inside.y)))
    return drawn


def drawings(legs: list[Leg], start: Spot, middle: Spot) -> Iterator[Drawing]:
    """One for each leg, from where the one before it ended."""
    here = start
    for leg in legs:
        there = leg.place.point.y, leg.place.point.x
        yield _drawing(_metres(here, middle), _metres(there, middle))
        here = there


def _drawing(here, there) -> Drawing:
    across, down = abs(here[0] - there[0]), abs(here[1] - there[1])
    wide = max(across * ROOM, down * ROOM * WIDE / HIGH, SMALLEST)
    high = wide * HIGH / WIDE
    left, top = (here[0] + there[0] - wide) / 2, (here[1] + there[1] - high) / 2
    return Drawing(
        f"{left:.0f} {top:.0f} {wide:.0f} {high:.0f}",
        f"{wide / WIDE:.3f}",
        f"{here[0]:.0f} {here[1]:.0f}",
        f"{there[0]:.0f} {there[1]:.0f}",
    )


def _metres(spot: Spot, middle: Spot) -> tuple[float, float]:
    east = (spot[1] - middle[1]) * METRES_PER_DEGREE * cos(radians(middle[0]))
    return east, (middle[0] - spot[0]) * METRES_PER_DEGREE


def _ring(ring) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring.coords) + "Z"
