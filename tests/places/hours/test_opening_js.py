"""Our opening hours beside those of opening_hours.js, minute by minute.

`make compare-hours` installs it below tests/kit/js and runs this. Each difference is of
one of the kinds below, and a difference of no kind fails. Of the 295 real hours that
both read, the two differ only in these:

night      Mo-Th 11:00-02:00; Fr-Sa 11:00-03:00, on Friday at 01:00. Theirs lets
           Friday's rule end the night that began on Thursday; ours lets the night be.
clock      25 October between 02:00 and 03:00: the time comes twice. Theirs takes one
           of the two, ours says unknown when a time of opening or closing lies in it.
after      30 March between 00:00 and 01:00. Theirs adds 24 hours to a Sunday of 23, so
           that the night of Saturday begins anew and that of Sunday an hour late.
sundays    Easter and Whit Sunday are public holidays for us, not for theirs.
open end   18:00+. Theirs guesses an end (by midnight, or ten hours on); ours is unknown
           until six in the morning, and after 10:00-18:00+ as well.
sun        Theirs has the sun rise at 06:00 and set at 18:00 on every day of the year,
           as its copy of suncalc is not found. Ours was held beside suncalc itself.

Theirs reads two that we refuse, and guesses; it refuses SH for want of dates.
"""

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from places.hours import Calendar, problem_with, status_at
from places.hours.calendar import easter
from places.hours.evaluation import ONE_DAY, spans_on
from places.hours.grammar import read
from places.hours.rules import AMSTERDAM, DAY
from tests.places.hours.test_opening_cases import CASES

pytestmark = [pytest.mark.once, pytest.mark.long(4)]
HERE = Path(__file__).parents[2] / "kit" / "js"
# As opening_hours.js counts them: with Good Friday, and with 5 May every year.
CALENDAR = Calendar(good_friday=True, liberation_day="yearly")
GUESSED = {
    "Weekdays 7-3, Saturdays 7-6, Sundays 7-4",
    "Mon-Tue Closed; Wed-Thurs, Sun 11-8; Fri-Sat 11-9",
}
WEEKS = [
    date(2025, 12, 29),
    date(2026, 3, 27),
    date(2026, 4, 2),
    date(2026, 5, 4),
    date(2026, 5, 21),
    date(2026, 7, 6),
    date(2026, 10, 23),
    date(2026, 11, 23),
    date(2026, 12, 23),
]


def moments() -> list[datetime]:
    """A week from each of the days, every 17 minutes."""
    starts = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in WEEKS]
    steps = [timedelta(minutes=17 * each) for each in range(7 * DAY // 17)]
    return [start + step for start in starts for step in steps]


def theirs(hours: list[str]) -> list[list[str] | None]:
    question = {"hours": hours, "moments": [each.isoformat() for each in moments()]}
    answer = subprocess.run(
        ["node", "hours.mjs"],
        cwd=HERE,
        env=os.environ | {"TZ": "Europe/Amsterdam"},
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def kind_of(hours: str, at: datetime) -> str | None:
    """Which of the differences above this may be; None when it is of no kind."""
    local = at.astimezone(AMSTERDAM)
    day, clock = local.date(), (local.month, local.day, local.hour)
    sundays = {easter(day.year) + timedelta(days=each) for each in (0, 49)}
    kinds = {
        "clock": clock == (10, 25, 2),
        "after": clock == (3, 30, 0),
        "sun": "sun" in hours or "dusk" in hours or "dawn" in hours,
        "sundays": "PH" in hours and bool(sundays & {day, day + ONE_DAY}),
        "open end": "+" in hours,
        "night": _night_before(hours, day) > local.hour * 60 + local.minute,
    }
    return next((kind for kind, is_so in kinds.items() if is_so), None)


def _night_before(hours: str, day: date) -> int:
    """Until how many minutes after midnight the longest night of the hours may last."""
    rules = read(hours)
    nights = [spans_on(rules, day - each * ONE_DAY, CALENDAR) for each in range(1, 8)]
    return max((span.end - DAY for night in nights for span in night), default=0)


@pytest.fixture
def opening_hours_js():
    if not shutil.which("node") or not (HERE / "node_modules").is_dir():
        pytest.skip(
            "opening_hours.js is not here; `make setup` installs it where npm is"
        )


@pytest.mark.usefixtures("opening_hours_js")
def test_every_difference_with_opening_hours_js_is_of_a_known_kind(shared_data):
    real = (shared_data / "osm" / "opening_hours.txt").read_text().splitlines()
    hours = list(dict.fromkeys([case[0] for case in CASES] + real))

    when = moments()
    unexplained, count = [], {}
    for each, states in zip(hours, theirs(hours), strict=True):
        ours = problem_with(each) is None
        if states is None or not ours:
            if not (each in GUESSED or "SH" in each or (states is None and not ours)):
                unexplained.append((each, "only one of the two refuses it"))
            continue
        for at, state in zip(when, states, strict=True):
            if status_at(each, at, CALENDAR).state == state:
                continue
            kind = kind_of(each, at)
            count[kind] = count.get(kind, 0) + 1
            if kind is None:
                unexplained.append((each, at.astimezone(AMSTERDAM).isoformat(), state))

    assert not unexplained
    assert set(count) == {"night", "clock", "after", "sundays", "open end", "sun"}


# The difference, what is so by ours, what by theirs: kept as the record of the choice.
@pytest.mark.parametrize(
    ("hours", "at", "ours", "in_js"),
    [
        ("Mo-Th 11:00-02:00; Fr-Sa 11:00-03:00", "2026-11-27T01:00", "open", "closed"),
        ("Mo-Su 17:00-04:00; Su 19:00-02:30", "2026-11-23T03:00", "closed", "open"),
        ("Th-Sa 22:00-04:00; PH off", "2026-12-25T02:00", "open", "closed"),
        ("Su 02:30-05:00", "2026-10-25T02:15+01:00", "unknown", "closed"),
        ("11:00-26:00", "2026-10-25T02:15+02:00", "unknown", "open"),
        ("Sa 22:00-02:30", "2026-03-30T00:30", "closed", "open"),
        ("PH 12:00-14:00", "2026-04-05T13:00", "open", "closed"),
        ("PH 12:00-14:00", "2026-05-24T13:00", "open", "closed"),
        ("Mo-Sa 18:00+", "2026-11-24T05:00", "unknown", "closed"),
        ("Mo 10:00-18:00+", "2026-11-23T19:00", "unknown", "closed"),
        ("08:00-dusk", "2026-11-23T18:00", "closed", "open"),
    ],
)
def test_where_we_chose_otherwise_than_opening_hours_js(hours, at, ours, in_js):
    local = datetime.fromisoformat(at)
    local = local if local.tzinfo else local.replace(tzinfo=AMSTERDAM)

    assert kind_of(hours, local)
    assert status_at(hours, local, CALENDAR).state == ours != in_js
