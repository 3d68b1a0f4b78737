"""Days and times of day as people write them in tables: 3 november 2026, 3-11-2026,
10.30 uur. The day stands before the month.
"""

import re
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import override

from harvesting.facts.event import Moment, Refusal
from harvesting.reading import moments

BY_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
BY_NAME = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,12})\.?\s+(\d{4})")
WEEKDAY = re.compile(r"^[^\W\d]{2,10}\.?,?\s+(?=\d)")
CLOCK = re.compile(r"(\d{1,2})(?:[:.u](\d{2}))?(?:[:.]\d{2})?\s*(?:uur|u|h)?")
RANGE = re.compile(r"\s*(?:-|–|—|\btot\b|\btill?\b)\s*")
MIDNIGHT = {"24:00", "24.00", "24"}  # at the end of a day


def day_of(text: str) -> date | None:
    """None when nothing is said. Refusal when it is none."""
    text = WEEKDAY.sub("", text.strip())
    if not text:
        return None
    try:
        return moments.in_our_years(_day(text))
    except Refusal:
        raise
    except ValueError:
        raise moments.no_moment(text) from None


def _day(text: str) -> date:
    if found := BY_NUMBERS.fullmatch(text):
        day, month, year = map(int, found.groups())
        return date(year if year > 99 else 2000 + year, month, day)
    if found := BY_NAME.fullmatch(text):
        month = _months().get(found[2].casefold(), 0)
        return date(int(found[3]), month, int(found[1]))
    return date.fromisoformat(text)


@cache
def _months() -> dict[str, int]:
    """Their names, whole and short, in our languages."""
    found = {"mrt": 3}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for names in (MONTHS, MONTHS_3):
                for number, name in names.items():
                    found[str(name).casefold().strip(".")] = number
    return found


def clock_of(text: str) -> time | None:
    """None when nothing is said. Refusal when it is no time of day."""
    text = text.strip().casefold()
    if not text:
        return None
    found = CLOCK.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except (TypeError, ValueError):
        raise moments.no_moment(text) from None


def is_midnight(text: str) -> bool:
    return text.casefold().removesuffix("uur").strip() in MIDNIGHT


def span_of(text: str) -> tuple[str, str]:
    """Begin and end of “10.00 - 12.00 uur”; of a time by itself only the begin."""
    parts = RANGE.split(text.strip())
    return (parts[0], parts[1]) if len(parts) == 2 else (text, "")


def moment_of(text: str, zone: ZoneInfo) -> Moment | None:
    """A day and a time in one cell, or a day; None when nothing is said."""
    text = text.replace(",", " ").strip()
    try:
        return moments.iso(text, zone)
    except Refusal:
        day, _space, at = text.rpartition(" ")
    if at.casefold() in {"uur", "u"}:
        day, _space, at = day.rpartition(" ")
    if day and CLOCK.fullmatch(at.casefold()) and not at.isdecimal():
        return datetime.combine(day_of(day), clock_of(at), zone)
    return day_of(text)
