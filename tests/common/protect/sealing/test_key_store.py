"""The key store is a database of its own: what is in it, and in no other; and nothing
of a person whose key is gone is read from an old copy of the rest."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, router
from django.utils import timezone

from common.mail import sending
from common.mail.models import Mail
from common.protect.sealing import box, keys
from common.protect.sealing.models import SealingKey
from common.protect.sealing.router import KEYS
from tests.common.protect.sealing.dumps import dump, restored
from tests.kit import migrated

pytestmark = [pytest.mark.django_db, pytest.mark.both("raw SQL")]
ROOT = Path(__file__).parents[4]
FATMA = "fatma@example.org"


def later():
    return timezone.localdate() + timedelta(days=90)


# --- Apart ---------------------------------------------------------------------------


@pytest.mark.once
def test_of_all_models_one_lives_in_the_key_store():
    there = [
        model
        for model in apps.get_models(include_auto_created=True)
        if router.allow_migrate_model(KEYS, model)
    ]

    assert there == [SealingKey]
    assert router.db_for_read(SealingKey) == router.db_for_write(SealingKey) == KEYS
    assert not router.allow_migrate_model(DEFAULT_DB_ALIAS, SealingKey)
    assert router.db_for_read(Mail) == router.db_for_write(Mail) == DEFAULT_DB_ALIAS


def test_each_database_has_tables_of_its_own():
    ours = SealingKey._meta.db_table
    there = connections[KEYS].introspection.table_names()

    assert ours in there
    assert ours not in connection.introspection.table_names()
    assert Mail._meta.db_table not in there


@pytest.mark.django_db(transaction=True)
def test_what_one_thread_seals_another_opens_at_once():
    def seal():
        try:
            key_id = keys.make(later())
            return key_id, "row:1", box.seal(key_id, "row:1", {"a": 1})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = [each.result() for each in [pool.submit(seal) for _ in range(20)]]

    assert box.open_each(made) == [{"a": 1}] * 20
    keys.destroy([key_id for key_id, _row, _sealed in made[:19]])
    with ThreadPoolExecutor(1) as pool:
        opened = pool.submit(lambda: (box.open_each(made), connections.close_all()))
    assert opened.result()[0] == [None] * 19 + [{"a": 1}]


# --- Migrating -----------------------------------------------------------------------


def manage(folder, *command, **facts):
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {"ENV_FILE": "none", "DATA_DIR": str(folder), "DEBUG": "yes"} | facts
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=clean | settings, capture_output=True, text=True,
    )  # fmt: skip


def tables(path) -> set[str]:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows}


@pytest.fixture
def begun(tmp_path, django_db_blocker):
    """A folder with a migrated default database and no key store yet."""
    if connection.vendor != "sqlite":
        pytest.skip("the command is the same on every database")
    shutil.copyfile(migrated.file(), tmp_path / "ontmoeten.sqlite3")
    return tmp_path


@pytest.mark.once
@pytest.mark.long(12)
def test_one_migrate_makes_the_key_store_too_and_twice_is_well(begun):
    for _time in range(2):
        done = manage(begun, "migrate", "--verbosity=0")
        assert (done.returncode, done.stderr) == (0, "")

    store = begun / "keys.sqlite3"
    assert tables(store) - {"sqlite_sequence"} == {
        "django_migrations",
        "keyring_sealingkey",
    }
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert "keyring_sealingkey" not in tables(begun / "ontmoeten.sqlite3")


@pytest.mark.once
@pytest.mark.long(6)
def test_when_the_key_store_is_away_nothing_is_migrated(tmp_path):
    away = "sqlite:////proc/nowhere.sqlite3"
    done = manage(tmp_path, "migrate", "--verbosity=0", KEYS_DATABASE_URL=away)

    assert done.returncode != 0
    assert "CommandError: The key store can not be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert not tables(tmp_path / "ontmoeten.sqlite3")


@pytest.mark.once
@pytest.mark.long(6)
def test_an_app_or_a_database_by_its_name_is_migrated_alone(begun):
    assert manage(begun, "migrate", "themes", "--verbosity=0").returncode == 0
    assert not tables(begun / "keys.sqlite3") & {"keyring_sealingkey"}

    assert manage(begun, "migrate", "keyring", "--verbosity=0").returncode == 0
    assert "keyring_sealingkey" in tables(begun / "keys.sqlite3")


@pytest.mark.once
@pytest.mark.long(6)
def test_the_migration_makes_the_table_that_the_tests_use(begun):
    manage(begun, "migrate", "keyring", "--database=keys", "--verbosity=0")

    def columns(path):
        with closing(sqlite3.connect(path)) as file:
            return {
                *file.execute("SELECT * FROM pragma_table_info('keyring_sealingkey')")
            }

    ours = connections[KEYS].settings_dict["NAME"]
    assert columns(begun / "keys.sqlite3") == columns(ours)


# --- Gone is gone --------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_in_the_file_of_the_key_store_nothing_is_left_of_a_key():
    kept = [keys.make(later()) for _number in range(50)]
    wrapped = [bytes(each.wrapped) for each in SealingKey.objects.all()]
    path = Path(connections[KEYS].settings_dict["NAME"])
    assert all(each in path.read_bytes() for each in wrapped)

    keys.destroy(kept)

    beside = [each.read_bytes() for each in path.parent.glob(f"{path.name}*")]
    assert not [each for each in wrapped if any(each in bytes_ for bytes_ in beside)]


@pytest.mark.long(8)
@pytest.mark.django_db(transaction=True)
def test_an_old_dump_that_is_restored_tells_nothing_of_who_is_gone(tmp_path):
    stays, goes = keys.make(later()), keys.make(later())
    for key_id in (stays, goes):
        sending.send(
            "common/mail/test.html",
            to=FATMA,
            context={"note": "Dinsdag om tien uur"},
            key=f"of:{key_id}",
            sealed_with=key_id,
        )
    kept = dump(tmp_path)
    secret = [key.hex() for key in keys.unwrapped([stays, goes]).values()]
    keys.destroy([goes])
    Mail.objects.all().delete()

    with restored(kept):
        mails = {mail.key: mail.opened() for mail in Mail.objects.all()}
        boxes = {mail.key: bytes(mail.sealed) for mail in Mail.objects.all()}

    assert mails[f"of:{goes}"] is None
    assert mails[f"of:{stays}"].to == FATMA
    assert box.open_one(goes, f"ontmoeten.mail:of:{goes}", boxes[f"of:{goes}"]) is None
    for word in [FATMA, "Dinsdag", *secret]:
        assert word.encode() not in kept.read_bytes()


# --- On PostgreSQL -------------------------------------------------------------------


@pytest.fixture
def on_postgresql():
    """Meanwhile the key store is a database of this cluster, migrated from nothing."""
    known, name = connection.settings_dict, f"keys_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    who = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
    url = f"postgres://{who}/{name}"
    yield url
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


IN_POSTGRESQL = """
import django
django.setup()
from datetime import date, timedelta
from django.core.management import call_command
from django.db import connections
call_command("migrate", "keyring", verbosity=0)
from common.protect.sealing import box, keys
assert connections["keys"].vendor == "postgresql"
later = date.today() + timedelta(days=9)
one, other = keys.make(later), keys.make(later)
sealed = [(each, "row:1", box.seal(each, "row:1", {"a": "é"})) for each in (one, other)]
assert box.open_each(sealed) == [{"a": "é"}] * 2
assert keys.destroy([one]) == 1
assert box.open_each(sealed) == [None, {"a": "é"}]
keys.hasten(other, date.today())
assert keys.destroy_due(date.today()) == 1
assert connections["keys"].introspection.table_names() == [
    "django_migrations", "keyring_sealingkey"
]
call_command("check", databases=["keys"])
print("well")
"""


@pytest.mark.strict
@pytest.mark.long(5)
@pytest.mark.django_db(transaction=True)
def test_the_key_store_can_be_a_postgresql_database_too(on_postgresql):
    ours = {"KEYS_DATABASE_URL": on_postgresql}
    done = subprocess.run(
        [sys.executable, "-c", IN_POSTGRESQL],
        cwd=ROOT, env=os.environ | ours | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True, text=True,
    )  # fmt: skip

    assert done.stdout.strip().endswith("well"), done.stderr[-2000:]
