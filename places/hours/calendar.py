"""Which days are holidays: public, of the schools, and of the municipality itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from places.facts.school_holidays import BY_REGION

# About the middle of the country, where nobody said where the municipality is.
MIDDLE = (52.155, 5.387)  # latitude and longitude in degrees


@lru_cache(maxsize=256)
def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm in Jean Meeus, Astronomical Algorithms, chapter 8.
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (
        19 * golden
        + century
        - century // 4
        - (century - (century + 8) // 25 + 1) // 3
        + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True)
class Calendar:
    """The days that hours with PH (public holiday) and SH (school holiday) speak of.

    `good_friday` and `liberation_day` (5 May: every fifth year, every year or never)
    are for the municipality to decide. Its own `closing_days` count as public holidays.
    `school_region` is noord, midden or zuid; without one, and in a year that is not
    published, nobody knows which days are school holidays. `position` is latitude and
    longitude in degrees, for the sun.
    """

    good_friday: bool = False
    liberation_day: Literal["lustrum", "yearly", "never"] = "lustrum"
    closing_days: frozenset[date] = frozenset()
    school_region: Literal["noord", "midden", "zuid", ""] = ""
    position: tuple[float, float] = MIDDLE

    def __hash__(self) -> int:
        return self._hash

    def __post_init__(self):
        fields = (
            self.good_friday,
            self.liberation_day,
            self.closing_days,
            self.school_region,
            self.position,
        )
        object.__setattr__(self, "_hash", hash(fields))

    def public_holidays(self, year: int) -> frozenset[date]:
        """The public holidays of a year (2014 or later), closing days not included."""
        return _public_holidays(year, self.good_friday, self.liberation_day)

    def is_public_holiday(self, day: date) -> bool:
        return day in self.closing_days or day in self.public_holidays(day.year)

    def is_school_holiday(self, day: date) -> bool | None:
        """None when nobody can know."""
        return BY_REGION[self.school_region].has(day)

    def school_holiday(self, day: date) -> str:
        """Which one it is (autumn, christmas, spring, may, summer); empty for none."""
        return BY_REGION[self.school_region].name_of(day)

    def school_holidays(self, day: date) -> list[tuple[str, date, date]]:
        """The school holidays that are on or to come on a day, as far as they are
        published: which one, and its first and last day."""
        known = BY_REGION[self.school_region]
        periods = sorted(each for each in known.holidays if each[1] >= day)
        return [(known.name_of(first), first, last) for first, last in periods]


@lru_cache(maxsize=512)
def _public_holidays(
    year: int, good_friday: bool, liberation_day: str
) -> frozenset[date]:
    """Source: rijksoverheid.nl, "Officiële feestdagen", and for King's Day its law."""
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.isoweekday() == 7:
        kings_day = date(year, 4, 26)
    days = {date(year, 1, 1), kings_day, date(year, 12, 25), date(year, 12, 26)}
    days |= {sunday + timedelta(days=each) for each in (0, 1, 39, 49, 50)}
    if good_friday:
        days.add(sunday - timedelta(days=2))
    if liberation_day == "yearly" or (liberation_day == "lustrum" and year % 5 == 0):
        days.add(date(year, 5, 5))
    return frozenset(days)
