"""How often something is, as people say it.

Pure. That part of RFC 5545 (RRULE) which people say: every so many days or weeks, on
certain weekdays or dates of the month, not in some months, until a day or without end.
What other programs write is read by `initiatives.facts.foreign_rules`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as nth_weekday

HERE = ZoneInfo("Europe/Amsterdam")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
WEEKS_OF_MONTH = (1, 2, 3, 4, 5, LAST)
DAYS_OF_MONTH = (*range(1, 32), LAST)
MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 60, 12, 12
MOST_PARTS = 8  # weekdays or dates of a month; with them a rule fits its column
PART = re.compile(r"(?P<week>[1-5]|-1)?(?P<day>MO|TU|WE|TH|FR|SA|SU)")
KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "UNTIL", "WKST"}
LONGEST = dict(enumerate([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 1))
AHEAD = (31, 370, 5 * 366)  # days in which the first date is looked for, in turn

Counted = tuple[int, int]  # week of the month, and day of the week


class NotARule(ValueError):
    """Not something that people say like that; the text says why."""


@dataclass(frozen=True)
class Rule:
    """When it is, in one of four ways:

    - every `every` weeks on `days` (0 is Monday);
    - every so many months on the first (1) to fifth or last (-1) of each of `days`,
      with `weeks`; or on weekdays that are counted apart (`also`: first Monday and
      third Thursday);
    - every so many months on dates (`month_days`; -1 is the last day of the month);
    - every so many days (`daily`), from the first on.

    `months` are those in which it is, none means all. `until` is the last day on which
    it may be. NotARule for what is none.
    """

    days: tuple[int, ...] = ()
    every: int = 1
    weeks: tuple[int, ...] = ()
    until: date | None = None
    also: tuple[Counted, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    daily: bool = False

    def __post_init__(self):
        self._check()
        counted = {*product(self.weeks, self.days), *self.also} if self.also else set()
        if counted:
            self._count(counted)
        months = set(self.months) if len(set(self.months)) < 12 else set()
        self._set("days", sorted(set(self.days)))
        self._set("weeks", sorted(set(self.weeks), key=WEEKS_OF_MONTH.index))
        self._set("month_days", sorted(set(self.month_days), key=DAYS_OF_MONTH.index))
        self._set("months", sorted(months))

    def _set(self, name, values):
        object.__setattr__(self, name, tuple(values))

    def _count(self, counted: set[Counted]):
        """Weekdays that can be said together (first and third Tuesday) are."""
        weeks = {week for week, _day in counted}
        days = {day for _week, day in counted}
        if set(product(weeks, days)) == counted:
            self._set("weeks", weeks)
            self._set("days", days)
            self._set("also", ())
            return
        order = sorted(counted, key=lambda one: (WEEKS_OF_MONTH.index(one[0]), one[1]))
        self._set("also", order)
        self._set("weeks", ())
        self._set("days", ())

    def _check(self):
        ways = [bool(self.days or self.also), bool(self.month_days), self.daily]
        if sum(ways) != 1 or (self.weeks and not self.days):
            raise NotARule(f"not one way of saying when: {self}")
        if not set(self.days) | {day for _week, day in self.also} <= set(range(7)):
            raise NotARule(f"no days of the week: {self.days} {self.also}")
        weeks = set(self.weeks) | {week for week, _day in self.also}
        if not weeks <= set(WEEKS_OF_MONTH):
            raise NotARule(f"no weeks of the month: {weeks}")
        if not set(self.month_days) <= set(DAYS_OF_MONTH):
            raise NotARule(f"no days of the month: {self.month_days}")
        if not set(self.months) <= set(range(1, 13)):
            raise NotARule(f"no months: {self.months}")
        if not 1 <= self.every <= self._most():
            raise NotARule(f"every {self.every} is not from 1 to {self._most()}")
        parts = max(len(self.weeks) * len(self.days), len(self.also))
        if max(parts, len(self.month_days)) > MOST_PARTS:
            raise NotARule(f"more than {MOST_PARTS} days in a month")

    def _most(self) -> int:
        if self.daily:
            return MOST_DAYS
        return MOST_MONTHS if self.is_monthly else MOST_WEEKS

    @property
    def is_monthly(self) -> bool:
        return bool(self.weeks or self.also or self.month_days)

    @property
    def counted(self) -> list[Counted]:
        """The weekdays of the month, each with its week."""
        return [*self.also] or [*product(self.weeks, self.days)]

    @classmethod
    def parse(cls, text: str) -> "Rule":
        """From what `str` gives; NotARule for anything that people do not say so."""
        parts = dict(part.partition("=")[::2] for part in text.split(";"))
        by_day = parts["BYDAY"].split(",") if "BYDAY" in parts else []
        found = [PART.fullmatch(part) for part in by_day]
        if not parts.keys() <= KNOWN or not all(found):
            raise NotARule(f"not a rule that we know: {text}")
        until = parts.get("UNTIL")
        by_week = [(each["week"], DAYS.index(each["day"])) for each in found]
        try:
            rule = cls(
                days=tuple(day for week, day in by_week if not week),
                every=int(parts.get("INTERVAL", "1")),
                until=datetime.strptime(until, "%Y%m%d").date() if until else None,
                also=tuple((int(week), day) for week, day in by_week if week),
                month_days=_numbers(parts.get("BYMONTHDAY")),
                months=_numbers(parts.get("BYMONTH")),
                daily=parts.get("FREQ") == "DAILY",
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
        often = "DAILY" if self.daily else "MONTHLY" if self.is_monthly else "WEEKLY"
        parts = {
            "FREQ": often,
            "INTERVAL": str(self.every) if self.every > 1 else "",
            "BYDAY": ",".join(self._by_day()),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYMONTH": ",".join(map(str, self.months)),
            "UNTIL": until,
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    def _by_day(self) -> list[str]:
        if self.weeks or self.also:
            by_day = sorted(self.counted, key=lambda one: one[1])
            return [f"{week}{DAYS[day]}" for week, day in by_day]
        return [DAYS[day] for day in self.days]

    def dates(self, first: date, begin: date, after: date) -> list[date]:
        """The days from `begin` up to `after` (not on it); `first` is the day on which
        it begins, and its week or month is the first that counts."""
        last = min(after - timedelta(days=1), self.until or date.max)
        if last < max(first, begin):
            return []
        start = self._jump(first, begin)
        if not self._has_days(start):
            return []
        by_day = [nth_weekday(day, week) for week, day in self.counted]
        found = rrule(
            DAILY if self.daily else MONTHLY if self.is_monthly else WEEKLY,
            dtstart=datetime.combine(start, time()),
            interval=self.every,
            byweekday=by_day or self.days or None,
            bymonthday=self.month_days or None,
            bymonth=self.months or None,
            until=datetime.combine(last, time()),
        )
        start = max(first, begin)
        return [each.date() for each in found if each.date() >= start]

    def _has_days(self, start: date) -> bool:
        """Whether any month that it comes by has any of its days. For what never is,
        like 31 April, dateutil looks until the year 9999, which takes seconds."""
        if not self.is_monthly:
            return True
        months = {(start.month - 1 + n * self.every) % 12 + 1 for n in range(12)}
        months &= set(self.months) or months
        day = min(self.month_days, default=LAST)
        return any(day <= LONGEST[month] for month in months)

    def _jump(self, first: date, begin: date) -> date:
        """The start of the last period that counts, before `begin`: what is long ago
        need not be gone through."""
        if begin <= first:
            return first
        if self.daily:
            days = (begin - first).days // self.every * self.every
            return first + timedelta(days=days)
        if self.is_monthly:
            months = (begin.year - first.year) * 12 + begin.month - first.month
            months = first.month - 1 + months // self.every * self.every
            start = date(first.year + months // 12, months % 12 + 1, 1)
        else:
            monday = first - timedelta(days=first.weekday())
            weeks = (begin - monday).days // 7 // self.every * self.every
            start = monday + timedelta(weeks=weeks)
        return max(first, start)

    def first_on(self, day: date) -> date | None:
        """The first of its days on or after this one, if there is any in five years."""
        begin = day
        for days in AHEAD:  # nearly always in the first month
            after = begin + timedelta(days=days)
            if found := self.dates(day, begin, after):
                return found[0]
            begin = after
        return None


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text else ()


def _normal(text: str) -> dict:
    """The parts of a rule, whatever their order and with what they are by default."""
    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    lists = {
        name: frozenset(parts[name].split(",")) for name in parts if name[:2] == "BY"
    }
    if lists.get("BYMONTH") == {str(month) for month in range(1, 13)}:
        del lists["BYMONTH"], parts["BYMONTH"]
    return {"INTERVAL": "1", "WKST": "MO"} | parts | lists


def moment(day: date, at: time) -> datetime:
    """A time of day here. One that the clock skips is as much later, one that it has
    twice is the first."""
    naive_here = datetime.combine(day, at, HERE)
    return naive_here.astimezone(UTC).astimezone(HERE)
