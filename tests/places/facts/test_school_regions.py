"""School holidays by the region of a municipality."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from places.facts.school_holidays import BY_REGION
from places.facts.school_regions import REGIONS, region_of
from places.hours import clock

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HERE = ZoneInfo("Europe/Amsterdam")
TUESDAYS = "Tu 10:00-12:00; SH off"


@pytest.mark.parametrize(
    ("code", "name", "region"),
    [
        ("GM0363", "Amsterdam", "noord"),
        ("GM0014", "Groningen", "noord"),
        ("GM0244", "Hattem", "noord"),
        ("GM0317", "Eemnes", "noord"),
        ("GM0034", "Almere", "noord"),
        ("GM0050", "Zeewolde", "midden"),
        ("GM0344", "Utrecht", "midden"),
        ("GM0599", "Rotterdam", "midden"),
        ("GM0281", "Tiel", "midden"),
        ("GM1960", "West Betuwe", "midden"),
        ("GM1959", "Altena", "midden"),
        ("GM0233", "Ermelo", "midden"),
        ("GM0758", "Breda", "zuid"),
        ("GM0935", "Maastricht", "zuid"),
        ("GM0202", "Arnhem", "zuid"),
        ("GM0668", "West Maas en Waal", "zuid"),
        ("GM1945", "Berg en Dal", "zuid"),
        ("GM0687", "Middelburg", "zuid"),
        ("GM0088", "Schiermonnikoog", ""),
        ("GM9999", "no municipality", ""),
    ],
)
def test_a_municipality_lies_in_the_region_of_the_regulation(code, name, region):
    assert region_of(code) == region


def test_all_municipalities_but_the_islands_are_in_one_region():
    assert len(REGIONS) == 342 - 4


@pytest.mark.parametrize(
    ("code", "setting", "day", "state"),
    [
        # Summer of 2026: North from 4 July, South from the 11th, Middle from the 18th.
        ("GM0363", "", "2026-07-07", "closed"),
        ("GM0758", "", "2026-07-07", "open"),
        ("GM0758", "", "2026-07-14", "closed"),
        ("GM0344", "", "2026-07-14", "open"),
        ("GM0344", "", "2026-07-21", "closed"),
        ("GM0363", "", "2026-08-18", "open"),
        ("GM0344", "", "2026-08-25", "closed"),
        # The setting decides where it is given; the islands have nothing else.
        ("GM0363", "zuid", "2026-07-07", "open"),
        ("GM0088", "", "2026-07-07", "unknown"),
        ("GM0088", "noord", "2026-07-07", "closed"),
        # Not published is unknown, in each region.
        ("GM0363", "", "2030-07-09", "unknown"),
        ("GM0344", "", "2030-02-05", "unknown"),
        ("GM0758", "", "2025-07-08", "unknown"),
        # A week of May that schools take or leave.
        ("GM0344", "", "2026-04-21", "unknown"),
        ("GM0344", "", "2026-04-28", "closed"),
    ],
)
def test_the_school_holidays_are_those_of_the_region(
    settings, code, setting, day, state
):
    settings.MUNICIPALITY, settings.SCHOOL_REGION = code, setting
    moment = datetime.fromisoformat(f"{day}T11:00").replace(tzinfo=HERE)

    assert clock.status(TUESDAYS, moment).state == state


@pytest.mark.parametrize("region", ["noord", "midden", "zuid"])
def test_the_typed_dates_are_holidays_that_can_be(region):
    known = BY_REGION[region]
    holidays = sorted(known.holidays)

    assert len(holidays) == 4 * 5  # of four school years
    for first, last in [*holidays, *known.maybe]:
        assert (last - first).days + 1 in {7, 9, 16, 44}
    assert all(
        (one.isoweekday(), other.isoweekday()) == (6, 7) for one, other in holidays
    )
    for (_first, last), (first, _last) in pairwise(holidays):
        assert (first - last).days > 21
    assert known.has(known.known[1]) is True
    assert known.has(date(2029, 9, 3)) is None


def test_summers_of_the_regions_begin_a_week_apart():
    for year in (2026, 2027, 2028, 2029):
        begins = sorted(
            first
            for region in ("noord", "midden", "zuid")
            for first, last in BY_REGION[region].holidays
            if first.year == year and (last - first).days == 43
        )
        assert [(other - one).days for one, other in pairwise(begins)] == [7, 7]
