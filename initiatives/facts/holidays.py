"""Which dates of a series fall on days that people may want to skip.

Pure. School holidays and public holidays come from the calendar of opening hours;
Ramadan and Suikerfeest (Eid al-Fitr, three days) from the Umm al-Qura calendar, which
may be a day away from what people here see in the sky.
"""

from collections.abc import Iterable
from datetime import date

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
