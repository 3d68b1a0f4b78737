"""Which days are holidays: public, of the schools, and of the municipality itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Period = tuple[date, date]  # first and last day, both included

# The middle of Breda; the sun rises within a minute of this in all of a municipality.
BREDA = (51.589, 4.775)  # latitude and longitude in degrees

# School holidays of region Zuid, of which Breda is part.
# Source: rijksoverheid.nl/onderwerpen/schoolvakanties/overzicht-schoolvakanties-per-
# schooljaar. 2027-2028 and 2028-2029 were read from those pages themselves; 2025-2026
# and 2026-2027 from two independent lists that name them as their source.
SCHOOL_HOLIDAYS_ZUID: tuple[Period, ...] = (
    (date(2025, 10, 11), date(2025, 10, 19)),
    (date(2025, 12, 20), date(2026, 1, 4)),
    (date(2026, 2, 14), date(2026, 2, 22)),
    (date(2026, 4, 25), date(2026, 5, 3)),
    (date(2026, 7, 11), date(2026, 8, 23)),
    (date(2026, 10, 17), date(2026, 10, 25)),
    (date(2026, 12, 19), date(2027, 1, 3)),
    (date(2027, 2, 13), date(2027, 2, 21)),
    (date(2027, 4, 24), date(2027, 5, 2)),
    (date(2027, 7, 24), date(2027, 9, 5)),
    (date(2027, 10, 23), date(2027, 10, 31)),
    (date(2027, 12, 25), date(2028, 1, 9)),
    (date(2028, 2, 26), date(2028, 3, 5)),
    (date(2028, 4, 29), date(2028, 5, 7)),
    (date(2028, 7, 22), date(2028, 9, 3)),
    (date(2028, 10, 21), date(2028, 10, 29)),
    (date(2028, 12, 23), date(2029, 1, 7)),
    (date(2029, 2, 10), date(2029, 2, 18)),
    (date(2029, 4, 28), date(2029, 5, 6)),
    (date(2029, 7, 14), date(2029, 8, 26)),
)

# The second week of the May holiday, which a school may take or leave. 2028 and 2029
# are the official advice; 2026 and 2027 are what schools in the region took.
MAYBE_ZUID: tuple[Period, ...] = (
    (date(2026, 4, 18), date(2026, 4, 24)),
    (date(2027, 5, 3), date(2027, 5, 9)),
    (date(2028, 4, 22), date(2028, 4, 28)),
    (date(2029, 4, 21), date(2029, 4, 27)),
)

# The first and last day that the tables above speak about.
SCHOOL_YEARS_ZUID: Period = (date(2025, 9, 1), date(2029, 8, 26))


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
    A day outside `school_years`, or in a `maybe` period, is a school holiday or not:
    nobody knows. `position` is latitude and longitude in degrees, for the sun.
    """

    good_friday: bool = False
    liberation_day: Literal["lustrum", "yearly", "never"] = "lustrum"
    closing_days: frozenset[date] = frozenset()
    school_holidays: tuple[Period, ...] = SCHOOL_HOLIDAYS_ZUID
    maybe_school_holidays: tuple[Period, ...] = MAYBE_ZUID
    school_years: Period = SCHOOL_YEARS_ZUID
    position: tuple[float, float] = BREDA

    def __hash__(self) -> int:
        return self._hash

    def __post_init__(self):
        fields = (
            self.good_friday,
            self.liberation_day,
            self.closing_days,
            self.school_holidays,
            self.maybe_school_holidays,
            self.school_years,
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
        if any(first <= day <= last for first, last in self.school_holidays):
            return True
        if any(first <= day <= last for first, last in self.maybe_school_holidays):
            return None
        first, last = self.school_years
        return False if first <= day <= last else None


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
