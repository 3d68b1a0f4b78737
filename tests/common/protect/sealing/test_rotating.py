"""Another master key: all keys of people are wrapped anew, also when it breaks off."""

from base64 import b64encode
from datetime import timedelta
from io import StringIO

import pytest
from django.core.checks import Error, Warning
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from common.protect.sealing import box, checks, keys, rotating
from common.protect.sealing.models import SealingKey
from common.protect.sealing.router import KEYS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROW, FACTS = "matching.participant:1", {"name": "Fatma"}
OLD, NEW = (b64encode(letter * 32).decode() for letter in (b"o", b"n"))


@pytest.fixture
def sealed(settings):
    """What five people have sealed, by the old master key."""
    settings.SEALING_KEYS = [OLD]
    later = timezone.localdate() + timedelta(days=90)
    made = [keys.make(later) for _number in range(5)]
    return [(key_id, ROW, box.seal(key_id, ROW, FACTS)) for key_id in made]


def rotate(**options):
    out = StringIO()
    call_command("rotate_sealing_keys", stdout=out, **options)
    return out.getvalue().strip()


def marks():
    return {*SealingKey.objects.values_list("master", flat=True)}


def found():
    return [each.id for each in checks.key_store_opens(databases=[KEYS])]


def test_afterwards_everything_opens_without_the_old_one(settings, sealed):
    settings.SEALING_KEYS = [NEW, OLD]
    assert box.open_each(sealed) == [FACTS] * 5  # meanwhile too

    assert rotate() == "Keys wrapped anew: 5."

    settings.SEALING_KEYS = [NEW]
    assert box.open_each(sealed) == [FACTS] * 5
    settings.SEALING_KEYS = [OLD]
    with pytest.raises(keys.master.UnknownMasterKey):
        box.open_each(sealed)


def test_done_twice_it_finds_nothing_to_do(settings, sealed):
    settings.SEALING_KEYS = [NEW, OLD]
    rotate()

    assert rotate() == "Keys wrapped anew: 0."


def test_broken_off_it_goes_on_with_the_rest(settings, sealed):
    settings.SEALING_KEYS = [NEW, OLD]
    work = rotating.rotate(batch=2)
    assert next(work) == 2
    work.close()
    assert len(marks()) == 2
    assert box.open_each(sealed) == [FACTS] * 5

    assert rotate(batch=2) == "Keys wrapped anew: 3."
    assert len(marks()) == 1
    assert box.open_each(sealed) == [FACTS] * 5


def test_a_batch_that_fails_is_undone_and_can_be_done_again(
    settings, sealed, monkeypatch
):
    settings.SEALING_KEYS = [NEW, OLD]
    before, rewrap = [*SealingKey.objects.values_list("wrapped", "master")], []

    def fail_at_the_third(row, ring, real=rotating._rewrap):
        rewrap.append(row)
        if len(rewrap) == 3:
            raise OperationalError("gone")
        return real(row, ring)

    monkeypatch.setattr(rotating, "_rewrap", fail_at_the_third)
    with pytest.raises(OperationalError):
        rotate()
    assert [*SealingKey.objects.values_list("wrapped", "master")] == before

    assert rotate() == "Keys wrapped anew: 5."


def test_one_that_was_destroyed_meanwhile_stays_away(settings, sealed, monkeypatch):
    settings.SEALING_KEYS = [NEW, OLD]

    def destroyed_first(row, ring, real=rotating._rewrap):
        keys.destroy([row.pk])
        return real(row, ring)

    monkeypatch.setattr(rotating, "_rewrap", destroyed_first)

    assert rotate() == "Keys wrapped anew: 0."
    assert not SealingKey.objects.exists()


def test_without_the_old_one_nothing_is_begun(settings, sealed):
    settings.SEALING_KEYS = [NEW]

    with pytest.raises(
        CommandError, match=r"lacks the master key [0-9a-f]{16}"
    ) as error:
        rotate()

    assert NEW not in str(error.value)
    settings.SEALING_KEYS = [OLD]
    assert box.open_each(sealed) == [FACTS] * 5


def test_without_any_it_says_what_to_do(settings, sealed):
    settings.SEALING_KEYS = []

    with pytest.raises(CommandError, match="SEALING_KEYS is missing"):
        rotate()


# --- The check -----------------------------------------------------------------------


def test_when_all_is_well_the_check_is_quiet(sealed):
    assert found() == []


def test_keys_of_an_unknown_master_key_are_counted(settings, sealed):
    settings.SEALING_KEYS = [NEW]

    (problem,) = checks.key_store_opens(databases=[KEYS])

    assert isinstance(problem, Error)
    assert problem.msg.startswith("5 keys of people")


def test_without_a_master_key_the_check_warns(settings):
    settings.SEALING_KEYS = []

    (problem,) = checks.key_store_opens(databases=[KEYS])

    assert isinstance(problem, Warning)
    assert "openssl rand -base64 32" in problem.msg


def test_a_key_store_that_is_away_is_told(monkeypatch):
    def away(*args):
        raise OperationalError("could not connect: secret@host")

    monkeypatch.setattr(checks.connections[KEYS], "cursor", away)
    (problem,) = checks.key_store_opens(databases=[KEYS])

    assert problem.id == "keyring.E001"
    assert "secret" not in problem.msg


def test_a_key_store_without_its_table_is_told(monkeypatch):
    monkeypatch.setattr(SealingKey._meta, "db_table", "elsewhere")

    assert found() == ["keyring.W001"]


def test_who_does_not_ask_for_the_key_store_is_told_nothing(settings):
    settings.SEALING_KEYS = []

    assert checks.key_store_opens(databases=["default"]) == []
    assert checks.key_store_opens() == []
