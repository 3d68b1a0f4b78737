"""Quarters of a year, by their first day."""

from collections.abc import Iterator
from datetime import date, timedelta

# A slip is answered at most this long after its day, and what was counted offline is
# sent within it; only then a quarter is complete, and never changes any more.
SLIP_LASTS = timedelta(days=21)
COMPLETE_AFTER = SLIP_LASTS + timedelta(days=7)  # after the last day of the quarter


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def next_quarter(first: date) -> date:
    return quarter_of(first + timedelta(days=95))


def last_day(first: date) -> date:
    return next_quarter(first) - timedelta(days=1)


def quarters(first: date, last: date) -> Iterator[date]:
    """Each quarter that a period touches, in order."""
    each = quarter_of(first)
    while each <= last:
        yield each
        each = next_quarter(each)


def is_complete(first: date, today: date) -> bool:
    """Whether nothing can be added any more to what was counted in a quarter."""
    return last_day(first) + COMPLETE_AFTER < today


def last_complete(today: date, many: int) -> list[date]:
    """The last so many quarters that are complete, in order."""
    first = quarter_of(today)
    while not is_complete(first, today):
        first = quarter_of(first - timedelta(days=1))
    found = [first]
    while len(found) < many:
        found.insert(0, quarter_of(found[0] - timedelta(days=1)))
    return found


def number(first: date) -> int:
    return (first.month + 2) // 3
