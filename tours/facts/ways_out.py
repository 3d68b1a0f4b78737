"""What helps when an order does not fit: each way is tried, none is only said."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tours.facts.timing import Pace, Stop, timing

STEP = 5  # minutes
EARLIEST = 4 * 60  # minutes before the begin that was asked
MOVE, BEGIN, SKIP = "move", "begin", "skip"


class Way(NamedTuple):
    """`number` is the stop that moves or is skipped, `to` before which one it goes;
    `departure` the minute at which one has to begin."""

    do: str
    number: int = 0
    to: int = 0
    departure: int = 0


def ways_out(
    stops: Sequence[Stop], departure: int, pace: Pace, not_before: int
) -> list[Way]:
    """At most one of each kind, each of which makes the whole order fit; empty when it
    fits already. Nobody begins before the minute `not_before`."""
    late = [
        number
        for number, visit in enumerate(timing(stops, departure, pace).visits)
        if visit.late
    ]
    if not late:
        return []

    def fits(order: Sequence[Stop], begin: int = departure) -> bool:
        return timing(order, begin, pace).late == 0

    tried = [
        _move(stops, late[0], fits),
        _begin(stops, departure, not_before, fits),
        _skip(stops, late, fits),
    ]
    return [way for way in tried if way]


Fits = Callable[..., bool]


def _move(stops, late: int, fits: Fits) -> Way | None:
    """The first stop that is too late, as little forward as helps; never before where
    one begins."""
    for to in range(late - 1, 0, -1):
        order = [*stops[:to], stops[late], *stops[to:late], *stops[late + 1 :]]
        if fits(order):
            return Way(MOVE, late, to)
    return None


def _begin(stops, departure: int, not_before: int, fits: Fits) -> Way | None:
    """As little earlier as helps, on a round number of minutes."""
    for begin in range((departure - 1) // STEP * STEP, departure - EARLIEST - 1, -STEP):
        if begin < not_before:
            return None
        if fits(stops, begin):
            return Way(BEGIN, departure=begin)
    return None


def _skip(stops, late: Sequence[int], fits: Fits) -> Way | None:
    if len(stops) < 2:
        return None
    for number in late:
        if fits([*stops[:number], *stops[number + 1 :]]):
            return Way(SKIP, number)
    return None
