"""How the copy of the places in memory follows the database."""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from common.kit.geo import tile_at
from common.kit.storing import remove_each, store
from common.moderation.states import State
from places.memory import snapshot
from places.memory.selection import DEFAULT, Selection
from places.memory.snapshot import current, sums_of
from places.models import Place, version
from tests.kit.factories import GROTE_MARKT, make_place
from tests.places.memory import second_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("read model")]


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch):
    """As in a process that was just started."""
    monkeypatch.setattr(snapshot, "_held", None)
    yield
    snapshot._following.wait()  # nothing goes on behind the next test's back


def names(copy):
    return [key[5:].decode() for key in copy.columns.keys.tolist()]


@contextmanager
def as_another_process():
    """Changes that this process does not hear of."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(version, "_listeners", [])
        yield


def eventually(holds, seconds=10):
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.01)


def in_a_thread(work):
    found = []

    def run():
        try:
            found.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


def test_nobody_waits_while_the_places_are_read_anew():
    make_place(name="Oud")
    before = current()
    with as_another_process():
        make_place(name="Nieuw")

    with snapshot._reading:  # whoever reads now gets no further
        answers = [current() for _visitor in range(5)]

    assert all(answer is before for answer in answers)
    eventually(lambda: names(current()) == ["nieuw", "oud"])


def test_only_one_thread_follows_the_database(monkeypatch):
    make_place()
    current()
    with as_another_process():
        make_place()
    started = []
    start = threading.Thread.start
    monkeypatch.setattr(
        threading.Thread, "start", lambda self: started.append(self) or start(self)
    )

    with snapshot._reading:
        for _visitor in range(5):
            current()

    assert len(started) == 1


def test_who_changes_a_place_sees_it_at_once(client):
    place = make_place(name="Oud")
    current()

    place.name = "Nieuw"
    store(place)

    assert names(snapshot._held) == ["nieuw"]


def test_a_process_that_shows_no_places_reads_none_after_a_change():
    make_place()

    assert snapshot._held is None


def test_what_is_not_committed_is_seen_by_who_does_it_and_by_nobody_else():
    make_place(name="Bank")
    current()

    with transaction.atomic():
        make_place(name="Misschien")
        assert names(current()) == ["bank", "misschien"]
        assert in_a_thread(lambda: names(current())) == ["bank"]
        transaction.set_rollback(True)

    assert names(current()) == ["bank"]
    assert in_a_thread(lambda: names(current())) == ["bank"]


def test_who_comes_first_together_read_the_places_once(monkeypatch):
    make_place()
    reads = []
    read = snapshot._read

    def slowly(*args):
        reads.append(args)
        time.sleep(0.1)
        return read(*args)

    monkeypatch.setattr(snapshot, "_read", slowly)
    threads = [
        threading.Thread(target=lambda: (current(), connection.close()))
        for _visitor in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(reads) == 1


def test_when_reading_fails_the_old_places_stay_and_it_is_tried_again(
    monkeypatch, caplog
):
    make_place(name="Oud")
    before = current()
    with as_another_process():
        make_place(name="Nieuw")
    read = snapshot._read

    def fail(*args):
        raise OSError("the disk is gone")

    monkeypatch.setattr(snapshot, "_read", fail)
    eventually(lambda: current() is before and "the disk is gone" in caplog.text)
    attempts = caplog.text.count("the disk is gone")
    current()
    assert caplog.text.count("the disk is gone") == attempts  # not at each request

    monkeypatch.setattr(snapshot, "_read", read)
    eventually(lambda: names(current()) == ["nieuw", "oud"])


def test_the_filters_asked_last_are_ready_in_the_new_copy():
    make_place()
    usual = Selection(facets=DEFAULT.facets)
    sums_of(current(), usual)
    make_place()

    fresh = current()

    assert fresh.sums.newest(9) == [(usual, 0)]
    assert len(sums_of(fresh, usual, pytest.fail).rows) == 2


def test_a_change_of_what_nobody_sees_copies_nothing():
    make_place()
    before = current()
    make_place(state=State.SUGGESTED)

    after = current()

    assert after.stamp != before.stamp
    assert after.columns is before.columns


def database_url():
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"spatialite:///{known['NAME']}"
    who = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
    return f"postgis://{who}/{known['NAME']}"


@contextmanager
def another_process():
    """Gives a function that waits for the next answer of the other process."""
    process = subprocess.Popen(
        [sys.executable, Path(second_process.__file__)],
        env=os.environ | {"DATABASE_URL": database_url()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield lambda: json.loads(process.stdout.readline())
        process.stdin.close()
        process.stdout.read()


@pytest.mark.long(2)
def test_another_process_shows_a_change_within_a_second():
    x, y = tile_at(*GROTE_MARKT.coords, 18)
    assert f"/plekken/kaart/18/{x}/{y}.json" == second_process.PATH
    place = make_place()

    def is_seen(count, answer):
        changed_at = time.time()
        while (seen := answer())[2] != count:
            assert seen[0] < changed_at + 1

    with another_process() as answer:
        assert answer()[2] == 1
        make_place()
        is_seen(2, answer)
        place.state = State.CLOSED
        store(place)
        is_seen(1, answer)
        remove_each(Place.objects.all())
        is_seen(0, answer)
