"""The dates of an event in a window, by the clock here."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from harvesting.facts.dates import dates
from harvesting.facts.event import Event, Refusal, Status
from initiatives.facts.rules import HERE

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def at(*parts, zone=HERE):
    return datetime(*parts, tzinfo=zone)


def event(start=None, hours=2, **facts):
    start = start or at(2026, 11, 3, 10)
    zone = start.tzinfo.key
    ends_at = facts.pop("ends_at", start + timedelta(hours=hours))
    known = {"uid": "1", "title": "Koffie", "zone": zone, "ends_at": ends_at}
    return Event(starts_at=start, **{**known, **facts})


def day(day_, last_day=None, **facts):
    return Event(uid="1", title="Markt", day=day_, last_day=last_day or day_, **facts)


def shown(found):
    return [f"{each.starts_at:%Y-%m-%d %H:%M}" for each in found]


def test_what_is_once_is_there_once_and_has_no_key():
    (found,) = dates(event(), FIRST, LAST)

    assert found.starts_at == at(2026, 11, 3, 10)
    assert found.ends_at == at(2026, 11, 3, 12)
    assert found.key == ""


def test_the_window_has_its_first_and_its_last_day():
    series = event(rules=("FREQ=DAILY",))

    found = dates(series, date(2026, 11, 10), date(2026, 11, 12))

    assert shown(found) == ["2026-11-10 10:00", "2026-11-11 10:00", "2026-11-12 10:00"]


def test_a_window_of_no_days_holds_nothing():
    assert dates(event(), LAST, FIRST) == []


def test_the_first_date_counts_even_where_the_rule_has_none():
    series = event(rules=("FREQ=WEEKLY;BYDAY=FR;COUNT=2",))  # begins on a Tuesday

    assert shown(dates(series, FIRST, LAST)) == [
        "2026-11-03 10:00", "2026-11-06 10:00", "2026-11-13 10:00",
    ]  # fmt: skip


def test_a_series_stays_at_its_time_when_the_clock_changes():
    series = event(at(2026, 10, 20, 10), rules=("FREQ=WEEKLY;COUNT=2",))

    first, second = dates(series, FIRST, LAST)

    assert first.starts_at.utcoffset() != second.starts_at.utcoffset()
    assert shown([first, second]) == ["2026-10-20 10:00", "2026-10-27 10:00"]


def test_a_series_of_elsewhere_keeps_the_clock_of_there():
    start = at(2026, 3, 2, 10, zone=ZoneInfo("America/New_York"))
    series = event(start, rules=("FREQ=WEEKLY;COUNT=5",))

    # There the summer begins on 8 March, here on the 29th.
    assert [each.starts_at.hour for each in dates(series, FIRST, LAST)] == [
        16, 15, 15, 15, 16,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "first_there", "first_here"),
    [
        ("Pacific/Kiritimati", 4, 3),  # there it is tomorrow already
        ("Pacific/Niue", 3, 4),
    ],
)
def test_where_it_is_another_day_the_window_is_that_of_here(
    zone, first_there, first_here
):
    hour = 2 if first_there > first_here else 22
    start = at(2026, 11, first_there, hour, zone=ZoneInfo(zone))
    series = event(start, hours=1, rules=("FREQ=DAILY;COUNT=3",))

    (found,) = dates(series, date(2026, 11, first_here), date(2026, 11, first_here))

    assert found.starts_at.astimezone(UTC) == start.astimezone(UTC)


def test_a_time_that_the_clock_skips_is_as_much_later():
    series = event(at(2026, 3, 28, 2, 30), hours=1, rules=("FREQ=DAILY;COUNT=3",))

    found = dates(series, FIRST, LAST)

    assert shown(found) == ["2026-03-28 02:30", "2026-03-29 03:30", "2026-03-30 02:30"]
    assert all(each.ends_at - each.starts_at == timedelta(hours=1) for each in found)


def test_a_time_that_the_clock_has_twice_is_the_first():
    (found,) = dates(event(at(2026, 10, 25, 2, 30), hours=1), FIRST, LAST)

    assert found.starts_at.astimezone(UTC) == at(2026, 10, 25, 0, 30, zone=UTC)


def test_each_date_lasts_as_long_as_the_first_by_a_stopwatch():
    start = at(2026, 10, 23, 22)
    series = event(start, hours=6, rules=("FREQ=DAILY;COUNT=2",))

    _friday, saturday = dates(series, FIRST, LAST)  # that night has an hour more

    assert saturday.ends_at.astimezone(UTC) - saturday.starts_at.astimezone(UTC) == (
        timedelta(hours=6)
    )
    assert saturday.ends_at.hour == 3


def test_an_end_that_nobody_knows_stays_unknown():
    series = event(ends_at=None, rules=("FREQ=DAILY;COUNT=2",))

    assert [each.ends_at for each in dates(series, FIRST, LAST)] == [None, None]


def test_whole_days_are_from_midnight_to_midnight():
    series = day(date(2026, 10, 24), date(2026, 10, 25), rules=("FREQ=WEEKLY;COUNT=2",))

    first, second = dates(series, FIRST, LAST)

    assert (first.starts_at, first.ends_at) == (at(2026, 10, 24), at(2026, 10, 26))
    assert (second.starts_at, second.ends_at) == (at(2026, 10, 31), at(2026, 11, 2))
    assert second.key == "20261031"


def test_dates_are_left_out_by_their_moment_or_by_their_day():
    series = event(
        rules=("FREQ=WEEKLY;COUNT=4",),
        left_out=(at(2026, 11, 10, 10), date(2026, 11, 17)),
    )

    assert shown(dates(series, FIRST, LAST)) == ["2026-11-03 10:00", "2026-11-24 10:00"]


def test_a_left_out_moment_is_none_of_that_day_at_another_time():
    series = event(extra=(at(2026, 11, 10, 10), at(2026, 11, 10, 14)),
                   left_out=(at(2026, 11, 10, 10),))  # fmt: skip

    assert shown(dates(series, FIRST, LAST)) == ["2026-11-03 10:00", "2026-11-10 14:00"]


def changed(of, start, **facts):
    return event(start, recurrence_id=of, **facts)


def test_a_changed_date_is_where_it_went_with_its_own_key():
    on = at(2026, 11, 10, 10)
    moved = changed(on, at(2026, 11, 12, 14), title="Koffie op donderdag")
    series = event(rules=("FREQ=WEEKLY;COUNT=3",), changed=(moved,))

    _first, second, third = dates(series, FIRST, LAST)

    assert second.starts_at == at(2026, 11, 12, 14)
    assert second.event.title == "Koffie op donderdag"
    assert second.key == "20261110T090000Z"
    assert third.starts_at == at(2026, 11, 17, 10)


def test_a_date_that_is_called_off_is_there_and_says_so():
    on = at(2026, 11, 10, 10)
    off = changed(on, on, status=Status.CANCELLED)
    series = event(rules=("FREQ=WEEKLY;COUNT=2",), changed=(off,))

    assert [each.is_cancelled for each in dates(series, FIRST, LAST)] == [False, True]


def test_a_date_that_moved_into_the_window_is_found():
    moved = changed(at(2026, 11, 10, 10), at(2027, 6, 1, 10))
    series = event(rules=("FREQ=WEEKLY;COUNT=3",), changed=(moved,))

    assert shown(dates(series, date(2027, 6, 1), date(2027, 6, 1))) == [
        "2027-06-01 10:00"
    ]


def test_from_a_date_on_all_are_later():
    on = at(2026, 11, 10, 10)
    later = changed(on, at(2026, 11, 11, 14), hours=1, goes_on=True)
    series = event(rules=("FREQ=WEEKLY;COUNT=3",), changed=(later,))

    found = dates(series, FIRST, LAST)

    assert shown(found) == ["2026-11-03 10:00", "2026-11-11 14:00", "2026-11-18 14:00"]
    assert found[2].ends_at == at(2026, 11, 18, 15)
    assert found[2].key == "20261117T090000Z"


def test_a_date_changed_by_itself_wins_from_all_later_ones():
    on = at(2026, 11, 10, 10)
    later = changed(on, at(2026, 11, 10, 14), goes_on=True)
    single = changed(at(2026, 11, 17, 10), at(2026, 11, 17, 9))
    series = event(rules=("FREQ=WEEKLY;COUNT=4",), changed=(single, later))

    assert shown(dates(series, FIRST, LAST)) == [
        "2026-11-03 10:00", "2026-11-10 14:00", "2026-11-17 09:00", "2026-11-24 14:00",
    ]  # fmt: skip


def test_several_rules_are_added_up():
    series = event(rules=("FREQ=WEEKLY;COUNT=2", "FREQ=MONTHLY;BYMONTHDAY=3;COUNT=2"))

    assert shown(dates(series, FIRST, LAST)) == [
        "2026-11-03 10:00", "2026-11-10 10:00", "2026-12-03 10:00",
    ]  # fmt: skip


def test_what_began_long_ago_is_found_now():
    series = event(at(1900, 1, 1, 10), rules=("FREQ=DAILY",))

    assert shown(dates(series, date(2026, 5, 1), date(2026, 5, 2))) == [
        "2026-05-01 10:00", "2026-05-02 10:00",
    ]  # fmt: skip


def test_a_window_with_ten_thousand_dates_is_refused():
    series = event(rules=("FREQ=DAILY",))

    with translation.override("en"), pytest.raises(Refusal, match="10000"):
        dates(series, date(2026, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize("facts", [{}, {"starts_at": at(2026, 1, 1), "day": FIRST}])
def test_an_event_has_either_a_moment_or_a_day(facts):
    with pytest.raises(ValueError, match="either"):
        Event(uid="1", title="x", **facts)
