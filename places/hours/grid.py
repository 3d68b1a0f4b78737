"""Opening hours as a week in a grid: what staff fill in, and the grammar is stored.

Days with the same times are written together: Mo-Fr 09:00-17:00; Sa 10:00-13:00.
Hours that say more than a grid can (seasons, weeks, "first Tuesday") have no grid.
"""

from dataclasses import dataclass, field

from places.hours.grammar import read
from places.hours.rules import DAY, Rule, Rules, State
from places.hours.selectors import PublicHoliday, SchoolHoliday, Weekdays
from places.hours.tokens import DAYS

APPOINTMENT = "op afspraak"
MOST_SPANS = 2  # on a day: a morning and an afternoon
Span = tuple[int, int]  # minutes since midnight; an end past 1440 is in the night


@dataclass(frozen=True)
class Day:
    """No spans and no appointment: closed. An appointment without spans: any time."""

    spans: tuple[Span, ...] = ()
    by_appointment: bool = False


CLOSED = Day()


@dataclass(frozen=True)
class Grid:
    """A week from Monday on; `holidays` None says nothing about public holidays."""

    days: tuple[Day, ...] = field(default=(CLOSED,) * 7)
    holidays: Day | None = None
    closed_in_school_holidays: bool = False


def to_hours(grid: Grid) -> str:
    """The grammar for a grid; empty for a week in which nothing is open."""
    together: dict[Day, list[int]] = {}
    for number, day in enumerate(grid.days):
        if day != CLOSED:
            together.setdefault(day, []).append(number)
    rules = [f"{_names(numbers)} {_times(day)}" for day, numbers in together.items()]
    if grid.closed_in_school_holidays:
        rules.append("SH off")
    if grid.holidays is not None:
        rules.append(f"PH {_times(grid.holidays)}")
    return "; ".join(rules) if together or grid.holidays not in (None, CLOSED) else ""


def _names(numbers: list[int]) -> str:
    """[0, 1, 2, 4] is Mo-We,Fr; two days in a row are Mo,Tu."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = []
    for run in runs:
        if len(run) > 2:
            parts.append(f"{DAYS[run[0]]}-{DAYS[run[-1]]}")
        else:
            parts += [DAYS[number] for number in run]
    return ",".join(parts)


def _times(day: Day) -> str:
    if day == CLOSED:
        return "off"
    times = ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in day.spans)
    remark = f'"{APPOINTMENT}"' if day.by_appointment else ""
    return " ".join(part for part in [times, remark] if part)


def _clock(minutes: int) -> str:
    """24:00 stays that; an end in the night is written as the clock shows it."""
    minutes = minutes if minutes <= DAY else minutes - DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"


def of_hours(hours: str) -> Grid | None:
    """The grid for hours in the grammar; None when they say more than a grid can."""
    rules = read(hours)
    if not isinstance(rules, Rules):
        return None
    days, holidays, school = [CLOSED] * 7, None, False
    for rule in rules.rules:
        day = _day(rule)
        if day is None or len(rule.days) > 1 or rule.joins != "instead":
            return None
        for selector in rule.days[0] if rule.days else [Weekdays(frozenset(range(7)))]:
            match selector:
                case Weekdays(days=numbers):
                    for number in numbers:
                        days[number] = day
                case PublicHoliday(offset=0):
                    holidays = day
                case SchoolHoliday() if day == CLOSED:
                    school = True
                case _:
                    return None
    return Grid(tuple(days), holidays, school)


def _day(rule: Rule) -> Day | None:
    spans = tuple((times.start, times.end) for times in rule.times)
    is_plain = all(
        isinstance(start, int) and isinstance(end, int) for start, end in spans
    )
    is_plain = is_plain and not any(times.is_open_ended for times in rule.times)
    if not is_plain or len(spans) > MOST_SPANS:
        return None
    if rule.state is State.CLOSED:
        return None if spans or rule.comment else CLOSED
    if rule.state is State.UNKNOWN and rule.comment.casefold() == APPOINTMENT:
        return Day(spans, by_appointment=True)
    if rule.state is State.OPEN and not rule.comment:
        return Day(spans or ((0, DAY),))
    return None
