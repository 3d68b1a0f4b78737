from datetime import date, timedelta

import pytest

from initiatives.models import Activity, Occurrence, Organisation
from ontmoeten.demo.loading import load_demo

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(3)]


def test_the_agenda_of_every_day_of_the_week_is_full(time_machine):
    time_machine.move_to("2027-03-10 08:00+01:00")
    load_demo()

    assert Organisation.objects.published().count() >= 12
    assert Activity.objects.published().count() >= 40
    today = date(2027, 3, 10)
    for number in range(7):
        day = today + timedelta(days=number)
        rows = Occurrence.objects.published().on_days(day, day + timedelta(days=1))
        assert rows.count() >= 3, day
