"""The neighbourhoods to draw where no background can be had, tinted by density."""

import math

import numpy as np
import shapely

from places.facts.areas import in_degrees, in_metres
from places.models import Figure, Neighbourhood

CREDIT = "CBS/Kadaster (CC BY 4.0)"  # whose boundaries import_areas and the demo bring
TOLERANCE = 12  # metres: a boundary to look at, not to measure
DECIMALS = 5  # of a degree, a metre
OUTLYING, BUILT = 500, 4_000  # inhabitants per square kilometre: fewer, and at least


def features() -> list[dict]:
    """A feature of GeoJSON for each neighbourhood: its boundary with fewer corners, of
    which neighbours share theirs, or its centre where there is none.

    The properties are `name`, `centre` (longitude, latitude) and `tint`: "built",
    "loose" or "outlying"; "loose" where nobody counted the inhabitants.
    """
    areas = list(Neighbourhood.objects.all())
    bounded = [area for area in areas if area.boundary]
    shapes = dict(zip(bounded, simplified(bounded), strict=True))
    inhabitants = _inhabitants()
    return [_feature(area, shapes.get(area), inhabitants) for area in areas]


def simplified(areas) -> np.ndarray:
    """Shapes in WGS84. Those that are generalised stay as they are: their neighbours
    are too."""
    shapes = np.array([shapely.from_wkb(bytes(area.boundary.wkb)) for area in areas])
    exact = np.array([not area.is_generalised for area in areas], dtype=bool)
    if exact.any():
        middle = float(np.mean([area.centre.y for area in areas]))
        flat = shapely.coverage_simplify(in_metres(shapes[exact], middle), TOLERANCE)
        shapes[exact] = in_degrees(flat, middle)
    return shapes


def _inhabitants() -> dict[str, float]:
    """By code, as counted last."""
    figures = Figure.objects.filter(
        name=Figure.Name.INHABITANTS, code__startswith="BU", value__isnull=False
    )
    rows = figures.order_by("year").values_list("code", "value")
    return {code: float(value) for code, value in rows}


def _tint(shape, inhabitants) -> str:
    if shape is None or inhabitants is None:
        return "loose"
    square = in_metres(shape, shape.centroid.y).area / 1e6
    density = inhabitants / square if square else math.inf
    if density < OUTLYING:
        return "outlying"
    return "built" if density >= BUILT else "loose"


def _feature(area, shape, inhabitants) -> dict:
    centre = [round(area.centre.x, DECIMALS), round(area.centre.y, DECIMALS)]
    geometry = {"type": "Point", "coordinates": centre}
    if shape is not None:
        rounded = shapely.transform(shape, lambda corners: corners.round(DECIMALS))
        geometry = shapely.geometry.mapping(rounded)
    tint = _tint(shape, inhabitants.get(area.code))
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {"name": area.name, "centre": centre, "tint": tint},
    }
