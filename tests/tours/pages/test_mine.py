"""People of an organisation keep its tours."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.kit.storing import store
from common.moderation.states import State
from common.protect.personal import held
from ontmoeten.periodic import forget_proposals
from tests.kit.choosing import sent_of
from tests.kit.factories import (
    VALKENBERG,
    make_organisation,
    make_place,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.letters import letters
from tours.deciding import changing
from tours.models import TourChange

pytestmark = [pytest.mark.django_db, pytest.mark.once]
GPX = b"""<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
<trkpt lat="51.59" lon="4.77"/><trkpt lat="51.60" lon="4.78"/></trkseg></trk></gpx>"""


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


def test_what_everyone_sees_stays_as_it_is_until_staff_agree(client, tour):
    text = save(client, tour, name="Groot rondje")

    assert (tour.name, tour.state) == ("Rondje", State.PUBLISHED)
    assert "kijkt er eerst naar" in text
    assert "wijziging wacht" in client.get("/mijn/").content.decode()
    assert 'value="Groot rondje"' in client.get(page_of(tour)).content.decode()


def test_staff_see_the_difference_and_make_it_so(client, tour):
    park = make_place(slug="park", name="Het park", point=VALKENBERG)
    save(
        client, tour, name="Groot rondje",
        maker="https://x.example/fietstochten/maken/?s=plek.park.30&knopen=47-12",
        gpx=SimpleUploadedFile("x.gpx", GPX),
    )  # fmt: skip
    before, change = [stop.key for stop in tour.stops.all()], tour.change
    client.force_login(make_staff())
    path = f"/beheer/wachtrij/tochtwijziging/{change.pk}/"
    text = client.get(path).content.decode()

    assert all(
        each in text for each in ("Groot rondje", "Het park (30 min)", "2 punten")
    )
    assert before != [park.pk]
    changing.accept(change, make_staff())
    tour = type(tour).objects.get()
    assert (tour.name, tour.chain, len(tour.line)) == ("Groot rondje", ["47", "12"], 2)
    assert tour.stops.get().key == park.pk
    assert not TourChange.objects.exists()
    assert letters()[0].subject == "Groot rondje: je wijziging staat nu op de site."


def test_a_refused_change_is_told_and_can_be_made_better(client, tour):
    save(client, tour, name="Groot rondje")
    changing.refuse(tour.change, "Te groot.")

    assert "Te groot." in client.get(page_of(tour)).content.decode()
    [letter] = letters()
    assert letter.to == ["amira@example.org"]
    assert "Te groot." in letter.body
    assert page_of(tour) in letter.body
    save(client, tour, name="Middelgroot rondje")
    assert TourChange.objects.get().refused_at is None


def test_what_is_as_it_was_is_no_change(client, tour):
    save(client, tour, name="Groot rondje")
    save(client, tour, name="Rondje")

    assert not TourChange.objects.exists()


def test_once_staff_trust_the_organisation_what_it_proposed_is_seen(client, tour):
    save(client, tour, maker=f"https://x.example/?s=plek.{make_place(slug='p').slug}.9")
    tour.organisation.is_trusted = True
    store(tour.organisation)

    save(client, tour, name="Groot rondje")

    assert (tour.name, tour.stops.get().stay) == ("Groot rondje", 9)
    assert not TourChange.objects.exists()


def test_a_change_is_erased_a_year_after_it_was_proposed(client, tour):
    save(client, tour, name="Groot rondje")
    [term] = held("tour-change").terms
    at = TourChange.objects.get().proposed_at

    assert forget_proposals(at + term - timedelta(seconds=1)) == 0
    assert forget_proposals(at + term) == 1


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
    changing.accept(tour.change, make_staff())

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
