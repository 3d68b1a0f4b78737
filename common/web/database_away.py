"""When the database is away: gone, silent (connected, but not answering) or locked.

PostgreSQL's own time-outs need a server that still runs. So who has waited for a while
tries a connection of his own: answered, if only by a refusal, the statement is merely
slow and he waits on; silent, he gives up, and for a moment all others are told at once
instead of filling every thread of the server (circuit breaker).
"""

import sqlite3
import time
from collections.abc import Generator

import psycopg
from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connections,
)
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

PATIENCE = 2.0  # seconds without a sign, before one looks whether it still lives
TRIAL = 2  # seconds for that look, and for every new connection: libpq's least
REST = 5.0  # seconds in which nobody asks a silent one
STATEMENT = 30  # seconds that one statement of a page may take
RETRY_AFTER = "30"
# Of SQLite's errors, those that say nothing of the statement (its result codes).
OF_THE_FILE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
}

_silent_until = 0.0


class Silent(psycopg.OperationalError):
    """The database took the connection and does not answer."""


def is_silent() -> bool:
    """Whether it was, a moment ago, for somebody in this process."""
    return time.monotonic() < _silent_until


def note_silence() -> None:
    global _silent_until
    _silent_until = time.monotonic() + REST


def means_away(error: BaseException | None) -> bool:
    """Whether an error says that there is no database now: it is no fault of ours."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if isinstance(cause, psycopg.errors.ConnectionTimeout) and not _is_connected():
        note_silence()
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return code & 0xFF in OF_THE_FILE  # the rest tells which kind of busy it is
    return True


def _is_connected() -> bool:
    """To the default database: then it is the key store that nobody could reach, and
    pages that need no key go on."""
    return connections[DEFAULT_DB_ALIAS].connection is not None


def say_away(request: HttpRequest, site: dict) -> HttpResponse:
    """A page that asks no database, with what to do now; `site` is what stands on every
    page. `request` is no more than shown: who it is from stands in the database."""
    text = render_to_string("ontmoeten/away.html", {**site, "request": request})
    headers = {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"}
    return HttpResponse(text, status=503, headers=headers)


def watch() -> None:
    """From now on no new connection of this process waits for a silent server."""
    connection_created.connect(_watch, dispatch_uid="a silent database")


def limit_statements() -> None:
    """For a process that answers people: no statement of a page takes for ever. An
    import or a migration, in a process of its own, may take its time."""
    for alias in connections:
        known = connections.settings[alias]
        if known["ENGINE"].endswith(("postgis", "postgresql")):
            given = known["OPTIONS"].get("options", "")  # by its URL
            limit = f"-c statement_timeout={STATEMENT * 1000:.0f}"
            known["OPTIONS"]["options"] = f"{limit} {given}".strip()


def _watch(connection, **kwargs):
    if connection.vendor != "postgresql":
        return
    raw = connection.connection
    wait, is_for_all = raw.wait, connection.alias == DEFAULT_DB_ALIAS

    def patiently(steps, *args, **kwargs):
        return wait(_watched(steps, raw, is_for_all), *args, **kwargs)

    raw.wait = patiently  # of this one connection; psycopg waits here for every answer


def _watched(
    steps: Generator, raw: psycopg.Connection, is_for_all: bool = True
) -> Generator:
    """The same steps of psycopg's protocol, each told how the socket is."""
    since = time.monotonic()
    try:
        wanted = next(steps)
        while True:
            is_ready = yield wanted
            if is_ready:
                since = time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                _give_up_if_silent(raw, is_for_all)
                since = time.monotonic()
            wanted = steps.send(is_ready)
    except StopIteration as end:
        return end.value


def _give_up_if_silent(raw, is_for_all):
    if _answers(raw):
        return
    if is_for_all:
        note_silence()
    raw.pgconn.finish()  # whoever asks it next is told at once
    raise Silent("the database does not answer")


def _answers(raw) -> bool:
    """Whether somebody is there who answers a new connection, if only with a no."""
    try:
        psycopg.connect(**_known(raw)).close()
    except psycopg.errors.ConnectionTimeout:
        return False
    except psycopg.OperationalError:
        return True
    return True


def _known(raw) -> dict:
    """How the connection was made, with little patience."""
    secret = {"password": raw.info.password, "connect_timeout": TRIAL}
    return raw.info.get_parameters() | secret
