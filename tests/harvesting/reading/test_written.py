"""Days and times as people write them in tables."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from harvesting.facts.event import Refusal
from harvesting.reading.written import clock_of, day_of, moment_of, span_of

HERE = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    "text",
    ["2026-11-03", "3-11-2026", "03/11/2026", "3.11.2026", "3-11-26", "3 november 2026",
     "di 3 nov 2026", "dinsdag, 3 nov. 2026", "Tuesday 3 November 2026"],
)  # fmt: skip
def test_a_day_is_read_the_day_before_the_month(text):
    assert day_of(text) == date(2026, 11, 3)


def test_march_has_three_short_names():
    names = ("mrt", "maart", "mar")

    assert {day_of(f"1 {each} 2026") for each in names} == {date(2026, 3, 1)}


@pytest.mark.parametrize(
    "text", ["11/23/2026", "morgen", "3 foo 2026", "1-1-9999", "0-0-0"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refusal):
        day_of(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [("10:00", time(10)), ("9.30", time(9, 30)), ("10u15", time(10, 15)),
     ("10 uur", time(10)), ("10.30 uur", time(10, 30)), ("14", time(14)),
     ("10:00:00", time(10)), ("", None)],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(text, at):
    assert clock_of(text) == at


@pytest.mark.parametrize("text", ["25:00", "10:75", "straks", "10:00-12:00", "-1"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(Refusal):
        clock_of(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [("10:00", ("10:00", "")), ("10-12 uur", ("10", "12 uur")),
     ("10.00 tot 12.00", ("10.00", "12.00")), ("", ("", ""))],
)  # fmt: skip
def test_a_span_has_a_begin_and_an_end(text, span):
    assert span_of(text) == span


@pytest.mark.parametrize(
    "text",
    ["2026-11-03 10:30", "2026-11-03T10:30:00+01:00", "2026-11-03T09:30:00Z",
     "3-11-2026 10:30", "3 november 2026 10.30 uur", "di 3 nov 2026, 10:30"],
)  # fmt: skip
def test_a_moment_is_a_day_and_a_time(text):
    assert moment_of(text, HERE) == datetime(2026, 11, 3, 10, 30, tzinfo=HERE)


def test_a_cell_with_a_day_is_a_day():
    assert moment_of("3 november 2026", HERE) == date(2026, 11, 3)
    assert moment_of(" ", HERE) is None
