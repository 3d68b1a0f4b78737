"""From what someone tells us to what waits, and how it goes away again."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from common.mail.models import Mail
from common.protect.sealing import keys
from matching.entering import boxes, notes, telling
from matching.facts.vocabulary import State
from matching.models import Participant
from tests.kit.letters import letters
from tests.matching.people import (
    CANARY,
    make_offer,
    make_pair,
    make_participant,
    make_wish,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]
TOLD = person(first_name=CANARY, email="zilver@example.org")
CODE = re.compile(r"\b\d{6}\b")


def code_of(row) -> str:
    return CODE.search(letters()[-1].body)[0]


def test_what_someone_tells_waits_once_the_code_is_typed():
    row = telling.tell("wish", TOLD)
    assert row.state == State.NEW

    row = telling.confirm(row, code_of(row), timezone.now())

    assert row.state == State.WAITING
    assert boxes.person_of(row) == TOLD


def test_a_code_with_spaces_is_the_same_code():
    row = telling.tell("wish", TOLD)
    code = code_of(row)
    telling.confirm(row, f" {code[:3]} {code[3:]} ", timezone.now())
    row.refresh_from_db()
    assert row.state == State.WAITING


def test_six_wrong_guesses_end_it_and_a_new_code_begins_anew():
    row = telling.tell("wish", TOLD)
    right = code_of(row)
    wrong = "000000" if right != "000000" else "111111"
    for _guess in range(telling.MOST_GUESSES):
        with pytest.raises(telling.WrongCode) as caught:
            telling.confirm(row, wrong, timezone.now())
    assert caught.value.is_over
    with pytest.raises(telling.WrongCode):
        telling.confirm(row, right, timezone.now())

    telling.send_code(row, TOLD)
    assert telling.confirm(row, code_of(row), timezone.now()).state == State.WAITING


def test_a_code_counts_for_two_days():
    row = telling.tell("wish", TOLD)
    late = timezone.now() + timedelta(days=2, minutes=1)
    with pytest.raises(telling.WrongCode):
        telling.confirm(row, code_of(row), late)


def test_no_column_says_who_it_is():
    row = telling.tell("wish", TOLD)
    telling.confirm(row, code_of(row), timezone.now())

    written = "".join(str(Participant.objects.filter(pk=row.pk).values().get()))
    mails = "".join(str(values) for values in Mail.objects.values())
    history = "".join(str(values) for values in Participant.history.values())
    for text in (written, mails, history):
        assert CANARY not in text
        assert "zilver@" not in text


def test_who_never_types_the_code_is_erased_with_their_key():
    telling.tell("wish", TOLD)
    telling.erase_due(timezone.now() + timedelta(days=2, minutes=1))

    assert not Participant.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_key_of_who_is_erased_is_gone_and_their_mails_with_it():
    row = telling.tell("wish", TOLD)
    telling.erase([row])

    assert keys.destroy_on([row.key_id]) == {}
    assert boxes.person_of(row) is None
    assert not Participant.history.exists()


def test_a_pause_keeps_the_turn():
    row = make_wish(days=9)
    telling.pause(row)
    telling.go_on(row, timezone.now())

    again = Participant.objects.get()
    assert (again.state, again.waits_since) == (State.WAITING, row.waits_since)


@pytest.mark.django_db(transaction=True)
def test_who_leaves_is_erased_after_thirty_days_and_no_later_day_counts():
    row = make_wish()
    now = timezone.now()
    telling.leave(row, now)

    row.refresh_from_db()
    day = timezone.localdate(now) + timedelta(days=30)
    assert row.erase_on == keys.destroy_on([row.key_id])[row.key_id] == day
    telling.erase_due(now + timedelta(days=29))
    assert Participant.objects.exists()
    telling.erase_due(now + timedelta(days=30))
    assert not Participant.objects.exists()
    assert keys.destroy_on([row.key_id]) == {}


@pytest.mark.django_db(transaction=True)
def test_who_changes_their_mind_within_thirty_days_has_all_again_under_a_new_key():
    row = make_offer(first_name=CANARY)
    telling.leave(row, timezone.now())
    row.refresh_from_db()
    telling.come_back(row, timezone.now())

    again = Participant.objects.get()
    assert again.state == State.WAITING
    assert again.key_id != row.key_id
    assert boxes.person_of(again).first_name == CANARY
    assert boxes.seen_of([again])[again.pk].talk_on is not None
    assert keys.destroy_on([row.key_id]) == {}


def test_the_last_day_is_known_on_arrival_and_a_year_later():
    row = make_wish()
    assert row.erase_on == timezone.localdate() + telling.KEPT
    assert keys.destroy_on([row.key_id])[row.key_id] == row.erase_on


def test_what_is_changed_is_sealed_anew_and_the_address_stays():
    row = make_wish(email="zilver@example.org")
    before = bytes(row.sealed)
    telling.change(row, person(first_name="Maan", email="zilver@example.org"))

    row.refresh_from_db()
    assert bytes(row.sealed) != before
    assert boxes.person_of(row).first_name == "Maan"


def test_everything_that_is_kept_can_be_had():
    row = make_wish(first_name=CANARY)
    kept = telling.all_that_is_kept(row)
    assert kept["told"]["first_name"] == CANARY
    assert kept["erased_on"] == row.erase_on


def test_what_staff_know_of_someone_can_be_had_without_their_names():
    row = make_offer()
    notes.write(row, "Komt liever per bus.", "Anneke", timezone.now())
    kept = telling.all_that_is_kept(row)

    assert kept["seen_by_safeguarding"]["talk_on"]
    assert [each["text"] for each in kept["notes_of_the_coordinator"]] == [
        "Komt liever per bus."
    ]
    assert "Anneke" not in json.dumps(kept, default=str)


def test_of_a_pair_each_gets_what_they_said_themselves_and_not_who_stopped():
    pair = make_pair(
        wish_going="good", offer_going="bad", offer_helped="no",
        stopped_at=timezone.now(),
    )  # fmt: skip
    (kept,) = telling.all_that_is_kept(pair.wish)["pairs"]

    assert kept["wish_going"] == "good"
    assert not [name for name in kept if name.startswith("offer")]
    assert not {"stopped_at", "end_reason", "made_by"} & kept.keys()


def test_notes_open_after_coming_back_and_go_with_the_key():
    row = make_wish()
    notes.write(row, "Belt liever.", "Anneke", timezone.now())
    telling.leave(row, timezone.now())
    row.refresh_from_db()
    telling.come_back(row, timezone.now())

    again = Participant.objects.get()
    assert [each.text for each in notes.notes_of(again)] == ["Belt liever."]
    keys.destroy([again.key_id])
    assert notes.notes_of(again) == []


def test_erasing_takes_pairs_and_their_history_along():
    pair = make_pair()
    telling.erase([pair.wish])

    assert not type(pair).objects.exists()
    assert not type(pair).history.exists()


@pytest.mark.parametrize("state", [State.NEW, State.PAUSED, State.SILENT, State.LEFT])
def test_only_who_is_confirmed_and_wants_it_waits(state):
    make_participant(state=state)
    assert not Participant.objects.waiting().exists()


def test_who_is_in_a_pair_does_not_wait():
    pair = make_pair()
    free = make_wish()
    assert [*Participant.objects.waiting()] == [free]
    assert pair.wish in Participant.objects.all()
