"""What is computed from a place and stored beside it, in this one module.

The map, its tiles and every filter ask these integers and this day, on either database,
instead of the point and the columns they come from.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from common.kit.geo import mercator, zorder
from places.facts.facilities import FACILITIES
from places.hours import ALWAYS
from themes.slugs import SLUGS as THEMES

FREE = 1 << 0
STEP_FREE = 1 << 1
ALWAYS_OPEN = 1 << 2
LISTED = 1 << 3  # shown when nobody asked for a kind
FACILITY_BITS = {each.slug: 1 << (4 + i) for i, each in enumerate(FACILITIES)}
THEME_BITS = {slug: 1 << (16 + i) for i, slug in enumerate(THEMES)}
STAFFED = 1 << 20  # someone is there when it is open

# A change of one of these changes an integer below.
SOURCES = frozenset(
    ["point", "kind", "kind_id", "cost", "opening_hours", "step_free", "source_raw"]
    + ["checked_on"]
    + [each.field for each in FACILITIES]
)
FIELDS = ("mercator_x", "mercator_y", "zorder", "facets", "possible", "expires_on")


def facets_of(place, themes: Iterable[str]) -> tuple[int, int]:
    """The bits of what is so, and of what may be so: what is so, or not known.

    `themes` are the slugs that apply: the place's own and those of its kind.
    """
    sure = [THEME_BITS[slug] for slug in themes]
    sure += [bit for bit, is_so in _certainties(place).items() if is_so]
    maybe = []
    for bit, answer in _facts(place).items():
        if answer is True:
            sure.append(bit)
        elif answer is None:
            maybe.append(bit)
    facets = reduce(or_, sure, 0)
    return facets, reduce(or_, maybe, facets)


def _certainties(place) -> dict[int, bool]:
    return {
        ALWAYS_OPEN: place.actual_hours == ALWAYS,
        LISTED: place.kind.is_listed,
        STAFFED: place.kind.is_staffed,
    }


def _facts(place) -> dict[int, bool | None]:
    """Yes, no or None for unknown; "partly without steps" is not sure either."""
    facts = {
        FREE: {"free": True, "unknown": None}.get(place.actual_cost, False),
        STEP_FREE: {"yes": True, "no": False}.get(place.step_free),
    }
    return facts | {FACILITY_BITS[each.slug]: so for each, so in place.facilities()}


def derive(place, themes: Iterable[str]) -> None:
    """Fill the derived fields of a place, unsaved."""
    place.mercator_x, place.mercator_y = mercator(place.point.x, place.point.y)
    place.zorder = zorder(place.mercator_x, place.mercator_y)
    place.facets, place.possible = facets_of(place, themes)
    place.expires_on = place.last_day()
