from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from places.hours import Calendar, problem_with, week_ahead
from places.models.place import validate_hours
from tests.kit.factories import BREDA

CALENDAR = Calendar(school_region="zuid", position=BREDA)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "hours",
    [
        "24/7",
        "Mo-Fr 09:00-17:00",
        "Mo,We 10:00-12:00; PH off",
        "Apr-Sep: 08:00-20:00",
        "Mo-Fr 09:00-17:00; SH off",
        "Mo-Fr 09:00-17:00; PH off;",
        "SH,PH off",
        "Dec 25,26 off",
        "2026 Dec 24-2027 Jan 02 off",
        "week 1-53/2 Fr 09:00-12:00",
        "easter -2 days off",
        "(sunrise-00:30)-(sunset+00:30)",
        'Mo 10:00-12:00 || "bel ons"',
        "Mo.-Fr.: 09:00-17:00, Sa. 10:00-12:00",
        "mon-THURS 10:00-12:00; Ph off",
        '"op afspraak"',
    ],
)
def test_the_grammar_of_openstreetmap_is_understood(hours):
    assert problem_with(hours) is None


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ("+423 232 48 18", "“+” can't stand"),
        ("ma-vr 9-17", "the word “ma”"),
        ("8-6:30", "a time has its minutes"),
        ("closed.", "the word “closed”"),
        ("weekdays 09:00-17:00", "the word “weekdays”"),
        ("Mo-Fr 9-17", "“9” can't stand"),
        ("zomer", "the word “zomer”"),
        ("März 10:00-12:00", "the word “März”"),
        ("Mo 10:00–12:00", "the sign “–”"),
        ("", "something is missing"),
        ("Mo-", "something is missing"),
        ("Mo 10:00-12:00;;", "can't stand"),
        ("Mo 10:00-12:00 ||", "something is missing"),
        ('Mo 10:00-12:00 ""', "remark in quotes is empty"),
        ('Mo 10:00-12:00 "op afspraak', "quotation mark"),
        ("Feb 30: 10:00-12:00", "no 30 Feb"),
        ("2027 Feb 29 off", "no 29 Feb"),
        ("Apr 31 off", "no 31 Apr"),
        ("Dec 0 off", "no 0 Dec"),
        ("Jan,5 off", "can't stand"),
        ("easter,5 off", "can't stand"),
        ("0000 Jan 1 off", "is not a year we use"),
        ("9999 Dec 31 +1 day off", "is not a year we use"),
        ("Dec 26-24 off", "backwards"),
        ("2027 Jan 2-2026 Dec 24 off", "backwards"),
        ("Oct 1+ off", "has no end"),
        ("Mar-Apr 5 off", "can't stand"),
        ("Tu[6] 10:00-12:00", "one to five times"),
        ("Tu[0] 10:00-12:00", "one to five times"),
        ("Mo-Fr[1] 10:00-12:00", "can't stand"),
        ("week 40-10 10:00-12:00", "no row"),
        ("week 54 10:00-12:00", "no row"),
        ("Mo 10:00", "stands alone"),
        ("Mo 10:00-25:60", "no time 25:60"),
        ("Mo 10:00-49:00", "no time 49:00"),
        ("Mo 24:00-26:00", "before 24:00"),
        ("Mo 10:00-10:00", "same time"),
        ("Mo 10:00-16:00/02:00", "repeat"),
        ("Mo-Fr 09:00-17:00; 19:00-21:00", "without a day"),
        ("Mo-Fr 09:00-17:00; off", "without a day"),
        ("PH off; Mo-Fr 09:00-17:00", "after the ordinary days"),
        ("Mo-Su 20:00-04:00; Su 02:00-03:00 off", "pass midnight"),
        ("Mo-Fr PH off", "can't stand"),
        ("PH +367 days off", "more than a year"),
    ],
)
def test_what_would_be_guessed_is_refused_with_the_reason(hours, reason):
    with translation.override("en"):
        assert reason in problem_with(hours)
        with pytest.raises(ValidationError, match="An example"):
            validate_hours(hours)


def test_the_reason_is_in_the_language_of_the_reader():
    with translation.override("nl"):
        assert "30 feb" in problem_with("Feb 30 off").casefold()
        with pytest.raises(ValidationError, match="Een voorbeeld"):
            validate_hours("Feb 30 off")


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo 10:00-12:00,14:00-17:00", "10:00 – 12:00, 14:00 – 17:00"),
        ("Tu 10:00-12:00", "closed"),
        ('Mo-Su 10:00-12:00; Mo off "studiedag"', "closed (studiedag)"),
        ("24/7", "all day"),
        ("Mo 22:00-02:00", "22:00 – 2:00"),
        ("Mo 18:00-24:00", "18:00 – 24:00"),
        ("Mo 18:00+", "from 18:00, closing time unknown"),
        ("Mo 10:00-18:00+", "10:00 – 18:00 or later"),
        ('Mo 10:00-12:00 "op afspraak"', "10:00 – 12:00 (op afspraak)"),
        ("Mo 10:00-12:00 unknown", "10:00 – 12:00 (not certain)"),
        ('Tu 10:00-12:00 || "bel ons"', "bel ons"),
        ('Mo 10:00-12:00 || "bel ons"', "10:00 – 12:00, otherwise: bel ons"),
        ("unknown", "not known"),
    ],
)
def test_a_day_ahead_is_said_in_words(hours, words):
    with translation.override("en"):
        day = week_ahead(hours, MONDAY, CALENDAR, days=1)[0]

    assert day.words == words
    assert day.sentence == f"Monday {words}"


def test_a_week_ahead_has_seven_days_with_their_moments():
    days = week_ahead("Fr 22:00-02:00", MONDAY, CALENDAR)

    assert [day.date.day for day in days] == [23, 24, 25, 26, 27, 28, 29]
    assert [len(day.intervals) for day in days] == [0, 0, 0, 0, 1, 0, 0]
    night = days[4].intervals[0]
    assert night.start.isoformat() == "2026-11-27T22:00:00+01:00"
    assert night.end.isoformat() == "2026-11-28T02:00:00+01:00"


def test_the_week_ahead_of_hours_nobody_understands_is_empty():
    assert week_ahead("zomer", MONDAY, CALENDAR) == []
