"""Which dates of a series fall on days that people may want to skip, and the weeks and
months that they name for it.

Pure. School holidays and public holidays come from the calendar of opening hours;
Ramadan and Suikerfeest (Eid al-Fitr, three days) from the Umm al-Qura calendar, which
may be a day away from what people here see in the sky.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from hijridate import Gregorian

from places.hours.calendar import Calendar

KINDS = {
    "school": _("All school holidays"),
    "autumn": _("Autumn holiday"),
    "christmas": _("Christmas holiday"),
    "spring": _("Spring holiday"),
    "may": _("May holiday"),
    "summer": _("Summer holiday"),
    "public": _("Public holidays"),
    "ramadan": _("Ramadan"),
    "suikerfeest": _("Eid al-Fitr"),
}
OF_SCHOOLS = ("autumn", "christmas", "spring", "may", "summer")
RAMADAN, SHAWWAL = 9, 10  # months
FEAST_DAYS = 3
AHEAD = timedelta(days=400)
MANY = 12  # months


def _hijri(day: date) -> tuple[int, int]:
    """Month and day; (0, 0) for a day that the calendar does not know."""
    try:
        found = Gregorian.fromdate(day).to_hijri()
    except OverflowError:
        return 0, 0
    return found.month, found.day


def is_ramadan(day: date) -> bool:
    return _hijri(day)[0] == RAMADAN


def is_suikerfeest(day: date) -> bool:
    month, number = _hijri(day)
    return month == SHAWWAL and number <= FEAST_DAYS


def falling(dates: Iterable[date], calendar: Calendar) -> dict[str, list[date]]:
    """For each kind of days the dates that fall on one, in order; none left out. A day
    of which nobody knows whether schools are closed is no school holiday here."""
    tests = {
        "school": calendar.is_school_holiday,
        "public": calendar.is_public_holiday,
        "ramadan": is_ramadan,
        "suikerfeest": is_suikerfeest,
    }
    dates = list(dates)
    of_schools = {day: calendar.school_holiday(day) for day in dates}
    for kind in OF_SCHOOLS:
        tests[kind] = lambda day, kind=kind: of_schools[day] == kind
    return {kind: [day for day in dates if tests[kind](day)] for kind in KINDS}


# --- Weeks in which something may not be on, as people name them ---------------------


@dataclass(frozen=True)
class Period:
    """A first and a last day, both included, and what people call it."""

    first: date
    last: date
    name: str  # "Summer holiday"
    words: str  # with its year, and its days where they are not plain

    @property
    def key(self) -> str:
        return f"{self.first}_{self.last}"


def school_holidays(calendar: Calendar, today: date) -> list[Period]:
    """Those of the schools here; none where or when nobody knows them."""
    found = []
    for kind, first, last in calendar.school_holidays(today):
        if first <= today + AHEAD:
            words = gettext(
                "%(name)s %(year)s (%(first)s up to and including %(last)s)"
            ) % {
                "name": KINDS[kind],
                "year": first.year,
                "first": date_format(first, "j F"),
                "last": date_format(last, "j F"),
            }
            found.append(Period(first, last, str(KINDS[kind]), words))
    return found


def months(today: date) -> list[Period]:
    """This month and those that follow, a year in all."""
    found = []
    for number in range(today.month - 1, today.month - 1 + MANY):
        year, month = today.year + number // 12, number % 12 + 1
        last = date(year, month, monthrange(year, month)[1])
        words = f"{MONTHS[month]} {year}"
        found.append(Period(date(year, month, 1), last, str(MONTHS[month]), words))
    return found
