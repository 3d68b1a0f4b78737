"""Time zones that a calendar defines itself (VTIMEZONE, RFC 5545, 3.6.5).

Each becomes a zone of the IANA: that of its name, or the first that is as far from UTC
on all days. What is none of these is unknown, and never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import vRecur, vUTCOffset

from harvesting.facts.event import Refusal
from harvesting.facts.rules import checked, walls
from harvesting.reading.ical.lines import Part
from harvesting.reading.zones import all_zones, named

MOST_RULES = 60  # of one zone
MOST_ASKED = 100  # zones and years of one calendar
# What a zone that is only told by its rules is most likely.
LIKELY = (
    "Europe/Amsterdam", "Europe/London", "Europe/Lisbon", "Europe/Athens",
    "Europe/Istanbul", "Europe/Moscow", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "UTC",
)  # fmt: skip
# Days that tell zones apart: summer begins and ends elsewhere on other days.
DAYS = [(1, 15), (3, 20), (4, 10), (7, 15), (10, 10), (10, 31), (12, 15)]


@dataclass(frozen=True)
class Zones:
    """Those of one calendar: what it says about itself, and its own definitions.

    `own` is where it is when nothing is said (X-WR-TIMEZONE, else what the reader was
    told); `says_own` is whether it said so itself.
    """

    own: str
    says_own: bool
    defined: dict[str, Part]
    found: dict[tuple[str, int], str | None] = field(default_factory=dict)

    def of(self, name: str, year: int) -> str | None:
        """The zone of the IANA that this is, in a year and the next one."""
        if known := named(name):
            return known
        key = (name.strip('"'), year)
        if key not in self.found and len(self.found) < MOST_ASKED:
            self.found[key] = self._by_definition(*key)
        return self.found.get(key)

    def _by_definition(self, name: str, year: int) -> str | None:
        part = self.defined.get(name)
        if part is None:
            return None
        if other := part.values("X-LIC-LOCATION"):
            return named(other[0].text) or self._by_rules(part, year)
        return self._by_rules(part, year)

    def _by_rules(self, part: Part, year: int) -> str | None:
        rules = [_Offset.of(each) for each in part.parts[:MOST_RULES]]
        rules = [each for each in rules if each]
        days = [datetime(at, *day) for at in (year, year + 1) for day in DAYS]
        offsets = tuple(_offset(rules, day) for day in days)
        return None if None in offsets else _with(tuple(days), offsets)


@dataclass(frozen=True)
class _Offset:
    """From some moments on, by the clock, a zone is so far from UTC."""

    offset: timedelta
    start: datetime
    rule: str
    others: tuple[datetime, ...]

    @classmethod
    def of(cls, part: Part) -> "_Offset | None":
        """None for what is none. A rule has one month in a year, as all have: of any
        other the dates are not gone through."""
        try:
            start = _moment(part.text("DTSTART"))
            offset = vUTCOffset.from_ical(part.text("TZOFFSETTO"))
            rule = part.text("RRULE")
            if rule:
                rule = checked(rule, start.replace(tzinfo=ZoneInfo("UTC")))
                parts = vRecur.from_ical(rule)
                if parts["FREQ"] != ["YEARLY"] or len(parts.get("BYMONTH", [])) != 1:
                    return None
            texts = ",".join(line.text for line in part.values("RDATE")).split(",")
            others = [*map(_moment, filter(None, texts))]
        except (ValueError, Refusal):
            return None
        return cls(offset, start, rule, tuple(others[:MOST_RULES]))

    def last_before(self, day: datetime) -> datetime | None:
        known = [each for each in (self.start, *self.others) if each <= day]
        if self.rule:
            start = self.start.replace(tzinfo=ZoneInfo("UTC"))
            known += walls(self.rule, start, day - timedelta(days=800), day)
        return max(known, default=None)


def _moment(text: str) -> datetime:
    return datetime.strptime(text[:15], "%Y%m%dT%H%M%S")


def _offset(rules: Iterable[_Offset], day: datetime) -> timedelta | None:
    begun = [(at, each.offset) for each in rules if (at := each.last_before(day))]
    return max(begun)[1] if begun else None


@lru_cache(maxsize=200)
def _with(days: tuple[datetime, ...], offsets: tuple[timedelta, ...]) -> str | None:
    """The first zone that is so far from UTC on these days."""
    fixed = sorted(name for name in all_zones().values() if name.startswith("Etc/GMT"))
    for name in (*LIKELY, *fixed, *sorted(all_zones().values())):
        zone = ZoneInfo(name)
        if all(
            day.replace(tzinfo=zone).utcoffset() == offset
            for day, offset in zip(days, offsets, strict=True)
        ):
            return name
    return None
