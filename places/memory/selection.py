"""What a visitor asked for, in a form that every list, tile and export understands."""

from dataclasses import dataclass
from datetime import datetime

from places.facts.derived import FREE, LISTED


@dataclass(frozen=True)
class Selection:
    """The canonical filter: equal questions are equal objects, whatever their order."""

    facets: int = 0  # bits of places.facts.derived, all of them wanted
    kinds: frozenset[int] | None = None  # ids of PlaceKind, any of them
    neighbourhood: int | None = None
    near: tuple[float, float, int] | None = None  # latitude, longitude, metres
    box: tuple[float, float, float, float] | None = None  # west, south, east, north
    open_at: datetime | None = None
    with_people: bool = False  # someone is there at `open_at`, by a timetable
    # As places.search.words_of gives them, all wanted; empty when they say nothing.
    words: tuple[str, ...] | None = None
    with_unknown: bool = False  # also what would fit if its unknown facts were yes
    with_overdue: bool = False  # also what lists leave out: see places.facts.freshness


# What a visitor sees who chose nothing: free, and of the kinds that belong here.
DEFAULT = Selection(facets=FREE | LISTED)
