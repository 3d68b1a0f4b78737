"""Rests on the way: a bench or a toilet at least every so many minutes.

They are put in once the order is known, where they cost the shortest detour, and change
nothing of that order. A stop where one stays is a rest too.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tours.facts.timing import Pace, Stop

MINUTES = 10  # that a rest takes


class Spot(NamedTuple):
    """Where one can rest: `key` is for who asked."""

    key: object
    lon: float
    lat: float

    @property
    def stop(self) -> Stop:
        return Stop(self.lon, self.lat, MINUTES)


class Rested(NamedTuple):
    """`way` holds numbers of stops and, in between, spots; `lacking` the numbers of the
    stops after which one goes on for too long, for want of a spot."""

    way: list[int | Spot]
    lacking: list[int]


def with_rests(
    stops: Sequence[Stop], spots: Sequence[Spot], pace: Pace, every: int
) -> Rested:
    """Minutes of riding, not of waiting, count towards `every`."""
    way: list[int | Spot] = []
    lacking: list[int] = []
    since = 0
    for number, stop in enumerate(stops):
        if number:
            here, left = stops[number - 1], list(spots)
            while since + (ride := _minutes(here, stop, pace)) > every:
                spot = _best(here, stop, left, pace, every - since)
                if spot is None:
                    lacking.append(number - 1)
                    break
                way.append(spot)
                left.remove(spot)
                here, since = spot.stop, 0
            since += ride
        way.append(number)
        if stop.stay:
            since = 0
    return Rested(way, lacking)


def _minutes(one: Stop, other: Stop, pace: Pace) -> int:
    return pace.minutes(pace.metres(one, other))


def _best(here: Stop, there: Stop, spots, pace: Pace, within: int) -> Spot | None:
    """In time, nearer to where one goes than one is now, with the shortest detour; of
    equals the one that lies furthest on."""
    straight = pace.metres(here, there)
    fit = []
    for number, spot in enumerate(spots):
        before, after = pace.metres(here, spot.stop), pace.metres(spot.stop, there)
        if after < straight and 0 < pace.minutes(before) <= within:
            fit.append((before + after - straight, after, number))
    return spots[min(fit)[2]] if fit else None
