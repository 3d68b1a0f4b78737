"""Two colleagues at once: the second sees what the first did."""

import pytest

from common.moderation.states import Move, NotAllowed
from learning.hearing import decisions
from learning.models import Heard
from tests.initiatives.organising.test_showing_at_once import all_at_once
from tests.kit.factories import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]


def test_of_two_who_publish_it_one_did():
    one, other, typed = (make_user(is_staff=True) for _number in range(3))
    heard = Heard.objects.create(sentence="Hier groet iedereen.", typed_by=typed)
    wrong = all_at_once(
        lambda: decisions.decide(heard, Move.PUBLISH, one),
        lambda: decisions.decide(heard, Move.PUBLISH, other),
    )

    assert [type(each) for each in wrong] == [NotAllowed]
    heard.refresh_from_db()
    assert heard.seen_by in {one, other}
    assert heard.history.count() == 2  # made, and published once


def test_who_typed_it_is_refused_also_beside_a_colleague():
    typed, other = make_user(is_staff=True), make_user(is_staff=True)
    heard = Heard.objects.create(sentence="Hier groet iedereen.", typed_by=typed)
    wrong = all_at_once(
        lambda: decisions.decide(heard, Move.PUBLISH, typed),
        lambda: decisions.decide(heard, Move.PUBLISH, other),
    )

    assert [type(each) for each in wrong] == [decisions.SameColleague]
    heard.refresh_from_db()
    assert heard.seen_by == other
