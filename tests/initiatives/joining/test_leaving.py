"""Who signed up hears that it left the site, once, and that it is back after all."""

import threading
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from common.kit.storing import store
from common.mail.models import Mail
from common.moderation.states import Move, State
from initiatives.deciding import decisions
from initiatives.joining import unpublish_notices
from initiatives.models import SignUp
from tests.kit.factories import (
    change_date,
    make_activity,
    make_organisation,
    make_sign_up,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
TUESDAY = date(2026, 11, 10)
WHILE = timedelta(minutes=16)  # one more than a decision can be undone


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def coffee():
    coffee = make_activity(
        name="Koffie", has_sign_up=True, organisation=make_organisation()
    )
    make_sign_up(coffee, TUESDAY, email="fatima@example.org")
    return coffee


def tell(later=timedelta()):
    return unpublish_notices.tell(timezone.now() + later)


def subjects(email="fatima@example.org"):
    mails = Mail.objects.filter(to=email).order_by("pk")
    return [each.subject.partition(":")[0] for each in mails]


OFF, ON = "Gaat niet door", "Gaat toch door"


@pytest.mark.parametrize("move", [Move.HIDE, Move.CLOSE])
@pytest.mark.parametrize("what", ["activity", "organisation"])
def test_who_signed_up_hears_once_that_it_was_hidden_or_closed(
    coffee, staff, move, what
):
    make_sign_up(coffee, date(2026, 11, 3), email="was@example.org")
    make_sign_up(coffee, TUESDAY, state="asked", email="misschien@example.org")
    make_sign_up(coffee, TUESDAY, state="waiting", email="wacht@example.org")
    assert tell() == 0

    entry = coffee if what == "activity" else coffee.organisation
    decisions.decide(entry, move, staff)

    assert [tell(WHILE) for _run in range(2)] == [2, 0]
    assert subjects() == subjects("wacht@example.org") == [OFF]
    assert subjects("was@example.org") == subjects("misschien@example.org") == []


def test_what_is_hidden_and_published_again_at_once_mails_nobody(coffee, staff):
    decisions.decide(coffee, Move.HIDE, staff)
    assert tell() == 0

    decisions.decide(coffee, Move.PUBLISH, staff)

    assert tell(WHILE) == 0
    assert subjects() == []


def test_what_begins_soon_leaves_no_time_to_reconsider(coffee, staff, time_machine):
    time_machine.move_to("2026-11-10 08:30+01:00", tick=False)
    decisions.decide(coffee, Move.HIDE, staff)

    assert tell() == 1


def test_what_comes_back_after_the_mail_is_told_too_and_once(coffee, staff):
    decisions.decide(coffee, Move.HIDE, staff)
    tell(WHILE)
    decisions.decide(coffee, Move.PUBLISH, staff)

    assert [tell(WHILE) for _run in range(2)] == [1, 0]
    assert subjects() == [OFF, ON]

    decisions.decide(coffee, Move.HIDE, staff)
    assert [tell(WHILE) for _run in range(2)] == [1, 0]
    assert subjects() == [OFF, ON, OFF]


def test_closing_the_organisation_of_what_was_hidden_mails_nobody_again(coffee, staff):
    decisions.decide(coffee, Move.HIDE, staff)
    tell(WHILE)

    decisions.decide(coffee.organisation, Move.CLOSE, staff)

    assert tell(WHILE) == 0


def test_a_month_later_nobody_hears_it_again(coffee, staff, time_machine):
    make_sign_up(coffee, date(2026, 12, 15), email="later@example.org")
    decisions.decide(coffee, Move.HIDE, staff)
    tell(WHILE)
    time_machine.move_to("2026-12-10 12:00+01:00", tick=False)
    Mail.objects.all().forget(timezone.now())
    assert not Mail.objects.exists()

    assert tell() == 0


def test_who_cancelled_or_whose_date_was_called_off_hears_nothing(coffee, staff):
    SignUp.objects.update(state="cancelled", first_name="", email="")
    other = make_activity(has_sign_up=True, starts_at=time(15))
    make_sign_up(other, TUESDAY, email="ander@example.org")
    change_date(other, TUESDAY, "cancel")
    told = len(subjects("ander@example.org"))

    for entry in (coffee, other):
        decisions.decide(entry, Move.HIDE, staff)

    assert tell(WHILE) == 0
    assert len(subjects("ander@example.org")) == told


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_at_once_tell_it_once(coffee):
    coffee.state = State.CLOSED
    store(coffee)
    now = timezone.now() + WHILE
    told = []

    def run():
        try:
            told.append(unpublish_notices.tell(now))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == [0, 0, 1]
    assert subjects() == [OFF]
