"""The dates of a rule of recurrence (RRULE, RFC 5545, 3.3.10), period by period.

Pure, and by the clock: moments without a zone. A stranger's rule is never gone through
from its begin, and one that has no dates ends where it is asked: dateutil looks until
the year 9999 for 30 February, which takes five seconds. That both give the same dates
is proved in the tests. Where they differ this keeps to the text: a week number without
a weekday means the weekday of the first date, and positions count in the whole week.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from itertools import count

DAY = timedelta(days=1)


class Often(IntEnum):
    HOURLY = 0
    DAILY = 1
    WEEKLY = 2
    MONTHLY = 3
    YEARLY = 4


@dataclass(frozen=True)
class Recurrence:
    """The parts of a rule. Lists may count from the end (-1 is the last); of `weekdays`
    each has its number (None: all of them) and its day, 0 for Monday. `until` is by the
    clock. Without `times` it is at the time of the first date."""

    often: Often
    every: int = 1
    count: int | None = None
    until: datetime | None = None
    week_begins: int = 0
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int | None, int], ...] = ()
    positions: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()

    def dates(
        self, first: datetime, begin: datetime, end: datetime, most_periods: int
    ) -> Iterator[datetime]:
        """From `begin` until and with `end`, of what begins at `first`. Who has to
        count from there goes through `most_periods`."""
        whole = _with_what_the_first_says(self, first)
        end = min(end, self.until or end)
        left = self.count
        start = 0 if left else whole._number(first, begin)
        for number in count(start):
            opens = whole._opens(first, number)
            if opens is None or opens > end or (left and number > most_periods):
                return
            for each in whole._of_period(first, opens):
                if each < first:
                    continue
                if each > end:
                    return
                if each >= begin:
                    yield each
                if left is not None:
                    left -= 1
                    if not left:
                        return

    def _number(self, first: datetime, begin: datetime) -> int:
        """Of a period that is surely before `begin`, and near."""
        if self.often >= Often.MONTHLY:
            months = (begin.year - first.year) * 12 + begin.month - first.month
            periods = months // (12 if self.often is Often.YEARLY else 1)
        else:
            periods = (begin - first) // LENGTH[self.often]
        return max(periods // self.every - 1, 0)

    def _opens(self, first: datetime, number: int) -> datetime | None:
        """When a period begins; None when no calendar goes that far."""
        many = number * self.every
        try:
            if self.often is Often.HOURLY:
                return first.replace(minute=0, second=0) + timedelta(hours=many)
            day = datetime.combine(first, time())
            if self.often is Often.DAILY:
                return day + timedelta(days=many)
            if self.often is Often.WEEKLY:
                into = (first.weekday() - self.week_begins) % 7
                return day + timedelta(days=many * 7 - into)
            if self.often is Often.MONTHLY:
                year, month = divmod(first.year * 12 + first.month - 1 + many, 12)
                return datetime(year, month + 1, 1)
            return datetime(first.year + many, 1, 1)
        except (ValueError, OverflowError):
            return None

    def _of_period(self, first: datetime, opens: datetime) -> list[datetime]:
        times = self._times(first, opens)
        found = [
            datetime.combine(day, at)
            for day in self._days(opens.date())
            if self._has(day)
            for at in times
        ]
        if not self.positions:
            return found
        many = len(found)
        chosen = {each - 1 if each > 0 else many + each for each in self.positions}
        return [each for number, each in enumerate(found) if number in chosen]

    def _times(self, first: datetime, opens: datetime) -> list[time]:
        hours = self.hours or (first.hour,)
        if self.often is Often.HOURLY:
            hours = {opens.hour} & set(self.hours or [opens.hour])
        return sorted(
            time(hour, minute, second)
            for hour in hours
            for minute in self.minutes or (first.minute,)
            for second in self.seconds or (first.second,)
        )

    def _days(self, day: date) -> Iterator[date]:
        many = {Often.WEEKLY: 7, Often.MONTHLY: _days_in_month(day)}.get(self.often, 1)
        if self.often is Often.YEARLY:
            for month in sorted(self.months) or range(1, 13):
                begin = day.replace(month=month)
                yield from _following(begin, _days_in_month(begin))
            return
        yield from _following(day, many)

    def _has(self, day: date) -> bool:
        """Whether no list of days leaves it out; the cheapest is asked first."""
        return (
            (not self.months or day.month in self.months)
            and (not self.weekdays or any(self._is(day, *at) for at in self.weekdays))
            and (not self.month_days or _is_in(self.month_days, *_of_month(day)))
            and (not self.year_days or _is_in(self.year_days, *_of_year(day)))
            and (not self.weeks or _is_in(self.weeks, *_week(day, self.week_begins)))
        )

    def _is(self, day: date, number: int | None, weekday: int) -> bool:
        if day.weekday() != weekday:
            return False
        if number is None or self.often < Often.MONTHLY:
            return True
        is_of_year = self.often is Often.YEARLY and not self.months
        place, length = _of_year(day) if is_of_year else _of_month(day)
        if number > 0:
            return (place - 1) // 7 + 1 == number
        return (length - place) // 7 + 1 == -number


LENGTH = {
    Often.HOURLY: timedelta(hours=1), Often.DAILY: DAY, Often.WEEKLY: 7 * DAY
}  # fmt: skip


def _with_what_the_first_says(rule: Recurrence, first: datetime) -> Recurrence:
    """What a rule leaves open is as on the first date."""
    says_day = rule.month_days or rule.year_days or rule.weekdays
    facts = {}
    if rule.often is Often.WEEKLY and not says_day:
        facts["weekdays"] = ((None, first.weekday()),)
    if rule.often is Often.YEARLY and rule.weeks and not says_day:
        facts["weekdays"] = ((None, first.weekday()),)
    elif rule.often >= Often.MONTHLY and not says_day:
        facts["month_days"] = (first.day,)
        if rule.often is Often.YEARLY and not rule.months:
            facts["months"] = (first.month,)
    return _replaced(rule, facts)


def _replaced(rule: Recurrence, facts: dict) -> Recurrence:
    return Recurrence(**{**vars(rule), **facts}) if facts else rule


def _following(day: date, many: int) -> Iterator[date]:
    number = day.toordinal()
    return map(date.fromordinal, range(number, number + many))


def _days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _of_month(day: date) -> tuple[int, int]:
    """Its number, and that of the last."""
    return day.day, _days_in_month(day)


def _of_year(day: date) -> tuple[int, int]:
    return day.timetuple().tm_yday, 365 + isleap(day.year)


def _is_in(places: tuple[int, ...], place: int, length: int) -> bool:
    return place in places or place - length - 1 in places


def _week(day: date, begins: int) -> tuple[int, int]:
    """The number of its week, and how many weeks that year has: a week is of the year
    in which its fourth day lies (ISO 8601)."""
    fourth = _fourth_of_week(day, begins)
    last = _fourth_of_week(date(fourth.year, 12, 28), begins)
    return _week_of(fourth), _week_of(last)


def _fourth_of_week(day: date, begins: int) -> date:
    return day + timedelta(days=3 - (day.weekday() - begins) % 7)


def _week_of(fourth: date) -> int:
    return (fourth.timetuple().tm_yday - 1) // 7 + 1
