"""Several coordinators, and the two people themselves, at the same moment."""

import pytest
from django.utils import timezone

from common.protect.sealing.models import SealingKey
from matching.entering import boxes, telling
from matching.facts.steps import OFFER, SIDES, WISH, Move, NotNow, Step
from matching.facts.vocabulary import State
from matching.models import Pair, Participant, Waited
from matching.pairing import leaving, moving
from matching.pairing.moving import NotTogether, introduce, move, propose
from tests.initiatives.organising.test_showing_at_once import all_at_once
from tests.kit.factories import make_place
from tests.kit.letters import letters
from tests.matching.people import make_offer, make_pair, make_policy, make_wish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]
MANY = 20
STILL = "Wil je het nog steeds?"
AGREED, STOPPED = "Twee mensen zeiden ja", "Iemand drukte op stop"
INTRODUCED = "Jullie zeiden allebei ja"


def now():
    return timezone.now()


def mails(subject):
    return [each for each in letters() if each.subject == subject]


def proposals(wishes, offers):
    def of(wish, offer):
        return lambda: propose(wish.pk, offer.pk, None, now())

    return [of(wish, offer) for wish in wishes for offer in offers]


def make_agreed(**facts) -> Pair:
    pair = make_pair(**facts)
    for step in (Move.STILL, Move.YES):
        for side in SIDES:
            move(pair, step, now(), side)
    return pair


# --- Proposing -----------------------------------------------------------------------


@pytest.mark.long(6)
@pytest.mark.parametrize(("wishes", "offers"), [(1, MANY), (MANY, 1)])
def test_of_twenty_who_propose_one_person_at_once_one_makes_a_pair(wishes, offers):
    make_policy()
    some = [make_wish() for _number in range(wishes)]
    others = [make_offer() for _number in range(offers)]

    wrong = all_at_once(*proposals(some, others))

    assert [(type(each), each.why) for each in wrong] == [
        (NotTogether, moving.TAKEN)
    ] * (MANY - 1)
    pair = Pair.objects.get()
    both = {pair.wish_id, pair.offer_id}
    asked = Participant.objects.filter(asked_at__isnull=False)
    assert {*asked.values_list("pk", flat=True)} == both
    assert len(mails(STILL)) == 2


@pytest.mark.long(4)
def test_of_twenty_who_propose_the_very_same_two_one_makes_a_pair():
    make_policy()
    wish, offer = make_wish(), make_offer()

    wrong = all_at_once(*proposals([wish], [offer]) * MANY)

    assert [type(each) for each in wrong] == [NotTogether] * (MANY - 1)
    assert Pair.objects.count() == 1
    assert len(mails(STILL)) == 2


@pytest.mark.long(6)
@pytest.mark.parametrize("_time", range(5))
@pytest.mark.parametrize("go", [leaving.pause, leaving.withdraw])
def test_who_goes_while_they_are_proposed_is_in_no_open_pair(go, _time):
    make_policy()
    wish, offer = make_wish(), make_offer()

    wrong = all_at_once(*proposals([wish], [offer]), lambda: go(wish, now()))

    assert {type(each) for each in wrong} <= {NotTogether}
    wish.refresh_from_db()
    assert wish.state in {State.PAUSED, State.LEFT}
    assert not Pair.objects.open().exists()


@pytest.mark.long(4)
@pytest.mark.parametrize("_time", range(5))
def test_who_is_erased_while_they_are_proposed_is_in_no_pair(_time):
    make_policy()
    wish, offer = make_wish(), make_offer()

    wrong = all_at_once(*proposals([wish], [offer]), lambda: leaving.erase(wish, now()))

    assert {type(each) for each in wrong} <= {NotTogether}
    assert not Pair.objects.exists()
    assert not Pair.history.exists()
    assert not Participant.objects.filter(pk=wish.pk).exists()


# --- Answering -----------------------------------------------------------------------


@pytest.mark.parametrize("_time", range(5))
def test_two_yeses_at_the_same_moment_are_one_agreement(_time):
    pair = make_pair()
    for side in SIDES:
        move(pair, Move.STILL, now(), side)

    wrong = all_at_once(
        *[lambda s=side: move(pair, Move.YES, now(), s) for side in SIDES]
    )

    assert wrong == []
    pair.refresh_from_db()
    assert (pair.step, pair.introduced_at) == (Step.AGREED, None)
    assert Waited.objects.of_pairs().count() == 1
    assert len(mails(AGREED)) == 2  # the coordinator and the deputy, one each


def test_twenty_presses_of_the_same_yes_are_one_answer():
    pair = make_pair()
    for side in SIDES:
        move(pair, Move.STILL, now(), side)
    move(pair, Move.YES, now(), WISH)

    wrong = all_at_once(*[lambda: move(pair, Move.YES, now(), OFFER)] * MANY)

    assert {type(each) for each in wrong} <= {NotNow}  # both said yes by then
    assert Waited.objects.of_pairs().count() == 1
    assert len(mails(AGREED)) == 2


@pytest.mark.parametrize("_time", range(5))
def test_a_yes_and_a_no_at_the_same_moment_end_it(_time):
    pair = make_pair()
    for side in SIDES:
        move(pair, Move.STILL, now(), side)

    wrong = all_at_once(
        lambda: move(pair, Move.YES, now(), OFFER),
        lambda: move(pair, Move.NO, now(), WISH),
    )

    assert {type(each) for each in wrong} <= {NotNow}
    pair.refresh_from_db()
    assert pair.step == Step.ENDED


@pytest.mark.parametrize("_time", range(5))
def test_two_who_withdraw_at_the_same_moment_end_it_once(_time):
    pair = make_agreed()

    wrong = all_at_once(
        *[lambda r=row: leaving.withdraw(r, now()) for row in (pair.wish, pair.offer)]
    )

    assert wrong == []
    pair.refresh_from_db()
    assert pair.step == Step.ENDED
    assert {*Participant.objects.values_list("state", flat=True)} == {State.LEFT}
    assert len(mails("Deze keer gaat het niet door")) == 1


# --- Stopping ------------------------------------------------------------------------


@pytest.mark.long(4)
@pytest.mark.parametrize("_time", range(10))
def test_nobody_is_introduced_after_a_stop(_time):
    pair, place = make_agreed(), make_place()

    wrong = all_at_once(
        lambda: introduce(pair, place, now(), now()),
        lambda: move(pair, Move.STOP, now(), WISH),
    )

    pair.refresh_from_db()
    assert pair.stopped_at is not None
    if wrong:  # the stop was first
        assert [type(each) for each in wrong] == [NotNow]
        assert (pair.step, pair.introduced_at, pair.place) == (Step.AGREED, None, None)
        assert not mails(INTRODUCED)
    else:
        steps = pair.history.order_by("pk").values_list("step", "stopped_at")
        assert [step for step, stopped in steps if stopped] == [Step.INTRODUCED]
        assert len(mails(INTRODUCED)) == 2
    assert len(mails(STOPPED)) == 2


@pytest.mark.parametrize("_time", range(5))
def test_two_who_press_stop_at_once_are_both_heard(_time):
    pair = make_agreed()

    wrong = all_at_once(
        *[lambda s=side: move(pair, Move.STOP, now(), s) for side in SIDES]
    )

    assert wrong == []
    pair.refresh_from_db()
    assert pair.stopped_at is not None
    assert len(mails(STOPPED)) == 2  # one to each of the staff


@pytest.mark.parametrize("_time", range(5))
def test_two_coordinators_who_introduce_at_once_share_it_once(_time):
    pair, place = make_agreed(), make_place()

    wrong = all_at_once(*[lambda: introduce(pair, place, now(), now())] * 2)

    assert [type(each) for each in wrong] == [NotNow]
    assert len(mails(INTRODUCED)) == 2


# --- Going and coming back -----------------------------------------------------------


@pytest.mark.parametrize("_time", range(5))
def test_who_answers_while_the_other_is_erased_is_refused_in_words(_time):
    pair = make_agreed()

    wrong = all_at_once(
        lambda: leaving.erase(pair.wish, now()),
        lambda: move(pair, Move.NO, now(), OFFER),
    )

    assert {type(each) for each in wrong} <= {NotNow}
    assert not Pair.objects.exists()
    assert Participant.objects.get() == pair.offer


@pytest.mark.parametrize("_time", range(5))
def test_who_presses_come_back_twice_can_be_read_under_one_key(_time):
    row = make_wish(first_name="Merel")
    telling.leave(row, now())
    row.refresh_from_db()

    wrong = all_at_once(*[lambda: telling.come_back(row, now())] * 2)

    assert wrong == []
    row.refresh_from_db()
    assert (row.state, boxes.person_of(row).first_name) == (State.WAITING, "Merel")
    assert [*SealingKey.objects.values_list("pk", flat=True)] == [row.key_id]
