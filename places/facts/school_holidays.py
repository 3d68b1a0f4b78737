"""The school holidays of each region, as they are published.

Source: rijksoverheid.nl/onderwerpen/schoolvakanties/overzicht-schoolvakanties-per-
schooljaar. Of region Zuid 2027-2028 and 2028-2029 were read from those pages
themselves; the rest from lists that name them as their source, and that agree with the
pages wherever both could be read. What is not in these tables is unknown: the next year
is typed when it is published.
"""

from dataclasses import dataclass
from datetime import date

Period = tuple[date, date]  # first and last day, both included
NAMES = {  # by the month in which one begins
    10: "autumn",
    12: "christmas",
    2: "spring",
    4: "may",
    7: "summer",
}


@dataclass(frozen=True)
class SchoolHolidays:
    """`holidays` of the schools of a region; of a `maybe` period nobody knows, as each
    school decides. `known` is the first and the last day that they speak about."""

    holidays: tuple[Period, ...] = ()
    maybe: tuple[Period, ...] = ()
    known: Period | None = None

    def has(self, day: date) -> bool | None:
        """None when nobody can know."""
        if any(first <= day <= last for first, last in self.holidays):
            return True
        if any(first <= day <= last for first, last in self.maybe):
            return None
        if self.known is None:
            return None
        first, last = self.known
        return False if first <= day <= last else None

    def name_of(self, day: date) -> str:
        """autumn, christmas, spring, may or summer; empty for a day that is none, or of
        which nobody knows."""
        for first, last in self.holidays:
            if first <= day <= last:
                return NAMES[first.month]
        return ""


def _periods(text: str) -> tuple[Period, ...]:
    """Two days a line."""
    lines = [line.split() for line in text.strip().splitlines()]
    return tuple(
        (date.fromisoformat(one), date.fromisoformat(other)) for one, other in lines
    )


# Christmas and May are the same everywhere.
_TOGETHER = """
2025-12-20 2026-01-04
2026-04-25 2026-05-03
2026-12-19 2027-01-03
2027-04-24 2027-05-02
2027-12-25 2028-01-09
2028-04-29 2028-05-07
2028-12-23 2029-01-07
2029-04-28 2029-05-06
"""
# Autumn, spring, summer.
_NOORD = """
2025-10-18 2025-10-26
2026-02-21 2026-03-01
2026-07-04 2026-08-16
2026-10-10 2026-10-18
2027-02-20 2027-02-28
2027-07-10 2027-08-22
2027-10-16 2027-10-24
2028-02-19 2028-02-27
2028-07-15 2028-08-27
2028-10-14 2028-10-22
2029-02-17 2029-02-25
2029-07-21 2029-09-02
"""
_MIDDEN = """
2025-10-18 2025-10-26
2026-02-14 2026-02-22
2026-07-18 2026-08-30
2026-10-17 2026-10-25
2027-02-20 2027-02-28
2027-07-17 2027-08-29
2027-10-16 2027-10-24
2028-02-26 2028-03-05
2028-07-08 2028-08-20
2028-10-21 2028-10-29
2029-02-17 2029-02-25
2029-07-07 2029-08-19
"""
_ZUID = """
2025-10-11 2025-10-19
2026-02-14 2026-02-22
2026-07-11 2026-08-23
2026-10-17 2026-10-25
2027-02-13 2027-02-21
2027-07-24 2027-09-05
2027-10-23 2027-10-31
2028-02-26 2028-03-05
2028-07-22 2028-09-03
2028-10-21 2028-10-29
2029-02-10 2029-02-18
2029-07-14 2029-08-26
"""
# The second week of the May holiday, which a school may take or leave. 2028 and 2029
# are the official advice. For 2026 and 2027 there is none: in region Zuid this is what
# schools took; in the others it may be the week before as well as the week after.
_ADVISED = """
2028-04-22 2028-04-28
2029-04-21 2029-04-27
"""
_EITHER = """
2026-04-18 2026-04-24
2026-05-04 2026-05-10
2027-04-17 2027-04-23
2027-05-03 2027-05-09
"""
_MAY_ZUID = """
2026-04-18 2026-04-24
2027-05-03 2027-05-09
"""
_BEGIN = date(2025, 9, 1)

BY_REGION = {
    "": SchoolHolidays(),  # a municipality of which the region is not known
    "noord": SchoolHolidays(
        _periods(_TOGETHER) + _periods(_NOORD),
        _periods(_EITHER) + _periods(_ADVISED),
        (_BEGIN, date(2029, 9, 2)),
    ),
    "midden": SchoolHolidays(
        _periods(_TOGETHER) + _periods(_MIDDEN),
        _periods(_EITHER) + _periods(_ADVISED),
        (_BEGIN, date(2029, 8, 19)),
    ),
    "zuid": SchoolHolidays(
        _periods(_TOGETHER) + _periods(_ZUID),
        _periods(_MAY_ZUID) + _periods(_ADVISED),
        (_BEGIN, date(2029, 8, 26)),
    ),
}
