"""Work that goes on while visitors are served."""

import sys
import threading

import pytest

from common.kit import background
from common.kit.background import InBackground

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]


def test_it_is_done_once_however_often_it_is_asked_for():
    may_go_on, times = threading.Event(), []

    def work():
        times.append(1)
        may_go_on.wait(10)

    slow = InBackground("slow", work)
    for _visitor in range(5):
        slow.begin()
    may_go_on.set()
    slow.wait()

    assert times == [1]


def test_who_has_patience_finds_it_done():
    done = []

    InBackground("quick", lambda: done.append(1)).begin(patience=10)

    assert done == [1]


def test_what_fails_is_logged_and_not_tried_again_at_once(caplog):
    times = []

    def fail():
        times.append(1)
        raise OSError("the disk is gone")

    failing = InBackground("failing", fail)
    failing.begin(patience=10)
    failing.begin(patience=10)

    assert len(times) == 1
    assert "failing failed" in caplog.text
    failing.wait()


def test_threads_take_short_turns_until_the_last_work_is_done():
    usual = sys.getswitchinterval()
    first, second = threading.Event(), threading.Event()
    works = [InBackground("one", lambda: first.wait(10))]
    works.append(InBackground("two", lambda: second.wait(10)))
    for work in works:
        work.begin()
    first.set()
    works[0].wait()

    assert sys.getswitchinterval() == pytest.approx(background.TURN)
    second.set()
    works[1].wait()
    assert sys.getswitchinterval() == pytest.approx(usual)
