"""Proves that nothing derived has drifted from what it is derived from."""

from dataclasses import dataclass, field

from django.db.models import Count, Sum

from places.facts.derived import ALWAYS_OPEN, FACILITY_BITS, FREE, STEP_FREE, THEME_BITS
from places.memory.found import map_sums
from places.memory.selection import DEFAULT, Selection
from places.memory.snapshot import Snapshot, current
from places.models import Place, PlaceKind

ALWAYS_ASKED = {
    "the usual filter": DEFAULT,
    "everything": Selection(),
    "free": Selection(facets=FREE),
    "step-free": Selection(facets=STEP_FREE),
    "always open": Selection(facets=ALWAYS_OPEN),
}


@dataclass
class Drift:
    """Places whose derived fields are wrong, and filters under which the read model
    finds other places than the database."""

    derived: int = 0
    filters: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.derived or self.filters)


def drift() -> Drift:
    """One look at every place, and one question to the database for each filter."""
    derived = sum(1 for _place in Place.objects.wrongly_derived())
    snapshot = current()
    different = [
        name
        for name, selection in _selections().items()
        if _in_memory(snapshot, selection) != _in_database(selection)
    ]
    return Drift(derived, different)


def _selections() -> dict[str, Selection]:
    bits = FACILITY_BITS | THEME_BITS
    facets = {slug: Selection(facets=bit) for slug, bit in bits.items()}
    maybe = {
        f"{slug}, or not known": Selection(facets=bit, with_unknown=True)
        for slug, bit in FACILITY_BITS.items()
    }
    kinds = {
        kind.slug: Selection(kinds=frozenset([kind.pk]))
        for kind in PlaceKind.objects.all()
    }
    return ALWAYS_ASKED | facets | maybe | kinds


def _in_memory(snapshot: Snapshot, selection: Selection) -> tuple[int, ...]:
    """How many places, and the sums of their ids and positions."""
    sums = map_sums(snapshot, selection)
    ids = snapshot.columns.ids[sums.rows]
    positions = int(sums.east[-1]), int(sums.south[-1])
    return len(ids), int(ids.sum()), *positions


def _in_database(selection: Selection) -> tuple[int, ...]:
    found = Place.objects.published().selected(selection).order_by()
    counted = found.aggregate(
        Count("pk"), Sum("pk"), Sum("mercator_x"), Sum("mercator_y")
    )
    return tuple(int(value or 0) for value in counted.values())
