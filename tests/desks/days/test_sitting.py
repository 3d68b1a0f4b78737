"""Who sits there when: held against a table written by hand, over both changes of the
clock; and when the next stand-in is asked."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desks.facts.sitting import Away, asks_next_at, deadline, rota, sits
from initiatives.facts.recurrence import Change, Kind, Series
from initiatives.facts.rules import Rule

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)

# Sundays from 2:30 to 3:30 by the clock here, with what is different. In March there is
# no 2:30 on the 29th; in October it is there twice.
SPRING = [
    # day, from (UTC), until (UTC), who
    ("2026-03-15", "01:30", "02:30", "Fatima"),
    ("2026-03-22", "01:30", "02:30", "Karim"),
    ("2026-03-29", "01:30", "02:30", "Karim"),
    ("2026-04-05", "00:30", "01:30", "Fatima"),
    ("2026-04-12", "00:30", "01:30", None),
    ("2026-04-20", "17:00", "18:00", "Olena"),  # the 19th, moved to Monday 19:00
]
AUTUMN = [
    ("2026-10-11", "00:30", "01:30", "Fatima"),
    ("2026-10-18", "00:30", "01:30", "Olena"),
    ("2026-10-25", "00:30", "01:30", "Karim"),
    ("2026-11-01", "01:30", "02:30", None),  # called off
    ("2026-11-08", "01:30", "02:30", "Fatima"),
]
AWAY = {
    date(2026, 3, 22): Away("Fatima", "Karim"),
    date(2026, 3, 29): Away("Fatima", "Karim"),
    date(2026, 4, 12): Away("Fatima"),
    date(2026, 4, 19): Away("Fatima", "Olena"),
    date(2026, 10, 18): Away("Fatima", "Olena"),
    date(2026, 10, 25): Away("Fatima", "Karim"),
    date(2026, 11, 1): Away("Fatima", "Karim"),
}
CHANGES = (
    Change(Kind.MOVE, date(2026, 4, 19), to=date(2026, 4, 20), at=time(19)),
    Change(Kind.CANCEL, date(2026, 11, 1)),
)
SERIES = Series(
    date(2026, 3, 1), time(2, 30), 60, Rule.parse("FREQ=WEEKLY;BYDAY=SU"), CHANGES
)
FACES = ["Fatima", "Karim", "Olena"]


@pytest.mark.parametrize(
    ("first", "after", "table"),
    [
        (date(2026, 3, 15), date(2026, 4, 26), SPRING),
        (date(2026, 10, 11), date(2026, 11, 15), AUTUMN),
    ],
    ids=["spring", "autumn"],
)
def test_stand_ins_sit_where_the_table_says(first, after, table):
    found = rota(SERIES, first, after, FACES, AWAY)

    assert [
        (
            f"{each.starts_at.astimezone(UTC):%Y-%m-%d}",
            f"{each.starts_at.astimezone(UTC):%H:%M}",
            f"{each.ends_at.astimezone(UTC):%H:%M}",
            who,
        )
        for each, who in found
    ] == table


def test_a_desk_without_hosts_has_nobody():
    assert sits([], None) is None


def test_who_is_no_host_any_more_can_be_away_without_harm():
    assert sits(["Karim"], Away("Fatima", "Olena")) == "Karim"


# --- When the next one is asked -------------------------------------------------------


def test_the_time_there_is_is_shared_by_who_is_left():
    ten_hours_before = NOON - timedelta(hours=10)

    assert asks_next_at(ten_hours_before, NOON, 3) == NOON - timedelta(hours=8)


def test_nobody_gets_longer_than_a_day():
    a_month_before = NOON - timedelta(days=30)

    asked = asks_next_at(a_month_before, NOON, 2)

    assert asked == a_month_before + timedelta(days=1)


@given(
    minutes=some.integers(min_value=121, max_value=60 * 24 * 60),
    stand_ins=some.integers(min_value=1, max_value=8),
)
def test_all_are_asked_in_time_when_nobody_answers(minutes, stand_ins):
    asked_at = NOON - timedelta(minutes=minutes)
    for left in range(stand_ins - 1, 0, -1):
        next_at = asks_next_at(asked_at, NOON, left)
        assert next_at > asked_at
        asked_at = next_at

    assert asked_at < deadline(NOON)
