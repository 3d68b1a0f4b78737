"""Staff see that mails wait, and can have them tried again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.mail import sending
from common.mail.delivery import TOO_LATE
from common.mail.models import Mail
from tests.kit.factories import make_staff, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = "/beheer/ontmoeten/mail/"


@pytest.fixture
def staff(client):
    client.force_login(make_staff())
    return client


def make_mail(state="waiting", age=timedelta(hours=1), **facts):
    sending.send("common/mail/test.html", to="amira@example.org", context={})
    row = Mail.objects.latest("pk")
    moment = timezone.now() - age
    facts |= {"state": state, "created_at": moment, "due_at": moment}
    Mail.objects.filter(pk=row.pk).update(**facts)
    return row


def front(client):
    return client.get(reverse("admin:index")).content.decode()


def test_the_first_page_says_what_waits(staff):
    for _number in range(2):
        make_mail()
    make_mail(state="unsure")
    make_mail(state="failed")

    page = front(staff)

    assert "2 mails wachten, de eerste sinds 1 uur." in page.replace("\xa0", " ")
    assert "Van 1 mail weten we niet of hij aankwam." in page
    assert "1 mail kon niet worden verstuurd." in page
    assert f'href="{LIST}?state__exact=waiting"' in page


def test_the_first_page_is_quiet_when_all_is_well(staff):
    make_mail(age=timedelta(0))
    make_mail(state="unsure", due_at=timezone.now())
    Mail.objects.filter(state="unsure").update(due_at=timezone.now() + timedelta(1))
    make_mail(state="sent", html="", sent_at=timezone.now())

    page = front(staff)

    assert "/ontmoeten/mail/?state" not in page


def test_trouble_is_one_question(staff, django_assert_num_queries):
    from ontmoeten.templatetags.staff_tags import mails_in_trouble

    for _number in range(5):
        make_mail()
    with django_assert_num_queries(1):
        assert mails_in_trouble()["late"] == 5


def test_staff_have_mails_tried_again(staff):
    waiting = make_mail(due_at=timezone.now() + timedelta(hours=1))
    failed = make_mail(state="failed", useful_until=timezone.now())
    sent = make_mail(state="sent", html="", sent_at=timezone.now())
    DBTaskResult.objects.all().delete()
    chosen = [waiting.pk, failed.pk, sent.pk]

    page = staff.post(
        LIST, {"action": "retry", "_selected_action": chosen}, follow=True
    )

    assert "2 mails worden opnieuw geprobeerd." in page.content.decode()
    due = Mail.objects.due(timezone.now())
    assert set(due.values_list("pk", flat=True)) == {waiting.pk, failed.pk}
    assert not due.filter(useful_until__lte=timezone.now()).exists()
    assert DBTaskResult.objects.count() == 1


def test_the_list_says_what_is_in_the_way_and_not_what_it_says(staff):
    make_mail(state="failed", problem=TOO_LATE)
    row = make_mail(problem="RCPT TO: 451")

    listed = staff.get(LIST).content.decode()
    shown = staff.get(f"{LIST}{row.pk}/change/").content.decode()

    assert "te laat om nog nut te hebben" in listed
    assert "RCPT TO: 451" in listed
    assert "blockquote" not in shown
    assert "Deze mail is aangekomen" not in shown


@pytest.mark.parametrize("path", ["add/", "{}/delete/"])
def test_nobody_writes_or_removes_mails_there(staff, path):
    row = make_mail()

    assert staff.get(f"{LIST}{path.format(row.pk)}").status_code == 403


def test_the_page_of_a_mail_changes_nothing(staff):
    row = make_mail()

    staff.post(f"{LIST}{row.pk}/change/", {"state": "sent", "to": "x@example.org"})

    before = Mail.objects.get()
    assert (before.state, before.to) == ("waiting", "amira@example.org")


def test_mails_are_for_staff(client):
    client.force_login(make_user())

    assert client.get(LIST).status_code == 302


def test_the_rows_of_tasks_are_no_concern_of_staff(staff):
    assert "django_tasks" not in front(staff)
