"""Putting an earlier version of a thing back."""

import threading
from datetime import time

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from common.history import restore
from common.history.meanwhile import ChangedMeanwhile
from common.kit.storing import store
from common.moderation.states import State
from initiatives.models import (
    Activity,
)
from places.models import MapVersion, Place, PlaceKind
from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    kind,
    made,
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.staffpages import staff_page, words_of
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


def put_back(client, entry, record):
    url = staff_page(entry, "simple_history", record.pk)
    page = client.get(url)
    return client.post(url, {"seen": page.context["seen"]})


def test_a_version_is_looked_at_first_and_put_back_with_all_that_follows(client, bo):
    health = Theme.objects.get(slug="gezondheid")
    place = make_place(name="Bank", point=GROTE_MARKT, themes=[health])
    record = place.history.first()
    place.name, place.point, place.kind = "Stoel", VALKENBERG, kind("cafe")
    place.description = "Nu met koffie."
    store(place)
    place.themes.clear()
    before, versions = MapVersion.current(), place.history.count()
    url = staff_page(place, "simple_history", record.pk)

    page = words_of(client.get(url))
    assert "Naam het was Stoel → werd Bank" in page
    assert place.history.count() == versions
    answer = put_back(client, place, record)

    assert answer.status_code == 302
    place = Place.objects.get(pk=place.pk)
    assert (place.name, place.kind.slug, place.description) == ("Bank", "bankje", "")
    assert place.point == GROTE_MARKT
    assert [each.slug for each in place.themes.all()] == ["gezondheid"]
    assert not list(Place.objects.wrongly_derived())
    assert MapVersion.current() > before
    found = Client().get("/plekken/?thema=gezondheid&q=bank").content.decode()
    assert place.get_absolute_url() in found
    newest = place.history.first()
    assert place.history.count() == versions + 1
    assert newest.history_user == bo
    assert newest.history_change_reason.startswith("versie van")
    assert newest.themes.count() == 1


def test_the_dates_of_an_activity_follow_from_the_version(client, bo):
    coffee = make_activity()
    record = coffee.history.first()
    coffee.rule, coffee.starts_at = "", time(20)
    store(coffee)
    assert coffee.occurrences.count() == 1

    put_back(client, coffee, record)

    coffee = Activity.objects.get(pk=coffee.pk)
    assert coffee.occurrences.count() > 10
    assert coffee.rule == "FREQ=WEEKLY;BYDAY=TU"


def test_no_version_brings_a_decision_back(client, bo):
    club = make_organisation(name="Oud")
    record = club.history.first()
    club.name, club.state, club.refusal_reason = "Nieuw", State.REFUSED, "Reclame."
    store(club)

    put_back(client, club, record)

    club.refresh_from_db()
    assert (club.name, club.state) == ("Oud", State.REFUSED)
    assert club.refusal_reason == "Reclame."


def test_a_version_whose_address_is_taken_is_refused_in_words(client, bo):
    garden = make_initiative(name="Moestuin", slug="moestuin")
    record = garden.history.first()
    garden.slug = "tuin"
    store(garden)
    make_initiative(slug="moestuin")

    answer = put_back(client, garden, record)

    assert answer.status_code == 200
    assert "Niet teruggezet" in words_of(answer)
    assert "bestaat al" in words_of(answer)
    garden.refresh_from_db()
    assert garden.slug == "tuin"


def test_a_version_of_a_kind_that_is_gone_is_refused_in_words(client, bo):
    hut = made(PlaceKind(slug="hut", name="hut"))
    place = make_place(kind=hut)
    record = place.history.first()
    place.kind = kind()
    store(place)
    hut.delete()

    answer = put_back(client, place, record)

    assert answer.status_code == 200
    assert "Niet teruggezet" in words_of(answer)
    place.refresh_from_db()
    assert place.kind == kind()


def test_a_place_that_is_gone_is_left_out_of_an_initiative_and_named(client, bo):
    stays, goes = make_place(), make_place()
    garden = make_initiative()
    garden.places.set([stays, goes])
    record = garden.history.first()
    garden.places.clear()
    goes.delete()

    answer = put_back(client, garden, record)

    assert list(garden.places.all()) == [stays]
    page = words_of(client.get(answer["Location"]))
    assert "Niet alles bestaat nog" in page


def test_who_did_not_see_the_last_change_sees_it_before_it_is_undone(client, bo):
    club = make_organisation(name="Een")
    record = club.history.first()
    club.name = "Twee"
    store(club)
    url = staff_page(club, "simple_history", record.pk)
    seen = client.get(url).context["seen"]
    club.phone = "076 3"
    store(club)

    answer = client.post(url, {"seen": seen})

    assert "wijzigde het intussen" in words_of(answer)
    assert "076 3" in words_of(answer)
    club.refresh_from_db()
    assert (club.name, club.phone) == ("Twee", "076 3")


@pytest.mark.parametrize("seen", ["", "onzin", "a:b:c"])
def test_a_made_up_seal_puts_nothing_back(client, bo, seen):
    club = make_organisation(name="Een")
    record = club.history.first()
    club.name = "Twee"
    store(club)

    client.post(staff_page(club, "simple_history", record.pk), {"seen": seen})

    club.refresh_from_db()
    assert club.name == "Twee"


@pytest.mark.parametrize("version", ["999999", "onzin", "0"])
def test_a_version_that_is_not_there_is_not_found(client, bo, version):
    club = make_organisation()
    mine = staff_page(club, "simple_history", 1).removesuffix("1/")

    assert client.get(f"{mine}{version}/").status_code == 404


def test_a_version_of_another_thing_is_not_found(client, bo):
    club, other = make_organisation(), make_organisation()
    url = staff_page(club, "simple_history", other.history.first().pk)

    assert client.post(url).status_code == 404


def test_who_may_only_look_puts_nothing_back(client):
    club = make_organisation(name="Een")
    record = club.history.first()
    club.name = "Twee"
    store(club)
    person = make_user(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_organisation"))
    client.force_login(person)
    url = staff_page(club, "simple_history", record.pk)

    page = client.get(url)
    assert "Een" in words_of(page)
    assert "Deze versie terugzetten" not in words_of(page)
    assert client.post(url, {"seen": page.context["seen"]}).status_code == 403

    club.refresh_from_db()
    assert club.name == "Twee"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_put_a_version_back_at_once_one_does_it():
    club, by = make_organisation(name="Een"), make_staff()
    record = club.history.first()
    club.name = "Twee"
    store(club)
    seal, together, wrong = restore.version(club), threading.Barrier(2), []

    def run():
        together.wait()
        try:
            restore.restore(club, record, by, seal)
        except ChangedMeanwhile:
            wrong.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    club.refresh_from_db()
    assert (club.name, len(wrong), club.history.count()) == ("Een", 1, 3)
