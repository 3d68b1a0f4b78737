"""In which neighbourhood a point lies, and whether it lies in our municipality."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely

METRES_PER_DEGREE = 111_195  # of latitude, on a sphere of 6,371 km
NEAR_A_CENTRE = 2_000  # metres
LOOSE = 60  # metres; a generalised boundary may lie so far beside the exact one


def distances(lons, lats, centres) -> np.ndarray:
    """Metres from each point (rows) to each centre (columns), over a plane.

    Degrees WGS84 in; right to 0.1 % over the few kilometres of a municipality.
    """
    lons, lats = np.asarray(lons)[:, None], np.asarray(lats)[:, None]
    east = (lons - centres[:, 0]) * np.cos(np.radians(lats))
    return METRES_PER_DEGREE * np.hypot(east, lats - centres[:, 1])


def in_metres(shapes, middle: float):
    """Shapes in WGS84 on a plane in metres, right round the latitude `middle`."""
    scale = _scale(middle)
    return shapely.transform(shapes, lambda corners: corners * scale)


def in_degrees(shapes, middle: float):
    """The way back from `in_metres`."""
    scale = _scale(middle)
    return shapely.transform(shapes, lambda corners: corners / scale)


def _scale(latitude: float) -> np.ndarray:
    """Metres in a degree to the east and to the north."""
    return METRES_PER_DEGREE * np.array([np.cos(np.radians(latitude)), 1])


def _widened(shape, metres: float):
    """A shape in WGS84 with so many metres added all round it."""
    middle = shape.centroid.y
    return in_degrees(in_metres(shape, middle).buffer(metres), middle)


class AreaIndex:
    """The boundaries and centres of the municipality, read once for many questions."""

    def __init__(self, neighbourhoods: Sequence, outline=None):
        """`neighbourhoods` are models with centre and boundary; `outline` a geometry
        of shapely in WGS84, or None where nobody gave the municipality's own."""
        self.neighbourhoods = sorted(neighbourhoods, key=lambda each: each.code)
        self.centres = np.array([each.centre.coords for each in self.neighbourhoods])
        bounded = [
            (i, each) for i, each in enumerate(self.neighbourhoods) if each.boundary
        ]
        self.bounded = np.array([i for i, _each in bounded], dtype=int)
        shapes = [shapely.from_wkb(bytes(each.boundary.wkb)) for _i, each in bounded]
        self.tree = shapely.STRtree(shapes)
        self._given = outline

    @cached_property
    def outline(self):
        """The municipality in WGS84: what was given, else all boundaries together, a
        bit wider where they are generalised; None where there is neither."""
        outline = self._given
        if outline is None and len(self.bounded):
            loose = np.array([self._is_loose(i) for i in self.bounded])
            shapes = self.tree.geometries
            outline = shapely.union_all(shapes)
            if loose.any():
                rim = _widened(shapely.union_all(shapes[loose]), LOOSE)
                outline = shapely.union(outline, rim)
        if outline is not None:
            shapely.prepare(outline)
        return outline

    def inside(self, lons: Sequence[float], lats: Sequence[float]) -> np.ndarray:
        """For each point whether it lies in the municipality.

        By its outline; where there is none, within 2 km of a neighbourhood's centre.
        """
        if self.outline is not None:
            return shapely.intersects_xy(self.outline, lons, lats)
        if not len(self.neighbourhoods):
            return np.zeros(len(lons), dtype=bool)
        return distances(lons, lats, self.centres).min(axis=1) <= NEAR_A_CENTRE

    def knows_the_municipality(self) -> bool:
        return self._given is not None or bool(self.neighbourhoods)

    def bounding_box(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of the municipality in degrees, if it is known."""
        known = self.tree.geometries if self._given is None else [self._given]
        if len(known):
            return shapely.total_bounds(known).tolist()
        if not self.neighbourhoods:
            return None
        south = NEAR_A_CENTRE / METRES_PER_DEGREE
        east = south / np.cos(np.radians(self.centres[:, 1].mean()))
        low, high = self.centres.min(axis=0), self.centres.max(axis=0)
        return low[0] - east, low[1] - south, high[0] + east, high[1] + south

    def by_boundary(self, lons, lats) -> list:
        """For each point the neighbourhood whose boundary holds it, or None.

        An exact boundary comes before a generalised one; on a shared border the lower
        code has it.
        """
        found = [None] * len(lons)
        rows, shapes = self.tree.query(
            shapely.points(lons, lats), predicate="intersects"
        )
        holds = zip(rows, self.bounded[shapes], strict=True)
        for row, i in sorted(holds, key=self._weakest_first):
            found[row] = self.neighbourhoods[i]
        return found

    def _is_loose(self, i) -> bool:
        return self.neighbourhoods[i].is_generalised

    def _weakest_first(self, hold):
        return not self._is_loose(hold[1]), -hold[1]

    def nearest(self, lons, lats) -> list:
        """For each point inside the municipality the nearest neighbourhood: by its
        boundary where each has one, else by its centre; None for points outside it."""
        if not (self.neighbourhoods and len(lons)):
            return [None] * len(lons)
        if len(self.bounded) == len(self.neighbourhoods):
            index = self.bounded[self.tree.nearest(shapely.points(lons, lats))]
        else:
            index = distances(lons, lats, self.centres).argmin(axis=1)
        inside = self.inside(lons, lats)
        return [
            self.neighbourhoods[i] if is_inside else None
            for i, is_inside in zip(index, inside, strict=True)
        ]

    def assign_neighbourhoods(self, places: Sequence) -> None:
        """Give each place its neighbourhood, unsaved: the one whose exact boundary
        holds it, else the one that staff or the demonstration data named, else the one
        whose generalised boundary holds it, else the nearest."""
        if not places:
            return
        lons = [place.point.x for place in places]
        lats = [place.point.y for place in places]
        bounded = self.by_boundary(lons, lats)
        lost = [i for i, boundary in enumerate(bounded) if boundary is None]
        near = self.nearest([lons[i] for i in lost], [lats[i] for i in lost])
        nearest = dict(zip(lost, near, strict=True))
        for i, (place, boundary) in enumerate(zip(places, bounded, strict=True)):
            if place.neighbourhood_id and not place.neighbourhood_from:
                place.neighbourhood_from = place.FoundBy.STAFF
            is_chosen = place.neighbourhood_id and place.neighbourhood_from in (
                place.FoundBy.STAFF,
                place.FoundBy.DEMO,
            )
            if boundary and not boundary.is_generalised:
                place.neighbourhood = boundary
                place.neighbourhood_from = place.FoundBy.BOUNDARY
            elif not is_chosen:
                probably = boundary or nearest[i]
                place.neighbourhood = probably
                place.neighbourhood_from = place.FoundBy.NEAREST if probably else ""
