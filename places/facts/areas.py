"""In which neighbourhood a point lies, and whether it lies in our municipality."""

from collections.abc import Sequence

import numpy as np
import shapely

METRES_PER_DEGREE = 111_195  # of latitude, on a sphere of 6,371 km
NEAR_A_CENTRE = 2_000  # metres


def distances(lons, lats, centres) -> np.ndarray:
    """Metres from each point (rows) to each centre (columns), over a plane.

    Degrees WGS84 in; right to 0.1 % over the few kilometres of a municipality.
    """
    lons, lats = np.asarray(lons)[:, None], np.asarray(lats)[:, None]
    east = (lons - centres[:, 0]) * np.cos(np.radians(lats))
    return METRES_PER_DEGREE * np.hypot(east, lats - centres[:, 1])


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
        if outline is None and shapes:
            outline = shapely.union_all(shapes)
        self.outline = outline
        if outline is not None:
            shapely.prepare(outline)

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
        return self.outline is not None or bool(self.neighbourhoods)

    def bounding_box(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of the municipality in degrees, if it is known."""
        if self.outline is not None:
            return shapely.bounds(self.outline).tolist()
        if not self.neighbourhoods:
            return None
        south = NEAR_A_CENTRE / METRES_PER_DEGREE
        east = south / np.cos(np.radians(self.centres[:, 1].mean()))
        low, high = self.centres.min(axis=0), self.centres.max(axis=0)
        return low[0] - east, low[1] - south, high[0] + east, high[1] + south

    def by_boundary(self, lons, lats) -> list:
        """For each point the neighbourhood whose boundary holds it, or None.

        On a shared border the lower code has it.
        """
        found = [None] * len(lons)
        rows, shapes = self.tree.query(
            shapely.points(lons, lats), predicate="intersects"
        )
        for row, shape in sorted(zip(rows, shapes, strict=True), reverse=True):
            found[row] = self.neighbourhoods[self.bounded[shape]]
        return found

    def nearest(self, lons, lats) -> list:
        """For each point inside the municipality the neighbourhood with the nearest
        centre; None for points outside it."""
        if not self.neighbourhoods:
            return [None] * len(lons)
        index = distances(lons, lats, self.centres).argmin(axis=1)
        inside = self.inside(lons, lats)
        return [
            self.neighbourhoods[i] if is_inside else None
            for i, is_inside in zip(index, inside, strict=True)
        ]

    def assign_neighbourhoods(self, places: Sequence) -> None:
        """Give each place its neighbourhood, unsaved: the one whose boundary holds it,
        else the one that staff or the demonstration data named, else the nearest."""
        if not places:
            return
        lons = [place.point.x for place in places]
        lats = [place.point.y for place in places]
        bounded, near = self.by_boundary(lons, lats), self.nearest(lons, lats)
        for place, boundary, nearest in zip(places, bounded, near, strict=True):
            if place.neighbourhood_id and not place.neighbourhood_from:
                place.neighbourhood_from = place.FoundBy.STAFF
            is_chosen = place.neighbourhood_id and place.neighbourhood_from in (
                place.FoundBy.STAFF,
                place.FoundBy.DEMO,
            )
            if boundary:
                place.neighbourhood = boundary
                place.neighbourhood_from = place.FoundBy.BOUNDARY
            elif not is_chosen:
                place.neighbourhood = nearest
                place.neighbourhood_from = place.FoundBy.NEAREST if nearest else ""
