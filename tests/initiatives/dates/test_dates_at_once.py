"""People who press in the same moment, each on a connection of their own."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from common.history.meanwhile import ChangedMeanwhile
from common.photos import decisions
from initiatives.dates import series
from initiatives.models import DateChange
from tests.initiatives.organising.test_showing_at_once import all_at_once
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_place_photo,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]


def test_of_eight_who_change_one_date_one_is_first_and_the_others_hear_it():
    activity = make_activity(organisation=make_organisation())
    day = activity.occurrences.filter(rule_date__gt=localdate()).first().rule_date
    seen = series.version(activity, day)

    def call_off(number):
        def press():
            with series.unchanged(activity, day, seen):
                series.cancel(activity, day, f"Reden {number}")

        return press

    def move():
        to = day + timedelta(days=1)
        with series.unchanged(activity, day, seen):
            series.move(activity, day, to, activity.starts_at, activity.minutes)

    wrong = all_at_once(*[call_off(number) for number in range(6)], move, move)

    assert [type(error) for error in wrong] == [ChangedMeanwhile] * 7
    assert DateChange.objects.count() == 1
    assert DateChange.history.count() == 1


@pytest.mark.parametrize("_time", range(3))
def test_who_shows_a_photo_of_a_place_never_brings_it_back(_time):
    photo = make_place_photo(make_place())
    shown = type(photo).objects.filter(pk=photo.pk)

    wrong = all_at_once(
        lambda: decisions.show(shown), lambda: decisions.ask_to_remove(photo, "")
    )

    assert wrong == []
    photo.refresh_from_db()
    assert photo.state == "hidden"
