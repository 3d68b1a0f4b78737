"""What is computed from a place and stored beside it, in this one module.

The map, its tiles and every filter ask these integers, on either database, instead of
the point and the columns they come from.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from ontmoeten.lib.geo import mercator, zorder
from places.facilities import FACILITIES
from places.opening import ALWAYS
from themes.themes import SLUGS as THEMES

FREE = 1 << 0
STEP_FREE = 1 << 1
ALWAYS_OPEN = 1 << 2
LISTED = 1 << 3  # shown when nobody asked for a kind
FACILITY_BITS = {each.slug: 1 << (4 + i) for i, each in enumerate(FACILITIES)}
THEME_BITS = {slug: 1 << (16 + i) for i, slug in enumerate(THEMES)}

# A change of one of these changes an integer below.
SOURCES = frozenset(
    ["point", "kind", "kind_id", "cost", "opening_hours", "step_free", "source_raw"]
    + [each.field for each in FACILITIES]
)
FIELDS = ("mercator_x", "mercator_y", "zorder", "facets")


def facets_of(place, themes: Iterable[str]) -> int:
    """The facet bits of a place; only what is known to be so sets a bit.

    `themes` are the slugs that apply: the place's own and those of its kind.
    """
    bits = [THEME_BITS[slug] for slug in themes]
    bits += [
        FACILITY_BITS[f.slug] for f in FACILITIES if getattr(place, f.field) is True
    ]
    facts = {
        FREE: place.actual_cost == "free",
        STEP_FREE: place.step_free == "yes",
        ALWAYS_OPEN: place.actual_hours == ALWAYS,
        LISTED: place.kind.is_listed,
    }
    bits += [bit for bit, is_so in facts.items() if is_so]
    return reduce(or_, bits, 0)


def derive(place, themes: Iterable[str]) -> None:
    """Fill the derived fields of a place, unsaved."""
    place.mercator_x, place.mercator_y = mercator(place.point.x, place.point.y)
    place.zorder = zorder(place.mercator_x, place.mercator_y)
    place.facets = facets_of(place, themes)
