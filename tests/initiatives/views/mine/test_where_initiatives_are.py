"""An initiative is at a place or in a neighbourhood, and everything tells which."""

import json
import re

import pytest

from common.moderation.states import State
from initiatives.models import Initiative, Proposal
from tests.initiatives.views.mine.pages import change, path_of, text_of, trust
from tests.kit.factories import (
    make_initiative,
    make_neighbourhood,
    make_place,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOESTUIN = {"name": "Moestuin", "description": "Samen tuinieren."}


@pytest.fixture
def belcrum():
    return make_neighbourhood(name="Belcrum", slug="belcrum")


@pytest.fixture
def garden(belcrum):
    return make_place(name="De Buurttuin", neighbourhood=belcrum)


@pytest.fixture
def at_garden(garden):
    found = make_initiative(name="Moestuin")
    found.places.add(garden)
    return found


def new(visitor, club, **changes):
    path = f"/mijn/organisatie/{club.pk}/initiatief/"
    return change(visitor, path, **{**MOESTUIN, **changes})


def test_one_of_both_is_asked(visitor, club, belcrum):
    answer = new(visitor, club)

    assert (
        "Zeg op welke plek het is, in welke buurt, of dat het voor de hele stad is"
        in text_of(answer)
    )
    assert not Initiative.objects.exists()


def test_a_neighbourhood_is_enough(visitor, club, belcrum):
    new(visitor, club, neighbourhood=belcrum.pk)

    assert Initiative.objects.get().area == belcrum


def test_the_whole_city_is_enough_and_goes_with_no_neighbourhood(
    visitor, club, belcrum
):
    answer = new(visitor, club, is_city_wide="on", neighbourhood=belcrum.pk)
    assert "Kies een van de twee" in text_of(answer)

    new(visitor, club, is_city_wide="on")
    assert Initiative.objects.get().is_city_wide


def test_what_is_for_the_whole_city_is_told_and_found_everywhere(
    client, at_garden, belcrum
):
    Initiative.objects.update(is_city_wide=True)
    page = text_of(client.get(at_garden.get_absolute_url()))
    told = re.search(r'application/ld\+json"[^>]*>(.*?)</script>', page)[1]
    elsewhere = make_neighbourhood()

    assert "Voor de hele stad" in page
    assert "Belcrum" not in page
    assert json.loads(told)["areaServed"] == "Breda"
    for area in (belcrum, elsewhere):
        found = text_of(client.get(f"/initiatieven/?buurt={area.slug}"))
        assert "De Buurttuin, Voor de hele stad" in found
    assert 'term="Voor de hele stad"' in text_of(client.get("/initiatieven.atom"))
    client.force_login(make_staff())
    page = text_of(client.get("/beheer/initiatives/initiative/"))
    assert "De Buurttuin, voor de hele stad" in page


def test_of_a_place_the_neighbourhood_is_known(visitor, club, garden, belcrum):
    new(visitor, club, where="de buurttuin")

    made = Initiative.objects.get()
    assert made.spots == [garden]
    assert (made.neighbourhood, made.area) == (None, belcrum)


def test_a_place_that_is_not_on_the_map_is_refused_in_words(visitor, club, belcrum):
    answer = new(visitor, club, where="Bij ons thuis")

    assert "Die plek kennen we niet" in text_of(answer)


def test_a_changed_place_of_what_is_live_waits_for_staff(
    visitor, club, at_garden, garden
):
    at_garden.organisation = club
    at_garden.save()
    square = make_place(name="Het Plein")

    change(visitor, path_of(at_garden), where="Het Plein")

    assert Proposal.objects.get().changes == {"places": [[garden.pk], [square.pk]]}
    assert at_garden.spots == [garden]


def test_the_other_places_stay(visitor, club, at_garden, garden):
    trust(club)
    second, third = make_place(name="Het Plein"), make_place(name="Het Veld")
    at_garden.organisation = club
    at_garden.places.add(second)
    at_garden.save()

    change(visitor, path_of(at_garden), where="Het Veld")

    assert set(at_garden.places.all()) == {second, third}


def test_saving_without_a_change_changes_nothing(visitor, club, at_garden):
    at_garden.organisation = club
    at_garden.save()

    change(visitor, path_of(at_garden))

    assert not Proposal.objects.exists()


def test_page_list_feed_and_data_tell_where(client, at_garden):
    page = text_of(client.get(at_garden.get_absolute_url()))
    told = re.search(r'application/ld\+json"[^>]*>(.*?)</script>', page)[1]
    data = json.loads(told)

    assert "Belcrum" in page
    assert data["location"][0]["name"] == "De Buurttuin"
    assert data["areaServed"] == "Belcrum"
    assert "De Buurttuin, Belcrum" in text_of(client.get("/initiatieven/"))
    assert 'term="Belcrum"' in text_of(client.get("/initiatieven.atom"))


def test_the_list_can_be_of_one_neighbourhood(client, at_garden, belcrum):
    make_initiative(name="Breien", neighbourhood=belcrum)
    make_initiative(name="Elders", neighbourhood=make_neighbourhood())

    page = text_of(client.get("/initiatieven/?buurt=belcrum"))

    assert "Moestuin" in page
    assert "Breien" in page
    assert "Elders" not in page


def test_a_neighbourhood_that_is_none_is_said(client, belcrum):
    assert client.get("/initiatieven/?buurt=nergens").status_code == 400


def test_where_nobody_sees_the_place_it_is_not_told(client, at_garden, garden):
    garden.state = State.CLOSED
    garden.save()

    assert "Buurttuin" not in text_of(client.get(at_garden.get_absolute_url()))
    assert "Buurttuin" not in text_of(client.get("/initiatieven/"))


def test_many_cost_no_more_queries_than_one(
    client, at_garden, garden, django_assert_max_num_queries
):
    with django_assert_max_num_queries(50) as one:
        client.get("/initiatieven/")
    count = len(one)
    for _each in range(5):
        make_initiative().places.add(garden)
    with django_assert_max_num_queries(count):
        client.get("/initiatieven/")


def test_staff_read_where_it_is_in_their_list(client, at_garden):
    client.force_login(make_staff())

    assert "De Buurttuin" in text_of(client.get("/beheer/initiatives/initiative/"))
