"""Work that comes back is done once in its time, whoever starts it."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from common.jobs.models import AGAIN, Job, LastTime, run
from ontmoeten.periodic import JOBS

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
HOUR = timedelta(hours=1)


def counting(name="tellen", every=HOUR):
    done = []
    return Job(name, every, lambda now: len(done.append(now) or done)), done


def failing(now):
    raise ValueError("stuk")


def test_it_is_done_at_once_and_then_at_most_every_so_often(time_machine):
    job, done = counting()
    for moment, times in [("12:00", 1), ("12:59", 1), ("13:00", 2), ("13:01", 2)]:
        time_machine.move_to(f"2026-11-23 {moment}+01:00", tick=False)
        run([job])
        assert len(done) == times


def test_one_that_fails_stops_no_other_and_is_tried_again_soon(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    job, _done = counting()
    broken = Job("stuk", timedelta(days=1), failing)

    outcome = run([broken, job])

    assert (outcome.failed, outcome.done) == (["stuk"], {"tellen": 1})
    assert LastTime.objects.get(job="stuk").problem == "ValueError"
    assert run([broken]).failed == []  # not at once
    time_machine.shift(AGAIN)
    assert run([broken]).failed == ["stuk"]


def test_one_can_be_asked_for_by_name_whenever():
    job, done = counting()
    other, rest = counting("anders")
    run([job, other])

    run([job, other], only="tellen")

    assert (len(done), len(rest)) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_started_twice_at_once_it_is_done_once():
    job, done = counting()
    together = threading.Barrier(8)

    def start():
        together.wait()
        try:
            run([job])
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 1


def test_the_command_does_all_of_it_and_then_nothing():
    out = StringIO()
    call_command("do_periodic", verbosity=2, stdout=out)
    said = out.getvalue()

    assert all(f"{job.name}: " in said for job in JOBS)
    again = StringIO()
    call_command("do_periodic", verbosity=2, stdout=again)
    assert again.getvalue() == ""


def test_the_command_says_what_failed(monkeypatch):
    broken = Job("stuk", HOUR, failing)
    monkeypatch.setattr("ontmoeten.management.commands.do_periodic.JOBS", [broken])

    with pytest.raises(CommandError, match="stuk"):
        call_command("do_periodic")


def test_names_of_jobs_are_their_own():
    assert len({job.name for job in JOBS}) == len(JOBS)
