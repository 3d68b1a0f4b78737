"""Every order there is, one by one: what the table of `tours.facts.order` must equal.

It shares no line with it: the windows are asked here again, in plain words.
"""

from itertools import pairwise, permutations


def costs_of_all(stops, departures, pace, start=None):
    """(late, wait, metres, departure, order) of each order and departure."""
    many = range(len(stops))
    metres = [[pace.metres(one, other) for other in stops] for one in stops]
    rides = [[pace.minutes(length) for length in row] for row in metres]
    for order in permutations(many):
        if start is not None and order[0] != start:
            continue
        road = sum(metres[a][b] for a, b in pairwise(order))
        for departure in departures:
            now, wait, late = departure, 0, 0
            for at, number in enumerate(order):
                now += rides[order[at - 1]][number] if at else 0
                waited, missed = _at(stops[number], now)
                wait, late = wait + waited, late + missed
                now += waited + stops[number].stay
            yield late, wait, road, departure, list(order)


def _at(stop, now):
    """Minutes waited and minutes too late: the first window that the stay fits in, or
    else the one where the fewest minutes are missing."""
    tries = [
        (max(0, max(now, opens) + stop.stay - closes), number, max(now, opens) - now)
        for number, (opens, closes) in enumerate(stop.windows)
    ]
    late, _number, waited = min(tries)
    return waited, late


def best(stops, departures, pace, start=None):
    return min(costs_of_all(stops, departures, pace, start))
