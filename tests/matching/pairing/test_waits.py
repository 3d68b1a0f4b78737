"""What everyone may know: numbers from ten on, and an honest expected wait."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from matching.models import Policy, Waited
from matching.pairing import waits
from tests.matching.people import make_policy, make_wish

pytestmark = [pytest.mark.django_db, pytest.mark.both("counts")]
NOW = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
MONTH = date(2026, 11, 1)


def note(days, subject="wandelen", month=MONTH):
    Waited.objects.note([subject], days, month)


def test_nine_people_are_too_few_to_show_and_ten_are_not():
    make_policy()
    for _number in range(9):
        make_wish()
    assert waits.count(NOW).wishes is None
    make_wish()
    counted = waits.count(NOW)
    assert (counted.wishes, counted.offers) == (10, None)
    assert counted.by_subject == {"wandelen": 10}


@pytest.mark.parametrize(
    ("days", "weeks"),
    [([3] * 9, None), ([3] * 10, 1), ([7] * 10, 1), ([8] * 10, 2), ([0] * 10, 1)],
)
def test_half_of_the_people_waited_no_longer_than_is_said(days, weeks):
    for each in days:
        note(each)
    assert waits.count(NOW).weeks.get("") == weeks


def test_each_subject_has_its_own_wait_once_ten_waited_for_it():
    for _number in range(10):
        note(14)
    for _number in range(9):
        note(70, "nederlands")
    assert waits.count(NOW).weeks == {"": 2, "wandelen": 2}


def test_what_was_more_than_half_a_year_ago_counts_no_longer_for_the_wait():
    for _number in range(10):
        note(14, month=date(2026, 4, 1))
    counted = waits.count(NOW)
    assert counted.weeks == {}
    assert counted.pairs == 10


def test_a_pair_of_two_subjects_is_one_pair_and_last_year_is_over():
    for _number in range(10):
        Waited.objects.note(["wandelen", "praten"], 5, MONTH)
    note(5, month=date(2025, 12, 1))
    assert waits.count(NOW).pairs == 10


def test_what_was_counted_is_read_by_every_process():
    make_policy()
    assert waits.counted(Policy.now()) is None
    for _number in range(10):
        note(14)
    waits.keep_count(NOW)

    counted = waits.counted(Policy.now())
    assert (counted.on, counted.weeks[""]) == (date(2026, 11, 23), 2)
