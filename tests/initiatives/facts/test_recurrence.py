"""Rules of recurrence, against dates written by hand from a calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from initiatives.facts.recurrence import Change, Kind, Series, following, split
from initiatives.facts.rules import HERE, LAST, NotARule, Rule, moment

MO, TU, WE, TH, FR, SA, SU = range(7)


def days(text: str, year: int = 2026) -> list[date]:
    """ "3-11 1-12" are 3 November and 1 December; "2027:" begins another year."""
    found = []
    for part in text.split():
        if part.endswith(":"):
            year = int(part[:-1])
            continue
        day, month = part.split("-")
        found.append(date(year, int(month), int(day)))
    return found


# What, the first day it may be, the rule, the days it is asked for, and what they are.
TABLE = [
    ("every Tuesday", "3-11", Rule((TU,)), "1-11 30-11", "3-11 10-11 17-11 24-11"),
    ("on two days", "2-11", Rule((MO, TH)), "1-11 16-11", "2-11 5-11 9-11 12-11"),
    ("every day but Sunday", "2-11", Rule((0, 1, 2, 3, 4, 5)), "6-11 11-11",
     "6-11 7-11 9-11 10-11"),
    ("every second week", "3-11", Rule((TU,), 2), "1-11 31-12",
     "3-11 17-11 1-12 15-12 29-12"),
    ("every second week, asked long after", "6-1", Rule((TU,), 2), "1-11 1-12",
     "10-11 24-11"),
    ("every second week on two days, begun on the second", "5-11", Rule((TU, TH), 2),
     "1-11 30-11", "5-11 17-11 19-11"),
    ("every third week", "4-11", Rule((WE,), 3), "1-11 31-12", "4-11 25-11 16-12"),
    ("every fourth week over new year", "3-12", Rule((TH,), 4), "1-12 2027: 1-3",
     "3-12 31-12 2027: 28-1 25-2"),
    ("every sixth week", "1-1", Rule((TH,), 6), "1-1 1-5", "1-1 12-2 26-3"),
    ("the first Monday", "5-1", Rule((MO,), weeks=(1,)), "1-1 30-4",
     "5-1 2-2 2-3 6-4"),
    ("the second Wednesday", "1-1", Rule((WE,), weeks=(2,)), "1-9 31-12",
     "9-9 14-10 11-11 9-12"),
    ("the fourth Friday", "1-1", Rule((FR,), weeks=(4,)), "1-1 31-3",
     "23-1 27-2 27-3"),
    ("the last Saturday", "1-1", Rule((SA,), weeks=(LAST,)), "1-1 31-5",
     "31-1 28-2 28-3 25-4 30-5"),
    ("the last Sunday, over the clock changes", "1-1", Rule((SU,), weeks=(LAST,)),
     "1-3 1-5", "29-3 26-4"),
    ("the first and third Tuesday", "1-1", Rule((TU,), weeks=(1, 3)), "1-11 31-12",
     "3-11 17-11 1-12 15-12"),
    ("the first and last Friday", "1-1", Rule((FR,), weeks=(1, LAST)), "1-7 31-8",
     "3-7 31-7 7-8 28-8"),
    ("the first Monday and Wednesday", "1-1", Rule((MO, WE), weeks=(1,)), "1-7 31-8",
     "1-7 6-7 3-8 5-8"),
    ("every second month", "1-1", Rule((TU,), 2, weeks=(1,)), "1-1 30-6",
     "6-1 3-3 5-5"),
    ("every third month, asked long after", "1-2", Rule((TU,), 3, weeks=(LAST,)),
     "1-9 2027: 28-2", "24-11 2027: 23-2"),
    ("every twelfth month", "1-3", Rule((SU,), 12, weeks=(1,)), "1-1 2029: 1-1",
     "1-3 2027: 7-3 2028: 5-3"),
    ("until a day on which it is", "3-11", Rule((TU,), until=date(2026, 11, 17)),
     "1-11 31-12", "3-11 10-11 17-11"),
    ("until the day before one", "3-11", Rule((TU,), until=date(2026, 11, 16)),
     "1-11 31-12", "3-11 10-11"),
    ("until a day long ago", "3-11", Rule((TU,), until=date(2026, 1, 1)),
     "1-11 31-12", ""),
    ("a leap day", "2028: 1-2", Rule((TU,)), "2028: 20-2 10-3",
     "2028: 22-2 29-2 7-3"),
    ("the last Tuesday of a leap February", "2028: 1-1", Rule((TU,), weeks=(LAST,)),
     "2028: 1-2 31-3", "2028: 29-2 28-3"),
    ("the week of two years", "2026: 28-12", Rule((MO, FR)), "2026: 28-12 2027: 9-1",
     "2026: 28-12 2027: 1-1 4-1 8-1"),
    ("begun in the middle of its week", "4-11", Rule((MO, WE)), "1-11 12-11",
     "4-11 9-11 11-11"),
    ("the fifth Monday", "1-1", Rule((MO,), weeks=(5,)), "1-1 30-9",
     "30-3 29-6 31-8"),
    ("the first Monday and the third Thursday", "1-1",
     Rule(also=((1, MO), (3, TH))), "1-7 31-8", "6-7 16-7 3-8 20-8"),
    ("the fifteenth", "1-1", Rule(month_days=(15,)), "1-1 1-4", "15-1 15-2 15-3"),
    ("the last day of the month", "1-1", Rule(month_days=(LAST,)), "1-1 1-5",
     "31-1 28-2 31-3 30-4"),
    ("the last day of a leap February", "2028: 1-1", Rule(month_days=(LAST,)),
     "2028: 1-2 1-3", "2028: 29-2"),
    ("the 31st, which not every month has", "1-1", Rule(month_days=(31,)), "1-1 1-6",
     "31-1 31-3 31-5"),
    ("the first and the fifteenth", "1-1", Rule(month_days=(15, 1)), "1-3 1-5",
     "1-3 15-3 1-4 15-4"),
    ("the tenth of every third month, asked long after", "10-1",
     Rule(month_days=(10,), every=3), "2027: 1-1 2027: 1-8", "2027: 10-1 10-4 10-7"),
    ("every tenth day", "1-1", Rule(daily=True, every=10), "1-1 15-2",
     "1-1 11-1 21-1 31-1 10-2"),
    ("every tenth day, asked long after", "1-1", Rule(daily=True, every=10),
     "2027: 1-1 2027: 20-1", "2027: 6-1 16-1"),
    ("every day", "30-12", Rule(daily=True), "29-12 2027: 2-1",
     "30-12 31-12 2027: 1-1"),
    ("every second Saturday, not in July and August", "2027: 1-1",
     Rule((SA,), weeks=(2,), months=(1, 2, 3, 4, 5, 6, 9, 10, 11, 12)),
     "2027: 1-6 2027: 1-11", "2027: 12-6 11-9 9-10"),
    ("every other Tuesday in the winter half", "6-1",
     Rule((TU,), 2, months=(10, 11, 12, 1, 2, 3)), "1-3 31-10",
     "3-3 17-3 31-3 13-10 27-10"),
    ("asked before it begins", "3-11", Rule((TU,)), "1-9 1-11", ""),
    ("asked for one day", "3-11", Rule((TU,)), "10-11 11-11", "10-11"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "rule", "asked", "expected"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_a_rule_gives_the_dates_of_the_calendar(first, rule, asked, expected):
    [first] = days(first)
    begin, after = days(asked)

    assert rule.dates(first, begin, after) == days(expected)


@pytest.mark.parametrize("rule", [row[2] for row in TABLE], ids=[r[0] for r in TABLE])
def test_a_rule_survives_being_written_and_read(rule):
    assert Rule.parse(str(rule)) == rule


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=TU", "FREQ=DAILY;BYDAY=TU", "INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=1TU", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=TU;INTERVAL=many", "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
        "FREQ=MONTHLY;BYDAY=6TU", "FREQ=MONTHLY;BYDAY=-2TU", "FREQ=YEARLY;BYDAY=TU",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "FREQ=DAILY;BYMONTHDAY=3",
        "FREQ=WEEKLY;BYDAY=TU;BYMONTH=13", "FREQ=DAILY;INTERVAL=61",
        "FREQ=MONTHLY;BYDAY=1TU,3TH,WE", "FREQ=MONTHLY;BYDAY=1TU;BYSETPOS=1",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261301", "FREQ=WEEKLY;BYDAY=TU;WKST=SU",
        "FREQ=MONTHLY;BYDAY=TU,1TU", "FREQ=WEEKLY;BYDAY=TU;BYHOUR=3",
    ],
)  # fmt: skip
def test_what_people_do_not_say_is_no_rule(text):
    with pytest.raises(NotARule):
        Rule.parse(text)


def test_the_order_of_days_does_not_matter():
    assert Rule.parse("FREQ=WEEKLY;BYDAY=FR,MO;INTERVAL=1;WKST=MO") == Rule((MO, FR))
    last = Rule.parse("FREQ=MONTHLY;BYDAY=-1TU,1TU")
    assert str(last) == "FREQ=MONTHLY;BYDAY=1TU,-1TU"


def test_until_is_written_in_utc_for_calendars():
    winter = Rule((TU,), until=date(2026, 12, 1)).rrule(time(10))
    summer = Rule((TU,), until=date(2026, 7, 7)).rrule(time(0, 30))

    assert winter.endswith("UNTIL=20261201T090000Z")
    assert summer.endswith("UNTIL=20260706T223000Z")


def some(values, most, least=1):
    return st.sets(st.sampled_from(values), min_size=least, max_size=most).map(tuple)


often = {
    "every": st.integers(1, 12),
    "until": st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    "months": st.just(()) | some(range(1, 13), 12),
}
weeks_of_month = [1, 2, 3, 4, 5, LAST]
counted = st.tuples(st.sampled_from(weeks_of_month), st.integers(0, 6))
rules = st.one_of(
    st.builds(Rule, days=some(range(7), 7), **often),
    st.builds(Rule, days=some(range(7), 2), weeks=some(weeks_of_month, 4), **often),
    st.builds(Rule, also=st.sets(counted, min_size=1, max_size=8).map(tuple), **often),
    st.builds(Rule, month_days=some([*range(1, 32), LAST], 8), **often),
    st.builds(Rule, daily=st.just(True), **(often | {"every": st.integers(1, 60)})),
)
some_days = st.dates(date(2025, 1, 1), date(2029, 1, 1))


@given(rules)
def test_every_rule_survives_being_written_and_fits_its_column(rule):
    assert Rule.parse(str(rule)) == rule
    assert len(str(rule)) <= 120


@given(rules, some_days, some_days, st.integers(0, 400))
def test_asking_for_a_part_gives_what_the_whole_rule_gives(rule, first, begin, many):
    after = begin + timedelta(days=many)
    start = datetime.combine(first, time(12))
    whole = rrulestr(rule.rrule(time(12)), dtstart=start.replace(tzinfo=HERE))
    between = whole.between(
        datetime.combine(begin, time(), HERE),
        datetime.combine(after, time(), HERE) - timedelta(seconds=1),
        inc=True,
    )

    assert rule.dates(first, begin, after) == [each.date() for each in between]


TUESDAYS = Series(date(2026, 11, 3), time(10), 120, Rule((TU,)))


def shown(series, begin="1-11", after="1-12"):
    [begin], [after] = days(begin), days(after)
    return [
        (f"{each.starts_at:%d-%m %H:%M}", each.kind)
        for each in series.times(begin, after)
    ]


def changed(*changes, of=TUESDAYS):
    return Series(of.first, of.at, of.minutes, of.rule, changes)


def test_a_skipped_date_is_not_there():
    series = changed(Change(Kind.SKIP, date(2026, 11, 10)))

    assert [at for at, _kind in shown(series)] == [
        "03-11 10:00", "17-11 10:00", "24-11 10:00",
    ]  # fmt: skip


def test_a_cancelled_date_stays_and_says_why():
    series = changed(Change(Kind.CANCEL, date(2026, 11, 10), reason="Ziek"))

    cancelled = series.times(date(2026, 11, 10), date(2026, 11, 11))

    assert [(each.is_cancelled, each.reason) for each in cancelled] == [(True, "Ziek")]


def test_a_moved_date_is_where_it_went_and_not_where_it_was():
    to = {"to": date(2026, 11, 12), "at": time(14), "minutes": 60}
    series = changed(Change(Kind.MOVE, date(2026, 11, 10), **to))

    assert shown(series)[1] == ("12-11 14:00", Kind.MOVE)
    assert series.times(date(2026, 11, 10), date(2026, 11, 11)) == []
    [moved] = series.times(date(2026, 11, 12), date(2026, 11, 13))
    assert (moved.rule_date, moved.ends_at.hour) == (date(2026, 11, 10), 15)


def test_what_was_moved_into_another_month_is_found_there():
    series = changed(Change(Kind.MOVE, date(2026, 11, 24), to=date(2027, 1, 9)))

    assert shown(series, "20-11") == []
    assert [
        each.rule_date for each in series.times(date(2027, 1, 9), date(2027, 1, 10))
    ] == [date(2026, 11, 24)]


def test_an_extra_date_is_added():
    series = changed(Change(Kind.EXTRA, date(2026, 11, 7), at=time(11)))

    assert shown(series)[1] == ("07-11 11:00", Kind.EXTRA)


def test_a_change_of_a_date_that_the_rule_no_longer_has_does_nothing():
    changes = [
        Change(Kind.CANCEL, date(2026, 11, 11)),
        Change(Kind.MOVE, date(2026, 11, 12), to=date(2026, 11, 13)),
    ]

    assert shown(changed(*changes)) == shown(TUESDAYS)


def test_what_is_once_is_once():
    once = Series(date(2026, 11, 3), time(10), 60)

    assert [at for at, _kind in shown(once)] == ["03-11 10:00"]
    assert shown(once, "4-11") == []


@pytest.mark.parametrize(
    ("day", "utc"),
    [("20-10", 8), ("27-10", 9), ("24-3", 9), ("31-3", 8)],
)
def test_ten_o_clock_stays_ten_o_clock_when_the_clock_changes(day, utc):
    series = Series(date(2026, 1, 6), time(10), 60, Rule((TU,)))
    [begin] = days(day)

    [time_] = series.times(begin, begin + timedelta(days=1))

    assert time_.starts_at.hour == 10
    assert time_.starts_at.utctimetuple().tm_hour == utc


def test_an_hour_that_the_clock_skips_is_an_hour_later():
    assert moment(date(2026, 3, 29), time(2, 30)).isoformat() == (
        "2026-03-29T03:30:00+02:00"
    )


def test_of_an_hour_that_comes_twice_it_is_the_first():
    assert moment(date(2026, 10, 25), time(2, 30)).isoformat() == (
        "2026-10-25T02:30:00+02:00"
    )


def test_two_hours_last_two_hours_in_the_night_of_the_clock_change():
    night = Series(date(2026, 10, 25), time(1, 30), 120)

    [time_] = night.times(date(2026, 10, 25), date(2026, 10, 26))

    assert time_.ends_at.isoformat() == "2026-10-25T02:30:00+01:00"


def test_what_goes_on_past_midnight_counts_on_the_day_it_begins():
    evening = Series(date(2026, 11, 3), time(23), 120)

    [time_] = evening.times(date(2026, 11, 3), date(2026, 11, 4))

    assert time_.ends_at.date() == date(2026, 11, 4)
    assert evening.times(date(2026, 11, 4), date(2026, 11, 5)) == []


def test_the_next_ones_are_found_however_far_apart():
    series = Series(date(2026, 3, 1), time(14), 60, Rule((SU,), 12, weeks=(1,)))

    found = list(following(series, date(2026, 11, 1), 3))

    assert [each.rule_date for each in found] == days("2027: 7-3 2028: 5-3 2029: 4-3")


def test_what_has_ended_has_no_next_ones():
    ended = Series(date(2026, 1, 6), time(10), 60, Rule((TU,), until=date(2026, 2, 1)))

    assert list(following(ended, date(2026, 11, 1), 8)) == []


def test_from_now_on_takes_an_extra_time_that_is_called_off_along():
    off = Change(Kind.CANCEL, date(2026, 11, 28), was_extra=True)
    on = date(2026, 11, 17)

    ended, later = split(changed(off), on, Series(on, time(10), 60, Rule((TU,))))

    assert (ended.changes, later.changes) == ((), (off,))


def test_from_now_on_leaves_what_was_and_takes_the_changes_along():
    changes = [
        Change(Kind.CANCEL, date(2026, 11, 3)),
        Change(Kind.CANCEL, date(2026, 11, 24)),
        Change(Kind.EXTRA, date(2026, 11, 28)),
    ]
    later = Series(date(2026, 11, 17), time(14), 60, Rule((TU, TH)))

    ended, new = split(changed(*changes), date(2026, 11, 17), later)

    assert shown(ended) == [("03-11 10:00", Kind.CANCEL), ("10-11 10:00", None)]
    assert shown(new) == [
        ("17-11 14:00", None), ("19-11 14:00", None), ("24-11 14:00", Kind.CANCEL),
        ("26-11 14:00", None), ("28-11 14:00", Kind.EXTRA),
    ]  # fmt: skip


def test_the_first_day_is_the_first_that_the_rule_has():
    assert Rule((TU,)).first_on(date(2026, 11, 4)) == date(2026, 11, 10)
    assert Rule((SA,), weeks=(LAST,)).first_on(date(2026, 11, 29)) == date(2026, 12, 26)
    over = Rule((TU,), until=date(2026, 11, 1))
    assert over.first_on(date(2026, 11, 4)) is None


NEVER = [
    Rule(month_days=(31,), months=(2, 4, 6, 9, 11)),
    Rule(month_days=(30, 31), months=(2,)),
    Rule(month_days=(31,), every=12),  # begun in November
    Rule(weeks=(1,), days=(MO,), months=(4,), every=6),
    Rule(month_days=(LAST,), months=(1,), every=12),
]


@pytest.mark.parametrize("rule", NEVER)
def test_what_never_is_is_not_looked_for_until_the_year_9999(rule, monkeypatch):
    monkeypatch.setattr("initiatives.facts.rules.rrule", None)
    assert rule.first_on(date(2026, 11, 4)) is None


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        (Rule(month_days=(30, 31), months=(2, 4)), date(2027, 4, 30)),
        (Rule(month_days=(29,), months=(2,)), date(2028, 2, 29)),
        (Rule(month_days=(31,), every=6), date(2027, 5, 31)),
        (Rule(month_days=(LAST,), months=(2,)), date(2027, 2, 28)),
    ],
)
def test_what_is_seldom_is_found(rule, first):
    assert rule.first_on(date(2026, 11, 4)) == first
