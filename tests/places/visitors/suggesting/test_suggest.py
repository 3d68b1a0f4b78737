"""A visitor suggests a place; what was typed, photo included, survives any refusal."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from common.moderation.states import State
from places.models import MapVersion, Photo, Place
from tests.kit.factories import (
    GROTE_MARKT,
    TILBURG,
    VALKENBERG,
    make_neighbourhood,
    make_place,
    make_places,
)
from tests.kit.pictures import picture
from tests.places.visitors.suggesting.form import (
    MARKET,
    PATH,
    PHOTO,
    errors,
    hidden,
    is_stored,
    near,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_suggestion_waits_for_staff_with_its_origin_in_the_history(client, send):
    response = send(name="Bank bij de kerk", about="Je zit er in de zon.")

    assert is_stored(response)
    assert "binnen 14 dagen" in client.get(response.url).content.decode()
    place = Place.objects.get()
    assert (place.name, place.description) == (
        "Bank bij de kerk",
        "Je zit er in de zon.",
    )
    assert (place.state, place.dataset, place.checked_on) == (
        State.SUGGESTED,
        None,
        None,
    )
    assert place.point.equals_exact(GROTE_MARKT, 1e-6)
    assert place.neighbourhood.name == "Valkenberg"
    assert place.history.get().history_change_reason == "voorstel van een bezoeker"
    assert client.get(place.get_absolute_url()).status_code == 404


def test_without_a_name_it_gets_one_of_its_kind_and_neighbourhood(client, send):
    send()
    assert Place.objects.get().name == "Bankje in Valkenberg"


def test_there_are_six_questions_and_two_must_be_answered(client, send):
    form = client.get(PATH).context["form"]
    assert [field.name for field in form.main_fields()] == [
        "where",
        "kind",
        "name",
        "about",
        "photo",
        "email",
    ]

    response = send(where="", kind="", name="Bank")

    assert errors(response).keys() == {"where", "kind"}
    assert 'value="Bank"' in response.content.decode()


# Where it is


def test_the_name_of_a_neighbourhood_or_a_place_is_enough(send):
    make_place(name="Grote Kerk", point=VALKENBERG)

    assert is_stored(send(where="valkenberg"))
    place = Place.objects.get(state=State.SUGGESTED)
    assert place.history.first().history_change_reason == (
        "voorstel van een bezoeker; gevonden met “Valkenberg”"
    )
    assert send(where="grote k").context["known"][0][0].name == "Grote Kerk"


def test_of_several_the_visitor_chooses_one_and_keeps_the_rest(send):
    make_neighbourhood(name="Haagpoort")
    make_neighbourhood(name="Haagse Beemden", centre=VALKENBERG)

    asked = send(where="haag", name="Bank", photo=picture())

    page = asked.content.decode()
    assert "Kies welke je bedoelt" in page
    assert [spot.label for _key, spot in asked.context["form"].spots] == [
        "Haagpoort",
        "Haagse Beemden",
    ]
    key = asked.context["form"].spots[1][0]
    again = send(asked, where="haag", name="Bank", spot=key)
    assert is_stored(again)
    place = Place.objects.get()
    assert place.point.equals_exact(VALKENBERG, 1e-5)
    assert place.photos.count() == 1


def test_a_choice_does_not_hold_for_other_words(send):
    for name in ["Haagpoort", "Haagse Beemden", "Ginneken Noord", "Ginneken Zuid"]:
        make_neighbourhood(name=name)
    asked = send(where="haag")
    key = asked.context["form"].spots[0][0]

    again = send(asked, where="ginneken", spot=key)

    assert {spot.label for _key, spot in again.context["form"].spots} == {
        "Ginneken Noord",
        "Ginneken Zuid",
    }


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("Nergenshuizen", "We vinden “Nergenshuizen” niet"),
        ("Valkenberch", "We vinden"),  # never another, unasked
        ("Breda", "We vinden"),  # no spot: the whole town
        ("<b>x</b>", "We vinden"),
        (f"{TILBURG.y},{TILBURG.x}", "buiten Breda"),
        ("4.7758,51.5887", "verkeerd om"),
        ("91,4", "breedtegraad"),
        ("51.5,4.7,3", "breedtegraad"),
        ("1e999,4", "We vinden"),
        ("x" * 201, "200"),
        ("51.58\0,4.77", ""),
    ],
)
def test_a_spot_that_can_not_be_is_refused_in_words_and_kept(send, where, words):
    response = send(where=where, about="Mooi daar")

    assert errors(response).keys() == {"where"}
    assert words in str(errors(response)["where"].as_data()[0].messages)
    assert "Mooi daar" in response.content.decode()
    assert "<b>x</b>" not in response.content.decode()
    assert not Place.objects.exists()


def test_a_spot_outside_the_municipality_is_stored_by_who_says_that_it_is_meant(send):
    outside = f"{TILBURG.y},{TILBURG.x}"
    asked = send(where=outside, about="Mooi daar", photo=picture())
    spot = asked.context["form"].fields["where"].widget.asked_spot
    assert f'name="where-outside" value="{spot}"' in asked.content.decode()

    again = send(asked, where=outside, about="Mooi daar", **{"where-outside": spot})

    assert is_stored(again)
    place = Place.objects.get()
    assert place.point.equals_exact(TILBURG, 1e-5)
    assert (place.description, place.photos.count()) == ("Mooi daar", 1)
    assert place.history.first().history_change_reason == (
        "voorstel van een bezoeker; buiten de gemeente"
    )


def test_a_spot_that_is_meant_stays_so_while_something_near_by_is_asked(send):
    make_place(point=TILBURG)
    outside = f"{TILBURG.y},{TILBURG.x}"
    spot = f"{TILBURG.y:.5f},{TILBURG.x:.5f}"

    asked = send(where=outside, **{"where-outside": spot})

    assert asked.context["known"]
    assert f'value="{spot}" checked' in asked.content.decode()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"kind": "raket"}, "kind"),
        ({"kind": "bankje\0"}, "kind"),
        ({"name": "x" * 121}, "name"),
        ({"about": "x" * 1001}, "about"),
    ],
)
def test_nonsense_is_refused_beside_its_field(send, answers, field):
    assert errors(send(**answers)).keys() == {field}


# Protection


def test_a_button_pressed_twice_is_one_suggestion(client, time_machine):
    form = client.get(PATH)
    time_machine.shift(30)
    for _press in range(2):
        answers = {"where": MARKET, "kind": "bankje", **PHOTO}
        data = {**answers, **hidden(form), "photo": picture()}
        assert is_stored(client.post(PATH, data))

    assert Place.objects.count() == Photo.objects.count() == 1


def test_a_program_that_fills_in_everything_stores_nothing(send):
    answer = send(homepage="https://example.org", photo=picture())

    assert "druk nog eens op de knop" in answer.content.decode()
    assert not Place.objects.exists()


def test_what_came_too_quickly_keeps_everything_the_photo_too(client, send):
    form = client.get(PATH)
    answers = {"where": MARKET, "kind": "bankje", **PHOTO}
    data = {**answers, **hidden(form), "photo": picture()}

    quick = client.post(PATH, data)

    assert "wel heel snel" in quick.content.decode()
    assert is_stored(send(quick))
    assert Photo.objects.count() == 1


def test_a_form_left_open_for_days_keeps_everything(send, client, time_machine):
    form = client.get(PATH)
    time_machine.shift(timedelta(days=3))

    late = send(form, name="Bank", about="Zon", photo=picture())

    assert "lang open" in late.content.decode()
    assert is_stored(send(late, name="Bank", about="Zon"))
    assert Photo.objects.count() == 1


def test_too_many_from_one_address_wait_an_hour(send, settings):
    settings.PUBLIC_FORM_LIMITS = {"suggestion": 1, "photo": 5}
    assert is_stored(send())

    where = f"{VALKENBERG.y},{VALKENBERG.x}"
    refused = send(where=where, name="De tweede", photo=picture())

    page = refused.content.decode()
    assert "over een uur" in page
    assert "De tweede" in page
    assert "We hebben je foto" in page
    assert Place.objects.count() == 1


def test_too_many_photos_are_refused_and_the_place_is_not(send, settings):
    settings.PUBLIC_FORM_LIMITS = {"suggestion": 5, "photo": 0}

    refused = send(photo=picture())

    assert errors(refused).keys() == {"photo"}
    assert is_stored(send(refused))


def test_a_suggestion_without_its_token_is_refused():
    strict = Client(enforce_csrf_checks=True)

    for path in [PATH, f"{PATH}vlakbij/"]:
        assert strict.post(path, {"where": MARKET}).status_code == 403


def test_no_cache_keeps_the_form(client):
    assert "no-store" in client.get(PATH).headers["Cache-Control"]


def test_a_refused_form_changes_nothing(send):
    before = MapVersion.current()
    send(kind="")
    assert MapVersion.current() == before


def test_a_position_is_asked_by_post_only(client):
    assert client.get(f"{PATH}vlakbij/", {"where": MARKET}).status_code == 405


def test_it_costs_a_fixed_number_of_queries(
    client, send, django_assert_max_num_queries
):
    make_places({} for _ in range(10))
    with django_assert_max_num_queries(1):
        client.get(PATH)
    with django_assert_max_num_queries(10):
        send()
    with django_assert_max_num_queries(2):
        near(client, where=MARKET)


def test_in_english_too(client):
    page = client.get("/en/plekken/voorstellen/").content.decode()

    assert re.search(r"<h1>\s*Suggest a place", page)
    assert ">Bench<" in page


def test_the_home_page_leads_to_it(client):
    assert f'href="{PATH}"' in client.get("/").content.decode()
