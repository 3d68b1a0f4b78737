"""A dump of the default database, as it is kept for a backup, and put back."""

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from tests.kit import migrated


def dump(folder: Path):
    """A copy of the default database, as it is kept for a backup."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "dump.sqlite3")) as copy:
            connection.connection.backup(copy)
        return folder / "dump.sqlite3"
    name = connection.settings_dict["NAME"]
    migrated.client("pg_dump", "-f", folder / "dump.sql", "-d", name)
    return folder / "dump.sql"


@contextmanager
def restored(kept: Path):
    """Meanwhile the connection leads to a database made from that copy."""
    if connection.vendor == "sqlite":
        with migrated.connected_to(kept):
            yield
        return
    name = f"restored_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        migrated.load(name, kept)
        with migrated.connected_to(name):
            yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")
