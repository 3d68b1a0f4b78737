"""The invented people of Meet & Match in the demonstration."""

import pytest
from django.utils import timezone

from matching.entering.boxes import people_of
from matching.models import Moment, Pair, Participant, Policy
from ontmoeten.demo.matching import add_matching, remove_matching
from tests.kit.factories import make_activity, make_neighbourhood, make_staff
from tests.matching.people import make_subject, make_town, make_wish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def staff(settings):
    settings.MATCHING = True
    make_town()
    for number in range(60):
        make_neighbourhood(code=f"BU0758{number:04}", name=f"Buurt {number}")
    make_subject()
    make_activity(has_sign_up=True)
    return make_staff()


def test_there_are_wishes_offers_and_pairs_and_a_moment_to_come(staff):
    add_matching(staff)
    people = people_of(Participant.objects.all())
    assert len(people) == 26
    assert all(person.email.endswith("@example.org") for person in people.values())
    assert Pair.objects.count() == 3
    assert Moment.objects.get().day >= timezone.localdate()
    assert Policy.is_open()


def test_loading_again_adds_nothing(staff):
    add_matching(staff)
    add_matching(staff)
    assert (Participant.objects.count(), Moment.objects.count()) == (26, 1)


def test_taken_away_only_who_is_real_is_left(staff):
    real = make_wish()
    add_matching(staff)
    remove_matching()
    assert [*Participant.objects.all()] == [real]
    assert not Pair.objects.exists()
    assert not Policy.objects.exists()


def test_while_it_is_off_nobody_is_invented(staff, settings):
    settings.MATCHING = False
    add_matching(staff)
    assert not Participant.objects.exists()
