"""Which days a rule is about. Each selector answers for one day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from places.hours.calendar import Calendar, easter

LEAP_YEAR = 2000  # 29 February exists when no year is given
SEASON = 21  # days: from so many on, dates are a time of the year

# `matches(day, calendar, school)`: whether the selector has this day, where `school`
# says whether the day is to be taken for a school holiday.


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Mo-Fr: Monday is 0."""

    days: frozenset[int]
    weekly: ClassVar[bool] = True

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        return day.weekday() in self.days


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """Tu[1], Fr[-1] +1 day: counted within the month, from its end when negative."""

    weekday: int
    numbers: frozenset[int]
    offset: int  # days
    weekly: ClassVar[bool] = False

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        day -= timedelta(days=self.offset)
        if day.weekday() != self.weekday:
            return False
        from_end = (monthrange(day.year, day.month)[1] - day.day) // 7 + 1
        return bool(self.numbers & {(day.day - 1) // 7 + 1, -from_end})


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    offset: int  # days
    weekly: ClassVar[bool] = False

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        return calendar.is_public_holiday(day - timedelta(days=self.offset))


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    weekly: ClassVar[bool] = False

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        return school


@dataclass(frozen=True, slots=True)
class Years:
    first: int
    last: int
    step: int
    weekly: ClassVar[bool] = False

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        year = day.year
        return self.first <= year <= self.last and (year - self.first) % self.step == 0


@dataclass(frozen=True, slots=True)
class Weeks:
    """Numbers of ISO 8601."""

    first: int
    last: int
    step: int
    weekly: ClassVar[bool] = False

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        week = day.isocalendar().week
        return self.first <= week <= self.last and (week - self.first) % self.step == 0


@dataclass(frozen=True, slots=True)
class Point:
    """A date of some year, or of every year when `year` is None. Easter is month 0."""

    year: int | None
    month: int
    day: int = 0
    offset: int = 0  # days

    def in_year(self, year: int) -> date | None:
        """None for 29 February of a year without one."""
        if self.month == 0:
            return easter(year) + timedelta(days=self.offset)
        try:
            return date(year, self.month, self.day) + timedelta(days=self.offset)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Dates:
    """From a date to a date, both included; over new year when the last is earlier."""

    first: Point
    last: Point
    weekly: ClassVar[bool] = False

    @property
    def is_short(self) -> bool:
        """Some days that are meant one by one, no season."""
        year = self.first.year or LEAP_YEAR
        first = self.first.in_year(year)
        return (self._end(year, first) - first).days < SEASON

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        if self.first.year is not None:
            return self._has(day, self.first.year)
        # A range over new year that has this day began this year or the year before.
        # One that counts days back (Jan 1 -1 day) may belong to the year after.
        return any(self._has(day, day.year + years) for years in (0, -1, 1))

    def _has(self, day: date, year: int) -> bool:
        first = self.first.in_year(year) or date(year, 3, 1)
        last = self._end(year, first)
        return first <= day <= last

    def _end(self, year: int, first: date) -> date:
        if self.first == self.last:
            if self.first.in_year(year) is None:
                return first - timedelta(days=1)
            return first
        if self.last.year is not None:
            return self.last.in_year(self.last.year)
        last = self.last.in_year(year) or date(year, 2, 28)
        if last < first:
            last = self.last.in_year(year + 1) or date(year + 1, 2, 28)
        return last


@dataclass(frozen=True, slots=True)
class Months:
    """Apr-Sep, Nov-Feb; of one year when it is given."""

    first: int
    last: int
    year: int | None
    weekly: ClassVar[bool] = False

    def matches(self, day: date, calendar: Calendar, school: bool) -> bool:
        if self.first <= self.last:
            return self.first <= day.month <= self.last and self.year in (
                None,
                day.year,
            )
        if day.month >= self.first:
            return self.year in (None, day.year)
        return day.month <= self.last and self.year in (None, day.year - 1)


Selector = (
    Weekdays
    | NthWeekday
    | PublicHoliday
    | SchoolHoliday
    | Years
    | Weeks
    | Dates
    | Months
)
