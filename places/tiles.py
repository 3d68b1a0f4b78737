"""Cluster tiles: what the map asks for. Counts of a zoom's tiles add up to the list's.

Names of the properties as in supercluster, so that other clients know them.
"""

from django.db.models import Avg, Count, F, Min

from ontmoeten.lib.geo import BITS, degrees, tile_range
from places.derived import FREE, STEP_FREE

CELLS = 2  # a tile has 4 × 4 cells (2 bits each way): a marker for every 64 pixels
DEEPEST = 18
SINGLE_FROM = 17  # from this zoom on each place has a pin of its own
DECIMALS = 6  # 11 centimetres


def tile(places, z: int, x: int, y: int) -> dict:
    """A GeoJSON FeatureCollection of clusters and single places in one half-open tile.

    `places` is any queryset of places. Two queries, whatever the number of places.
    ValueError for a tile that the pyramid (0 to 18) does not have.
    """
    if z > DEEPEST:
        raise ValueError(f"no such tile: {z}/{x}/{y}")
    tile_range(z, x, y)
    inside = places.in_tile(z, x, y).order_by()
    if z >= SINGLE_FROM:
        features = [_single(place) for place in _facts(inside)]
    else:
        shift = 2 * (BITS - z - CELLS)
        cells = list(
            inside.annotate(cell=F("zorder").bitrightshift(shift))
            .values("cell")
            .annotate(
                count=Count("pk"),
                x=Avg("mercator_x"),
                y=Avg("mercator_y"),
                only=Min("pk"),
            )
            .order_by("cell")
        )
        alone = [cell["only"] for cell in cells if cell["count"] == 1]
        features = [_cluster(cell) for cell in cells if cell["count"] > 1]
        features += [_single(place) for place in _facts(inside.filter(pk__in=alone))]
    return {"type": "FeatureCollection", "features": features}


def _facts(places):
    names = ["pk", "slug", "name", "kind__slug", "kind__icon", "facets", "mercator_x"]
    return places.order_by("pk").values(*names, "mercator_y")


def _point(x, y):
    lon, lat = degrees(x, y)
    return {
        "type": "Point",
        "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)],
    }


def _cluster(cell):
    return {
        "type": "Feature",
        "geometry": _point(float(cell["x"]) + 0.5, float(cell["y"]) + 0.5),
        "properties": {"cluster": True, "point_count": cell["count"]},
    }


def _single(place):
    return {
        "type": "Feature",
        "geometry": _point(place["mercator_x"] + 0.5, place["mercator_y"] + 0.5),
        "properties": {
            "id": place["pk"],
            "slug": place["slug"],
            "name": place["name"],
            "kind": place["kind__slug"],
            "icon": place["kind__icon"],
            "free": bool(place["facets"] & FREE),
            "step_free": bool(place["facets"] & STEP_FREE),
        },
    }
