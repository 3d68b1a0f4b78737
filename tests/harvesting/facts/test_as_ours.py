"""Events in our own words: a rule of ours with changes, or dates; never other dates."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesting.facts.as_ours import as_dates, as_rule
from harvesting.facts.dates import dates
from harvesting.facts.event import Status
from initiatives.facts.recurrence import Change, Kind
from initiatives.facts.rules import Rule
from tests.harvesting.facts.test_dates import at, changed, day, event

TODAY = date(2026, 10, 1)
TUESDAY = 1
NEXT = at(2026, 11, 10, 10)
UTC, NEW_YORK = ZoneInfo("UTC"), ZoneInfo("America/New_York")


def said(of):
    series = as_rule(of, TODAY)
    return series and (series.rule, series.changes)


def test_what_is_once_needs_no_rule():
    series = as_rule(event(), TODAY)

    assert (series.first, series.at, series.minutes) == (
        date(2026, 11, 3),
        time(10),
        120,
    )
    assert (series.rule, series.changes) == (None, ())


def test_a_weekly_rule_is_ours():
    assert said(event(rules=("FREQ=WEEKLY;BYDAY=TU",))) == (Rule((TUESDAY,)), ())


def test_an_end_that_nobody_knows_stays_unknown():
    series = as_rule(event(ends_at=None, rules=("FREQ=WEEKLY",)), TODAY)

    assert series.minutes is None


def test_whole_days_begin_at_midnight_and_last_all_day():
    # Two of its days have 23 and 25 hours.
    series = as_rule(day(date(2026, 11, 1), rules=("FREQ=WEEKLY",)), TODAY)

    assert (series.at, series.minutes, series.rule) == (time(), 24 * 60, Rule((6,)))


def test_left_out_extra_moved_and_called_off_dates_are_changes():
    on = [at(2026, 11, each, 10) for each in (3, 10, 17, 24)]
    off = changed(on[1], on[1], status=Status.CANCELLED)
    moved = changed(on[2], at(2026, 11, 18, 14), hours=1)
    series = event(
        rules=("FREQ=WEEKLY",), left_out=(on[3],), changed=(off, moved),
        extra=(at(2026, 12, 3, 10), at(2026, 12, 4, 11)),
    )  # fmt: skip

    assert said(series)[1] == (
        Change(Kind.CANCEL, on[1].date()),
        Change(Kind.MOVE, on[2].date(), date(2026, 11, 18), time(14), 60),
        Change(Kind.SKIP, on[3].date()),
        Change(Kind.EXTRA, date(2026, 12, 3)),
        Change(Kind.EXTRA, date(2026, 12, 4), date(2026, 12, 4), time(11), 120),
    )


def test_a_first_date_that_the_rule_has_not_is_extra():
    series = event(rules=("FREQ=WEEKLY;BYDAY=FR",))

    assert said(series) == (Rule((4,)), (Change(Kind.EXTRA, date(2026, 11, 3)),))


@pytest.mark.parametrize(
    "of",
    [
        event(rules=("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",)),
        event(rules=("FREQ=DAILY;BYHOUR=9,12",)),
        event(rules=("FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=1")),
        # By the clock of elsewhere, which changes on other days
        event(at(2026, 11, 3, 10, zone=UTC), rules=("FREQ=WEEKLY",)),
        event(at(2026, 11, 3, 10, zone=NEW_YORK), rules=("FREQ=DAILY",)),
        # Longer than a time of ours may last, or of half minutes
        event(hours=25),
        event(ends_at=at(2026, 11, 3, 10, 30, 30)),
        day(date(2026, 11, 3), date(2026, 11, 4)),
        # Twice on a day
        event(extra=(at(2026, 11, 3, 14),)),
        event(
            rules=("FREQ=WEEKLY",),
            changed=(changed(NEXT, at(2026, 11, 10, 11), goes_on=True),),
        ),
        # One date of it has no known end, the others have
        event(
            rules=("FREQ=WEEKLY",),
            changed=(changed(NEXT, NEXT, ends_at=None),),
        ),
    ],
)  # fmt: skip
def test_what_ours_can_not_say_exactly_is_no_rule_of_ours(of):
    assert as_rule(of, TODAY) is None


def test_a_series_of_elsewhere_with_our_clock_is_ours():
    berlin = event(at(2026, 11, 3, 10, zone=ZoneInfo("Europe/Berlin")),
                   rules=("FREQ=WEEKLY",))  # fmt: skip

    assert said(berlin) == (Rule((TUESDAY,)), ())


def test_dates_are_said_one_by_one():
    on = at(2026, 11, 10, 10)
    series = event(rules=("FREQ=DAILY;BYHOUR=10;COUNT=3",),
                   changed=(changed(on, on, status=Status.CANCELLED),))  # fmt: skip

    ours = as_dates(series, TODAY, date(2026, 12, 31))

    assert ours.rule is None
    assert [each.starts_at.day for each in ours.times(TODAY, date(2027, 1, 1))] == [
        3, 4, 5, 10,
    ]  # fmt: skip
    assert ours.changes[-1] == Change(Kind.CANCEL, on.date(), was_extra=True)


def test_a_first_date_that_is_called_off_is_so():
    ours = as_dates(event(status=Status.CANCELLED), TODAY, date(2026, 12, 31))

    assert [each.is_cancelled for each in ours.times(TODAY, date(2027, 1, 1))] == [True]


@pytest.mark.parametrize("of", [event(extra=(at(2026, 11, 3, 14),)), event(hours=25)])
def test_dates_that_ours_can_not_say_are_none(of):
    assert as_dates(of, TODAY, date(2026, 12, 31)) is None


def test_no_dates_are_none():
    assert as_dates(event(), date(2027, 1, 1), date(2027, 12, 31)) is None


OFTEN = st.sampled_from(
    ["FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "FREQ=MONTHLY;BYDAY=1TU",
     "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;COUNT=20",
     "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"]
)  # fmt: skip
DAYS = st.lists(st.integers(0, 200), max_size=3, unique=True)


@given(OFTEN, DAYS, DAYS, st.lists(st.tuples(st.integers(0, 30), st.integers(-5, 50))))
def test_ours_never_has_other_dates(rule, left_out, extra, moved):
    start = at(2026, 11, 3, 10)
    plain = event(start, rules=(rule,))
    known = [each.starts_at for each in dates(plain, TODAY, date(2028, 9, 30))]
    series = event(
        start,
        rules=(rule,),
        left_out=tuple(known[each % len(known)] for each in left_out),
        extra=tuple(start + timedelta(days=each) for each in extra),
        changed=tuple(
            changed(known[which % len(known)], start + timedelta(hours=hours))
            for which, hours in moved[:2]
        ),
    )

    ours = as_rule(series, TODAY)

    if ours is not None:
        times = ours.times(TODAY, date(2028, 9, 30))
        last = datetime(2028, 9, 29).date()
        assert [each.starts_at for each in times] == [
            each.starts_at for each in dates(series, TODAY, last)
        ]
