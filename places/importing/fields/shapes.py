"""Shapes: one spot that surely lies on a thing, and what of it is surface."""

import shapely


def point_on(geometry) -> tuple[float, float] | None:
    """A point on the surface of a polygon, halfway a line, or among points; in the
    coordinates of the geometry. None when it is empty."""
    if geometry.is_empty:
        return None
    if geometry.geom_type in ("LineString", "LinearRing"):
        spot = geometry.interpolate(0.5, normalized=True)
    else:
        if not geometry.is_valid:
            geometry = shapely.make_valid(geometry)
        spot = shapely.point_on_surface(geometry)
    return None if spot.is_empty else (spot.x, spot.y)


def polygons(shape) -> shapely.MultiPolygon:
    """The surfaces in a shape; mending may leave lines and points beside them."""
    parts = shapely.get_parts(shape)
    while any(part.geom_type == "GeometryCollection" for part in parts):
        parts = shapely.get_parts(parts)
    parts = shapely.get_parts(parts)
    return shapely.MultiPolygon([one for one in parts if one.geom_type == "Polygon"])
