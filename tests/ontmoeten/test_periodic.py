"""What `do_periodic` does of the real work, from cron or a timer."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.mail import sending
from common.mail.models import Mail
from common.protect.sealing import keys
from common.protect.sealing.models import SealingKey
from initiatives.models import DoorMessage, Occurrence, SignUp
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_sign_up,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
TUESDAY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def _the_day_before(time_machine):
    time_machine.move_to("2026-11-09 08:00+01:00", tick=False)


@pytest.fixture
def coffee():
    organisation = make_organisation(owner=make_user(email="amira@example.org"))
    return make_activity(organisation=organisation, has_sign_up=True)


def reminded():
    return sorted(Mail.objects.values_list("to", flat=True))


def test_reminders_go_out_once_however_often_it_is_called(coffee, time_machine):
    make_sign_up(coffee, TUESDAY, email="fatima@example.org")
    call_command("do_periodic")
    assert reminded() == []

    for _time in range(12):  # two hours
        time_machine.shift(timedelta(minutes=10))
        call_command("do_periodic")

    assert reminded() == ["amira@example.org", "fatima@example.org"]


def test_everything_past_its_date_is_erased(coffee, time_machine):
    make_sign_up(coffee, TUESDAY)
    DoorMessage.objects.create(
        activity=coffee,
        rule_date=TUESDAY,
        first_name="Fatima",
        erase_at=timezone.now() + timedelta(days=3),
    )
    sending.send("common/mail/test.html", to="fatima@example.org", context={})
    time_machine.move_to("2026-12-10 08:00+01:00", tick=False)

    call_command("do_periodic")

    assert not SignUp.objects.exists()
    assert not DoorMessage.objects.exists()
    assert not Mail.objects.filter(to="fatima@example.org").exists()


def test_keys_of_people_go_on_their_date(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00")
    keys.make(date(2026, 11, 25))
    stays = keys.make(date(2026, 11, 26))
    call_command("do_periodic")
    assert SealingKey.objects.count() == 2

    time_machine.move_to("2026-11-25 03:00+01:00")
    for _time in range(2):
        call_command("do_periodic")

    assert [key.pk for key in SealingKey.objects.all()] == [stays]


def test_dates_go_further_ahead(coffee, time_machine):
    last = Occurrence.objects.last().rule_date
    call_command("do_periodic")
    time_machine.shift(timedelta(days=30))

    call_command("do_periodic")

    assert Occurrence.objects.last().rule_date > last


def test_a_task_that_lost_its_worker_and_its_mail_come_back(time_machine):
    sending.send("common/mail/test.html", to="fatima@example.org", context={})
    DBTaskResult.objects.get().claim("killed")
    Mail.objects.claim(timezone.now())
    time_machine.shift(timedelta(minutes=20))

    call_command("do_periodic")

    assert DBTaskResult.objects.ready().exists()
    assert Mail.objects.due(timezone.now()).exists()
