"""The database is gone, silent or locked: nobody waits for ever, and all hear why."""

import socket
import sqlite3
import threading
from contextlib import closing, suppress

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection, connections

from common.protect.sealing.router import KEYS
from common.web import database_away

PAGES = ["/", "/plekken/", "/en/agenda/", "/beheer/"]


def hang_up(end):
    """At once, also for a thread that waits to read it."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


class Between:
    """A server on loopback that hands all on to another, until it falls silent."""

    def __init__(self, host: str, port: int):
        self.there = host, port
        self.is_silent = threading.Event()
        self.sockets = []
        self.door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.receive, daemon=True).start()

    @property
    def port(self) -> int:
        return self.door.getsockname()[1]

    def receive(self):
        while True:
            try:
                here = self.door.accept()[0]
            except OSError:  # closed
                return
            there = socket.create_connection(self.there)
            self.sockets += [here, there]
            for way in [(here, there), (there, here)]:
                threading.Thread(target=self.hand_on, args=way, daemon=True).start()

    def hand_on(self, source, target):
        try:
            while data := source.recv(65536):
                if not self.is_silent.is_set():
                    target.sendall(data)
        except OSError:
            pass
        hang_up(target)

    def close(self):
        self.door.close()
        for each in self.sockets:
            hang_up(each)


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    monkeypatch.setattr(database_away, "_silent_until", 0.0)
    monkeypatch.setattr(database_away, "PATIENCE", 0.1)


@pytest.fixture
def between(transactional_db, monkeypatch):
    """The connection of this thread goes by a server that can fall silent."""
    known = connection.settings_dict
    server = Between(known["HOST"], int(known["PORT"]))
    connection.close()
    monkeypatch.setitem(known, "HOST", "127.0.0.1")
    monkeypatch.setitem(known, "PORT", server.port)
    connection.ensure_connection()
    yield server
    connection.close()
    monkeypatch.undo()
    server.close()


@pytest.mark.strict
def test_who_asks_a_silent_database_gives_up(between):
    between.is_silent.set()

    with pytest.raises(OperationalError, match="does not answer"):
        connection.cursor().execute("SELECT 1")

    assert database_away.is_silent()


@pytest.mark.strict
def test_a_statement_that_takes_long_is_waited_for_while_the_server_lives(between):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.6), 7")
        assert cursor.fetchone()[1] == 7
    assert not database_away.is_silent()


@pytest.mark.strict
def test_a_server_that_refuses_another_connection_is_not_silent(between, monkeypatch):
    raw = connection.connection
    monkeypatch.setattr(database_away, "_known", lambda _raw: {"user": "nobody"} | at)
    at = {"host": "127.0.0.1", "port": between.port, "connect_timeout": 2}

    assert database_away._answers(raw)


@pytest.mark.strict
def test_a_silent_database_makes_us_not_ready_but_alive(between, client):
    client.raise_request_exception = False
    assert client.get("/gereed/").status_code == 200
    between.is_silent.set()

    assert client.get("/plekken/").status_code == 503
    assert client.get("/gereed/").status_code == 503
    assert client.get("/gezond/").status_code == 200

    between.is_silent.clear()
    database_away._silent_until = 0.0
    connection.close()
    assert client.get("/gereed/").status_code == 200


@pytest.mark.strict
def test_no_new_connection_waits_for_a_silent_database(between):
    connection.close()
    between.is_silent.set()

    with pytest.raises(OperationalError) as caught:
        connection.ensure_connection()

    assert database_away.means_away(caught.value)
    assert database_away.is_silent()


@pytest.mark.strict
def test_no_look_takes_so_long_that_the_answer_of_readiness_comes_too_late():
    assert 2.0 + database_away.TRIAL < 5
    assert connection.settings_dict["OPTIONS"]["connect_timeout"] < 5


@pytest.mark.strict
def test_no_statement_of_a_page_takes_for_ever(transactional_db, monkeypatch):
    options = connection.settings_dict["OPTIONS"]
    monkeypatch.setitem(options, "options", "")
    monkeypatch.setattr(database_away, "STATEMENT", 0.2)
    connection.close()
    database_away.limit_statements()
    try:
        with pytest.raises(OperationalError) as caught:
            connection.cursor().execute("SELECT pg_sleep(30)")
    finally:
        connection.close()
    assert database_away.means_away(caught.value)


@pytest.mark.once
@pytest.mark.django_db
def test_when_the_key_store_can_not_be_reached_other_pages_go_on():
    connection.ensure_connection()  # the default one is there
    error = OperationalError()
    error.__cause__ = psycopg.errors.ConnectionTimeout()

    assert database_away.means_away(error)
    assert not database_away.is_silent()


@pytest.mark.strict
def test_a_key_store_that_falls_silent_is_no_silence_of_all(between, monkeypatch):
    connection.close()
    monkeypatch.setattr(connections["default"], "alias", KEYS)
    connection.ensure_connection()
    between.is_silent.set()

    with pytest.raises(OperationalError, match="does not answer"):
        connection.cursor().execute("SELECT 1")

    assert not database_away.is_silent()


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_while_it_is_silent_every_page_says_so_without_asking(
    client, path, django_assert_num_queries
):
    database_away.note_silence()

    with django_assert_num_queries(0):
        response = client.get(path)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    words = response.content.decode()
    assert ("Or call us" if path.startswith("/en/") else "Of bel ons") in words
    assert f'href="{path}"' in words


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_locked_is_a_page_in_words(client):
    """A lock that lasts longer than anyone waits; nothing inside is shown."""
    client.raise_request_exception = False
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        response = client.post(
            "/inloggen/", {"email": "iemand@example.org", "login": "iemand@example.org"}
        )
        other.rollback()
    connection.close()

    words = response.content.decode()
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "niet bewaard" in words
    assert "locked" not in words


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_wrong_question_is_our_error_and_not_the_databases(client):
    with pytest.raises(OperationalError) as caught:
        connection.cursor().execute("SELECT 1 FROM nowhere")

    assert not database_away.means_away(caught.value)
    assert not database_away.means_away(DatabaseError("no row was changed"))
