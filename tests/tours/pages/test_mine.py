"""People of an organisation keep its tours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.kit.storing import store
from common.moderation.states import State
from tests.kit.choosing import sent_of
from tests.kit.factories import (
    VALKENBERG,
    make_organisation,
    make_place,
    make_tour,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def amira(client):
    person = make_user(email="amira@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def tour(amira):
    club = make_organisation(owner=amira)
    return make_tour(name="Rondje", organisation=club, stops=[make_place()])


def page_of(tour):
    return f"/mijn/tocht/{tour.pk}/"


def save(client, tour, **changes):
    facts = sent_of(client.get(page_of(tour)), **changes)
    answer = client.post(page_of(tour), facts, follow=True)
    tour.refresh_from_db()
    return answer.content.decode()


def test_it_stands_with_the_organisation(client, tour):
    text = client.get("/mijn/").content.decode()

    assert page_of(tour) in text
    assert "Rondje" in text


def test_what_everyone_sees_waits_again_after_a_change(client, tour):
    text = save(client, tour, name="Groot rondje")

    assert (tour.name, tour.state) == ("Groot rondje", State.SUGGESTED)
    assert "kijkt er eerst naar" in text


def test_of_an_organisation_that_staff_trust_it_is_seen_at_once(client, tour):
    tour.organisation.is_trusted = True
    store(tour.organisation)

    save(client, tour, name="Groot rondje")

    assert (tour.name, tour.state) == ("Groot rondje", State.PUBLISHED)


def test_a_refused_one_is_sent_in_again(client, tour):
    tour.state, tour.refusal_reason = State.REFUSED, "Zonder stops."
    store(tour)

    save(client, tour, name="Beter rondje")

    assert tour.state == State.SUGGESTED


def test_other_stops_come_from_the_maker(client, tour):
    park = make_place(slug="park", point=VALKENBERG)

    save(client, tour, maker="https://x.example/fietstochten/maken/?s=plek.park.30")

    assert tour.stops.get().key == park.pk


def test_a_file_that_is_no_gpx_changes_nothing(client, tour):
    text = save(client, tour, gpx=SimpleUploadedFile("x.gpx", b"niets"))

    assert "geen GPX-bestand" in text
    assert (tour.line, tour.state) == (None, State.PUBLISHED)


def test_who_saves_over_a_change_of_another_is_asked_to_look(client, tour):
    seen = sent_of(client.get(page_of(tour)), name="Van mij")
    tour.name = "Van een ander"
    store(tour)

    text = client.post(page_of(tour), seen).content.decode()

    tour.refresh_from_db()
    assert tour.name == "Van een ander"
    assert "Van mij" in text
