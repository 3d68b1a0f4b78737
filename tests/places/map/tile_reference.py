"""Tiles as the database counts them, with nothing in common with ours but the keys."""

from dataclasses import dataclass, field

from django.db.models import Avg, Count, F

from common.kit.geo import BITS
from places.memory.clusters import PINS, SINGLE_FROM, SPLITS


@dataclass
class Grid:
    """Clusters as (count, x, y), and the ids of single places with their (x, y)."""

    clusters: list[tuple[int, float, float]] = field(default_factory=list)
    singles: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(count for count, *_centre in self.clusters) + len(self.singles)


def grid(places, z: int, x: int, y: int) -> Grid:
    """What a tile of a queryset shows."""
    inside = places.in_tile(z, x, y).order_by()
    most = 1
    if z >= SINGLE_FROM:
        most = PINS if inside.count() <= PINS else PINS // 4**SPLITS
    shift = 2 * (BITS - z - SPLITS)
    by_cell = inside.annotate(cell=F("zorder").bitrightshift(shift)).values("cell")
    cells = by_cell.annotate(
        count=Count("pk"), x=Avg("mercator_x"), y=Avg("mercator_y")
    )
    found = Grid()
    for cell in cells.order_by("cell"):
        if cell["count"] > most:
            centre = float(cell["x"]), float(cell["y"])
            found.clusters.append((cell["count"], *centre))
            continue
        first = cell["cell"] << shift
        alone = inside.filter(zorder__gte=first, zorder__lt=first + (1 << shift))
        for pk, *at in alone.values_list("pk", "mercator_x", "mercator_y"):
            found.singles[pk] = tuple(at)
    return found
