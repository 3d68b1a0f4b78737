"""How long a ride takes, and when one is where.

A road is not known here: its length is the straight line times a factor, and its time
that length at a steady speed. So every time is an estimate, and the pages say so.

All times are whole minutes since 1970 in UTC, where every day has its hours one after
the other; what a clock on the wall shows is for who writes it down. What is open is a
list of windows, each (from, until); a visit lies within one of them.
"""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from common.kit.geo import metres_between

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FAR = 1 << 40  # minutes; beyond anything that has a date
ALWAYS = ((-FAR, FAR),)


class Means(StrEnum):
    BICYCLE = "fiets"
    FOOT = "voet"


SPEEDS = {Means.BICYCLE: (12, 15, 18), Means.FOOT: (3, 4, 5)}  # km/h, slow to fast


def minute_of(moment: datetime) -> int:
    """The last whole minute at or before a moment that has a time zone."""
    return (moment - EPOCH) // MINUTE


def moment_of(minute: int) -> datetime:
    """In UTC."""
    return EPOCH + minute * MINUTE


class Pace(NamedTuple):
    """`speed` in km/h; a road is `factor` times as long as the straight line."""

    speed: int
    factor: float

    def minutes(self, metres: int) -> int:
        """Whole minutes for a road, rounded up: better early than late."""
        return math.ceil(metres * 60 / (self.speed * 1000))

    def metres(self, one: "Stop", other: "Stop") -> int:
        """The length of the road between two stops, as it is estimated."""
        return round(
            self.factor * metres_between(one.lon, one.lat, other.lon, other.lat)
        )


class Stop(NamedTuple):
    """Where one gets off: degrees, minutes that one stays, and when it is open.

    `windows` are ordered and do not overlap. None: nobody knows when it is open.
    """

    lon: float
    lat: float
    stay: int = 0
    windows: Sequence[tuple[int, int]] | None = ALWAYS


class Visit(NamedTuple):
    """`late`: by how many minutes the stay does not fit; 0 when it fits.

    `fits` is the window that was meant, None without any.
    """

    arrive: int
    begin: int
    leave: int
    late: int = 0
    fits: tuple[int, int] | None = None

    @property
    def wait(self) -> int:
        return self.begin - self.arrive


def visit(stop: Stop, arrive: int) -> Visit:
    """Stay as soon as the whole stay fits in a window; wait for it if need be.

    When it fits in none any more, one stays all the same in the window where it takes
    the fewest minutes too many (the earliest of equals). Unknown hours, and no window
    at all, are not late here: whoever asks says so in other words.
    """
    best = None
    for window in stop.windows or ():
        begin = max(arrive, window[0])
        leave = begin + stop.stay
        late = max(0, leave - window[1])
        if best is None or late < best.late:
            best = Visit(arrive, begin, leave, late, window)
        if not late:
            break
    return best or Visit(arrive, arrive, arrive + stop.stay)


class Leg(NamedTuple):
    metres: int
    minutes: int


class Timing(NamedTuple):
    """The visits of an order, and the legs between them: one fewer."""

    visits: list[Visit]
    legs: list[Leg]

    @property
    def metres(self) -> int:
        return sum(leg.metres for leg in self.legs)

    @property
    def riding(self) -> int:
        return sum(leg.minutes for leg in self.legs)

    @property
    def waiting(self) -> int:
        return sum(visit.wait for visit in self.visits)

    @property
    def staying(self) -> int:
        return sum(visit.leave - visit.begin for visit in self.visits)

    @property
    def minutes(self) -> int:
        """From the start until one leaves the last stop."""
        return self.visits[-1].leave - self.visits[0].arrive if self.visits else 0

    @property
    def late(self) -> int:
        return sum(visit.late for visit in self.visits)


def leg(one: Stop, other: Stop, pace: Pace) -> Leg:
    metres = pace.metres(one, other)
    return Leg(metres, pace.minutes(metres))


def timing(stops: Sequence[Stop], departure: int, pace: Pace) -> Timing:
    """When one is where, in this order; at the first stop at `departure`."""
    legs = [leg(one, other, pace) for one, other in pairwise(stops)]
    visits, now = [], departure
    for at, stop in enumerate(stops):
        visits.append(visit(stop, now))
        now = visits[-1].leave + (legs[at].minutes if at < len(legs) else 0)
    return Timing(visits, legs)
