"""A mail to someone whose data is sealed: nothing of it can be read in the outbox, it
arrives all the same, and it goes with the key."""

import logging
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.mail import sending
from common.mail.delivery import deliver_due
from common.mail.models import Mail
from common.protect.sealing import keys
from common.protect.sealing.box import KeyGone
from common.protect.sealing.models import SealingKey
from tests.common.jobs.workers import wait_until, worker
from tests.common.mail.test_posting import make_due, serve  # noqa: F401 — a fixture
from tests.kit.factories import make_staff
from tests.kit.mailservers import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]
FATMA = "fatma@example.org"
NOTE = "Dinsdag om tien uur bij de bibliotheek"
STOP = "https://ontmoeten.example/stop/geheim/"


@pytest.fixture
def key_id():
    return keys.make(timezone.localdate() + timedelta(days=90))


def send(key_id, **facts):
    return sending.send(
        "common/mail/test.html",
        to=FATMA,
        context={"note": NOTE},
        sealed_with=key_id,
        unsubscribe_url=STOP,
        **facts,
    )


def all_of_the_outbox() -> str:
    rows = serializers.serialize("json", [*Mail.objects.all()])
    return rows + serializers.serialize("json", DBTaskResult.objects.all())


def test_nothing_of_it_can_be_read_in_the_table(key_id):
    send(key_id)

    kept = all_of_the_outbox()
    for word in [FATMA, "fatma", "Dinsdag", "bibliotheek", "Test van", "geheim"]:
        assert word not in kept


def test_it_arrives_as_any_other(serve, key_id):  # noqa: F811
    server = serve()
    send(key_id)

    assert deliver_due() == 1

    (letter,) = server.letters
    assert letter["To"] == FATMA
    assert letter["Subject"] == "Test van de mail van gemeente Breda"
    assert letter["List-Unsubscribe"] == f"<{STOP}>"
    assert NOTE in letter.get_body(["plain"]).get_content()
    assert NOTE in letter.get_body(["html"]).get_content()


def test_many_are_written_at_once_and_arrive(serve, key_id):  # noqa: F811
    server = serve()
    mails = [
        sending.written(
            "common/mail/test.html",
            to=f"iemand{number}@example.org",
            context={},
            sealed_with=key_id,
        )
        for number in range(3)
    ]
    sending.send_each(mails)

    assert deliver_due() == 3
    assert server.receivers == [f"iemand{number}@example.org" for number in range(3)]


def test_what_it_said_is_gone_once_it_is_sent(serve, key_id):  # noqa: F811
    serve()
    send(key_id)
    deliver_due()

    sent = Mail.objects.get()
    assert (sent.state, sent.sealed, sent.html) == (Mail.State.SENT, None, "")
    assert deliver_due() == 0


def test_the_database_keeps_no_sealed_mail_that_was_sent(key_id):
    send(key_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.update(state="sent", sent_at=timezone.now())


@pytest.mark.parametrize("name", ["to", "subject", "html", "unsubscribe_url"])
def test_the_database_keeps_nothing_readable_beside_a_sealed_mail(key_id, name):
    send(key_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.update(**{name: FATMA})


def test_a_mail_with_a_key_of_the_outbox_is_written_once(key_id):
    assert send(key_id, key="voorstel:1")
    assert not send(key_id, key="voorstel:1")


# --- The end of the key --------------------------------------------------------------


def test_when_the_key_is_gone_it_is_never_sent_and_nothing_is_left(
    serve,  # noqa: F811
    key_id,
    caplog,
):
    server = serve()
    send(key_id)
    sending.send("common/mail/test.html", to="bram@example.org", context={})
    keys.destroy([key_id])
    caplog.set_level(logging.DEBUG)

    assert deliver_due() == 1

    assert server.receivers == ["bram@example.org"]
    assert [mail.sealed_with for mail in Mail.objects.all()] == [None]
    assert f"{key_id}" not in caplog.text
    assert not [each for each in caplog.records if each.name.startswith("common")]


def test_to_who_is_gone_nothing_is_written(key_id):
    keys.destroy([key_id])

    with pytest.raises(KeyGone):
        send(key_id)
    assert not Mail.objects.exists()


def test_one_that_waits_for_the_server_goes_when_the_key_does(serve, key_id):  # noqa: F811
    server = serve(MAIL="451 straks weer")
    send(key_id)
    deliver_due()
    assert Mail.objects.get().problem == "MAIL FROM: 451"
    keys.destroy([key_id])

    server.answers.clear()
    make_due()
    assert deliver_due() == 0
    assert not Mail.objects.exists()
    assert server.letters == []


# --- What is in the way --------------------------------------------------------------


def test_without_the_master_key_it_waits_and_others_go_on(
    serve,  # noqa: F811
    key_id,
    settings,
    caplog,
):
    server = serve()
    send(key_id)
    sending.send("common/mail/test.html", to="bram@example.org", context={})
    before, settings.SEALING_KEYS = settings.SEALING_KEYS, []

    assert deliver_due() == 1
    waiting = Mail.objects.exclude(sealed_with=None).get()
    assert (waiting.state, waiting.problem) == ("waiting", "ImproperlyConfigured")
    assert FATMA not in caplog.text

    settings.SEALING_KEYS = before
    make_due()
    assert deliver_due() == 1
    assert server.receivers == ["bram@example.org", FATMA]


def test_a_box_that_was_moved_from_another_mail_does_not_go_out(serve, key_id):  # noqa: F811
    server = serve()
    send(key_id, key="een")
    first = Mail.objects.get()
    send(key_id, key="twee")
    Mail.objects.filter(key="twee").update(sealed=first.sealed)

    assert deliver_due() == 1
    assert len(server.letters) == 1
    assert Mail.objects.get(key="twee").problem == "Tampered"


def test_staff_can_have_it_tried_again(serve, key_id):  # noqa: F811
    server = serve(**{f"RCPT_{FATMA}": "550 die is hier niet"})
    send(key_id)
    deliver_due()
    assert Mail.objects.get().state == Mail.State.FAILED

    server.answers.clear()
    assert Mail.objects.all().retry() == 1
    assert deliver_due() == 1


@pytest.mark.once
def test_a_sealed_mail_that_was_sent_is_not_tried_again(serve, key_id):  # noqa: F811
    serve()
    send(key_id)
    deliver_due()

    assert Mail.objects.all().retry() == 0


@pytest.mark.once
def test_staff_see_that_it_waits_and_not_whom_it_is_for(client, key_id):
    client.force_login(make_staff())
    send(key_id)
    mail = Mail.objects.get()

    for path in ["", f"?q={FATMA}", "?o=1", f"{mail.pk}/change/"]:
        page = client.get(f"/beheer/ontmoeten/mail/{path}").content.decode()
        assert (FATMA in page) == (FATMA in path)  # what she typed herself
        assert "Test van de mail" not in page
        assert ("mail aan een deelnemer" in page) == ("?q" not in path)


@pytest.mark.long(5)
@pytest.mark.django_db(transaction=True)
def test_a_worker_of_its_own_opens_and_sends_it():
    with mail_server({}) as server:
        send(keys.make(timezone.localdate() + timedelta(days=90)))
        with worker(server.url) as process:
            wait_until(lambda: server.letters, process)

    assert server.receivers == [FATMA]


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_begins_with_an_empty_key_store():
    assert not SealingKey.objects.exists()
