"""Changing dates: not this time, another time, skipping, from now on."""

from datetime import date, time
from threading import Barrier, Thread

import pytest
from django.db import connection

from initiatives.dates import series
from initiatives.models import DateChange
from tests.kit.factories import make_activity, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def coffee():
    return make_activity(first_on=FIRST, starts_at=time(10), minutes=120)


def row(activity, day):
    return activity.occurrences.get(rule_date=day)


def test_not_this_time_stays_visible_with_its_reason(coffee, client):
    series.cancel(coffee, SECOND, "De gastvrouw is ziek.")

    assert row(coffee, SECOND).is_cancelled
    page = client.get(f"/agenda/{coffee.slug}/{SECOND}/").content.decode()
    assert "Gaat niet door" in page
    assert "De gastvrouw is ziek." in page


def test_it_can_be_taken_back(coffee):
    series.cancel(coffee, SECOND, "Ziek")
    series.take_back(coffee, SECOND)
    series.take_back(coffee, SECOND)

    assert not row(coffee, SECOND).is_cancelled
    assert not coffee.changes.exists()


def test_calling_off_twice_keeps_the_last_reason(coffee):
    series.cancel(coffee, SECOND, "Ziek")
    series.cancel(coffee, SECOND, "Sneeuw")

    assert row(coffee, SECOND).reason == "Sneeuw"


def test_what_was_moved_and_called_off_is_where_it_was_moved_to_when_taken_back(coffee):
    series.move(coffee, SECOND, date(2026, 12, 9), time(14), 60)
    series.cancel(coffee, SECOND, "Ziek")
    assert row(coffee, SECOND).day == date(2026, 12, 9)
    assert row(coffee, SECOND).is_cancelled

    series.take_back(coffee, SECOND)

    found = row(coffee, SECOND)
    assert (found.day, found.is_moved, found.is_cancelled) == (
        date(2026, 12, 9), True, False,
    )  # fmt: skip


def test_moving_to_where_it_was_is_no_change(coffee):
    series.move(coffee, SECOND, SECOND, time(14), 120)
    series.move(coffee, SECOND, SECOND, time(10), 120)

    assert not coffee.changes.exists()


@pytest.mark.parametrize("day", [date(2026, 12, 2), date(2026, 11, 24)])
def test_a_day_on_which_it_is_not_can_not_be_called_off(coffee, day):
    with pytest.raises(series.NotThere):
        series.cancel(coffee, day, "Ziek")
    with pytest.raises(series.NotThere):
        series.move(coffee, day, day, time(12), 60)


def test_holidays_are_proposed_and_skipped_in_one_go(coffee):
    found = series.to_skip(coffee)
    assert found["school"][:2] == [date(2026, 12, 22), date(2026, 12, 29)]
    assert found["suikerfeest"] == [date(2027, 3, 9)]

    count = series.skip(coffee, ["school", "suikerfeest"])

    assert count == len(found["school"]) + 1
    assert not coffee.occurrences.filter(rule_date__in=found["school"]).exists()
    assert coffee.changes.filter(reason="Suikerfeest").get().rule_date == date(
        2027, 3, 9
    )
    assert series.to_skip(coffee)["school"] == []
    series.take_back(coffee, date(2026, 12, 22))
    assert row(coffee, date(2026, 12, 22))


def test_skipping_leaves_what_was_called_off_or_moved(coffee):
    series.cancel(coffee, date(2026, 12, 22), "Ziek")

    series.skip(coffee, ["school"])

    assert row(coffee, date(2026, 12, 22)).reason == "Ziek"


@pytest.mark.django_db(transaction=True)
def test_two_who_call_it_off_at_once_call_it_off_once():
    activity = make_activity(organisation=make_organisation(), first_on=FIRST)
    start, wrong = Barrier(2), []

    def call_off(reason):
        try:
            start.wait()
            series.cancel(activity, SECOND, reason)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=call_off, args=[each]) for each in ("Ziek", "Sneeuw")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong
    assert DateChange.objects.get().reason in {"Ziek", "Sneeuw"}
    assert row(activity, SECOND).is_cancelled


def test_an_extra_time_that_is_moved_stays_and_is_moved(coffee):
    extra = date(2026, 12, 5)
    series.add(coffee, extra, time(11), 60, "")
    series.move(coffee, extra, date(2026, 12, 6), time(13), 60, "Regen")

    assert row(coffee, extra).day == date(2026, 12, 6)
    assert coffee.changes.get().kind == "extra"


def test_an_extra_time_is_called_off_moved_and_on_again(coffee):
    extra = date(2026, 12, 5)
    series.add(coffee, extra, time(11), 60, "")
    series.cancel(coffee, extra, "Ziek")
    assert row(coffee, extra).is_cancelled

    series.move(coffee, extra, extra, time(15), 60)

    assert not row(coffee, extra).is_cancelled
    assert coffee.changes.get().kind == "extra"
