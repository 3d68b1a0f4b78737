"""Who suggested a place and left an address hears what became of it, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.mail.models import Mail
from common.moderation.states import NotAllowed
from ontmoeten.staff.duplicates.compare import compared
from places.deciding import decisions, duplicates
from places.models import Place, Suggester
from tests.kit.factories import make_place, make_staff
from tests.kit.letters import letters
from tests.kit.staffpages import as_
from tests.places.visitors.suggesting.form import PATH, errors, is_stored

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PIA = "pia@example.org"


def test_the_address_may_be_left_empty_and_must_be_one(send):
    assert is_stored(send())
    assert not Suggester.objects.exists()

    assert "email" in errors(send(email="geen adres"))


def test_a_published_place_is_told_and_then_the_address_is_gone(send):
    send(name="Bank bij de kerk", email=PIA)
    place = Place.objects.get()

    decisions.publish(place)

    [letter] = letters()
    assert letter.to == [PIA]
    assert letter.subject == "De plek die je voorstelde: Bank bij de kerk"
    assert f"/plekken/{place.slug}/" in letter.body
    assert not Suggester.objects.exists()


def test_a_refused_place_is_told_with_the_reason(send):
    send(name="Bank bij de kerk", email=PIA)

    decisions.refuse(Place.objects.get(), "Deze bank staat in een tuin.")

    [letter] = letters()
    assert "Deze bank staat in een tuin." in letter.body
    assert "/plekken/" not in letter.body
    assert not Suggester.objects.exists()


def test_who_suggested_what_is_there_no_more_hears_that(send):
    send(name="Bank bij de kerk", email=PIA)

    decisions.close(Place.objects.get(), why="gebeld: die is weg")

    [letter] = letters()
    assert "We zagen" in letter.body
    assert "gebeld" not in letter.body
    assert not Suggester.objects.exists()


def merged(place, stays):
    comparison = compared(duplicates.KIND, stays.pk, place.pk)
    comparison.merge("one", {}, make_staff())


def test_who_suggested_what_is_on_the_map_already_is_led_there(send):
    send(name="Bank bij de kerk", email=PIA)
    there = make_place(name="Bank aan de Kerkstraat")

    merged(Place.objects.exclude(pk=there.pk).get(), there)

    [letter] = letters()
    assert f"/plekken/{there.slug}/" in letter.body
    assert "Iedereen kan die al vinden" in letter.body
    assert not Suggester.objects.exists()


def test_of_two_who_suggested_the_same_the_second_hears_it_and_the_first_waits(send):
    send(name="Bank bij de kerk", email="eerste@example.org")
    first = Place.objects.get()
    send(name="Bank voor de kerk", email=PIA)

    merged(Place.objects.exclude(pk=first.pk).get(), first)

    [letter] = letters()
    assert letter.to == [PIA]
    assert "Iemand anders deed dat ook" in letter.body
    assert "/plekken/" not in letter.body
    assert Suggester.objects.get().email == "eerste@example.org"


def test_a_merge_that_a_colleague_made_first_tells_nobody(send):
    send(email=PIA)
    place, there = Place.objects.get(), make_place()
    known = compared(duplicates.KIND, there.pk, place.pk)
    Place.objects.filter(pk=place.pk).update(merged_into=make_place())

    with pytest.raises(NotAllowed):
        known.merge("one", {}, make_staff())

    assert not Mail.objects.exists()
    assert Suggester.objects.count() == 1


def test_who_left_no_address_hears_nothing(send):
    send()

    decisions.publish(Place.objects.get())

    assert letters() == []


def test_one_hears_once_whatever_is_decided_later(send):
    send(email=PIA)
    place = decisions.publish(Place.objects.get())
    place = decisions.hide(place)

    decisions.refuse(place, "Toch niet.")

    assert len(letters()) == 1


def test_a_decision_that_is_not_possible_tells_nobody(send):
    send(email=PIA)

    with pytest.raises(ValidationError):
        decisions.refuse(Place.objects.get(), " ")

    assert Suggester.objects.count() == 1
    assert not Mail.objects.exists()


def test_it_is_told_in_the_language_in_which_it_was_suggested(client, send):
    response = send(
        client.get(f"/en{PATH}"), email=PIA, name="Bench", path=f"/en{PATH}"
    )
    assert response.status_code == 302

    decisions.publish(Place.objects.get())

    assert letters()[0].subject == "The place that you suggested: Bench"


def test_who_never_gets_an_answer_is_forgotten_after_90_days(send):
    send(email=PIA)
    came_on = Suggester.objects.get().came_on

    assert Suggester.forget(came_on + timedelta(days=89)) == 0
    assert Suggester.forget(came_on + timedelta(days=90)) == 1
    assert came_on == timezone.localdate()


def test_staff_see_that_someone_wants_to_hear_and_not_who(send):
    send(email=PIA)
    place = Place.objects.get()
    staff = as_(make_staff())

    page = staff.get(f"/beheer/wachtrij/plek/{place.pk}/").content.decode()

    assert "wil horen wat ervan wordt" in page
    assert PIA not in page
