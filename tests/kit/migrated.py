"""A migrated database is made once for each state of the migrations, and copied.

Migrating takes twenty seconds, copying a moment. What the migrations made lies in
`var/tests`, under a name that changes with them (`fingerprint`). The rows that are
always there (kinds, themes, roles) come from the code of today: they are filled anew in
each copy, as after a flush.
"""

import ast
import fcntl
import hashlib
import os
import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "var" / "tests"
KEPT = 4  # of older states: who goes to and fro between branches


def fingerprint(folders: Iterable[Path] | None = None) -> str:
    """Says which database the migrations make: another migration, another version of a
    package, of Python or of the database gives another text.

    `folders` hold the migrations; without them, those of all installed apps.
    """
    if folders is None:
        folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    migrations = sorted(path for folder in folders for path in folder.glob("*.py"))
    files = {*migrations, ROOT / "requirements-dev.txt", Path(__file__)}
    for path in migrations:
        if path.is_relative_to(ROOT) and ".venv" not in path.parts:
            files |= _used_by(path)
    found = hashlib.sha256(platform.python_version().encode())
    found.update(_server().encode())
    for path in sorted(files):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:20]


def _used_by(migration: Path) -> set[Path]:
    """Our own code that a migration imports, and what lies beside it."""
    names = set()
    for node in ast.walk(ast.parse(migration.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    used = set()
    for name in names:
        if not (ROOT / name.split(".")[0]).is_dir():
            continue
        try:
            spec = find_spec(name)
        except ModuleNotFoundError:  # a name in a module, no module
            continue
        if spec is not None and spec.origin:
            used |= {*Path(spec.origin).parent.glob("*.py")}
    return used


def _server() -> str:
    if connection.vendor == "sqlite":
        return f"sqlite {sqlite3.sqlite_version} {connection.ops.spatial_version}"
    asked = "SELECT max(version) FROM pg_available_extension_versions"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"SELECT version(), ({asked} WHERE name = 'postgis')")
        return " ".join(cursor.fetchone())


@contextmanager
def alone(name: str):
    """Of all processes on this machine one; the others wait until it is done."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # let go of when the process ends, however
        yield


def forget_older(pattern: str) -> None:
    """Of what is kept below a name like this: files, or folders with all in them."""
    found = sorted(CACHE.glob(pattern), key=lambda path: path.stat().st_mtime)
    for path in found[:-KEPT]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def connected_to(name: str | Path):
    """Meanwhile the connection leads to another database: of SpatiaLite a file, that
    need not be there, else an empty one of this cluster."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    try:
        connection.prepare_database()
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@contextmanager
def connected_to_nothing(folder: Path):
    """Meanwhile the connection leads to a database without tables; it goes after it."""
    if connection.vendor == "sqlite":
        with connected_to(folder / "nothing.sqlite3"):
            yield
        return
    name = f"nothing_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        with connected_to(name):
            yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def migrate_into(name: str | Path) -> None:
    """Migrate a database from nothing."""
    with connected_to(name):
        call_command("migrate", verbosity=0, database=connection.alias)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:  # everything in the one file
                cursor.execute("PRAGMA journal_mode=DELETE")


def made_at() -> float:
    """When what is copied was migrated, in seconds since 1970; 0 if nothing is kept."""
    is_file = connection.vendor == "sqlite"
    kind = "spatialite-{}.sqlite3" if is_file else "postgis-{}.sql"
    kept = CACHE / kind.format(fingerprint())
    return kept.stat().st_mtime if kept.exists() else 0


# --- SpatiaLite: a file -------------------------------------------------------------


def file() -> Path:
    """The migrated database, made if it is not there yet."""
    made = CACHE / f"spatialite-{fingerprint()}.sqlite3"
    with alone("spatialite"):
        if not made.exists():
            half = CACHE / "half-made"
            half.unlink(missing_ok=True)
            migrate_into(half)
            half.replace(made)  # all of it or nothing
            forget_older("spatialite-*.sqlite3")
    return made


class Image:
    """An SQLite database as it was, in memory: to go back to in a moment."""

    def __init__(self, of: sqlite3.Connection):
        self._pages = sqlite3.connect(":memory:", check_same_thread=False)
        of.backup(self._pages)

    def restore(self, to: sqlite3.Connection) -> None:
        self._pages.backup(to)


# --- PostgreSQL: a template in the cluster, and its dump ----------------------------


class Rows:
    """The rows of a PostgreSQL database as they were, to go back to: what came since is
    deleted, and a table that began with rows gets them anew when they are others.

    Django empties every table instead, filled or not, and makes what must be there
    again; that takes fifty times as long.
    """

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS rows_before CASCADE")
            cursor.execute("CREATE SCHEMA rows_before")
            cursor.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                " AND tablename NOT IN ('spatial_ref_sys', 'django_migrations')"
            )
            tables = [f'"{name}"' for (name,) in cursor.fetchall()]
            filled = set(self._filled(cursor, tables))
            for table in filled:
                cursor.execute(
                    f"CREATE TABLE rows_before.{table} AS TABLE public.{table}"
                )
            self._empty = sorted({*tables} - filled)
            self._begins = {table: self._sum(cursor, table) for table in filled}

    @staticmethod
    def _filled(cursor, tables) -> list[str]:
        """Which of these tables have rows: one question for all."""
        asked = (
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM public.{table})"
            for table in tables
        )
        cursor.execute(" UNION ALL ".join(asked))
        return [table for (table,) in cursor.fetchall()]

    @staticmethod
    def _sum(cursor, table) -> str:
        each = "md5(one::text)"
        rows = f"SELECT md5(string_agg({each}, '' ORDER BY {each})) FROM public.{table}"
        cursor.execute(f"{rows} one")
        return cursor.fetchone()[0]

    def restore(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # Neither triggers nor keys from one table to another: all go at once.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in self._filled(cursor, self._empty):
                cursor.execute(f"DELETE FROM public.{table}")
            for table, begins in self._begins.items():
                if self._sum(cursor, table) != begins:
                    cursor.execute(f"DELETE FROM public.{table}")
                    cursor.execute(
                        f"INSERT INTO public.{table} TABLE rows_before.{table}"
                    )


def template() -> str:
    """The name of a migrated database in this cluster, made if it is not there yet.

    The cluster of a test run begins empty; a dump of an earlier run fills it sooner
    than the migrations do.
    """
    print_ = fingerprint()
    name = f"template_{print_}"
    with alone("postgis"), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute("DROP DATABASE IF EXISTS half_made")
            cursor.execute("CREATE DATABASE half_made")
            _fill("half_made", CACHE / f"postgis-{print_}.sql")
            cursor.execute(f"ALTER DATABASE half_made RENAME TO {name}")
    return name


def _fill(name: str, dump: Path) -> None:
    if not dump.exists():
        migrate_into(name)
        if not shutil.which("pg_dump"):
            return
        half = CACHE / "half-dumped"
        client("pg_dump", "-f", half, "-d", name)
        half.replace(dump)
        forget_older("postgis-*.sql")
        with connection._nodb_cursor() as cursor:  # one way, the first time too
            cursor.execute(f"DROP DATABASE {name}")
            cursor.execute(f"CREATE DATABASE {name}")
    load(name, dump)


def load(name: str, dump: Path) -> None:
    """Fill an empty database with what another one held."""
    client("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", dump, "-d", name)


def client(program: str, *options) -> str:
    """What a program of PostgreSQL's own says, at the server that Django uses."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER"}
    names["PASSWORD"] = "PGPASSWORD"
    known = connection.settings_dict
    where = {theirs: str(known[ours]) for ours, theirs in names.items() if known[ours]}
    done = subprocess.run(
        [program, *options], env=os.environ | where, check=True, capture_output=True
    )
    return done.stdout.decode()
