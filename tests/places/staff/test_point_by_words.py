"""Staff say where a place is as visitors do: by an address or a name. Without
JavaScript it is looked up when they save."""

import pytest
from django.urls import reverse

from common.web.outside import Unavailable
from places.facts.locations import Spot
from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    TILBURG,
    VALKENBERG,
    kind,
    make_neighbourhood,
    make_place,
    make_staff,
    square,
)
from tests.places.staff.test_outside import ADD, errors, fill_in

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]
STREET = {"detail": "4811 XX Breda", "lat": 51.5887, "kind": "adres"}


@pytest.fixture(autouse=True)
def _staff(client):
    client.force_login(make_staff())
    make_neighbourhood(name="Valkenberg", boundary=square(GROTE_MARKT, 2000))


@pytest.fixture
def server(monkeypatch):
    """What the address server knows; `away` when it does not answer."""
    known = []

    def answer(_text, _limit):
        if "away" in known:
            raise Unavailable
        return known

    monkeypatch.setattr("places.finding.geocoding.addresses", answer)
    return known


def new(client, words, **typed):
    facts = {"name": "Bank", "kind": kind().pk, "is_another": "on"}
    return fill_in(client, ADD, **{**facts, "point-words": words, **typed})


def test_the_name_of_a_place_near_by_is_enough(client):
    make_place(name="Grote Kerk", point=GROTE_MARKT)

    assert new(client, "grote kerk").status_code == 302
    assert Place.objects.get(name="Bank").point.equals_exact(GROTE_MARKT, 1e-5)


def test_an_address_is_found_by_the_server(client, server):
    server += [Spot("Markt 5", lon=4.7758, **STREET)]

    assert new(client, "markt 5").status_code == 302
    assert Place.objects.get().point.equals_exact(GROTE_MARKT, 1e-4)


def test_words_that_are_found_nowhere_are_refused_and_kept(client):
    answer = new(client, "Nergenshuizen 3", description="Mooi daar")

    assert "We vinden “Nergenshuizen 3” niet" in errors(answer)["point"][0]
    page = answer.content.decode()
    assert 'value="Nergenshuizen 3"' in page
    assert "Mooi daar" in page
    assert not Place.objects.exists()


def test_with_the_server_away_that_is_said_and_own_places_still_work(client, server):
    server += ["away"]
    make_place(name="Grote Kerk", point=GROTE_MARKT)

    away = errors(new(client, "Nergenshuizen 3"))["point"][0]

    assert "adressen kunnen nu niet worden opgezocht" in away
    assert new(client, "grote kerk").status_code == 302


def test_of_several_one_is_chosen(client, server):
    server += [Spot(f"Markt {n}", lon=4.77 + n / 1000, **STREET) for n in (1, 5)]

    asked = new(client, "markt")

    assert errors(asked) == {"point": ["Kies welke je bedoelt."]}
    spots = asked.context["adminform"].form.fields["point"].widget.spots
    assert [spot.label for _key, spot in spots] == ["Markt 1", "Markt 5"]
    said = {"point-asked": "markt", "point-spot": spots[1][0]}
    assert f'value="{spots[1][0]}"' in asked.content.decode()
    assert new(client, "markt", **said).status_code == 302
    assert Place.objects.get().point.x == pytest.approx(4.775)


def test_what_was_chosen_for_other_words_counts_no_more(client, server):
    server += [Spot(f"Markt {n}", lon=4.77 + n / 1000, **STREET) for n in (1, 5)]

    said = {"point-asked": "haven", "point-spot": "51.58870,4.77500"}

    assert errors(new(client, "markt", **said)).keys() == {"point"}


def test_with_neither_a_position_nor_words_it_says_what_is_missing(client):
    assert errors(new(client, " ")) == {"point": ["Dit veld is verplicht."]}


def test_a_spot_by_words_that_lies_outside_is_asked_about(client, server):
    server += [Spot("Ver 1", "", TILBURG.y, TILBURG.x, "adres")]

    asked = errors(new(client, "ver 1"))

    assert asked == {"point": ["Dit punt ligt buiten Breda. Toch hier?"]}


def test_words_move_a_place_whose_position_was_left_as_it_was(client):
    make_place(name="Grote Kerk", point=GROTE_MARKT)
    place = make_place(name="Bank", point=VALKENBERG)
    url = reverse("admin:places_place_change", args=[place.pk])
    as_it_was = f"{VALKENBERG.y:.6f},{VALKENBERG.x:.6f}"

    typed = {"point-shown": as_it_was, "point-words": "Grote Kerk"}

    assert fill_in(client, url, **typed).status_code == 302
    place.refresh_from_db()
    assert place.point.equals_exact(GROTE_MARKT, 1e-5)


def test_a_position_that_was_changed_goes_before_words(client):
    at = f"{GROTE_MARKT.y:.6f},{GROTE_MARKT.x:.6f}"

    assert new(client, "Nergenshuizen", point=at).status_code == 302


def test_suggestions_say_where_what_can_be_pointed_at_lies(client):
    make_place(name="Grote Kerk", point=GROTE_MARKT)

    found = client.get("/zoek/?q=grote", headers={"Accept": "application/json"})

    [one] = found.json()["suggestions"]
    assert one["at"] == f"{GROTE_MARKT.y:.6f},{GROTE_MARKT.x:.6f}"
