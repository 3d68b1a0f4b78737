"""Mails go to a real mail server on loopback, each at most once."""

import logging
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.mail import sending
from common.mail.delivery import deliver_due
from common.mail.models import BACK_OFF, LEASE, Mail
from tests.kit.mailservers import MailServer, mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
AMIRA, BRAM = "amira@example.org", "bram@example.org"


def send(to=AMIRA, **facts):
    sending.send(
        "common/mail/test.html", to=to, context={"note": "Tot één uur"}, **facts
    )


def states():
    return dict(Mail.objects.values_list("to", "state"))


def make_due():
    Mail.objects.waiting().update(due_at=timezone.now())


@pytest.fixture
def serve(settings):
    """Starts a mail server with these answers, and has our mail go there."""
    running = []

    def start(**answers):
        context = mail_server(
            {name.replace("_", " "): answers[name] for name in answers}
        )
        running.append(context)
        server = context.__enter__()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 1
        return server

    yield start
    for context in running:
        context.__exit__(None, None, None)


def test_a_mail_arrives_as_text_and_html(serve):
    server = serve()
    send(unsubscribe_url="https://ontmoeten.example/stop/")

    assert deliver_due() == 1

    (letter,) = server.letters
    assert letter["To"] == AMIRA
    assert letter["From"] == '"Ontmoeten, gemeente Breda" <ontmoeten@127.0.0.1>'
    assert letter["Subject"] == "Test van de mail van gemeente Breda"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] == "<https://ontmoeten.example/stop/>"
    assert "Tot één uur" in letter.get_body(["plain"]).get_content()
    assert "<blockquote>Tot één uur" in letter.get_body(["html"]).get_content()


def test_what_it_said_is_gone_once_it_is_sent(serve):
    serve()
    send()
    deliver_due()

    sent = Mail.objects.get()
    assert (sent.state, sent.html) == (Mail.State.SENT, "")
    assert sent.sent_at is not None


def test_it_is_sent_once_however_often_the_task_runs(serve):
    server = serve()
    send()

    assert [deliver_due(), deliver_due()] == [1, 0]
    assert len(server.letters) == 1


def test_many_mails_go_in_one_conversation(serve):
    server = serve()
    for number in range(5):
        send(to=f"iemand{number}@example.org")

    assert deliver_due() == 5
    assert sum(line.upper().startswith(("EHLO", "HELO")) for line in server.heard) == 1


def test_a_receiver_who_does_not_exist_keeps_nobody_else_waiting(serve):
    server = serve(**{f"RCPT_{AMIRA}": "550 die is hier niet"})
    send(AMIRA)
    send(BRAM)

    assert deliver_due() == 1
    assert server.receivers == [BRAM]
    assert states() == {AMIRA: Mail.State.FAILED, BRAM: Mail.State.SENT}
    assert Mail.objects.get(to=AMIRA).problem == "RCPT TO: 550"


@pytest.mark.once
@pytest.mark.parametrize("step", ["MAIL", f"RCPT_{AMIRA}", "DATA", "END"])
def test_not_now_means_later_and_then_once(serve, step):
    server = serve(**{step: "451 straks weer"})
    send()

    assert deliver_due() == 0
    waiting = Mail.objects.get()
    assert waiting.state == Mail.State.WAITING
    assert waiting.problem.endswith("451")
    assert waiting.due_at > timezone.now() + BACK_OFF[0] / 2

    server.answers.clear()
    assert deliver_due() == 0  # it is not due yet
    make_due()
    assert deliver_due() == 1
    assert len(server.letters) == 1


def test_it_waits_ever_longer(serve):
    serve(MAIL="451 straks weer")
    send()
    pauses = []
    for _time in range(len(BACK_OFF) + 1):
        make_due()
        before = timezone.now()
        deliver_due()
        pauses.append(Mail.objects.get().due_at - before)

    for pause, wanted in zip(pauses, [*BACK_OFF, BACK_OFF[-1]], strict=True):
        assert wanted <= pause < wanted + timedelta(seconds=30)


def test_a_sender_who_is_refused_is_a_matter_of_settings_and_waits(serve):
    serve(MAIL="550 jou kennen we niet")
    send()
    deliver_due()

    assert states() == {AMIRA: Mail.State.WAITING}


def test_a_server_that_is_away_is_asked_once_and_all_wait(serve, settings):
    server = serve(GREETING="421 gesloten")
    send(AMIRA)
    send(BRAM)
    DBTaskResult.objects.all().delete()  # it runs now

    assert deliver_due() == 0
    assert set(states().values()) == {Mail.State.WAITING}
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 1]
    later = DBTaskResult.objects.filter(
        run_after__lt=timezone.now() + timedelta(days=1)
    )
    assert later.count() == 1  # the task that tries again

    server.answers.clear()
    make_due()
    assert deliver_due() == 2


def test_nobody_listens_there(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    send()

    assert deliver_due() == 0
    assert Mail.objects.get().problem == "ConnectionRefusedError"


def test_without_a_mail_server_mails_wait(settings):
    settings.EMAIL_BACKEND = "common.mail.delivery.NoServer"
    send()

    assert deliver_due() == 0
    assert states() == {AMIRA: Mail.State.WAITING}


@pytest.mark.once
@pytest.mark.parametrize("step", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_costs_one_timeout_and_no_mail(serve, step):
    server = serve(**{step: MailServer.HANG})
    send(AMIRA)
    send(BRAM)

    before = time.monotonic()
    deliver_due()
    assert time.monotonic() - before < 8

    server.answers.clear()
    make_due()
    left = 1 if step == "DATA" else 2
    assert deliver_due() == left
    assert len(server.letters) == left


@pytest.mark.once
@pytest.mark.parametrize("end", [MailServer.HANG, MailServer.DROP])
def test_a_mail_of_which_nobody_knows_whether_it_arrived_is_not_sent_again(serve, end):
    server = serve(END=end)
    send()
    deliver_due()

    assert states() == {AMIRA: Mail.State.UNSURE}
    server.answers.clear()
    make_due()
    deliver_due()
    assert len(server.letters) == 1

    assert Mail.objects.all().retry() == 1  # staff may
    assert deliver_due() == 1
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]  # servers see that it is one


def test_a_worker_that_was_too_slow_leaves_the_mail_to_the_next(serve):
    server = serve()
    send()
    slow = Mail.objects.claim(timezone.now())
    next_one = Mail.objects.claim(timezone.now() + LEASE)

    assert next_one.pk == slow.pk
    assert next_one.on_the_brink()
    assert not slow.on_the_brink()
    assert not server.letters


def test_a_mail_that_came_too_late_is_not_sent(serve):
    server = serve()
    send(useful_until=timezone.now())
    deliver_due()

    assert states() == {AMIRA: Mail.State.FAILED}
    assert not server.letters


def test_logs_hold_nobodys_address(serve, caplog):
    caplog.set_level(logging.DEBUG)
    serve(**{f"RCPT_{AMIRA}": "550 amira@example.org is hier niet", "END": "drop"})
    send(AMIRA)
    send(BRAM)
    deliver_due()
    make_due()
    deliver_due()

    assert "Mail" in caplog.text
    assert "example.org" not in caplog.text
    assert not Mail.objects.filter(problem__contains="@").exists()


def test_a_mail_that_cannot_be_made_keeps_nobody_else_waiting(serve):
    server = serve()
    send(AMIRA)
    send(BRAM)
    with connection.cursor() as cursor:  # past the model, which would mend it
        cursor.execute(
            'UPDATE ontmoeten_mail SET subject = %s WHERE "to" = %s',
            ["een\ntwee", AMIRA],
        )

    assert deliver_due() == 1
    assert server.receivers == [BRAM]
    assert states()[AMIRA] == Mail.State.WAITING
