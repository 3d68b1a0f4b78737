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
from typing import NamedTuple

import numpy as np

from tours.facts.timing import Leg, Pace, Stop, leg, visit

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
    table = Table(stops, legs, first, last)
    return table.best(sorted(set(departures)), start)


def has_chance(stop: Stop, departures: Sequence[int]) -> bool:
    """Whether it is open at a time that a tour can have; unknown hours give none."""
    return bool(_ahead(stop, departures))


def _ahead(stop: Stop, departures: Sequence[int]) -> list[tuple[int, int]]:
    first, last = min(departures), max(departures) + LONGEST_WAIT
    windows = stop.windows or ()
    return [each for each in windows if each[0] <= last and first < each[1]]


class Table:
    """What the rest of the tour costs, by who was visited, where one is and when.

    A set of stops is its bits. Who arrives later never leaves earlier, so the first
    departure and the last one give the minutes between which one can leave the last
    stop of a set: `opens` and `closes`, arrays of (sets, stops). No others are kept.
    What the rest costs is dropped with its layer; which stop comes next stays: `nexts`,
    by (set, last), an array over those minutes.
    """

    def __init__(self, stops, legs: list[list[Leg]], first: int, last: int):
        self.stops, self.legs, self.first = stops, legs, first
        self.many = len(stops)
        sets = np.arange(1 << self.many)
        sizes = np.bitwise_count(sets)
        self.layers = [sets[sizes == many] for many in range(self.many + 1)]
        self.rides = np.array([[road.minutes for road in row] for row in legs])
        self._visit_all(last)
        self.opens = self._leaving(0, np.min, NEVER >> NUMBER)
        self.closes = self._leaving(last - first, np.max, -1 - self.rides.max())
        self.nexts = {}
        self._fill()

    def _visit_all(self, last: int):
        """By stop and minute of arrival: when one leaves, and what the visit costs."""
        begins = [opens for stop in self.stops for opens, _closes in stop.windows]
        latest = max([last, *begins]) - self.first
        latest += sum(stop.stay for stop in self.stops)
        latest += int(self.rides.max(axis=0).sum() + self.rides.max())
        arrive = np.arange(latest + 1, dtype=np.int64)
        shape = self.many, latest + 1
        self.leaves, self.prices = np.empty(shape, np.int64), np.empty(shape, np.int64)
        for at, stop in enumerate(self.stops):
            begin, late = self._visits(at, arrive)
            self.leaves[at] = begin + stop.stay
            self.prices[at] = (late << LATE) + (begin - arrive << WAIT) << NUMBER

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

    def _leaving(self, departure: int, best, never: int) -> np.ndarray:
        """By set and last stop, the best minute to leave it for who sets out then;
        `never` where the stop is not in the set."""
        found = np.full((1 << self.many, self.many), never, dtype=np.int64)
        for at in range(self.many):
            found[1 << at, at] = self.leaves[at, departure]
        for sets in self.layers[1:-1]:
            arrive = best(found[sets][:, :, None] + self.rides, axis=1)
            for there in range(self.many):
                left = sets >> there & 1 == 0
                then = self.leaves[there, arrive[left, there]]
                found[sets[left] | 1 << there, there] = then
        return found

    def _fill(self):
        [everyone] = self.layers[self.many].tolist()
        self.costs = {
            (everyone, at): np.zeros(self._width(everyone, at), np.int64)
            for at in range(self.many)
        }
        for sets in self.layers[self.many - 1 : 0 : -1]:
            after, self.costs = self.costs, {}
            for visited in sets.tolist():
                self._fill_set(visited, after)

    def _width(self, visited: int, last: int) -> int:
        return int(self.closes[visited, last] - self.opens[visited, last]) + 1

    def _fill_set(self, visited: int, after: dict):
        """Costs and next stops of one set, from those of the sets with one more."""
        heres = [at for at in range(self.many) if visited >> at & 1]
        theres = [at for at in range(self.many) if not visited >> at & 1]
        opens = self.opens[visited].tolist()
        begin = min(opens[here] for here in heres)
        end = int(self.closes[visited].max() + self.rides.max()) + 1
        arrivals = [(at, self._arrive(at, visited, begin, end, after)) for at in theres]
        for here in heres:
            many, start = self._width(visited, here), opens[here] - begin
            least, tried = np.full(many, NEVER), np.empty(many, np.int64)
            for there, costs in arrivals:
                road = self.legs[here][there]
                at = start + road.minutes
                np.add(costs[at : at + many], road.metres << NUMBER, out=tried)
                np.minimum(least, tried, out=least)
            self.nexts[visited, here] = (least & (1 << NUMBER) - 1).astype(np.int8)
            self.costs[visited, here] = least >> NUMBER

    def _arrive(self, there: int, visited: int, begin: int, end: int, after: dict):
        """By the minute of arrival at a next stop, what the visit and the rest cost.

        The number of the stop rides along in the lowest bits, so that the least of all
        is that of the best, and of the first of equals.
        """
        both = visited | 1 << there
        at = self.leaves[there, begin:end] - self.opens[both, there]
        # When nobody can arrive, nobody looks; and nobody but this set looks there.
        found = np.take(after.pop((both, there)), at, mode="clip")
        found <<= NUMBER
        found += self.prices[there, begin:end]
        found |= there
        return found

    def best(self, departures: Sequence[int], start: int | None) -> Order:
        starts = range(self.many) if start is None else [start]
        found = []
        for departure in departures:
            for at in starts:
                begins = visit(self.stops[at], departure)
                leave = begins.leave - self.first
                cost = (begins.late << LATE) + (begins.wait << WAIT)
                cost += int(self.costs[1 << at, at][leave - self.opens[1 << at, at]])
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
        for _more in range(1, self.many):
            there = int(self.nexts[visited, at][leave - self.opens[visited, at]])
            arrive = self.first + leave + self.legs[at][there].minutes
            leave = visit(self.stops[there], arrive).leave - self.first
            at, visited = there, visited | 1 << there
            order.append(at)
        return order
