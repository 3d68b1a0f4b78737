"""On which dates something is: what differs from a rule, and the times that it gives.

Pure. Dates are those of here; a time that the clock skips or has twice is read as
RFC 5545, 3.3.5 does. The rule itself is in `initiatives.facts.rules`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from initiatives.facts.rules import HERE, Rule, moment

SHOWN_FOR = 120  # minutes after its start that lists show what has no known end


class Kind(StrEnum):
    SKIP = "skip"  # never was going to be: a holiday
    CANCEL = "cancel"  # was going to be, and people should know that it is not
    MOVE = "move"
    EXTRA = "extra"


@dataclass(frozen=True)
class Change:
    """What differs on one date of a series: `on` is the date by the rule, or of what
    is extra; `to`, `at` and `minutes` are where it goes."""

    kind: Kind
    rule_date: date
    to: date | None = None
    at: time | None = None
    minutes: int | None = None
    reason: str = ""
    was_extra: bool = False  # before it was called off

    @property
    def is_extra(self) -> bool:
        """Of no rule, also when it was called off after that."""
        return self.kind is Kind.EXTRA or self.was_extra


@dataclass(frozen=True)
class Time:
    """One time that something is. `rule_date` is the date by the rule: it never
    changes. `ends_at` None: nobody said until when."""

    rule_date: date
    starts_at: datetime
    ends_at: datetime | None
    kind: Kind | None = None
    reason: str = ""

    @property
    def over_at(self) -> datetime:
        """Until when lists show it: its end, or a while when that is not known."""
        return self.ends_at or _later(self.starts_at, SHOWN_FOR)

    @property
    def is_cancelled(self) -> bool:
        return self.kind is Kind.CANCEL

    @property
    def is_moved(self) -> bool:
        return self.kind is Kind.MOVE


@dataclass(frozen=True)
class Series:
    """What begins at a time of day, for so many minutes (None: nobody knows): once, or
    by a rule."""

    first: date
    at: time
    minutes: int | None
    rule: Rule | None = None
    changes: tuple[Change, ...] = field(default=())

    def times(self, begin: date, after: date) -> list[Time]:
        """Those that begin on a day from `begin` up to `after` (not on it), in order;
        what was moved counts on the day to which it was moved."""
        changed = {change.rule_date: change for change in self.changes}
        found = []
        for on in self._by_rule(begin, after):
            change = changed.get(on)
            if change is None:
                found.append(self.time_of(on))
            elif change.kind is Kind.CANCEL:
                found.append(self.time_of(on, change))
        for change in self.changes:
            is_elsewhere = change.kind in {Kind.MOVE, Kind.EXTRA} or (
                change.kind is Kind.CANCEL and not self.has(change.rule_date)
            )
            is_within = begin <= (change.to or change.rule_date) < after
            if is_elsewhere and is_within and self._is_real(change):
                found.append(self.time_of(change.rule_date, change))
        return sorted(found, key=lambda each: (each.starts_at, each.rule_date))

    def has(self, day: date) -> bool:
        """Whether this is a date by the rule."""
        return self._by_rule(day, day + timedelta(days=1)) == [day]

    def _by_rule(self, begin: date, after: date) -> list[date]:
        if self.rule is None:
            return [self.first] if begin <= self.first < after else []
        return self.rule.dates(self.first, begin, after)

    def _is_real(self, change: Change) -> bool:
        """A rule that was changed later may leave changes of dates that are no more."""
        if change.kind is Kind.CANCEL and change.was_extra:
            return True
        return change.kind is Kind.EXTRA or self.has(change.rule_date)

    def time_of(self, on: date, change: Change | None = None) -> Time:
        """When it is on a date of the rule, or as a change of it says."""
        at, day, minutes = self.at, on, self.minutes
        if change is not None:
            day, at = change.to or on, change.at or at
            minutes = change.minutes or minutes
        starts_at = moment(day, at)
        ends_at = _later(starts_at, minutes) if minutes else None
        kind, reason = (change.kind, change.reason) if change else (None, "")
        return Time(on, starts_at, ends_at, kind, reason)


def _later(start: datetime, minutes: int) -> datetime:
    """So many minutes by a stopwatch, also when the clock changes in between."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(HERE)


def in_the_way(time: Time, others: Iterable[Time]) -> Time | None:
    """Which of the others is on at the same moment; of what has no known end only its
    beginning counts. What is called off is in nobody's way."""
    for other in others:
        is_another = other.rule_date != time.rule_date
        if is_another and not other.is_cancelled and _overlap(time, other):
            return other
    return None


def _overlap(one: Time, other: Time) -> bool:
    if one.starts_at == other.starts_at:
        return True
    first, second = sorted([one, other], key=lambda each: each.starts_at)
    return first.ends_at is not None and second.starts_at < first.ends_at


def clash(times: Iterable[Time]) -> Time | None:
    """The first of these that begins while another is on."""
    times = [each for each in times if not each.is_cancelled]
    times.sort(key=lambda each: each.starts_at)
    for one, other in pairwise(times):
        if _overlap(one, other):
            return other
    return None


def following(series: Series, day: date, many: int) -> Iterator[Time]:
    """The next so many times that begin on or after a day; fewer when it ends. What is
    only once in a long while is looked for five years ahead."""
    begin, until = day, day + timedelta(days=5 * 366)
    step = timedelta(days=64)
    while many and begin < until:
        for each in series.times(begin, begin + step):
            yield each
            many -= 1
            if not many:
                return
        begin += step
        step *= 2


def split(series: Series, on: date, later: Series) -> tuple[Series, Series]:
    """ "From now on": the series up to the day before, and the new one after it."""
    if series.rule is None:
        raise ValueError("what is once has no later part")
    before = replace(series.rule, until=on - timedelta(days=1))
    kept, gone = _apart(series.changes, on)
    ended = Series(series.first, series.at, series.minutes, before, kept)
    changes = tuple(
        change for change in gone if change.is_extra or later.has(change.rule_date)
    )
    return ended, Series(later.first, later.at, later.minutes, later.rule, changes)


def _apart(changes: Iterable[Change], on: date):
    earlier, later = [], []
    for change in changes:
        (earlier if change.rule_date < on else later).append(change)
    return tuple(earlier), tuple(later)
