"""On which dates something is: a rule in plain words, and what differs from it.

Pure. A rule is that part of RFC 5545 (RRULE) which people say: every so many weeks on
some days, or on certain weekdays of the month, until a day or without end. Dates are
those of here; a time that the clock skips or has twice is read as RFC 5545, 3.3.5 does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as nth_weekday

HERE = ZoneInfo("Europe/Amsterdam")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
WEEKS_OF_MONTH = (1, 2, 3, 4, LAST)
MOST_WEEKS, MOST_MONTHS = 12, 12
PART = re.compile(r"(?P<week>[1-4]|-1)?(?P<day>MO|TU|WE|TH|FR|SA|SU)")
KNOWN = {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "WKST"}


class NotARule(ValueError):
    """Not something that people say like that."""


@dataclass(frozen=True)
class Rule:
    """Every `every` weeks on `days` (0 is Monday); with `weeks` every so many months on
    the first (1) to fourth or last (-1) of each of these days. `until` is the last day
    on which it may be. NotARule for what is none."""

    days: tuple[int, ...]
    every: int = 1
    weeks: tuple[int, ...] = ()
    until: date | None = None

    def __post_init__(self):
        most = MOST_MONTHS if self.weeks else MOST_WEEKS
        if not self.days or not set(self.days) <= set(range(7)):
            raise NotARule(f"no days of the week: {self.days}")
        if not 1 <= self.every <= most:
            raise NotARule(f"every {self.every} is not between 1 and {most}")
        if not set(self.weeks) <= set(WEEKS_OF_MONTH):
            raise NotARule(f"no weeks of the month: {self.weeks}")
        object.__setattr__(self, "days", tuple(sorted(set(self.days))))
        weeks = sorted(set(self.weeks), key=WEEKS_OF_MONTH.index)
        object.__setattr__(self, "weeks", tuple(weeks))

    @classmethod
    def parse(cls, text: str) -> "Rule":
        """From what `str` gives; NotARule for anything that people do not say so."""
        parts = dict(part.partition("=")[::2] for part in text.split(";"))
        found = [PART.fullmatch(part) for part in parts.get("BYDAY", "").split(",")]
        if not parts.keys() <= KNOWN or not all(found):
            raise NotARule(f"not a rule that we know: {text}")
        until = parts.get("UNTIL")
        try:
            rule = cls(
                tuple(DAYS.index(each["day"]) for each in found),
                int(parts.get("INTERVAL", "1")),
                tuple(int(each["week"]) for each in found if each["week"]),
                datetime.strptime(until, "%Y%m%d").date() if until else None,
            )
        except ValueError as error:
            raise NotARule(f"not a rule that we know: {text}") from error
        # What we would write in another way we may have understood in another way.
        if _normal(str(rule)) != _normal(text):
            raise NotARule(f"not a rule that we know: {text}")
        return rule

    def __str__(self):
        """As RRULE, with UNTIL as a date: the time of day is stored beside it."""
        until = f"{self.until:%Y%m%d}" if self.until else ""
        return self._written(until)

    def rrule(self, at: time) -> str:
        """As RRULE of what begins at this time here: UNTIL has to be in UTC then."""
        if not self.until:
            return self._written("")
        last = moment(self.until, at).astimezone(UTC)
        return self._written(f"{last:%Y%m%dT%H%M%SZ}")

    def _written(self, until: str) -> str:
        parts = ["FREQ=MONTHLY" if self.weeks else "FREQ=WEEKLY"]
        if self.every > 1:
            parts.append(f"INTERVAL={self.every}")
        parts.append(f"BYDAY={','.join(self._by_day())}")
        if until:
            parts.append(f"UNTIL={until}")
        return ";".join(parts)

    def _by_day(self) -> list[str]:
        weeks = [str(week) for week in self.weeks] or [""]
        return [f"{week}{DAYS[day]}" for day in self.days for week in weeks]

    def dates(self, first: date, begin: date, after: date) -> list[date]:
        """The days from `begin` up to `after` (not on it); `first` is the day on which
        it begins, and its week or month is the first that counts."""
        last = min(after - timedelta(days=1), self.until or date.max)
        if last < max(first, begin):
            return []
        by_day = [
            nth_weekday(day, week) for day in self.days for week in self.weeks or [None]
        ]
        found = rrule(
            MONTHLY if self.weeks else WEEKLY,
            dtstart=datetime.combine(self._jump(first, begin), time()),
            interval=self.every,
            byweekday=by_day,
            until=datetime.combine(last, time()),
        )
        start = max(first, begin)
        return [each.date() for each in found if each.date() >= start]

    def _jump(self, first: date, begin: date) -> date:
        """The start of the last period that counts, before `begin`: what is long ago
        need not be gone through."""
        if begin <= first:
            return first
        if self.weeks:
            months = (begin.year - first.year) * 12 + begin.month - first.month
            months = first.month - 1 + months // self.every * self.every
            start = date(first.year + months // 12, months % 12 + 1, 1)
        else:
            monday = first - timedelta(days=first.weekday())
            weeks = (begin - monday).days // 7 // self.every * self.every
            start = monday + timedelta(weeks=weeks)
        return max(first, start)

    def first_on(self, day: date) -> date | None:
        """The first of its days on or after this one, if there is any."""
        begin = day
        for days in (31, 370, 370):  # nearly always in the first month
            after = begin + timedelta(days=days)
            if found := self.dates(day, begin, after):
                return found[0]
            begin = after
        return None


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


@dataclass(frozen=True)
class Time:
    """One time that something is. `on` is the date by the rule: it never changes."""

    rule_date: date
    starts_at: datetime
    ends_at: datetime
    kind: Kind | None = None
    reason: str = ""

    @property
    def is_cancelled(self) -> bool:
        return self.kind is Kind.CANCEL

    @property
    def is_moved(self) -> bool:
        return self.kind is Kind.MOVE


@dataclass(frozen=True)
class Series:
    """What begins at a time of day, for so many minutes: once, or by a rule."""

    first: date
    at: time
    minutes: int
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
        ends_at = starts_at.astimezone(UTC) + timedelta(minutes=minutes)
        ends_at = ends_at.astimezone(HERE)
        kind, reason = (change.kind, change.reason) if change else (None, "")
        return Time(on, starts_at, ends_at, kind, reason)


def _normal(text: str) -> dict:
    """The parts of a rule, whatever their order and with what they are by default."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    days = frozenset(parts["BYDAY"].split(","))
    return {"INTERVAL": "1", "WKST": "MO"} | parts | {"BYDAY": days}


def moment(day: date, at: time) -> datetime:
    """A time of day here. One that the clock skips is as much later, one that it has
    twice is the first."""
    naive_here = datetime.combine(day, at, HERE)
    return naive_here.astimezone(UTC).astimezone(HERE)


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
    before = Rule(
        series.rule.days, series.rule.every, series.rule.weeks, on - timedelta(days=1)
    )
    kept, gone = _apart(series.changes, on)
    ended = Series(series.first, series.at, series.minutes, before, kept)
    changes = tuple(
        change
        for change in gone
        if change.kind is Kind.EXTRA or later.has(change.rule_date)
    )
    return ended, Series(later.first, later.at, later.minutes, later.rule, changes)


def _apart(changes: Iterable[Change], on: date):
    earlier, later = [], []
    for change in changes:
        (earlier if change.rule_date < on else later).append(change)
    return tuple(earlier), tuple(later)
