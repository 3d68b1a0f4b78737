"""Which two may be brought together, and in which order people are looked at.

The rule: hard constraints, then the longest wait, ties by the time of entry. There is
no score. Everything is asked in memory, of what was opened for it: nothing of a person
is filtered by the database. The public page of the rule and the entry in the register
of algorithms are made from REASONS, so that they say what is computed.

Distances are metres over the great circle (haversine) between the middles of two CBS
neighbourhoods.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from common.kit.geo import metres_between
from matching.facts.vocabulary import MOMENT_CODES, Prefers, Way

# Why two do not fit, in the order in which it is looked at; the first one counts.
SAME, BEFORE, SUBJECT, LANGUAGE, MOMENT, WAY, FAR, WHOM = REASONS = (
    "same", "before", "subject", "language", "moment", "way", "far", "whom",
)  # fmt: skip
WORDS = {
    SAME: _("It is the same person"),
    BEFORE: _("They were brought together before"),
    SUBJECT: _("Wants or offers something else"),
    LANGUAGE: _("Speaks no language in common"),
    MOMENT: _("Has no part of the week in common"),
    WAY: _("One wants to meet on line, the other in person"),
    FAR: _("Lives too far away"),
    WHOM: _("One would rather meet someone else: a woman, or a man"),
}
BITS = {code: 1 << at for at, code in enumerate(MOMENT_CODES)}


@dataclass(frozen=True, eq=False)
class Entry:
    """A wish or an offer, as far as the rule looks at it.

    `person` tells one person from another, `spot` is (longitude, latitude) in degrees
    WGS84 of the middle of the neighbourhood and `reach` how far someone travels in
    metres. `goes_first` is who was promised to be first in line.
    """

    id: UUID
    person: str
    since: datetime
    arrived: datetime
    subjects: frozenset[str]
    languages: frozenset[str]
    moments: frozenset[str]
    ways: frozenset[str]
    spot: tuple[float, float] | None = None
    reach: int = 0
    gender: str = ""
    prefers: str = Prefers.ANYONE
    goes_first: bool = False

    @cached_property
    def hours(self) -> int:
        """The parts of the week as bits."""
        return sum(BITS[code] for code in self.moments if code in BITS)

    @property
    def turn(self) -> tuple:
        """By which people are put in order: who waits longest comes first."""
        return not self.goes_first, self.since, self.arrived, str(self.id)


@dataclass
class Found:
    """What was found for one: who fits, the longest wait first, and how many others
    fell out for which reason."""

    fit: list[Entry] = field(default_factory=list)
    out: Counter = field(default_factory=Counter)


def why_not(one: Entry, other: Entry, known: "Known") -> str:
    """The first reason why a wish and an offer do not fit; empty when they do."""
    if one.person == other.person:
        return SAME
    if known.were_together(one, other):
        return BEFORE
    if not one.subjects & other.subjects:
        return SUBJECT
    if not one.languages & other.languages:
        return LANGUAGE
    if not one.hours & other.hours:
        return MOMENT
    ways = one.ways & other.ways
    if not ways:
        return WAY
    if Way.ONLINE not in ways and not known.is_near(one, other):
        return FAR
    return "" if _like(one, other) and _like(other, one) else WHOM


def _like(one: Entry, other: Entry) -> bool:
    return one.prefers in (Prefers.ANYONE, other.gender)


def fits(one: Entry, other: Entry, known: "Known") -> bool:
    """Whether nothing stands in the way; asks first what most often does."""
    return bool(one.hours & other.hours) and not why_not(one, other, known)


class Known:
    """What the rule has to remember besides the two: who was together before, by the
    ids of wish and offer and by person, and the distances it worked out."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()):
        self.pairs = {frozenset(pair) for pair in pairs}
        self._metres: dict[tuple, float] = {}

    def were_together(self, one: Entry, other: Entry) -> bool:
        return bool(self.pairs) and frozenset((one.person, other.person)) in self.pairs

    def is_near(self, one: Entry, other: Entry) -> bool:
        """They meet half way: what both travel together has to be enough."""
        if one.spot is None or other.spot is None:
            return False
        if one.spot == other.spot:
            return True
        key = (one.spot, other.spot)
        if key not in self._metres:
            self._metres[key] = metres_between(*one.spot, *other.spot)
        return self._metres[key] <= one.reach + other.reach


def find(wish: Entry, offers: Iterable[Entry], known: Known) -> Found:
    """Everyone who fits with one, and why the others do not."""
    found = Found()
    for other in sorted(offers, key=lambda each: each.turn):
        if why := why_not(wish, other, known):
            found.out[why] += 1
        else:
            found.fit.append(other)
    return found


class Offers:
    """Offers by subject, each in the order of turn: so a wish is held against those
    only that can fit, and the first that does has waited longest."""

    def __init__(self, offers: Iterable[Entry]):
        self.by_subject: dict[str, dict[int, Entry]] = defaultdict(dict)
        for at, each in enumerate(sorted(offers, key=lambda offer: offer.turn)):
            for subject in each.subjects:
                self.by_subject[subject][at] = each

    def for_wish(self, wish: Entry) -> Iterator[tuple[int, Entry]]:
        """Those with a subject in common and their place in the line, the longest wait
        first, none twice."""
        lines = [self.by_subject[name] for name in wish.subjects]
        if len(lines) == 1:
            yield from lines[0].items()
            return
        last = -1
        for at, offer in heapq.merge(*[line.items() for line in lines]):
            if at != last:
                yield at, offer
            last = at

    def take(self, at: int, offer: Entry) -> None:
        """It is in a pair now."""
        for subject in offer.subjects:
            del self.by_subject[subject][at]


def pair_all(
    wishes: Iterable[Entry], offers: Iterable[Entry], known: Known
) -> list[tuple[Entry, Entry]]:
    """A pair for each wish that can have one, nobody in two: the wish that waits
    longest chooses first, and gets the offer that waits longest of those that fit."""
    waiting, found = Offers(offers), []
    for wish in sorted(wishes, key=lambda each: each.turn):
        fitting = (row for row in waiting.for_wish(wish) if fits(wish, row[1], known))
        if first := next(fitting, None):
            found.append((wish, first[1]))
            waiting.take(*first)
    return found


def count_fitting(
    wishes: Iterable[Entry], offers: Iterable[Entry], known: Known
) -> dict[UUID, int]:
    """For each wish how many offers fit."""
    waiting = Offers(offers)
    return {
        wish.id: sum(fits(wish, each, known) for _at, each in waiting.for_wish(wish))
        for wish in wishes
    }


@dataclass(frozen=True)
class Shared:
    """What two have in common: values of the vocabulary, in its order."""

    subjects: list[str]
    languages: list[str]
    moments: list[str]
    ways: list[str]
    metres: int | None  # between their neighbourhoods; None when it is not known


def shared(one: Entry, other: Entry) -> Shared:
    metres = None
    if one.spot is not None and other.spot is not None:
        metres = round(metres_between(*one.spot, *other.spot))
    hours = one.hours & other.hours
    return Shared(
        subjects=sorted(one.subjects & other.subjects),
        languages=sorted(one.languages & other.languages),
        moments=[code for code in MOMENT_CODES if BITS[code] & hours],
        ways=[way.value for way in Way if way in one.ways & other.ways],
        metres=metres,
    )
