"""Two people, from being asked to knowing each other: who hears what, and when."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching.facts import rule
from matching.facts.steps import OFFER, WISH, Move, NotNow, Step
from matching.facts.vocabulary import Ended, State
from matching.models import Pair, Participant, Waited
from matching.pairing import leaving, moving
from matching.pairing.moving import NotTogether, introduce, move, propose
from tests.kit.factories import make_place
from tests.kit.letters import letters
from tests.matching.people import make_offer, make_pair, make_policy, make_wish

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]


def subjects_of(email, since=0):
    return [each.subject for each in letters()[since:] if email in each.to]


def now():
    return timezone.now()


@pytest.fixture
def two():
    make_policy()
    wish = make_wish(first_name="Merel", email="merel@example.org")
    offer = make_offer(
        first_name="Sperwer", email="sperwer@example.org", phone="076 5299000",
        contact="phone",
    )  # fmt: skip
    return make_pair(wish, offer)


def agreed(pair):
    for side in (WISH, OFFER):
        move(pair, Move.STILL, now(), side)
    for side in (WISH, OFFER):
        move(pair, Move.YES, now(), side)
    pair.refresh_from_db()
    return pair


def introduced(pair):
    return introduce(agreed(pair), make_place(name="Bieb"), now(), now())


def test_both_are_asked_first_whether_they_still_want_it(two):
    assert subjects_of("merel@example.org")[-1] == "Wil je het nog steeds?"
    assert subjects_of("sperwer@example.org")[-1] == "Wil je het nog steeds?"
    assert two.step == Step.ASKING


def test_a_proposal_goes_out_once_both_still_want_it(two):
    since = len(letters())
    move(two, Move.STILL, now(), WISH)
    assert not letters()[since:]
    move(two, Move.STILL, now(), OFFER)
    assert len(letters()[since:]) == 2


def test_no_name_and_no_contact_is_in_any_mail_before_both_said_yes(two):
    move(two, Move.STILL, now(), WISH)
    move(two, Move.STILL, now(), OFFER)
    move(two, Move.YES, now(), WISH)
    for letter in letters():
        if "merel@example.org" in letter.to:
            assert "Sperwer" not in letter.body
            assert "5299000" not in letter.body
        if "sperwer@example.org" in letter.to:
            assert "Merel" not in letter.body
            assert "merel@" not in letter.body


def test_after_two_yeses_each_gets_the_name_and_the_one_way_that_was_chosen(two):
    pair = introduced(two)

    [to_wish] = [x for x in letters() if "Sperwer" in x.body and "merel@" in x.to[0]]
    [to_offer] = [x for x in letters() if "Merel" in x.body and "sperwer@" in x.to[0]]
    assert "076 5299000" in to_wish.body
    assert "sperwer@example.org" not in to_wish.body
    assert "merel@example.org" in to_offer.body
    assert "Bieb" in to_wish.body
    assert "Bieb" in to_offer.body
    assert pair.step == Step.INTRODUCED


def test_nobody_is_introduced_when_a_statement_ended_meanwhile(two):
    agreed(two)
    two.offer.safeguard.delete()
    with pytest.raises(NotNow):
        introduce(two, make_place(), now(), now())
    two.refresh_from_db()
    assert (two.step, two.introduced_at) == (Step.AGREED, None)


def test_a_first_meeting_is_at_a_published_place(two):
    with pytest.raises(NotNow):
        introduce(agreed(two), make_place(state="suggested"), now(), now())


def test_a_no_ends_it_and_the_other_keeps_the_turn_and_hears_no_reason(two):
    since = len(letters())
    for side in (WISH, OFFER):
        move(two, Move.STILL, now(), side)
    waited = two.offer.waits_since
    move(two, Move.NO, now(), WISH)

    two.refresh_from_db()
    assert (two.step, two.end_reason) == (Step.ENDED, Ended.SAID_NO)
    assert (
        subjects_of("sperwer@example.org", since)[-1] == "Deze keer gaat het niet door"
    )
    assert "Deze keer gaat het niet door" not in subjects_of("merel@example.org", since)
    offer = Participant.objects.get(pk=two.offer_id)
    assert (offer.state, offer.waits_since) == (State.WAITING, waited)
    assert offer in Participant.objects.waiting()


def test_the_same_two_are_never_brought_together_again(two):
    move(two, Move.NO, now(), WISH)
    with pytest.raises(NotTogether) as caught:
        propose(two.wish_id, two.offer_id, None, now())
    assert caught.value.why == rule.BEFORE


def test_nor_when_one_of_them_tells_it_anew(two):
    move(two, Move.NO, now(), WISH)
    again = make_wish(first_name="Merel", email="MEREL@example.org")
    with pytest.raises(NotTogether) as caught:
        propose(again.pk, two.offer_id, None, now())
    assert caught.value.why == rule.BEFORE


def test_stop_holds_it_and_tells_the_other_only_that_we_call(two):
    pair = introduced(two)
    since = len(letters())
    move(pair, Move.STOP, now(), WISH)

    assert subjects_of("sperwer@example.org", since) == ["We nemen contact met je op"]
    assert subjects_of("merel@example.org", since) == []
    staff = [x for x in letters()[since:] if x.subject == "Iemand drukte op stop"]
    assert len(staff) == 2
    assert not any("Merel" in x.body or "Sperwer" in x.body for x in staff)
    with pytest.raises(NotNow):
        move(pair, Move.MET, now())


def test_the_deputy_hears_of_a_stop_as_well(two):
    from matching.models import Policy

    move(two, Move.STOP, now(), OFFER)
    to = {x.to[0] for x in letters() if x.subject == "Iemand drukte op stop"}
    assert to == {person.email for person in Policy.now().people}


def test_who_withdraws_ends_the_pair_they_are_in(two):
    pair = introduced(two)
    leaving.withdraw(pair.wish, now())
    pair.refresh_from_db()
    assert pair.step == Step.ENDED
    assert (
        subjects_of("sperwer@example.org")[-1] == "Jullie zien elkaar niet meer via ons"
    )


def test_who_pauses_says_no_to_what_is_proposed_and_goes_on_with_whom_they_know(two):
    leaving.pause(two.wish, now())
    two.refresh_from_db()
    assert two.step == Step.ENDED
    other = introduced(make_pair())
    leaving.pause(other.wish, now())
    other.refresh_from_db()
    assert other.step == Step.INTRODUCED


def test_the_wait_of_a_wish_is_counted_without_saying_whose(two):
    Participant.objects.filter(pk=two.wish_id).update(
        waits_since=now() - timedelta(days=21)
    )
    agreed(two)
    rows = Waited.objects.order_by("subject").values_list("subject", "days")
    assert [*rows] == [("", 21), ("wandelen", 21)]


def test_an_offer_that_was_not_seen_is_proposed_to_nobody():
    make_policy()
    wish, offer = make_wish(), make_offer(is_seen=False)
    with pytest.raises(NotTogether) as caught:
        propose(wish.pk, offer.pk, None, now())
    assert caught.value.why == moving.UNSAFE
    assert not Pair.objects.exists()


@pytest.mark.parametrize("state", [State.PAUSED, State.SILENT, State.LEFT, State.NEW])
def test_who_does_not_wait_is_proposed_to_nobody(state):
    make_policy()
    wish, offer = make_wish(state=state), make_offer()
    with pytest.raises(NotTogether) as caught:
        propose(wish.pk, offer.pk, None, now())
    assert caught.value.why == moving.AWAY


def test_two_wishes_are_no_pair():
    make_policy()
    with pytest.raises(NotTogether):
        propose(make_wish().pk, make_wish().pk, None, now())


def test_the_database_refuses_shared_contact_without_two_yeses(two):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.filter(pk=two.pk).update(step="introduced", introduced_at=now())


def test_the_database_refuses_one_person_in_two_open_pairs(two):
    other = make_offer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pair.objects.create(wish=two.wish, offer=other)


def test_the_same_button_twice_is_one_answer(two):
    move(two, Move.STILL, now(), WISH)
    two.refresh_from_db()
    first = two.wish_still_at
    move(two, Move.STILL, now() + timedelta(hours=1), WISH)
    two.refresh_from_db()
    assert two.wish_still_at == first
