"""A worker that is killed loses nothing and sends nothing twice."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common.jobs import tasks
from common.mail import sending
from common.mail.delivery import deliver
from common.mail.models import Mail
from tests.common.jobs.workers import is_quiet, wait_until, worker
from tests.kit.mailservers import MailServer, mail_server

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both("locks"),
    pytest.mark.long(3),
]
AT_ONCE = timedelta()


def send(count=1):
    for number in range(count):
        sending.send(
            "common/mail/test.html", to=f"iemand{number}@example.org", context={}
        )


def restart_after_a_while():
    """What happens by itself when the lease of the mail and the task are over."""
    Mail.objects.waiting().update(due_at=timezone.now())
    return tasks.reap(timezone.now(), AT_ONCE)


def test_a_worker_sends_what_waits_and_stops_when_it_is_asked_to():
    with mail_server() as server:
        send(3)
        with worker(server.url) as process:
            wait_until(lambda: len(server.letters) == 3 and is_quiet(), process)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0

    assert not Mail.objects.exclude(state=Mail.State.SENT).exists()


@pytest.mark.parametrize("step", ["GREETING", "MAIL", "RCPT", "DATA"])
def test_killed_before_the_server_has_the_mail_it_is_sent_once_by_the_next(step):
    with mail_server({step: MailServer.HANG}) as server:
        send(2)
        with worker(server.url) as process:
            wait_until(server.reached.is_set, process)
            process.kill()
            process.wait()
        assert DBTaskResult.objects.running().count() == 1
        server.answers.clear()

        assert restart_after_a_while() == 1
        if step == "DATA":  # what was on the brink is for staff to say
            assert Mail.objects.filter(state=Mail.State.UNSURE).count() == 1
            assert Mail.objects.all().retry() > 0
        with worker(server.url) as process:
            wait_until(lambda: len(server.letters) == 2 and is_quiet(), process)

    assert server.receivers == ["iemand0@example.org", "iemand1@example.org"]
    assert not Mail.objects.exclude(state=Mail.State.SENT).exists()


def test_killed_after_the_server_has_the_mail_it_is_not_sent_again():
    with mail_server({"END": MailServer.HANG}) as server:
        send(2)
        with worker(server.url) as process:
            wait_until(server.reached.is_set, process)
            process.kill()
            process.wait()
        server.answers.clear()

        restart_after_a_while()
        with worker(server.url) as process:
            wait_until(lambda: len(server.letters) == 2 and is_quiet(), process)

    assert server.receivers == ["iemand0@example.org", "iemand1@example.org"]
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["sent", "unsure"]


def test_three_workers_share_what_waits():
    with mail_server() as server:
        send(30)
        url = server.url
        with worker(url) as one, worker(url) as two, worker(url) as three:
            for process in (one, two, three):
                wait_until(lambda: len(server.letters) >= 30 and is_quiet(), process)

    assert len(server.letters) == len(set(server.receivers)) == 30


def test_a_task_that_runs_is_left_alone():
    deliver.enqueue()
    DBTaskResult.objects.get().claim("somebody")

    assert tasks.reap(timezone.now()) == 0
    assert tasks.reap(timezone.now() + tasks.LONGEST) == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_a_task_that_kills_every_worker_is_given_up():
    deliver.enqueue()
    for _worker in range(tasks.MOST_TIMES):
        DBTaskResult.objects.get().claim("somebody")
        tasks.reap(timezone.now(), AT_ONCE)

    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_tasks_that_are_long_done_are_erased():
    deliver.enqueue()
    DBTaskResult.objects.get().set_successful(0)

    assert tasks.forget_finished(timezone.now()) == 0
    assert tasks.forget_finished(timezone.now() + tasks.RETENTION) == 1
