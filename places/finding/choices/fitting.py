"""Which places fit an idea, and of which exactly one answer is missing.

Each wish is asked of the places as filters ask it (`PlaceQuerySet.selected`): one that
is known not to be so never fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

from places.facts.derived import LISTED
from places.memory.selection import Selection
from places.models import Place

SHOWN = 12  # of each
NOTHING = Selection(facets=LISTED)


@dataclass(frozen=True)
class Wish:
    """Something that a place must have: bits of `places.facts.derived`, a moment at
    which it is open, or what its columns must
    hold (`has`), and what they hold when nobody knows (`unknown`).

    `missing` says in words what we do not know.
    """

    missing: str | Promise
    facets: int = 0
    open_at: datetime | None = None
    has: Q | None = None
    unknown: Q | None = None


@dataclass(frozen=True)
class Almost:
    """A place that fits if this is so."""

    place: Place
    missing: str | Promise


def places_that_fit(wishes: Sequence[Wish]) -> list[Place]:
    """Those of which all is known, the smallest that is large enough first."""
    return list(_in_order(_sure(wishes))[:SHOWN])


def places_but_one(wishes: Sequence[Wish]) -> list[Almost]:
    """Those of which all but one is known; two queries a wish at most."""
    found = []
    for wish in wishes:
        others = [each for each in wishes if each is not wish]
        rows = _in_order(_unknown(_sure(others), wish))[: SHOWN - len(found)]
        found += [Almost(place, wish.missing) for place in rows]
        if len(found) >= SHOWN:
            break
    return found


def _selection(wishes: Sequence[Wish]) -> Selection:
    facets, moment = NOTHING.facets, None
    for wish in wishes:
        facets |= wish.facets
        moment = moment or wish.open_at
    return replace(NOTHING, facets=facets, open_at=moment)


def _sure(wishes: Sequence[Wish]) -> QuerySet:
    found = Place.objects.published().selected(_selection(wishes))
    for wish in wishes:
        if wish.has is not None:
            found = found.filter(wish.has)
    return found


def _unknown(places: QuerySet, wish: Wish) -> QuerySet:
    """Those of which nobody knows whether this is so."""
    if wish.unknown is not None:
        return places.filter(wish.unknown)
    asked = replace(_selection([wish]), with_unknown=True)
    maybe = Place.objects.published().selected(asked).filter(is_sure=False)
    return places.filter(pk__in=maybe.values("pk"))


def _in_order(places: QuerySet) -> QuerySet:
    return places.for_cards().order_by(F("capacity").asc(nulls_last=True), "name", "pk")
