"""Nothing personal stays longer than the register of personal data says: real flows,
and then the clock."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from common.history import bin, ending
from common.jobs import models as jobs
from common.protect import personal
from ontmoeten.periodic import JOBS
from tests.ontmoeten.privacy import flows

pytestmark = [pytest.mark.django_db, pytest.mark.once]
START = datetime.fromisoformat("2026-11-23 12:00+01:00")
WEEK = timedelta(days=9)  # the activity is on the ninth day
AGES = [40, 400, 1100]
# When the clean-up is done; as often as that is enough, it is so every day.
DAYS = [10, 40, 100, 370, 400, 750, 1100]


@pytest.fixture(scope="module")
def found(for_all):
    """For each age, where each word stands: {age: {(word, table, column)}}."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("common.protect.forms.QUICKEST", -1)
        cache.clear()
        with time_machine.travel(START, tick=False):
            flows.everything()
            seen = {0: words_in_the_database()}
        for age in DAYS:
            with time_machine.travel(START + timedelta(days=age), tick=False):
                outcome = jobs.run(JOBS)
                assert not outcome.failed
                if age in AGES:
                    seen[age] = words_in_the_database()
    return seen


def words_in_the_database() -> set[tuple[str, str, str]]:
    """Every word of the flows that stands in any column of any table, also of those of
    which Django knows nothing."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted} LIMIT 0")
            names = [each[0] for each in cursor.description]
            as_bytes = ", ".join(
                f"CAST({connection.ops.quote_name(name)} AS BLOB)" for name in names
            )
            cursor.execute(f"SELECT {as_bytes} FROM {quoted}")
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    found |= {(word, table, name) for word in words_in(value)}
    for session in Session.objects.all():  # its text is packed
        data = repr(session.get_decoded())
        found |= {(word, "django_session", "session_data") for word in words_in(data)}
    return found


def words_in(value) -> list[str]:
    text = value.decode(errors="replace") if isinstance(value, bytes) else value or ""
    text = text.casefold()
    return [word for word in flows.ALL if word.casefold() in text]


def columns() -> dict[tuple[str, str], tuple]:
    """The model and the field of each column."""
    return {
        (model._meta.db_table, field.column): (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }


def held_in(table, column) -> personal.Held | None:
    model, name = columns().get((table, column), (None, ""))
    for each in personal.register():
        if each.model is model and model and name in each.fields:
            return each
    return None


def is_allowed(word, table, column, age) -> bool:
    held = held_in(table, column)
    if word in flows.STAYS:
        return held is not None
    if held is None:  # words of an entry that never came on the site
        term = ending.NOT_TAKEN + bin.RETENTION
    else:
        term = max(held.terms, default=personal.YEAR)
    return timedelta(days=age) <= term + WEEK


def told(found) -> list[str]:
    return sorted(f"{word}: {table}.{column}" for word, table, column in found)


@pytest.mark.long(4)
def test_each_word_was_really_there(found):
    assert {word for word, _table, _column in found[0]} == {*flows.ALL}


def test_in_the_week_itself_every_word_stands_where_the_register_says_so(found):
    model_of = columns()
    unknown = {
        each
        for each in found[0]
        if held_in(*each[1:]) is None and (each[1:] not in model_of or "@" in each[0])
    }

    assert not told(unknown)


@pytest.mark.parametrize("age", AGES)
def test_later_nothing_is_left_that_the_register_does_not_allow(found, age):
    assert not told(each for each in found[age] if not is_allowed(*each, age))


def test_who_keeps_pages_is_still_known(found):
    for age in AGES:
        assert {word for word, _, _ in found[age]} >= flows.STAYS


def test_what_nobody_handled_is_still_there_after_some_weeks(found):
    words = {word for word, _, _ in found[40]}

    assert "De bank van Ivoreport is stuk" in words
    assert "De bank van Jananswer" not in words


@pytest.mark.parametrize("deed", flows.ENDS)
def test_of_what_ended_no_word_is_left_in_the_end(found, deed):
    words = {word for word, _, _ in found[AGES[-1]]}

    assert not words & {*flows.ENDS[deed]}


def test_nobody_stays_logged_in(found):
    assert not Session.objects.exists()
