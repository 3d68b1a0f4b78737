"""Which dates fall on days that people may want to skip."""

from datetime import date, timedelta

import pytest

from initiatives.facts.holidays import falling, is_ramadan, is_suikerfeest
from places.hours.calendar import Calendar


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]


# Umm al-Qura: the first and last day of Ramadan, the first of the feast.
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 3, 1), date(2025, 3, 29)),
        (date(2026, 2, 18), date(2026, 3, 19)),
        (date(2027, 2, 8), date(2027, 3, 8)),
    ],
)
def test_ramadan_and_the_three_days_after_it(first, last):
    month = days(first - timedelta(days=3), last + timedelta(days=6))

    assert [day for day in month if is_ramadan(day)] == days(first, last)
    feast = [day for day in month if is_suikerfeest(day)]
    assert feast == days(last + timedelta(days=1), last + timedelta(days=3))


def test_days_that_the_calendar_does_not_know_are_nothing():
    assert not is_ramadan(date(1900, 1, 1))
    assert not is_suikerfeest(date(2200, 1, 1))


def test_a_date_can_be_two_things_at_once():
    christmas = date(2026, 12, 25)

    found = falling([date(2026, 12, 1), christmas], Calendar(school_region="zuid"))

    assert found == {
        "school": [christmas], "christmas": [christmas], "autumn": [], "spring": [],
        "may": [], "summer": [], "public": [christmas], "ramadan": [],
        "suikerfeest": [],
    }  # fmt: skip


def test_a_week_of_which_schools_decide_themselves_is_not_proposed():
    maybe = date(2027, 5, 4)

    assert Calendar(school_region="zuid").is_school_holiday(maybe) is None
    assert falling([maybe], Calendar(school_region="zuid"))["school"] == []


def test_after_the_known_school_years_nothing_is_proposed():
    assert falling([date(2030, 7, 20)], Calendar(school_region="zuid"))["school"] == []
