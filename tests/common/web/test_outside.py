"""A service outside that does not answer is left alone, and tried again by one."""

import threading

import pytest

from common.web import outside
from common.web.outside import Breaker, Refused, Unavailable, breaker_of, fetch
from tests.kit.servers import running

LIMITS = {"patience": 5, "largest": 1_000}


@pytest.fixture
def server():
    with running((200, b"goed")) as answering:
        outside._breakers.clear()
        yield answering


def ask(server, service="kaart"):
    return fetch(server.url, service, **LIMITS)


def fail(breaker, times=outside.MOST_FAILURES):
    for _time in range(times):
        with pytest.raises(Unavailable), breaker.asking():
            raise Unavailable


def test_what_stands_there_comes(server):
    assert ask(server) == b"goed"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_after_three_failures_in_a_row_nobody_is_asked(server, status):
    server.answer = (status, b"")
    for _again in range(9):
        with pytest.raises(Unavailable):
            ask(server)

    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_an_answer_that_refuses_is_an_answer(server, status):
    for _again in range(2):
        server.answer = (500, b"")
        with pytest.raises(Unavailable):
            ask(server)
        server.answer = (status, b"")
        for _more in range(4):
            with pytest.raises(Refused):
                ask(server)

    assert not breaker_of("kaart").is_resting


def test_what_is_too_large_is_refused(server):
    server.answer = (200, b"x" * 1_001)

    with pytest.raises(Refused):
        ask(server)


def test_other_addresses_of_it_are_asked_still(server):
    server.answer = (500, b"")
    for _again in range(3):
        with pytest.raises(Unavailable):
            ask(server)

    server.answer = (200, b"goed")

    assert ask(server, "zoeken") == b"goed"


def test_nothing_listens_there():
    outside._breakers.clear()

    with pytest.raises(Unavailable):
        fetch("http://127.0.0.1:9/", "niemand", **LIMITS)


def test_after_its_rest_one_tries_and_the_others_still_go_without(monkeypatch):
    monkeypatch.setattr(outside, "REST", 0.0)
    breaker, inside, go_on = Breaker(), threading.Event(), threading.Event()
    fail(breaker)

    def probe():
        with breaker.asking():
            inside.set()
            go_on.wait(10)

    thread = threading.Thread(target=probe)
    thread.start()
    assert inside.wait(10)
    with pytest.raises(Unavailable), breaker.asking():
        pass
    go_on.set()
    thread.join()

    with breaker.asking():
        pass  # the one that tried had an answer


def test_a_try_that_fails_gives_it_a_new_rest(monkeypatch):
    monkeypatch.setattr(outside, "REST", 0.0)
    breaker = Breaker()
    fail(breaker)
    monkeypatch.setattr(outside, "REST", 30.0)
    fail(breaker, times=1)

    assert breaker.is_resting
