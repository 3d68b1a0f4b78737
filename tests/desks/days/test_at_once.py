"""Several people at once: one stand-in is it, and one visitor has the slot."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desks.appointments import making
from desks.days import away
from desks.models import DeskDay, StandInAsk
from initiatives.models import SignUp
from tests.initiatives.organising.test_showing_at_once import all_at_once
from tests.kit.factories import make_desk, make_desk_host

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def desk():
    facts = {"comes": "appointment", "slot_minutes": 30}
    return make_desk(rule="", first_on=TOMORROW, **facts)


def test_of_four_who_say_yes_one_comes(desk):
    fixed, *others = [make_desk_host(desk) for _number in range(5)]
    away.cannot_come(fixed, TOMORROW)
    day = DeskDay.objects.get()
    for host in others[1:]:
        StandInAsk.objects.create(day=day, host=host)

    wrong = all_at_once(
        *[lambda ask=ask: away.answer(ask, True) for ask in StandInAsk.objects.all()]
    )

    assert [type(error) for error in wrong] == [away.TooLate] * 3
    day.refresh_from_db()
    assert [day.stand_in_id] == [
        each.host_id for each in StandInAsk.objects.filter(says_yes=True)
    ]


def test_of_six_who_want_a_slot_one_has_it(desk):
    slot = making.free(desk, timezone.now())[0]

    wrong = all_at_once(
        *[
            lambda n=n: making.make(desk, slot, "Nour", phone=f"06 1234567{n}")
            for n in range(6)
        ]
    )

    assert [type(error) for error in wrong] == [making.Taken] * 5
    assert SignUp.objects.seated().count() == 1
