import gc
import os
import shutil
import socket
from collections import Counter
from pathlib import Path
from threading import BoundedSemaphore

import hypothesis
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.template import Template
from django.test import TestCase, TransactionTestCase, override_settings
from django.test.signals import template_rendered
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from common.protect.sealing.models import SealingKey
from common.protect.sealing.router import KEYRING, KEYS
from common.protect.turns import EXPORTS
from places.facts import timetable
from places.hours import clock
from places.models import MapVersion
from tests.kit import migrated
from tours.planning import drawing

# The same examples every time, on a slow machine too.
hypothesis.settings.register_profile("calm", deadline=None, derandomize=True)
hypothesis.settings.load_profile("calm")

# Django refuses the database from a thread that Playwright's event loop lives in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


# Why a test also runs on PostgreSQL: what can differ there.
DIFFERS = {
    "bin": "rows taken out of many tables and put back",
    "constraints": "what a database refuses, and how it says so",
    "counts": "sums and counts by the database",
    "dates": "arithmetic with dates by the database",
    "geometry": "distances, boundaries and boxes",
    "imports": "many rows written at once, over those that are there",
    "locks": "several people or processes at once; rows held while one decides",
    "merging": "rows of many tables tied to another row",
    "order": "the order of rows: of letters, and of what is unknown",
    "raw SQL": "statements that we wrote ourselves",
    "read model": "what stays in memory, beside what the database finds",
    "search": "an index of each database's own kind",
}
ASKING = {"db", "transactional_db", "live_server", "django_db_setup"}
undecided = pytest.StashKey[list]()


def pytest_addoption(parser):
    parser.addoption(
        "--quick",
        action="store_true",
        help="leave out the browser, what is marked long, what commits, what tries "
        "many examples, and of a test with many cases all but the first",
    )


def pytest_ignore_collect(collection_path, config):
    """Of a file that names no reason nothing runs on PostgreSQL; to read it all the
    same costs each process a second."""
    if config.option.markexpr != "postgis" or collection_path.suffix != ".py":
        return None
    words = collection_path.read_text()
    return None if "mark.both(" in words or "mark.strict" in words else True


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    _mark(config, items)  # before the choice by marker
    if config.option.quick:
        chosen, left_out = _quick(items)
        items[:] = chosen
        config.hook.pytest_deselected(items=left_out)
    yield
    if hasattr(config, "workerinput"):
        _longest_first(items)


def pytest_collection_finish():
    """What is there by now stays; looking through it for garbage takes a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _quick(items):
    """What to run while one works, and the rest."""
    chosen, left_out, cases = [], [], Counter()
    for item in items:
        test = item.nodeid.partition("[")[0]
        is_slow = item.get_closest_marker("long") or item.get_closest_marker("browser")
        is_slow = is_slow or _commits(item) or _is_thorough(item)
        cases[test] += not is_slow
        (left_out if is_slow or cases[test] > 1 else chosen).append(item)
    return chosen, left_out


def _is_thorough(item) -> bool:
    """Tries many examples (Hypothesis), real files or the benchmarks."""
    is_of_many = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return is_of_many or bool({"benchmarks", "test_real_data.py"} & {*item.path.parts})


def _commits(item) -> bool:
    known = item.get_closest_marker("django_db")
    return bool(known and known.kwargs.get("transaction"))


def _longest_first(items):
    """With several workers: no long file is to begin when all others are done."""
    guesses = {"browser": 2.0, "transactional": 0.5, "usual": 0.1}
    lasts = Counter()
    for item in items:
        kind = "browser" if item.get_closest_marker("browser") else "usual"
        lasts[item.path] += guesses["transactional" if _commits(item) else kind]
        if known := item.get_closest_marker("long"):
            lasts[item.path] += known.args[0]
    items.sort(key=lambda item: -lasts[item.path])


def _mark(config, items):
    """Marks what runs on PostgreSQL too; what asks no database need not.

    Who asks one says so, nearest first: `both("why")`, `once` or `strict`.
    """
    config.stash[undecided] = []
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.once)
        asks = item.get_closest_marker("django_db") or ASKING & set(item.fixturenames)
        said = [m for m in item.iter_markers() if m.name in {"both", "once", "strict"}]
        if not said and asks:
            config.stash[undecided].append(item.nodeid)
        if said and said[0].name == "strict" and connection.vendor == "sqlite":
            item.add_marker(pytest.mark.skip(reason="on PostgreSQL only"))
        if not asks or not said or said[0].name == "once":
            continue
        if said[0].name == "both" and said[0].args[0] not in DIFFERS:
            raise pytest.UsageError(f"{item.nodeid}: both() names no reason we know")
        item.add_marker(pytest.mark.postgis)


@pytest.fixture(autouse=True, scope="session")
def _closed_network():
    """No test reaches further than this machine."""
    connect = socket.socket.connect

    def only_here(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert address[0] in LOOPBACK, f"a test asked for {address[0]}"
        return connect(self, address)

    socket.socket.connect = only_here
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_modify_db_settings, django_db_blocker
):
    """The database of this process: a copy of a migrated one, with today's rows."""
    with django_db_blocker.unblock():
        known = connection.settings_dict["TEST"]
        if connection.vendor == "sqlite":
            shutil.copyfile(migrated.file(), known["NAME"])
        else:
            known["TEMPLATE"] = migrated.template()
        kept = connection.vendor == "sqlite"
        created = setup_databases(
            verbosity=0, interactive=False, keepdb=kept, serialized_aliases=[]
        )
        with translation.override(None):  # the names of rights are in English
            call_command("flush", verbosity=0, interactive=False)
        request.getfixturevalue("_empty_in_a_moment")
        request.getfixturevalue("_key_store_is_there")
    yield
    with django_db_blocker.unblock():
        teardown_databases(created, verbosity=0)


@pytest.fixture(scope="module")
def for_all(django_db_setup, django_db_blocker, tmp_path_factory):
    """For a fixture of a module that makes its rows once, for all tests in it: what a
    test changes in them is undone after it, all of them after the module. No test of
    the module may commit (`transaction=True`)."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        transaction.atomic(using=KEYS),
    ):
        with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("photos")):
            yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using=KEYS)


@pytest.fixture(scope="session")
def _key_store_is_there():
    """Every test that may ask a database may ask the key store as well. Its one table
    was made without its migrations, which is sooner; they count as done."""
    done = MigrationRecorder(connections[KEYS])
    done.ensure_schema()
    folder = Path(apps.get_app_config(KEYRING).path) / "migrations"
    for path in folder.glob("0*.py"):
        done.record_applied(KEYRING, path.stem)
    both = frozenset({DEFAULT_DB_ALIAS, KEYS})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "databases", both)
        patch.setattr(TestCase, "databases", both)
        yield


@pytest.fixture(scope="session")
def _empty_in_a_moment():
    """After a test that commits, Django empties each table and fills what must be
    there; going back to how it was takes a twentieth of that time."""
    connection.ensure_connection()
    is_file = connection.vendor == "sqlite"
    empty = migrated.Image(connection.connection) if is_file else migrated.Rows()

    def go_back(self):
        connection.ensure_connection()
        empty.restore(*([connection.connection] if is_file else []))
        SealingKey.objects.all().delete()
        MapVersion.bump()  # what this process remembers of the places is gone, too

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", go_back)
        yield


@pytest.fixture(autouse=True, scope="session")
def _ties_are_looked_at_once():
    """After a test Django looks whether all rows are tied to rows that are there; where
    nothing was written since it last looked, it need not (milliseconds a test)."""
    may, looked_at = TestCase._should_check_constraints, {}

    def has_to(self, connection):
        if not may(self, connection):
            return False
        if connection.vendor != "sqlite":
            return True
        now = [connection.connection, connection.connection.total_changes]
        is_new = now != looked_at.get(connection.alias)
        looked_at[connection.alias] = now
        return is_new

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestCase, "_should_check_constraints", has_to)
        yield


@pytest.fixture(autouse=True, scope="session")
def _pages_are_drawn_sooner(django_test_environment):
    """Django copies the context of each template for `response.context`; of those of
    form fields, hundreds on a page, no test asks it."""

    def drawn(self, context):
        if not (self.name or "").startswith(("common/web/", "django/forms/")):
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", drawn)
        yield


@pytest.fixture(autouse=True)
def _nothing_known_from_another_test():
    clock.forget_closing_days()
    clock.forget_position()
    drawing.forget()
    timetable.forget()


@pytest.fixture
def shared_data() -> Path:
    """The real data of the workplace; it is not in the repository."""
    if not SHARED.is_dir():
        pytest.skip("the real data files lie beside the repository; they are not here")
    return SHARED


@pytest.fixture(autouse=True)
def _turns_of_its_own(monkeypatch):
    """A test may leave an export unread; its turn then ends who knows when."""
    monkeypatch.setattr(EXPORTS, "places", BoundedSemaphore(2))
