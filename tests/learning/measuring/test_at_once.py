"""Several phones at once: each press counts, each key and each code once."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from learning.measuring import door, slips, sums
from learning.models import AnswerSum, PublishedSum, Quarter, Slip, Tally
from tests.initiatives.organising.test_showing_at_once import all_at_once
from tests.kit.factories import make_activity

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]
SAID = {"welcome": "yes", "met": "yes", "again": "yes"}


@pytest.fixture
def row():
    today = timezone.localdate()
    soup = make_activity(rule="", first_on=today)
    return soup.occurrences.select_related("activity").get()


def test_presses_of_several_phones_add_up(row):
    now = row.starts_at
    wrong = all_at_once(
        *[lambda: door.add(row, uuid.uuid4(), 1, 2, now) for _phone in range(4)]
    )

    assert wrong == []
    assert Tally.objects.values_list("first_times", "more_often").get() == (4, 8)


def test_one_key_counts_once(row):
    key = uuid.uuid4()
    all_at_once(*[lambda: door.add(row, key, 1, 2, row.starts_at) for _ in range(4)])

    assert Tally.objects.values_list("first_times", "more_often").get() == (1, 2)


def test_one_code_answers_once(row):
    door.add(row, uuid.uuid4(), 1, 0, row.starts_at)
    (code,) = slips.give(row, 1)
    wrong = all_at_once(
        *[lambda: slips.answer(code, SAID, row.rule_date) for _phone in range(4)]
    )

    assert [type(each) for each in wrong] == [slips.NotKnown] * 3
    assert {each.count for each in AnswerSum.objects.all()} == {1}


def test_cards_are_never_more_than_people(row):
    door.add(row, uuid.uuid4(), 5, 0, row.starts_at)
    wrong = all_at_once(*[lambda: slips.give(row, 3) for _organiser in range(3)])

    assert [type(each) for each in wrong] == [slips.TooMany] * 2
    assert Slip.objects.count() == 3


def test_the_sums_of_a_quarter_are_made_once(row):
    Tally.objects.create(activity=row.activity, rule_date=row.rule_date, more_often=30)
    later = timezone.now() + timedelta(days=140)
    wrong = all_at_once(*[lambda: sums.publish(later) for _worker in range(3)])

    assert wrong == []
    assert Quarter.objects.count() == PublishedSum.objects.count() == 1
