"""Cluster tiles: what the map asks for. Counts of a zoom's tiles add up to the list's.

Names of the properties as in supercluster, so that other clients know them. At the
deepest zoom a cluster stands for more places than pins make sense for, and says in
`box` (`vak` of the filters) where they are: the list has them all. Places on one spot
have the very same coordinates.
"""

from common.kit.geo import degrees
from places.facts.derived import FREE, STEP_FREE
from places.memory.clusters import DEEPEST, Cell, bounds, decimals
from places.memory.found import map_sums
from places.memory.selection import Selection
from places.memory.snapshot import Snapshot
from places.models import Place

FACTS = ["pk", "slug", "name", "kind__slug", "kind__icon"]
BOX_DECIMALS = 7  # a tenth of a mercator integer
SHAPE = 2  # raise it when the same data look different


def tile(snapshot: Snapshot, selection: Selection, z: int, x: int, y: int) -> dict:
    """A GeoJSON FeatureCollection of clusters and single places in one half-open tile.

    One query for the names of single places, none when there are only clusters.
    ValueError for a tile that the pyramid (0 to 18) does not have.
    """
    cells = map_sums(snapshot, selection).cells(z, x, y)
    places = named(snapshot, [cell.row for cell in cells if cell.row is not None])
    digits = decimals(z)
    features = []
    for cell in cells:
        if cell.row is None:
            properties = _cluster(cell, z)
        elif (properties := places.get(cell.row)) is None:
            continue  # hidden by someone a moment ago
        geometry = {"type": "Point", "coordinates": position(cell, digits)}
        features.append(
            {"type": "Feature", "geometry": geometry, "properties": properties}
        )
    return {"type": "FeatureCollection", "features": features}


def position(cell: Cell, digits: int) -> list[float]:
    """Longitude and latitude of a cell, in so many decimals."""
    lon, lat = degrees(cell.x + 0.5, cell.y + 0.5)
    return [round(lon, digits), round(lat, digits)]


def address_version(version: str) -> str:
    """What `v` is in the address of tiles of this version of the data."""
    return f"{SHAPE}-{version}"


def _cluster(cell: Cell, z: int) -> dict:
    properties = {"cluster": True, "point_count": cell.count}
    if z == DEEPEST:
        box = bounds(cell, z)
        properties["box"] = ",".join(f"{each:.{BOX_DECIMALS}f}" for each in box)
    return properties


def named(snapshot: Snapshot, rows: list[int]) -> dict[int, dict]:
    """What a pin says of each of these places, by row."""
    if not rows:
        return {}
    columns = snapshot.columns
    row_of = dict(zip(columns.ids[rows].tolist(), rows, strict=True))
    shown = Place.objects.published().filter(pk__in=list(row_of)).order_by()
    found = {}
    for pk, slug, name, kind, icon in shown.values_list(*FACTS):
        facets = int(columns.facets[row_of[pk]])
        found[row_of[pk]] = {
            "id": pk,
            "slug": slug,
            "name": name,
            "kind": kind,
            "icon": icon,
            "free": bool(facets & FREE),
            "step_free": bool(facets & STEP_FREE),
        }
    return found
