"""The opening hours that people wrote in OpenStreetMap."""

import re
from datetime import date, datetime

import pytest
from django.utils import translation

from places.hours import Calendar, problem_with, status_at, week_ahead
from places.hours.rules import AMSTERDAM
from tests.kit.factories import BREDA

# What has no meaning that is sure: 8 may be in the evening, a summer has no dates.
REFUSED = {
    "Weekdays 7-3, Saturdays 7-6, Sundays 7-4": "“Weekdays”",
    "8-6:30": "“8”",
    "summer": "“summer”",
    "Mon-Tue Closed; Wed-Thurs, Sun 11-8; Fri-Sat 11-9": "“11”",
}
CALENDAR = Calendar(school_region="zuid", position=BREDA)
MOMENTS = {
    "monday": datetime(2026, 11, 23, 15, 40, tzinfo=AMSTERDAM),
    "night": datetime(2026, 11, 28, 1, 30, tzinfo=AMSTERDAM),  # after Friday
    "sunday": datetime(2026, 11, 29, 12, 30, tzinfo=AMSTERDAM),
    "christmas": datetime(2026, 12, 25, 11, 30, tzinfo=AMSTERDAM),  # a Friday
}
DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
RANGE = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?"
TIME = r"\d+:\d\d-\d+:\d\d"
SIMPLE = re.compile(
    rf"(?:(?P<days>{RANGE}(?:, ?{RANGE})*) )?(?P<times>{TIME}(?:, ?{TIME})*)"
)

# What the weekdays and times alone do not tell, at the four moments.
OTHERS = {
    "24/7": "open open open open",
    "Mo-Su": "open open open open",
    "Mo-Sa; PH off": "open open closed closed",
    "Su; PH": "closed closed open open",
    "Sa-Su; PH": "closed open open open",
    "Mo-Th; Sa; PH off": "open open closed closed",
    "Su 09:00-19:00; PH 09:00-19:00": "closed closed open open",
    "Mo-Sa;Su 14:00-00:00": "open open closed open",
    "Mo-Sa 07:00-16:00; PH off": "open closed closed closed",
    "Mo-Sa 18:00+": "closed unknown closed closed",
    "Mo-Sa 19:00+": "closed unknown closed closed",
    "08:00-dusk": "open closed open open",
    "Mo off; Tu-Sa 9:00-23:00; Su 9:00-18:00": "closed closed open open",
    "Mo-Sa 06:30 - 18:30; Su off": "open closed closed open",
    "Mar 29-Oct 27 Mo-Su 09:50-18:30; Tu off": "closed closed closed closed",
    'Tu-Fr 14:00-19:00; Sa 10:00-16:00 || "sowie nach Vereinbarung"': (
        "unknown unknown unknown unknown"
    ),
    'Sep-Jun: We-Su 11:00-18:00 "Tu by appointment"; Jul-Aug: Mo-Fr 11:00-18:00': (
        "closed closed unknown unknown"
    ),
    "Mo-Fr 09:00-19:00, Sa 10:00-17:00, Ph off": "open closed closed closed",
    "Mo.-Fr.: 09:00-19:00, Sa.: 10:00-16:00": "open closed closed open",
    '"Montag bis Freitag nach Vereinbarung"': "unknown unknown unknown unknown",
    "Oct-Mar: Tu,Fr 08:00-13:00; Apr-Sep: Tu,Fr 07:00-13:00; Th 15:00-20:00": (
        "closed closed closed open"
    ),
}


@pytest.fixture
def real(shared_data) -> list[str]:
    return (shared_data / "osm" / "opening_hours.txt").read_text().splitlines()


def test_all_are_understood_or_refused_with_a_reason(real):
    with translation.override("en"):
        refused = {hours: problem_with(hours) for hours in real if problem_with(hours)}

    assert refused.keys() == REFUSED.keys()
    assert all(REFUSED[hours] in reason for hours, reason in refused.items())


def days_of(text: str | None) -> set[int]:
    if text is None:
        return set(range(7))
    found = set()
    for part in text.replace(" ", "").split(","):
        first, last = (DAYS.index(day) for day in (part + "-" + part).split("-")[:2])
        found |= {(first + each) % 7 for each in range((last - first) % 7 + 1)}
    return found


def simple_week(hours: str) -> dict[int, list[tuple[int, int]]] | None:
    """By weekday the minutes of opening, read with a pattern; None when not so simple.

    Knows nothing of our grammar, and is a second opinion on most of the strings.
    """
    week = {day: [] for day in range(7)}
    for rule in hours.split(";"):
        match = SIMPLE.fullmatch(rule.strip())
        if match is None:
            return None
        times = []
        for part in re.split(", ?", match["times"]):
            numbers = [int(each) for each in re.findall(r"\d+", part)]
            start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
            times.append((start, end if end > start else end + 1440))
        week |= dict.fromkeys(days_of(match["days"]), times)
    return week


def test_the_simple_ones_are_open_when_a_second_reader_says_so(real):
    weeks = {hours: simple_week(hours) for hours in real}
    simple = {hours: week for hours, week in weeks.items() if week}
    assert len(simple) > 240

    for hours, week in simple.items():
        for at in MOMENTS.values():
            minute = at.hour * 60 + at.minute
            today, night = week[at.weekday()], week[(at.weekday() - 1) % 7]
            is_open = any(start <= minute < end for start, end in today) or any(
                minute < end - 1440 for _start, end in night
            )
            state = status_at(hours, at, CALENDAR).state
            assert state == ("open" if is_open else "closed"), (hours, at)


@pytest.mark.parametrize("hours", OTHERS)
def test_the_others_are_open_when_their_words_say_so(hours):
    states = [status_at(hours, at, CALENDAR).state for at in MOMENTS.values()]

    assert " ".join(states) == OTHERS[hours]


def test_all_that_are_understood_say_something_of_every_day(real):
    for hours in real:
        if hours not in REFUSED:
            days = week_ahead(hours, date(2026, 11, 23), CALENDAR)
            assert [bool(day.words) for day in days] == [True] * 7
