"""What is sealed opens with its key and in its row, and in no other way."""

import time
import uuid
from base64 import b64encode
from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from common.protect.sealing import box, keys
from common.protect.sealing.models import SealingKey
from common.protect.sealing.router import KEYS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROW = "matching.participant:1"
FACTS = {"name": "Fatma Yılmaz", "languages": ["tr", "nl"], "phone": None}


@pytest.fixture
def key_id():
    return keys.make(timezone.localdate() + timedelta(days=90))


def test_what_is_sealed_opens_as_it_was(key_id):
    assert box.open_one(key_id, ROW, box.seal(key_id, ROW, FACTS)) == FACTS


def test_nothing_of_it_can_be_read_in_the_box(key_id):
    sealed = box.seal(key_id, ROW, {"name": "Fatma"})

    assert b"Fatma" not in sealed
    assert len(sealed) == 1 + 12 + len('{"name":"Fatma"}') + 16


def test_the_same_facts_never_make_the_same_box(key_id):
    assert box.seal(key_id, ROW, FACTS) != box.seal(key_id, ROW, FACTS)


def test_a_box_does_not_open_in_another_row(key_id):
    sealed = box.seal(key_id, ROW, FACTS)

    with pytest.raises(box.Tampered):
        box.open_one(key_id, "matching.participant:2", sealed)


def test_a_box_does_not_open_with_the_key_of_another(key_id):
    other = keys.make(timezone.localdate() + timedelta(days=90))

    with pytest.raises(box.Tampered):
        box.open_one(other, ROW, box.seal(key_id, ROW, FACTS))


def test_a_changed_byte_anywhere_is_seen(key_id):
    sealed = box.seal(key_id, ROW, FACTS)

    for number in range(len(sealed)):
        changed = bytearray(sealed)
        changed[number] ^= 1
        with pytest.raises(box.Tampered):
            box.open_one(key_id, ROW, bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28])
def test_a_box_that_was_cut_off_is_seen(key_id, length):
    with pytest.raises(box.Tampered):
        box.open_one(key_id, ROW, box.seal(key_id, ROW, {})[:length])


def test_what_opens_not_says_nothing_of_what_is_in_it(key_id):
    sealed = box.seal(key_id, ROW, FACTS)
    key = keys.unwrapped([key_id])[key_id]

    with pytest.raises(box.Tampered) as error:
        box.open_one(key_id, "elsewhere", sealed)

    said = f"{error.value} {error.value!r} {error.value.__cause__}"
    assert key.hex() not in said
    assert sealed.hex() not in said


def test_key_of_one_person_moved_to_the_row_of_another_does_not_open(key_id):
    other = keys.make(timezone.localdate() + timedelta(days=90))
    wrapped = SealingKey.objects.get(pk=other).wrapped
    SealingKey.objects.filter(pk=key_id).update(wrapped=wrapped)

    with pytest.raises(box.Tampered):
        box.seal(key_id, ROW, FACTS)


# --- The end of a key ----------------------------------------------------------------


def test_with_a_destroyed_key_nothing_opens_and_nothing_is_sealed(key_id):
    sealed = box.seal(key_id, ROW, FACTS)

    assert keys.destroy([key_id, uuid.uuid4()]) == 1

    assert box.open_one(key_id, ROW, sealed) is None
    with pytest.raises(box.KeyGone):
        box.seal(key_id, ROW, FACTS)


def test_of_many_those_whose_key_is_gone_are_none(key_id):
    gone = keys.make(timezone.localdate() + timedelta(days=90))
    things = [
        (each, f"row:{number}", box.seal(each, f"row:{number}", {"number": number}))
        for number, each in enumerate([key_id, gone, key_id])
    ]
    keys.destroy([gone])

    assert box.open_each(things) == [{"number": 0}, None, {"number": 2}]
    assert box.open_each([]) == []


def test_on_its_date_a_key_opens_nothing_though_nobody_took_it_away(time_machine):
    time_machine.move_to("2027-03-01 12:00 +0100")
    key_id = keys.make(date(2027, 3, 8))
    sealed = box.seal(key_id, ROW, FACTS)

    time_machine.move_to("2027-03-07 23:59 +0100")
    assert box.open_one(key_id, ROW, sealed) == FACTS
    time_machine.move_to("2027-03-08 00:01 +0100")
    assert box.open_one(key_id, ROW, sealed) is None


def test_those_whose_date_has_come_are_destroyed_and_no_others(key_id):
    today = timezone.localdate()
    keys.make(today)
    keys.make(today - timedelta(days=3))

    assert keys.destroy_due(today) == 2
    assert keys.destroy_due(today) == 0
    assert [key.pk for key in SealingKey.objects.all()] == [key_id]


def test_the_date_only_comes_nearer(key_id):
    begin = keys.destroy_on([key_id])[key_id]

    keys.hasten(key_id, begin + timedelta(days=1))
    assert keys.destroy_on([key_id, uuid.uuid4()]) == {key_id: begin}
    keys.hasten(key_id, begin - timedelta(days=1))
    assert keys.destroy_on([key_id]) == {key_id: begin - timedelta(days=1)}


# --- Many ----------------------------------------------------------------------------


def test_many_open_with_one_question(key_id, django_assert_num_queries):
    others = [keys.make(timezone.localdate() + timedelta(days=9)) for _ in range(30)]
    things = [(each, ROW, box.seal(each, ROW, FACTS)) for each in [key_id, *others]]

    with django_assert_num_queries(1, using=KEYS):
        assert box.open_each(things) == [FACTS] * 31


@pytest.mark.long(3)
def test_ten_thousand_open_at_once():
    later = timezone.localdate() + timedelta(days=9)
    ring = keys.master.ring()
    rows, things = [], []
    for number in range(10_000):
        key_id, key = uuid.uuid4(), number.to_bytes(32)
        wrapped, mark = ring.wrap(key_id, key)
        rows.append(
            SealingKey(id=key_id, wrapped=wrapped, master=mark, destroy_on=later)
        )
        things.append((key_id, f"row:{number}"))
    SealingKey.objects.bulk_create(rows)
    one = box.seal(things[0][0], "row:0", FACTS)
    known = keys.unwrapped(key_id for key_id, _row in things)
    sealed = [
        (key_id, row, box.lock(known[key_id], key_id, row, FACTS))
        for key_id, row in things
    ]

    begin = time.process_time()
    found = box.open_each(sealed)
    took = time.process_time() - begin

    assert len(one) == len(sealed[0][2])
    assert found == [FACTS] * 10_000
    assert (
        took < 1.0
    )  # seconds of the processor; some 0.2 on the machine it was made on


# --- The master keys -----------------------------------------------------------------


def a_master_key(letter="b"):
    return b64encode(letter.encode() * 32).decode()


def test_without_a_master_key_sealing_says_what_to_do(settings, key_id):
    settings.SEALING_KEYS = []

    for refused in [
        lambda: box.seal(key_id, ROW, FACTS),
        lambda: keys.make(timezone.localdate()),
        lambda: box.open_one(key_id, ROW, b"\x01"),
    ]:
        with pytest.raises(ImproperlyConfigured, match="SEALING_KEYS is missing"):
            refused()


def test_a_master_key_that_is_missing_is_named_by_its_fingerprint(settings, key_id):
    sealed = box.seal(key_id, ROW, FACTS)
    before = settings.SEALING_KEYS[0]
    settings.SEALING_KEYS = [a_master_key()]

    with pytest.raises(ImproperlyConfigured) as error:
        box.open_one(key_id, ROW, sealed)

    assert SealingKey.objects.get().master in str(error.value)
    assert before not in str(error.value)


def test_no_key_shows_in_how_things_are_printed(settings, key_id):
    kept = SealingKey.objects.get()
    shown = f"{keys.master.ring()!r} {kept!r} {kept}"

    assert settings.SEALING_KEYS[0] not in shown
    assert bytes(kept.wrapped).hex() not in shown
