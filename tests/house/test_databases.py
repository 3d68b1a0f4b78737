"""Which tests run on which database; the migrated database that all of them copy."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import TestCase

from places.models import MapChange, MapVersion, PlaceKind
from tests.conftest import undecided
from tests.kit import migrated
from tests.kit.factories import make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("raw SQL")]
BEGIN = time.time()  # of this process
CLOCK_AND_CHANCE = models.DateField | models.DateTimeField | models.TimeField
DESCRIBE = """
import django, json
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.house.test_databases import rows
print(json.dumps(rows()))
"""


def test_whoever_asks_a_database_says_on_which(request):
    assert request.config.stash[undecided] == []


@pytest.mark.once
def test_ties_between_rows_are_looked_at_after_every_test_that_wrote():
    def has_to():
        return TestCase._should_check_constraints(None, connection)

    has_to()
    assert not has_to()
    make_place()
    assert has_to()
    assert not has_to()


# --- The copy -----------------------------------------------------------------------


def rows() -> dict[str, list]:
    """What stands in each table, but for numbers of rows, moments and tokens, and but
    for how often the map changed."""
    found = {}
    for model in apps.get_models():
        known = model._meta
        if known.proxy or not known.managed or model in {MapChange, MapVersion}:
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not (field.primary_key or field.is_relation)
            and not isinstance(field, CLOCK_AND_CHANCE)
            and field.name not in {"token", "number", "history_id", "key"}
        ]
        lines = model._base_manager.order_by().values_list(*names or ["pk"])
        found[model._meta.label] = sorted(str(line) for line in lines)
    return found


def tables(name: str) -> str:
    """All tables, indexes and triggers of a database, as it would make them."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(name)) as file:
            made = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
            return "\n".join(map(str, file.execute(made)))
    ours = ["--schema-only", "--exclude-schema=rows_before"]
    shown = migrated.client("pg_dump", *ours, "-d", name)
    return "\n".join(line for line in shown.splitlines() if "restrict" not in line)


@pytest.fixture
def migrated_now(tmp_path):
    """A database that was migrated from nothing: its name, and what stands in it."""
    if migrated.made_at() > BEGIN:
        pytest.skip("the copy was migrated from nothing by this very run")
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        name = str(tmp_path / "now.sqlite3")
        url = f"spatialite:///{name}"
    else:
        name = f"now_{os.getpid()}"
        who = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
        url = f"postgis://{who}/{name}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    ours = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, "-c", DESCRIBE],
        cwd=migrated.ROOT, env=os.environ | ours, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    if connection.vendor == "sqlite":
        yield name, json.loads(done.stdout)
        return
    dump, again = tmp_path / "now.sql", f"{name}_again"  # a dump says some things anew
    migrated.client("pg_dump", "-f", dump, "-d", name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {again}")
        migrated.load(again, dump)
        yield again, json.loads(done.stdout)
        for each in (name, again):
            cursor.execute(f"DROP DATABASE {each} WITH (FORCE)")


@pytest.mark.long(25)
def test_the_copy_is_what_migrating_from_nothing_makes(migrated_now):
    name, stands = migrated_now

    assert tables(connection.settings_dict["NAME"]) == tables(name)
    assert rows() == stands
    assert stands["places.PlaceKind"]


# --- When it is made ----------------------------------------------------------------


@pytest.fixture
def app(tmp_path, monkeypatch):
    """An app with one migration, which uses a statement of the app's own."""
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    name = f"app_of_{tmp_path.name}".replace("-", "_")
    folder = tmp_path / name
    (folder / "migrations").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "statements.py").write_text("CREATE = 'CREATE TABLE one (x int)'\n")
    first = folder / "migrations" / "0001_initial.py"
    first.write_text(f"from {name}.statements import CREATE\n")
    (tmp_path / "requirements-dev.txt").write_text("django==5.2.1\n")
    yield folder
    for module in [each for each in sys.modules if each.startswith(name)]:
        del sys.modules[module]


def test_the_same_migrations_are_the_same_database(app):
    folders = [app / "migrations"]

    assert migrated.fingerprint(folders) == migrated.fingerprint(folders)


@pytest.mark.parametrize(
    "path",
    [
        "{app}/migrations/0001_initial.py",
        "{app}/migrations/0002_new.py",
        "{app}/statements.py",
        "requirements-dev.txt",
    ],
)
def test_what_the_database_follows_from_makes_another(app, path):
    before = migrated.fingerprint([app / "migrations"])
    with (app.parent / path.format(app=app.name)).open("a") as file:
        file.write("# another line\n")

    assert migrated.fingerprint([app / "migrations"]) != before


@pytest.mark.once
def test_of_many_at_once_one_makes_it_and_all_get_it_whole(tmp_path, monkeypatch):
    made = []

    def make(path):
        made.append(path)
        path.write_text("whole")

    monkeypatch.setattr(migrated, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(migrated, "fingerprint", lambda: "abc")
    monkeypatch.setattr(migrated, "migrate_into", make)
    with ThreadPoolExecutor(4) as pool:
        found = [each.result() for each in [pool.submit(migrated.file) for _ in "1234"]]

    assert len(made) == 1
    assert {path.read_text() for path in found} == {"whole"}


@pytest.mark.once
def test_who_breaks_off_leaves_nothing_half(tmp_path, monkeypatch):
    def break_off(path):
        path.write_text("ha")
        raise KeyboardInterrupt

    monkeypatch.setattr(migrated, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(migrated, "fingerprint", lambda: "abc")
    monkeypatch.setattr(migrated, "migrate_into", break_off)
    with pytest.raises(KeyboardInterrupt):
        migrated.file()
    monkeypatch.setattr(migrated, "migrate_into", lambda path: path.write_text("whole"))

    assert migrated.file().read_text() == "whole"


@pytest.mark.once
def test_going_back_takes_away_what_was_written_for_whoever_looks(tmp_path):
    file = tmp_path / "a.sqlite3"
    with (
        closing(sqlite3.connect(file)) as writer,
        closing(sqlite3.connect(file)) as eye,
    ):
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE things (name text)")
        image = migrated.Image(writer)
        writer.execute("INSERT INTO things VALUES ('a bench')")
        writer.commit()
        assert eye.execute("SELECT * FROM things").fetchall()

        image.restore(writer)

        assert eye.execute("SELECT * FROM things").fetchall() == []


@pytest.mark.strict
@pytest.mark.django_db(transaction=True)
def test_going_back_on_postgresql_puts_back_what_went_too():
    before, begin = rows(), migrated.Rows()
    place = make_place()
    PlaceKind.objects.exclude(pk=place.kind_id).delete()
    PlaceKind.objects.update(name="Anders")
    assert rows() != before

    begin.restore()

    assert rows() == before
