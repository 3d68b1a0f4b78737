"""A site of before gets its ends as they were; the way back loses no row."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.kit import migrated

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both("constraints"),
]
BEFORE, AFTER = ("initiatives", "0001_initial"), ("initiatives", "0002_unknown_end")
START = datetime(2026, 12, 1, 9, tzinfo=UTC)


def to(target):
    executor = MigrationExecutor(connection)
    return executor.migrate([target]).apps


@pytest.fixture
def before(tmp_path):
    with migrated.connected_to_nothing(tmp_path):
        yield to(BEFORE)


def made(apps):
    activity = apps.get_model("initiatives", "Activity").objects.create(
        name="Koffie", slug="koffie", description="Koffie.", where="Hier",
        first_on=date(2026, 12, 1), starts_at=time(10), minutes=90,
    )  # fmt: skip
    return apps.get_model("initiatives", "Occurrence").objects.create(
        activity=activity, rule_date=date(2026, 12, 1), starts_at=START,
        ends_at=START + timedelta(minutes=90),
    )  # fmt: skip


def test_what_had_an_end_keeps_it_and_what_has_none_gets_one_on_the_way_back(before):
    made(before)

    new = to(AFTER)

    row = new.get_model("initiatives", "Occurrence").objects.get()
    assert row.ends_at == row.over_at == START + timedelta(minutes=90)
    new.get_model("initiatives", "Activity").objects.update(minutes=None)
    new.get_model("initiatives", "Occurrence").objects.update(
        ends_at=None, over_at=START + timedelta(minutes=120)
    )

    old = to(BEFORE)

    assert old.get_model("initiatives", "Activity").objects.get().minutes == 120
    row = old.get_model("initiatives", "Occurrence").objects.get()
    assert row.ends_at == START + timedelta(minutes=120)
