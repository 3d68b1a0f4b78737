"""What the grammar is read into: rules about days, with their times and their state."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from places.hours.calendar import Calendar
from places.hours.selectors import (
    Dates,
    NthWeekday,
    PublicHoliday,
    SchoolHoliday,
    Selector,
    Weekdays,
)
from places.hours.sun import SunEvent, sun_at

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = 24 * 60  # minutes


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sun:
    event: SunEvent
    offset: int  # minutes

    @property
    def is_morning(self) -> bool:
        return self.event in ("dawn", "sunrise")

    def on(self, day: date, calendar: Calendar) -> int:
        """Minutes since midnight by the clock."""
        local = sun_at(self.event, day, calendar.position).astimezone(AMSTERDAM)
        return local.hour * 60 + local.minute + self.offset


Clock = int | Sun  # minutes since midnight of the rule's day


def clock_on(clock: Clock, day: date, calendar: Calendar) -> int:
    return clock if isinstance(clock, int) else clock.on(day, calendar)


@dataclass(frozen=True, slots=True)
class Times:
    """From a time to a time; `end` None is an end that nobody knows.

    `is_open_ended` is the plus: open until the end at least, perhaps later.
    `ends_next_day` belongs to ends that the sun decides; fixed ones go past 24:00.
    """

    start: Clock
    end: Clock | None
    is_open_ended: bool = False
    ends_next_day: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` are groups of which each must have the day; none means every day.

    `times` empty means the whole day. `joins` is how it stands to the rules before.
    """

    days: tuple[tuple[Selector, ...], ...] = ()
    times: tuple[Times, ...] = ()
    state: State = State.OPEN
    comment: str = ""
    joins: Literal["instead", "as well", "otherwise"] = "instead"

    def has(self, day: date, calendar: Calendar, school: bool) -> bool:
        return all(
            any(each.matches(day, calendar, school) for each in group)
            for group in self.days
        )


@dataclass(frozen=True, slots=True)
class Rules:
    rules: tuple[Rule, ...]
    is_weekly: bool = field(init=False)  # the same every week
    is_constant: bool = field(init=False)  # never changes at all
    asks_school: bool = field(init=False)
    names_holidays: bool = field(init=False)  # says what is so on PH

    def __post_init__(self):
        selectors = [
            each for rule in self.rules for group in rule.days for each in group
        ]
        constant = len(self.rules) == 1 and not (selectors or self.rules[0].times)
        school = any(isinstance(each, SchoolHoliday) for each in selectors)
        times = [each for rule in self.rules for each in rule.times]
        sun = any(
            isinstance(each, Sun) for one in times for each in (one.start, one.end)
        )
        weekly = not sun and all(each.weekly for each in selectors)
        names_holidays = any(isinstance(each, PublicHoliday) for each in selectors)
        object.__setattr__(self, "is_weekly", weekly)
        object.__setattr__(self, "is_constant", constant)
        object.__setattr__(self, "asks_school", school)
        object.__setattr__(self, "names_holidays", names_holidays)

    def forgets(self, day: date, calendar: Calendar) -> bool:
        """Whether they say what is so on an ordinary day and nothing that is about
        this public holiday: no PH, not its date, and a person opens the door."""
        if self.names_holidays or all(map(_has_no_keeper, self.rules)):
            return False
        return not any(
            isinstance(each, Dates)
            and each.is_short
            and each.matches(day, calendar, False)
            for rule in self.rules
            for group in rule.days
            for each in group
        )


def _has_no_keeper(rule: Rule) -> bool:
    """All day, or from sunrise until sunset, on every day of the week."""
    weekdays = [each for group in rule.days for each in group]
    if any(isinstance(each, Weekdays) and len(each.days) < 7 for each in weekdays):
        return False
    if any(isinstance(each, NthWeekday | SchoolHoliday) for each in weekdays):
        return False
    return all(_is_by_the_sun(times) for times in rule.times)


def _is_by_the_sun(times: Times) -> bool:
    if isinstance(times.start, Sun) and isinstance(times.end, Sun):
        return True
    return (times.start, times.end) == (0, DAY)
