"""What was counted is told by the quarter, once that is over, and never anew."""

from datetime import date

import pytest
from django.utils import timezone

from learning.measuring import sums
from learning.models import AnswerSum, PublishedSum, Quarter, Tally
from tests.kit.factories import make_activity, make_neighbourhood

pytestmark = [pytest.mark.django_db, pytest.mark.both("counts")]
LATER = "2027-02-15 12:00+01:00"  # the last quarter of 2026 is complete


def count(activity, day, first=0, more=0):
    return Tally.objects.create(
        activity=activity, rule_date=day, first_times=first, more_often=more
    )


def say(activity, day, **answers):
    """`answers` is by question how many said yes and how many no."""
    for question, (yes, no) in answers.items():
        for answer, number in [("yes", yes), ("no", no)]:
            AnswerSum.objects.create(
                activity=activity,
                rule_date=day,
                question=question,
                answer=answer,
                count=number,
            )


def make_public(time_machine, moment=LATER):
    time_machine.move_to(moment, tick=False)
    return sums.publish(timezone.now())


def told(*activities, first=date(2026, 10, 1), last=date(2026, 12, 31)):
    return sums.counted([each.pk for each in activities], first, last)


def test_a_quarter_is_told_rounded_once_it_is_complete(time_machine):
    soup = make_activity()
    count(soup, date(2026, 11, 3), 12, 20)
    count(soup, date(2026, 11, 10), 5, 14)

    assert make_public(time_machine, "2027-01-20 12:00+01:00") == 0
    assert told(soup) == sums.NOTHING

    assert make_public(time_machine) == 1
    found = told(soup)
    assert (found.times, found.visits, found.first_times) == (2, 50, 15)
    assert (found.first, found.last) == (date(2026, 10, 1), date(2026, 12, 31))


def test_fewer_than_ten_are_not_told_of_an_activity(time_machine):
    soup = make_activity()
    count(soup, date(2026, 11, 3), 4, 5)
    make_public(time_machine)

    assert (told(soup).times, told(soup).visits) == (1, None)


def test_a_few_first_times_are_not_told(time_machine):
    soup = make_activity()
    count(soup, date(2026, 11, 3), 4, 40)
    make_public(time_machine)

    assert (told(soup).visits, told(soup).first_times) == (45, None)


def test_a_correction_afterwards_changes_nothing_that_was_told(time_machine):
    soup = make_activity()
    tally = count(soup, date(2026, 11, 3), 12, 20)
    make_public(time_machine)
    tally.first_times = 30
    tally.save()

    assert make_public(time_machine, "2027-03-01 12:00+01:00") == 0
    assert told(soup).visits == 30


def test_part_of_a_quarter_is_told_as_the_whole_of_it(time_machine):
    soup = make_activity()
    count(soup, date(2026, 10, 6), 0, 12)
    count(soup, date(2026, 11, 10), 0, 20)
    make_public(time_machine)

    november = told(soup, first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert (november.visits, november.first) == (30, date(2026, 10, 1))


def test_an_activity_counts_in_the_neighbourhood_of_its_place(time_machine):
    here = make_neighbourhood()
    for _number in range(2):
        activity = make_activity(neighbourhood=here)
        count(activity, date(2026, 11, 3), 0, 7)
    make_public(time_machine)

    assert list(PublishedSum.objects.values_list("activity", "neighbourhood")) == [
        (None, here.pk)
    ]


def test_answers_are_told_beside_the_visits_with_both_sides_of_ten(time_machine):
    soup = make_activity()
    day = date(2026, 11, 3)
    count(soup, day, 10, 50)
    say(soup, day, welcome=(18, 12), met=(26, 4), again=(30, 0))
    make_public(time_machine)

    found = PublishedSum.objects.values_list("measure", "value", "other")
    assert sorted(found) == [
        ("answers", 30, None),
        ("first", 10, 50),
        ("visits", 60, None),
        ("welcome", 20, 10),
    ]


def test_an_activity_that_goes_takes_nothing_out_of_the_totals(time_machine):
    soup = make_activity()
    count(soup, date(2026, 11, 3), 0, 20)
    make_public(time_machine)
    soup.delete()

    assert PublishedSum.objects.get().value == 20
    assert Quarter.objects.count() == 1


def test_many_activities_cost_as_much_as_one(time_machine, django_assert_num_queries):
    many = [make_activity() for _number in range(5)]
    for activity in many:
        count(activity, date(2026, 11, 3), 10, 10)
    make_public(time_machine)

    for asked in [many[:1], many]:
        with django_assert_num_queries(3):
            assert told(*asked).visits == 20 * len(asked)
