"""Puts the stops of a wish in the best order; what cannot be planned stands apart."""

from dataclasses import dataclass
from datetime import datetime

from tours.facts.order import MOST, best_order, has_chance
from tours.facts.wish import Wish
from tours.planning.plan import departures, entries_of, local, pace_of, stops_of


class TooMany(ValueError):
    """More stops than are put in order."""


@dataclass(frozen=True)
class Ordered:
    """`wish` has the order and the departure that was found. Of the others, by their
    numbers in the wish that was asked, nobody knows the hours, or they are closed."""

    wish: Wish
    unknown: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    late: int = 0


def ordered(wish: Wish, now: datetime) -> Ordered:
    """TooMany for more than twelve that can be planned. What cannot be is not in the
    wish that comes out; what is nowhere any more stays at the end of it."""
    entries = entries_of(wish.picks)
    somewhere = [at for at, entry in enumerate(entries) if entry.is_somewhere]
    gone = [at for at, entry in enumerate(entries) if not entry.is_somewhere]
    begins = departures(wish, now)
    stops = dict(
        zip(
            somewhere,
            stops_of([entries[at] for at in somewhere], min(begins), max(begins)),
            strict=True,
        )
    )
    unknown = tuple(at for at in somewhere if stops[at].windows is None)
    closed = tuple(
        at
        for at in somewhere
        if at not in unknown and not has_chance(stops[at], begins)
    )
    plannable = [at for at in somewhere if at not in unknown and at not in closed]
    if len(plannable) > MOST:
        raise TooMany(len(plannable))
    if not plannable:
        return Ordered(wish, unknown, closed)
    is_fixed = not wish.has_free_start and plannable[0] == 0
    found = best_order(
        [stops[at] for at in plannable], begins, pace_of(wish), 0 if is_fixed else None
    )
    order = [plannable[each] for each in found.stops]
    begin = local(found.departure)
    best = wish.ordered([*order, *closed, *gone]).change(
        later=tuple(wish.picks[at] for at in unknown) + wish.later,
        begin=begin.time().replace(tzinfo=None),
        day=begin.date() if wish.day or wish.part else wish.day,
        part="",
    )
    return Ordered(best, unknown, closed, found.late)
