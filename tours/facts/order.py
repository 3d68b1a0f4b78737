"""The best order of up to twelve stops with opening hours, exactly.

This is the travelling salesman's path with several time windows and a free start, by
dynamic programming over (visited, last, minute) in the way of Held and Karp (1962).
Among all orders, starts and departures the best has, in this order:

1. the fewest minutes too late (none: it is feasible; else this is what is missing),
2. the least waiting, 3. the shortest road,
4. the earliest departure, 5. the stops as early as they were given: the lower number
   first, then the lower second, and so on.

Why a minute and not a front of (time, metres): who is somewhere earlier after a shorter
road may have to wait there, who rode a detour need not. As waiting counts before
distance, neither beats the other; only two that are equally late do, and the minute is
then the whole label. A day has few minutes, so that is also the smaller table.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from tours.facts.timing import FAR, Leg, Pace, Stop, leg, visit

MOST = 12  # stops that are put in order
LONGEST_WAIT = 12 * 60  # minutes; what opens later than that is for another day

# One number for (late, waiting, metres), compared as such.
WAIT, LATE = 22, 37  # bits: metres up to 4,194 km, waiting up to 32,767 minutes
NUMBER = 4  # bits of the number of a stop
NEVER = np.int64(1 << 62)


class Order(NamedTuple):
    """`stops` are the numbers of the stops, in the order found."""

    stops: list[int]
    departure: int
    late: int
    wait: int
    metres: int

    @property
    def is_feasible(self) -> bool:
        return self.late == 0


def best_order(
    stops: Sequence[Stop],
    departures: Sequence[int],
    pace: Pace,
    start: int | None = None,
) -> Order:
    """The best order of stops that each have a chance: see `has_chance`.

    Leaves at one of the departures; from the stop numbered `start`, or a free start.
    ValueError for no stop, more than twelve, no departure, or a stop without a chance.
    """
    if not 1 <= len(stops) <= MOST or not departures:
        raise ValueError("between one and twelve stops, and a departure")
    if not all(has_chance(stop, departures) for stop in stops):
        raise ValueError("a stop that is closed all the time has no place in an order")
    first, last = min(departures), max(departures)
    stops = [stop._replace(windows=_ahead(stop, departures)) for stop in stops]
    legs = [[leg(one, other, pace) for other in stops] for one in stops]
    table = _Table(stops, legs, first, last)
    return table.best(sorted(set(departures)), start)


def has_chance(stop: Stop, departures: Sequence[int]) -> bool:
    """Whether it is open at a time that a tour can have; unknown hours give none."""
    return bool(_ahead(stop, departures))


def _ahead(stop: Stop, departures: Sequence[int]) -> list[tuple[int, int]]:
    first, last = min(departures), max(departures) + LONGEST_WAIT
    windows = stop.windows or ()
    return [each for each in windows if each[0] <= last and first < each[1]]


class _Table:
    """What the rest of the tour costs, by who was visited, where one is and when.

    `nexts[k][i]` holds for k visited stops of which i is the last, by the row of the
    visited (`rows`) and the minute, which stop comes next.
    """

    def __init__(self, stops, legs: list[list[Leg]], first: int, last: int):
        self.stops, self.legs, self.first = stops, legs, first
        self.many = len(stops)
        self.soonest, self.latest = self._soonest(), self._latest(last)
        self.sets = [self._sets(many) for many in range(self.many + 1)]
        self.nexts = [None] * (self.many + 1)
        self._fill()

    def _soonest(self) -> list[int]:
        """By the number visited, the first minute at which one can leave there."""
        stays = sorted(stop.stay for stop in self.stops)
        rides = [
            road.minutes
            for here, row in enumerate(self.legs)
            for there, road in enumerate(row)
            if here != there
        ]
        return [sum(stays[:k]) + max(0, k - 1) * min(rides, default=0)
                for k in range(self.many + 1)]  # fmt: skip

    def _latest(self, last: int) -> list[int]:
        """By the number visited, the last minute at which one can leave there."""
        opens = [
            window[0]
            for stop in self.stops
            for window in stop.windows
            if window[0] > -FAR
        ]
        stays = sorted((stop.stay for stop in self.stops), reverse=True)
        rides = sorted(
            (
                max(leg.minutes for leg in column)
                for column in zip(*self.legs, strict=True)
            ),
            reverse=True,
        )
        begin = max([last, *opens]) - self.first
        return [begin + sum(stays[:k]) + sum(rides[: max(0, k - 1)])
                for k in range(self.many + 1)]  # fmt: skip

    def _sets(self, many: int) -> np.ndarray:
        """All sets of so many stops, as bits, in order."""
        found = [
            sum(1 << each for each in some)
            for some in combinations(range(self.many), many)
        ]
        return np.array(sorted(found), dtype=np.int64)

    def _holding(self, many: int, stop: int) -> np.ndarray:
        sets = self.sets[many]
        return sets[sets >> stop & 1 == 1]

    def _fill(self):
        width = self.latest[self.many] - self.soonest[self.many] + 1
        costs = [np.zeros((1, width), dtype=np.int64) for _ in self.stops]
        for many in range(self.many - 1, 0, -1):
            costs, self.nexts[many] = self._layer(many, costs)
        self.costs = costs

    def _layer(self, many: int, after: list[np.ndarray]):
        """Costs and next stops of those with so many visited, from those with one
        more."""
        costs, nexts = [], []
        for here in range(self.many):
            sets = self._holding(many, here)
            width = self.latest[many] - self.soonest[many] + 1
            # The number of the next stop rides along in the lowest bits, so that the
            # least of all is that of the best, and of the first of equals.
            least = np.full((len(sets), width), NEVER, dtype=np.int64)
            for there in range(self.many):
                mine = np.flatnonzero(sets >> there & 1 == 0)
                if not len(mine):
                    continue
                leaves, price = self._step(here, there, many)
                rows = np.searchsorted(
                    self._holding(many + 1, there), sets[mine] | 1 << there
                )
                found = after[there][rows[:, None], leaves]
                found += price
                found <<= NUMBER
                found |= there
                np.minimum(found, least[mine], out=found)
                least[mine] = found
            nexts.append((least & (1 << NUMBER) - 1).astype(np.int8))
            least >>= NUMBER
            costs.append(least)
        return costs, nexts

    def _step(self, here: int, there: int, many: int):
        """By the minute at which one leaves `here`, as one of so many: the column of
        when one leaves `there`, and what that costs."""
        road = self.legs[here][there]
        leave = np.arange(self.soonest[many], self.latest[many] + 1, dtype=np.int64)
        arrive = leave + road.minutes
        begin, late = self._visits(there, arrive)
        price = (late << LATE) + (begin - arrive << WAIT) + road.metres
        # What lies outside the columns cannot be reached, and is never read.
        leaves = begin + self.stops[there].stay
        leaves = np.clip(leaves, self.soonest[many + 1], self.latest[many + 1])
        return leaves - self.soonest[many + 1], price

    def _visits(self, there: int, arrive: np.ndarray):
        """As `timing.visit` says it, for many arrivals at once."""
        stop = self.stops[there]
        begins, lates = np.copy(arrive), np.full(len(arrive), NEVER)
        for opens, closes in stop.windows:
            begin = np.maximum(arrive, opens - self.first)
            late = np.maximum(0, begin + stop.stay - (closes - self.first))
            better = late < lates
            begins, lates = (
                np.where(better, begin, begins),
                np.where(better, late, lates),
            )
        return begins, lates

    def best(self, departures: Sequence[int], start: int | None) -> Order:
        starts = range(self.many) if start is None else [start]
        found = []
        for departure in departures:
            for at in starts:
                begins = visit(self.stops[at], departure)
                leave = begins.leave - self.first
                cost = (begins.late << LATE) + (begins.wait << WAIT)
                cost += int(self.costs[at][0, leave - self.soonest[1]])
                found.append((cost, departure, at, leave))
        cost, departure, at, leave = min(found)
        return Order(
            self._read(at, leave),
            departure,
            cost >> LATE,
            cost >> WAIT & (1 << LATE - WAIT) - 1,
            cost & (1 << WAIT) - 1,
        )

    def _read(self, at: int, leave: int) -> list[int]:
        order, visited = [at], 1 << at
        for many in range(1, self.many):
            row = np.searchsorted(self._holding(many, at), visited)
            there = int(self.nexts[many][at][row, leave - self.soonest[many]])
            arrive = self.first + leave + self.legs[at][there].minutes
            leave = visit(self.stops[there], arrive).leave - self.first
            at, visited = there, visited | 1 << there
            order.append(at)
        return order
