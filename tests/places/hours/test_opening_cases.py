"""What is open when: worked out by hand from the grammar and a calendar on paper.

In 2026 Easter is 5 April, the clock changes on Sunday 29 March and Sunday 25 October,
27 April is a Monday, Christmas a Friday; 23 November is a Monday in week 48.
"""

from datetime import UTC, date, datetime

import pytest

from places.hours import Calendar, problem_with, status_at
from places.hours.rules import AMSTERDAM
from tests.kit.factories import BREDA

CALENDAR = Calendar(school_region="zuid", position=BREDA)
WITH_ALL = Calendar(good_friday=True, liberation_day="yearly")
OWN_DAYS = Calendar(closing_days=frozenset([date(2026, 5, 15)]))
WEEK = "Mo-Fr 09:00-17:00; PH off"
NIGHTS = "Th-Sa 22:00-04:00"


def moment(text: str) -> datetime:
    """Local time; +01:00 or +02:00 behind it where the clock shows it twice."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)


# Hours, moment, state, until when ("" for never).
CASES = [
    # Always and never
    ("24/7", "2026-11-23 03:00", "open", ""),
    ("24/7", "2026-03-29 03:00", "open", ""),
    ("00:00-24:00", "2026-10-25 02:30+02:00", "open", ""),
    ("Mo-Su", "2026-12-25 12:00", "open", ""),
    ("off", "2026-11-23 12:00", "closed", ""),
    ("unknown", "2026-11-23 12:00", "unknown", ""),
    ("24/7; Dec 25 off", "2026-11-23 12:00", "open", "2026-12-25 00:00"),
    ("24/7; Dec 25 off", "2026-12-25 12:00", "closed", "2026-12-26 00:00"),
    # The week
    (WEEK, "2026-11-23 08:59", "closed", "2026-11-23 09:00"),
    (WEEK, "2026-11-23 09:00", "open", "2026-11-23 17:00"),
    (WEEK, "2026-11-23 16:59", "open", "2026-11-23 17:00"),
    (WEEK, "2026-11-23 17:00", "closed", "2026-11-24 09:00"),
    (WEEK, "2026-11-27 18:00", "closed", "2026-11-30 09:00"),
    ("Mo,We 10:00-12:00", "2026-11-24 11:00", "closed", "2026-11-25 10:00"),
    ("Mo-Th; Sa", "2026-11-23 11:00", "open", "2026-11-27 00:00"),
    ("Fr-Mo 10:00-12:00", "2026-11-24 11:00", "closed", "2026-11-27 10:00"),
    ("Fr-Mo 10:00-12:00", "2026-11-23 11:00", "open", "2026-11-23 12:00"),
    ("Tu 10:00-12:00,14:00-17:00", "2026-11-24 13:00", "closed", "2026-11-24 14:00"),
    ("Tu 10:00-12:00, 14:00-17:00", "2026-11-24 14:00", "open", "2026-11-24 17:00"),
    ("Mo 10:00-12:00,12:00-14:00", "2026-11-23 11:00", "open", "2026-11-23 14:00"),
    ("Mo 11:00-20:00,09:00-18:00", "2026-11-23 10:00", "open", "2026-11-23 20:00"),
    ("Mo-Sa;Su 14:00-00:00", "2026-11-28 23:00", "open", "2026-11-29 00:00"),
    ("Tu - Fr 10:00 - 18:00", "2026-11-24 10:00", "open", "2026-11-24 18:00"),
    ("Mo-Fr: 7:00-19:00", "2026-11-23 07:00", "open", "2026-11-23 19:00"),
    # A later rule instead of an earlier one, or as well
    (
        "Mo-Su 10:00-22:00; Sa 12:00-21:00",
        "2026-11-28 11:00",
        "closed",
        "2026-11-28 12:00",
    ),
    (
        "Mo-Su 10:00-22:00, Sa 22:00-23:00",
        "2026-11-28 11:00",
        "open",
        "2026-11-28 23:00",
    ),
    ("Mo-Fr 10:00-12:00; We off", "2026-11-25 11:00", "closed", "2026-11-26 10:00"),
    (
        "Mo-Fr 09:00-17:00; 12:00-13:00 off",
        "2026-11-23 10:00",
        "open",
        "2026-11-23 12:00",
    ),
    (
        "Mo-Fr 09:00-17:00; 12:00-13:00 off",
        "2026-11-23 12:30",
        "closed",
        "2026-11-23 13:00",
    ),
    (
        "Mo-Th 08:00-16:00, Fr 08:00-13:00",
        "2026-11-27 12:00",
        "open",
        "2026-11-27 13:00",
    ),
    # Past midnight
    (NIGHTS, "2026-11-27 03:59", "open", "2026-11-27 04:00"),
    (NIGHTS, "2026-11-27 04:00", "closed", "2026-11-27 22:00"),
    (NIGHTS, "2026-11-26 03:00", "closed", "2026-11-26 22:00"),
    (NIGHTS, "2026-11-29 01:00", "open", "2026-11-29 04:00"),
    ("11:00-26:00", "2026-11-23 01:59", "open", "2026-11-23 02:00"),
    ("11:00-26:00", "2026-11-23 02:00", "closed", "2026-11-23 11:00"),
    ("Su 10:00-9:00", "2026-11-30 08:59", "open", "2026-11-30 09:00"),
    ("Fr 20:00-48:00", "2026-11-28 20:00", "open", "2026-11-29 00:00"),
    (
        "Mo-Su 17:00-04:00; Su 19:00-02:30",
        "2026-11-29 03:00",
        "open",
        "2026-11-29 04:00",
    ),
    (
        "Mo-Su 17:00-04:00; Su 19:00-02:30",
        "2026-11-30 03:00",
        "closed",
        "2026-11-30 17:00",
    ),
    # Dec 24 is a Thursday: its night runs into Christmas, Friday's does not begin.
    (NIGHTS + "; PH off", "2026-12-25 02:00", "open", "2026-12-25 04:00"),
    (NIGHTS + "; PH off", "2026-12-25 23:00", "closed", "2026-12-31 22:00"),
    ("Mo-Su 18:00-00:00", "2026-11-23 23:59", "open", "2026-11-24 00:00"),
    ("Mo 20:00-24:00; Tu 00:00-02:00", "2026-11-23 21:00", "open", "2026-11-24 02:00"),
    # The clock goes forward: 02:00 becomes 03:00
    (NIGHTS, "2026-03-29 01:59", "open", "2026-03-29 04:00"),
    ("Su 02:30-05:00", "2026-03-29 01:59", "closed", "2026-03-29 03:00"),
    ("Su 02:30-05:00", "2026-03-29 03:00", "open", "2026-03-29 05:00"),
    ("Sa 22:00-02:30", "2026-03-29 01:59", "open", "2026-03-29 03:00"),
    ("Sa 22:00-02:30", "2026-03-29 03:00", "closed", "2026-04-04 22:00"),
    ("Su 02:00-03:00", "2026-03-28 12:00", "closed", "2026-04-05 02:00"),
    ("Mo-Su 09:00-17:00", "2026-03-29 09:00", "open", "2026-03-29 17:00"),
    ("Mo-Su 00:00-02:00,03:00-24:00", "2026-03-28 12:00", "open", "2026-03-30 02:00"),
    # The clock goes back: 03:00 becomes 02:00, and 02:30 comes twice
    (
        "Su 02:30-05:00",
        "2026-10-25 02:29+02:00",
        "closed",
        "2026-10-25 02:30+02:00",
    ),
    (
        "Su 02:30-05:00",
        "2026-10-25 02:30+02:00",
        "unknown",
        "2026-10-25 02:30+01:00",
    ),
    ("Su 02:30-05:00", "2026-10-25 02:30+01:00", "open", "2026-10-25 05:00"),
    (
        "Sa 22:00-02:30",
        "2026-10-25 02:29+02:00",
        "open",
        "2026-10-25 02:30+02:00",
    ),
    (
        "Sa 22:00-02:30",
        "2026-10-25 02:00+01:00",
        "unknown",
        "2026-10-25 02:30+01:00",
    ),
    ("Sa 22:00-02:30", "2026-10-25 02:30+01:00", "closed", "2026-10-31 22:00"),
    (NIGHTS, "2026-10-25 02:30+02:00", "open", "2026-10-25 04:00"),
    ("Mo-Su 09:00-17:00", "2026-10-25 08:59", "closed", "2026-10-25 09:00"),
    ("Sa 22:00-03:00", "2026-10-25 02:59+01:00", "open", "2026-10-25 03:00"),
    # Public holidays
    (WEEK, "2026-12-25 11:00", "closed", "2026-12-28 09:00"),
    (WEEK, "2026-04-06 11:00", "closed", "2026-04-07 09:00"),  # Easter Monday
    (WEEK, "2026-04-27 11:00", "closed", "2026-04-28 09:00"),  # King's Day
    (WEEK, "2026-05-14 11:00", "closed", "2026-05-15 09:00"),  # Ascension
    (WEEK, "2026-05-25 11:00", "closed", "2026-05-26 09:00"),  # Whit Monday
    (WEEK, "2026-01-01 11:00", "closed", "2026-01-02 09:00"),
    (WEEK, "2026-05-05 11:00", "open", "2026-05-05 17:00"),
    (WEEK, "2025-05-05 11:00", "closed", "2025-05-06 09:00"),  # every fifth year
    (WEEK, "2026-04-03 11:00", "open", "2026-04-03 17:00"),  # Good Friday
    ("Mo-Fr 09:00-17:00", "2026-12-25 11:00", "open", "2026-12-25 17:00"),
    ("PH 12:00-14:00", "2031-04-26 13:00", "open", "2031-04-26 14:00"),  # not Sunday 27
    ("Su,PH 10:00-12:00", "2026-12-25 11:00", "open", "2026-12-25 12:00"),
    (
        "Mo-Fr 10:00-12:00; PH Mo-Fr off",
        "2026-12-25 11:00",
        "closed",
        "2026-12-28 10:00",
    ),
    ("PH -1 day 10:00-15:00", "2026-12-24 11:00", "open", "2026-12-24 15:00"),
    ("easter +49 days 10:00-12:00", "2026-05-24 11:00", "open", "2026-05-24 12:00"),
    # School holidays of region Zuid
    ("Mo 14:00-16:00; SH off", "2026-10-19 15:00", "closed", "2026-10-26 14:00"),
    ("Mo 14:00-16:00; SH off", "2026-10-12 15:00", "open", "2026-10-12 16:00"),
    ("SH Mo-Fr 10:00-12:00", "2026-12-28 11:00", "open", "2026-12-28 12:00"),
    ("SH Mo-Fr 10:00-12:00", "2027-01-02 11:00", "closed", "2027-02-15 10:00"),
    ("SH 10:00-12:00", "2026-07-10 11:00", "closed", "2026-07-11 10:00"),
    ("Mo 14:00-16:00; SH off", "2031-03-03 15:00", "unknown", "2031-03-03 16:00"),
    ("Mo 14:00-16:00; SH off", "2031-03-03 13:00", "closed", "2031-03-03 14:00"),
    # Months, dates, years, weeks
    ("Apr-Sep 10:00-20:00", "2026-09-30 20:00", "closed", "2027-04-01 10:00"),
    ("Apr-Sep: 10:00-20:00", "2026-04-01 11:00", "open", "2026-04-01 20:00"),
    ("Nov-Feb 10:00-16:00", "2027-01-15 11:00", "open", "2027-01-15 16:00"),
    ("10:00-12:00; Dec 24-Jan 2 off", "2027-01-01 11:00", "closed", "2027-01-03 10:00"),
    ("10:00-12:00; Dec 25,26 off", "2026-12-26 11:00", "closed", "2026-12-27 10:00"),
    ("Feb 29 10:00-12:00", "2026-11-23 11:00", "closed", "2028-02-29 10:00"),
    ("2027 Mo 10:00-12:00", "2026-12-28 11:00", "closed", "2027-01-04 10:00"),
    ("2026-2028/2 Jan 5 10:00-12:00", "2026-01-05 12:00", "closed", "2028-01-05 10:00"),
    (
        "10:00-12:00; 2026 Dec 24-2027 Jan 3 off",
        "2026-12-23 12:00",
        "closed",
        "2027-01-04 10:00",
    ),
    ("week 1-10/2 Mo 10:00-12:00", "2026-01-12 11:00", "open", "2026-01-12 12:00"),
    ("week 1-10/2 Mo 10:00-12:00", "2026-01-19 11:00", "closed", "2026-01-26 10:00"),
    ("week 48 Mo 10:00-12:00", "2026-11-23 11:00", "open", "2026-11-23 12:00"),
    ("week 53 Fr 10:00-12:00", "2027-01-01 11:00", "open", "2027-01-01 12:00"),
    # The how-manieth of the month
    ("Tu[1] 10:00-12:00", "2026-11-24 11:00", "closed", "2026-12-01 10:00"),
    ("Fr[-1] 10:00-12:00", "2026-11-27 11:00", "open", "2026-11-27 12:00"),
    ("We[1,3] 10:00-12:00", "2026-11-18 11:00", "open", "2026-11-18 12:00"),
    ("We[2-3] 10:00-12:00", "2026-11-04 11:00", "closed", "2026-11-11 10:00"),
    ("Su[-1] -1 day 10:00-12:00", "2026-11-28 11:00", "open", "2026-11-28 12:00"),
    ("Nov Th[4] 10:00-12:00", "2026-11-26 11:00", "open", "2026-11-26 12:00"),
    # An end that nobody knows
    ("Mo-Sa 18:00+", "2026-11-23 17:59", "closed", "2026-11-23 18:00"),
    ("Mo-Sa 18:00+", "2026-11-23 18:00", "unknown", "2026-11-24 06:00"),
    ("Mo 10:00-18:00+", "2026-11-23 11:00", "open", "2026-11-23 18:00"),
    ("Mo 10:00-18:00+", "2026-11-23 18:00", "unknown", "2026-11-24 06:00"),
    # Otherwise
    ('Mo 10:00-12:00 || "bel ons"', "2026-11-23 11:00", "open", "2026-11-23 12:00"),
    ('Mo 10:00-12:00 || "bel ons"', "2026-11-23 12:00", "unknown", "2026-11-30 10:00"),
    (
        "Mo 10:00-12:00 || Mo,Tu 09:00-11:00",
        "2026-11-23 10:30",
        "open",
        "2026-11-23 12:00",
    ),
    (
        "Mo 10:00-12:00 || Mo 11:00-13:00 unknown",
        "2026-11-23 12:30",
        "unknown",
        "2026-11-23 13:00",
    ),
    # Remarks
    ('Mo 10:00-12:00 "op afspraak"', "2026-11-23 11:00", "unknown", "2026-11-23 12:00"),
    ('Mo 10:00-12:00 open "bel aan"', "2026-11-23 11:00", "open", "2026-11-23 12:00"),
    (
        'Mo-Su 10:00-12:00; Dec 31 off "feest"',
        "2026-12-31 11:00",
        "closed",
        "2027-01-01 00:00",
    ),
    ("Mo 10:00-12:00 unknown", "2026-11-23 11:00", "unknown", "2026-11-23 12:00"),
]


@pytest.mark.parametrize(("hours", "at", "state", "until"), CASES)
def test_what_is_open_when(hours, at, state, until):
    assert problem_with(hours) is None

    status = status_at(hours, moment(at), CALENDAR)

    assert status.state == state
    # In UTC: Python never calls two times of the hour that comes twice equal.
    found = status.until and status.until.astimezone(UTC)
    assert found == (moment(until).astimezone(UTC) if until else None)


@pytest.mark.parametrize(
    ("calendar", "at", "state"),
    [
        (CALENDAR, "2026-04-03 11:00", "open"),
        (WITH_ALL, "2026-04-03 11:00", "closed"),
        (CALENDAR, "2026-05-05 11:00", "open"),
        (WITH_ALL, "2026-05-05 11:00", "closed"),
        (CALENDAR, "2026-05-15 11:00", "open"),
        (OWN_DAYS, "2026-05-15 11:00", "closed"),
        (Calendar(liberation_day="never"), "2025-05-05 11:00", "open"),
    ],
)
def test_the_municipality_decides_which_days_are_holidays(calendar, at, state):
    assert status_at(WEEK, moment(at), calendar).state == state


def test_a_remark_comes_with_the_answer():
    hours = 'Mo 10:00-12:00 "op afspraak"; Tu off "studiedag"'

    by_appointment = status_at(hours, moment("2026-11-23 11:00"), CALENDAR)
    study_day = status_at(hours, moment("2026-11-24 11:00"), CALENDAR)

    assert by_appointment.comment == "op afspraak"
    assert (study_day.state, study_day.comment) == ("closed", "studiedag")


# Round about, from an almanac's longest and shortest day: three minutes either way.
# The comparison with opening_hours.js holds the sun to the minute.
@pytest.mark.parametrize(
    ("hours", "on", "about"),
    [
        ("sunrise-12:00", "2026-06-21", "05:24"),
        ("sunrise-12:00", "2026-12-21", "08:45"),
        ("12:00-sunset", "2026-06-21", "22:02"),
        ("12:00-sunset", "2026-12-21", "16:31"),
        ("(sunrise+01:00)-12:00", "2026-06-21", "06:24"),
    ],
)
def test_the_sun_decides(hours, on, about):
    at = f"{on} 00:00" if hours.endswith("12:00") else f"{on} 12:00"
    until = status_at(hours, moment(at), CALENDAR).until

    off = (until - moment(f"{on} {about}")).total_seconds()
    assert abs(off) <= 180


def test_an_evening_that_ends_before_it_begins_is_no_night():
    assert status_at("20:00-sunset", moment("2026-12-21 21:00"), CALENDAR).state == (
        "closed"
    )
    assert status_at("sunset-02:00", moment("2026-12-22 01:00"), CALENDAR).state == (
        "open"
    )


def test_hours_that_are_empty_or_not_understood_are_unknown():
    for hours in ["", "zomer", "8-6:30"]:
        assert status_at(hours, moment("2026-11-23 11:00"), CALENDAR).state == "unknown"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        status_at("24/7", datetime(2026, 11, 23, 11), CALENDAR)
