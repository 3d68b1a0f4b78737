"""Rules of strangers: looked through, and computed as dateutil does from the start."""

from datetime import date, datetime, timedelta
from itertools import dropwhile, takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from harvesting.facts.event import Refusal
from harvesting.facts.rules import MOST_PERIODS, checked, walls

HERE = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 11, 3, 10, tzinfo=HERE)  # a Tuesday
DAILY = "FREQ=DAILY;UNTIL="


@pytest.mark.parametrize(
    ("rule", "start", "means"),
    [
        ("freq=weekly;byday=tu", START, "FREQ=WEEKLY;BYDAY=TU"),
        ("RRULE:FREQ=DAILY;", START, "FREQ=DAILY"),
        (f"{DAILY}20261201T090000Z", START, f"{DAILY}20261201T090000Z"),
        # By the clock of its own zone; a day counts until its end.
        (f"{DAILY}20261201T100000", START, f"{DAILY}20261201T090000Z"),
        (f"{DAILY}20261201", START, f"{DAILY}20261201T225959Z"),
        (f"{DAILY}20261201T230000Z", date(2026, 11, 3), f"{DAILY}20261201"),
        ("FREQ=DAILY;BYHOUR=9,12", date(2026, 11, 3), "FREQ=DAILY"),
        ("FREQ=HOURLY;COUNT=5", START, "FREQ=HOURLY;COUNT=5"),
    ],
)  # fmt: skip
def test_a_rule_is_written_in_one_way(rule, start, means):
    assert checked(rule, start) == means


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=SECONDLY", "every minute or every second"),
        ("FREQ=MINUTELY;COUNT=3", "every minute or every second"),
        ("FREQ=HOURLY", "10000 dates"),
        ("FREQ=DAILY;COUNT=10000", "10000 dates"),
        ("FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,10,20,30,40,50,55", "10000 dates"),
        ("FREQ=FORTNIGHTLY", "no rule"),
        ("W1 TU #0", "no rule"),
        ("", "no rule"),
        ("FREQ=DAILY;INTERVAL=0", "“INTERVAL”"),
        ("FREQ=DAILY;COUNT=0", "“COUNT”"),
        ("FREQ=DAILY;COUNT=3,4", "“COUNT”"),
        ("FREQ=DAILY;BYMONTH=13", "“BYMONTH”"),
        ("FREQ=MONTHLY;BYMONTH=5L;RSCALE=HEBREW", "means nothing to us"),
        ("FREQ=MONTHLY;BYMONTH=5L", "“BYMONTH”"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "“BYMONTHDAY”"),
        ("FREQ=MONTHLY;BYDAY=99MO", "no rule|“BYDAY”"),
        ("FREQ=YEARLY;BYEASTER=1", "“BYEASTER”"),
        ("FREQ=WEEKLY;BYWEEKNO=3", "“BYWEEKNO”"),
        ("FREQ=DAILY;UNTIL=PT1H", "no day"),
        ("FREQ=DAILY;BYMONTHDAY=" + "1," * 2000 + "1", "longer"),
    ],
)
def test_what_is_no_rule_is_refused_in_words(rule, words):
    with translation.override("en"), pytest.raises(Refusal, match=words):
        checked(rule, START)


def test_every_hour_of_whole_days_is_refused():
    with translation.override("en"), pytest.raises(Refusal, match="every hour"):
        checked("FREQ=HOURLY;COUNT=3", date(2026, 11, 3))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
        "FREQ=YEARLY;INTERVAL=2147483647",
        "FREQ=MONTHLY;INTERVAL=2147483647",
        "FREQ=WEEKLY;INTERVAL=2147483647",
        "FREQ=DAILY;INTERVAL=2147483647",
        "FREQ=HOURLY;INTERVAL=2147483647",
    ],
)
def test_what_never_comes_ends(rule):
    known = checked(rule, START)

    assert walls(known, START, datetime(2027, 1, 1), datetime(2029, 1, 1)) == []


def test_who_counts_days_that_never_come_stops_in_time():
    rule = checked("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=9999", START)
    last = walls(rule, START, datetime(2027, 1, 1), datetime(9999, 1, 1))[-1]

    assert last < datetime(2026, 11, 3) + timedelta(days=MOST_PERIODS)


def numbers(low, high, most=3):
    each = st.integers(low, high).filter(bool)
    return st.lists(each, min_size=1, max_size=most, unique=True)


def listed(name, values):
    return st.one_of(
        st.just(""), values.map(lambda v: f";{name}={','.join(map(str, v))}")
    )


DAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3,
    unique=True,
)  # fmt: skip
NUMBERED = st.lists(
    st.sampled_from(["1MO", "-1FR", "2TU", "3SU"]), min_size=1, max_size=2, unique=True
)


@st.composite
def rules(draw):
    often = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={often};INTERVAL={draw(st.integers(1, 5))}"]
    is_in_weeks = often == "YEARLY" and draw(st.booleans())
    parts.append(draw(listed("BYMONTH", numbers(1, 12))))
    if is_in_weeks:
        days = ",".join(draw(DAYS))
        parts.append(f";BYDAY={days}")
        parts.append(draw(listed("BYWEEKNO", numbers(-53, 53))))
    else:
        by_day = DAYS | NUMBERED if often in {"MONTHLY", "YEARLY"} else DAYS
        parts.append(draw(listed("BYDAY", by_day)))
        parts.append(draw(listed("BYMONTHDAY", numbers(-31, 31))))
    if often == "YEARLY":
        parts.append(draw(listed("BYYEARDAY", numbers(-366, 366))))
    parts.append(draw(listed("BYHOUR", numbers(1, 23, 2))))
    if often != "WEEKLY" and any("BY" in part for part in parts):
        parts.append(draw(listed("BYSETPOS", numbers(-3, 3, 2))))
    parts.append(draw(st.sampled_from(["", ";WKST=SU", ";WKST=MO", ";WKST=WE"])))
    count = st.integers(1, 40).map(";COUNT={}".format)
    parts.append(draw(st.just("") | count))
    return "".join(parts)


@given(
    rule=rules(),
    first=st.datetimes(datetime(2015, 1, 1), datetime(2026, 12, 31)).map(
        lambda each: each.replace(minute=0, second=0, microsecond=0)
    ),
    begin=st.datetimes(datetime(2020, 1, 1), datetime(2027, 12, 31)),
)
def test_no_date_is_lost_by_jumping_to_where_it_is_asked(rule, first, begin):
    end = begin + timedelta(days=400)
    start = first.replace(tzinfo=HERE)
    # The calendar is the same after 400 years; dateutil looks on until the year 9999.
    theirs = rrulestr(rule, dtstart=later(first))
    expected = dropwhile(later(begin).__gt__, takewhile(later(end).__ge__, theirs))

    found = walls(checked(rule, start), start, begin, end)

    assert [later(each) for each in found] == list(expected)


def later(moment):
    return moment.replace(year=moment.year + 19 * 400)
