"""Who has a seat, who waits, what they hear, and when they are forgotten."""

import threading
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from common.kit.storing import store, store_and_tell
from common.mail.models import Mail
from initiatives.dates import series, sync
from initiatives.joining import seats
from initiatives.models import SignUp
from initiatives.models.joining import UNCONFIRMED_RETENTION
from tests.kit.factories import change_date, make_activity, make_sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
TUESDAY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


@pytest.fixture
def coffee():
    return make_activity(name="Koffie", has_sign_up=True, capacity=2)


def mails_to(email):
    return list(Mail.objects.filter(to=email).order_by("pk"))


def subjects(email):
    return [each.subject.partition(":")[0] for each in mails_to(email)]


# --- Seats and the waiting list ----------------------------------------------------


def test_who_comes_after_the_last_seat_waits_and_moves_up(coffee):
    people = [
        make_sign_up(coffee, TUESDAY, state="asked", email=f"{name}@example.org")
        for name in "abcd"
    ]
    states = [seats.confirm(each).state for each in people]
    assert states == ["seat", "seat", "waiting", "waiting"]

    seats.cancel(people[0])

    states = [SignUp.objects.get(pk=each.pk).state for each in people]
    assert states == ["cancelled", "seat", "seat", "waiting"]
    assert subjects("c@example.org") == [
        "Je staat op de wachtlijst",
        "Er is plek voor je",
    ]
    assert subjects("d@example.org") == ["Je staat op de wachtlijst"]


def test_confirming_or_cancelling_twice_is_as_good_as_once(coffee):
    sign_up = make_sign_up(coffee, TUESDAY, state="asked", email="a@example.org")
    waiting = make_sign_up(coffee, TUESDAY, state="waiting", email="b@example.org")
    for _time in range(2):
        seats.confirm(sign_up)
    assert subjects("a@example.org") == ["Je bent aangemeld"]

    for _time in range(2):
        seats.cancel(waiting)
    assert seats.confirm(waiting).state == "cancelled"


def test_more_seats_let_people_move_up(coffee):
    for name in "abcd":
        sign_up = make_sign_up(coffee, TUESDAY, state="asked", email=f"{name}@x.nl")
        seats.confirm(sign_up)

    coffee.capacity = 3
    store_and_tell(coffee)
    assert SignUp.objects.seated().count() == 3

    coffee.capacity = None
    store_and_tell(coffee)
    assert SignUp.objects.seated().count() == 4


def test_less_seats_send_nobody_away(coffee):
    for name in "ab":
        make_sign_up(coffee, TUESDAY, email=f"{name}@example.org")

    coffee.capacity = 1
    store(coffee)

    assert SignUp.objects.seated().count() == 2
    third = make_sign_up(coffee, TUESDAY, state="asked", email="c@example.org")
    assert seats.confirm(third).state == "waiting"


def test_each_date_has_seats_of_its_own(coffee):
    coffee.capacity = 1
    store(coffee)
    make_sign_up(coffee, TUESDAY)
    next_week = make_sign_up(coffee, TUESDAY + timedelta(weeks=1), state="asked")

    assert seats.confirm(next_week).state == "seat"


def test_who_organises_it_sees_who_comes_in_order(coffee):
    make_sign_up(coffee, TUESDAY, first_name="Wacht", state="waiting", email="w@x.nl")
    make_sign_up(coffee, TUESDAY, first_name="Komt", email="k@x.nl")
    make_sign_up(coffee, TUESDAY, first_name="Vraagt", state="asked", email="v@x.nl")

    expected = SignUp.objects.expected(coffee, TUESDAY)

    assert [each.first_name for each in expected] == ["Komt", "Wacht"]


@pytest.mark.django_db(transaction=True)
def test_fifty_who_want_the_last_seat_leave_one_winner(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=True)
    activity = make_activity(has_sign_up=True, capacity=1)
    people = [
        make_sign_up(activity, TUESDAY, state="asked", email=f"{number}@example.org")
        for number in range(50)
    ]
    together, wrong = threading.Barrier(len(people)), []

    def run(sign_up):
        together.wait()
        try:
            seats.confirm(sign_up)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[each]) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong
    assert SignUp.objects.seated().count() == 1
    assert SignUp.objects.waiting().count() == 49
    winner = SignUp.objects.seated().get()
    assert subjects(winner.email) == ["Je bent aangemeld"]
    assert Mail.objects.count() == 50


# --- Dates that change, reminders, forgetting --------------------------------------


def test_who_signed_up_hears_that_it_is_called_off_and_on_after_all(coffee):
    make_sign_up(coffee, TUESDAY, email="a@example.org")
    make_sign_up(coffee, TUESDAY, state="asked", email="nooit@example.org")
    change = change_date(
        activity=coffee, rule_date=TUESDAY, kind="cancel", reason="De kok is ziek"
    )
    series.take_back(coffee, TUESDAY)

    assert change.pk
    assert subjects("a@example.org") == ["Gaat niet door", "Gaat toch door"]
    assert "De kok is ziek" in mails_to("a@example.org")[0].html
    assert not mails_to("nooit@example.org")


def test_who_signed_up_hears_of_another_time(coffee):
    sign_up = make_sign_up(coffee, TUESDAY, email="a@example.org")
    change_date(
        activity=coffee,
        rule_date=TUESDAY,
        kind="move",
        to=date(2026, 11, 12),
        at=time(15),
    )

    (letter,) = mails_to("a@example.org")
    assert letter.subject == "Op een ander moment: Koffie, 12 november"
    assert "15.00" in letter.html
    sign_up.refresh_from_db()
    assert sign_up.forget_on == date(2026, 12, 12)


def test_who_signed_up_hears_of_it_when_the_rule_changes(coffee):
    make_sign_up(coffee, TUESDAY, email="a@example.org")
    coffee.rule = "FREQ=WEEKLY;BYDAY=TH"
    store_and_tell(coffee)

    assert subjects("a@example.org") == ["Gaat niet door"]


def test_nobody_hears_of_another_date_or_of_what_is_over(coffee, time_machine):
    make_sign_up(coffee, TUESDAY, email="a@example.org")
    change_date(activity=coffee, rule_date=TUESDAY + timedelta(weeks=1), kind="cancel")
    time_machine.move_to("2026-11-11 12:00+01:00", tick=False)
    change_date(activity=coffee, rule_date=TUESDAY, kind="cancel")

    assert not Mail.objects.exists()


def test_dates_that_go_further_ahead_mail_nobody(coffee, time_machine):
    make_sign_up(coffee, TUESDAY)
    time_machine.move_to("2026-11-06 12:00+01:00", tick=False)

    assert sync.sync_all() >= 0
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("2026-11-09 08:59+01:00", 0),
        ("2026-11-09 09:00+01:00", 1),
        ("2026-11-10 07:30+01:00", 1),
        ("2026-11-10 08:30+01:00", 0),
    ],
)
def test_a_reminder_goes_the_day_before_once(coffee, time_machine, moment, count):
    make_sign_up(coffee, TUESDAY, email="a@example.org")
    make_sign_up(coffee, TUESDAY, state="waiting", email="wacht@example.org")
    time_machine.move_to(moment, tick=False)

    for _run in range(2):
        seats.remind(timezone.now())

    assert subjects("a@example.org") == ["Binnenkort"] * count
    assert not mails_to("wacht@example.org")


def test_no_reminder_of_what_is_called_off_or_just_confirmed(coffee, time_machine):
    make_sign_up(coffee, TUESDAY + timedelta(weeks=1), email="a@example.org")
    change_date(activity=coffee, rule_date=TUESDAY + timedelta(weeks=1), kind="cancel")
    Mail.objects.all().delete()
    time_machine.move_to("2026-11-09 20:00+01:00", tick=False)
    make_sign_up(coffee, TUESDAY, email="net@example.org")
    time_machine.move_to("2026-11-16 12:00+01:00", tick=False)

    assert seats.remind(timezone.now()) == 0


def test_reminders_of_many_are_a_fixed_number_of_questions(
    coffee, time_machine, django_assert_num_queries
):
    coffee.capacity = None
    store_and_tell(coffee)
    for number in range(9):
        make_sign_up(coffee, TUESDAY, email=f"{number}@example.org")
    time_machine.move_to("2026-11-09 12:00+01:00", tick=False)
    seats.remind(timezone.now())

    with django_assert_num_queries(3):
        seats.remind(timezone.now())


def test_names_are_erased_thirty_days_after(coffee, time_machine):
    make_sign_up(coffee, TUESDAY)
    time_machine.move_to("2026-12-09 23:00+01:00", tick=False)
    assert SignUp.objects.all().forget(timezone.now()) == 0

    time_machine.move_to("2026-12-10 00:30+01:00", tick=False)
    assert SignUp.objects.all().forget(timezone.now()) == 1
    assert not SignUp.objects.exists()


def test_who_never_confirmed_is_erased_after_two_days(coffee, time_machine):
    make_sign_up(coffee, TUESDAY, state="asked")
    time_machine.shift(UNCONFIRMED_RETENTION)

    assert SignUp.objects.all().forget(timezone.now()) == 1
