"""Schedules of schema.org (schema.org/Schedule) as rules of recurrence.

A schedule begins on a day that need not be one of its dates: the first one is looked
for.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from harvesting.facts.event import Moment, Refusal
from harvesting.facts.rules import TWO_YEARS, checked, wall, walls
from harvesting.reading import moments
from harvesting.reading.jsonld.nodes import Node, bare
from initiatives.facts.rules import DAYS

NAMES = (
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
)
PERIOD = re.compile(r"P(\d{1,4})([DWMY])")
OFTEN = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
WORDS = {
    "daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
    "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip
NUMBERED = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True)
class Recurring:
    """When it is first, and by which rule then."""

    start: Moment
    end_time: time | None
    rule: str


def read(node: Node, zone: ZoneInfo, day: date | None, at: time | None) -> Recurring:
    """Of a schedule; `day` and `at` are those of its event, for what it does not say.
    Refusal for what is no schedule."""
    begin = _day(node.text("startDate"), zone) or day
    if begin is None:
        raise moments.begins_never()
    said = _time(node.text("startTime"))
    at = said if said is not None else at
    start: Moment = begin
    if at is not None:
        start = datetime.combine(begin, at, zone)
    rule = checked(_rule(node, begin, zone), start)
    found = walls(rule, start, wall(start), wall(start) + TWO_YEARS)
    if not found:
        raise Refusal(_("Its schedule has no dates."))
    first = found[0] if at is not None else found[0].date()
    if isinstance(first, datetime):
        first = first.replace(tzinfo=zone)
    return Recurring(first, _time(node.text("endTime")), rule)


def _rule(node: Node, begin: date, zone: ZoneInfo) -> str:
    often = node.text("repeatFrequency").strip()
    often = WORDS.get(often.casefold(), often.upper())
    days = [_weekday(each) for each in node.all("byDay")]
    found = PERIOD.fullmatch(often or ("P1W" if days else ""))
    if not found or None in days:
        raise Refusal(_("We can’t read how often it is (schedule)."))
    every, unit = found.groups()
    if unit == "D" and int(every) % 7 == 0:
        every, unit = int(every) // 7, "W"
    weeks = _numbers(node, "byMonthWeek")
    if weeks and days:
        days = [f"{week}{day}" for week in weeks for day in days]
    parts = {
        "FREQ": OFTEN[unit],
        "INTERVAL": str(int(every)),
        "BYDAY": ",".join(days),
        "BYMONTH": ",".join(_numbers(node, "byMonth")),
        "BYMONTHDAY": ",".join(_numbers(node, "byMonthDay")),
        "COUNT": node.text("repeatCount").strip(),
    }
    if end := _day(node.text("endDate"), zone):
        if end < begin:
            raise moments.ends_too_early()
        parts["UNTIL"] = f"{end:%Y%m%d}"
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _numbers(node: Node, name: str) -> list[str]:
    return [str(each).strip() for each in node.all(name)]


def _weekday(value) -> str | None:
    """As a rule says it; None for what is none, such as public holidays."""
    if isinstance(value, dict):
        value = value.get("@id", "")
    word = bare(str(value)).strip()
    if NUMBERED.fullmatch(word.upper()):
        return word.upper()
    for names in NAMES:
        for number, name in enumerate(names):
            if word.casefold() == name.casefold():
                return DAYS[number]
    return None


def _day(text: str, zone: ZoneInfo) -> date | None:
    found = moments.iso(text, zone)
    return found.date() if isinstance(found, datetime) else found


def _time(text: str) -> time | None:
    try:
        found = time.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise moments.no_moment(text) from None
    return found and found.replace(tzinfo=None, microsecond=0)


def end_of(start: Moment, at: time | None) -> datetime | None:
    """When what begins then ends at a time of day, that day or in the night after; by a
    stopwatch, for the others last as long."""
    if at is None or not isinstance(start, datetime):
        return None
    begin, end = datetime.combine(start, start.time()), datetime.combine(start, at)
    how_long = end - begin if end > begin else end - begin + timedelta(days=1)
    return moments.after(start, how_long)
