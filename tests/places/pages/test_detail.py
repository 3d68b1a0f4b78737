from datetime import date

import pytest

from common.moderation.states import State
from places.deciding import decisions
from places.hours import clock
from tests.kit.factories import (
    make_dataset,
    make_neighbourhood,
    make_place,
    make_places,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page(client, slug="bank", prefix=""):
    return client.get(f"{prefix}/plekken/{slug}/").content.decode()


def test_a_place_tells_what_is_known_yes_first_and_asks_the_rest(client):
    make_place(slug="bank", backrest=True, armrest=False)

    page = client.get("/plekken/bank/").context

    facilities = [
        words for _fact, words, _told_on in page["known_rows"] if ": " in words
    ]
    assert facilities == ["Rugleuning: ja", "Armleuning: nee"]
    asked = [each.slug for each in page["questions"] + page["more_questions"]]
    assert {"tafel", "verlicht"} <= set(asked)


@pytest.mark.parametrize("state", [State.SUGGESTED, State.CLOSED])
def test_what_is_not_published_is_not_there(client, state):
    make_place(slug="bank", state=state)

    assert client.get("/plekken/bank/").status_code == 404


@pytest.mark.parametrize(
    ("checked_on", "words"),
    [
        (None, "Nog niet gecontroleerd"),
        (date(2026, 11, 3), "Gecontroleerd op 3 november 2026"),
    ],
)
def test_it_says_when_it_was_checked(client, time_machine, checked_on, words):
    time_machine.move_to("2026-11-23 12:00+01:00")
    make_place(slug="bank", checked_on=checked_on)

    assert words in page(client)


def test_an_old_check_is_called_old(client, time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00")
    make_place(slug="bank", checked_on=date(2023, 1, 1))

    assert "Dat is lang geleden" in page(client)


def test_who_checked_it_stays_inside(client):
    checker = make_staff(name="Truus de Geheime", email="truus@example.org")
    make_place(slug="bank", checked_on=date(2026, 11, 3), checked_by=checker)

    assert "truus" not in page(client).lower()


def test_the_coming_week_is_told_in_dutch_words(client, time_machine):
    time_machine.move_to("2026-12-23 12:00+01:00")  # a Wednesday, before Christmas
    make_place(slug="bank", opening_hours="Mo-Fr 09:00-17:00; PH off")

    text = page(client)

    assert "Woensdag 9.00 – 17.00" in text
    assert "Vrijdag dicht" in text
    assert "Nu open, tot 17.00" in text


def test_hours_of_the_kind_are_marked_as_such(client):
    make_place(slug="bank")

    assert "(zoals gewoonlijk bij deze soort)" in page(client)


def test_the_phones_own_map_app_shows_the_way(client):
    make_place(slug="bank")

    assert 'href="geo:51.588700,4.775800?q=51.588700,4.775800"' in page(client)


def test_the_english_page_has_the_english_words_or_marks_the_dutch(client):
    make_place(slug="bank", description="Een bank.", description_en="A bench.")
    make_place(slug="tafel", description="Een tafel.")

    assert "A bench." in page(client, prefix="/en")
    assert '<p class="lead" lang="nl">Een tafel.' in page(client, "tafel", "/en")


def test_the_source_is_named(client):
    source = make_dataset(attribution="BGT", licence="CC BY 4.0")
    make_place(slug="bank", dataset=source, source_id="7")

    assert "BGT (CC BY 4.0)" in page(client)


def test_it_costs_a_fixed_number_of_queries(client, django_assert_num_queries):
    make_place(slug="bank", neighbourhood=make_neighbourhood())
    clock.position()  # asked once in ten minutes
    with django_assert_num_queries(11):
        client.get("/plekken/bank/")
    make_places(
        {"toilets": True, "neighbourhood": make_neighbourhood()} for _ in range(10)
    )

    with django_assert_num_queries(11):
        client.get("/plekken/bank/")


def test_its_first_sentence_stands_on_top_and_the_rest_below(client):
    make_place(slug="bank", description="Een bank in de zon. Je zit er <b>goed</b>.")

    text = page(client)

    assert '<p class="lead" lang="nl">Een bank in de zon.</p>' in text
    assert "<p>Je zit er &lt;b&gt;goed&lt;/b&gt;.</p>" in text
    shown, _tag, _data = text.partition('<script type="application/ld+json">')
    shown = shown[shown.index("<main") :]
    assert shown.count("Een bank in de zon.") == 1


def test_a_place_without_description_is_told_in_a_sentence_of_facts(client):
    make_place(slug="bank", step_free="yes")

    words = "Een bankje, gratis, zonder drempel en altijd toegankelijk."
    assert words in page(client)


def test_what_is_near_by_stands_below_with_its_distance(client):
    make_place(slug="bank")
    make_place(name="Park om de hoek", kind="park", toilets=True)

    text = page(client)

    assert "Ook in de buurt" in text
    assert text.count("ongeveer 10 m hemelsbreed") == 2  # as near by, and as a toilet


def test_a_place_alone_has_nothing_near_by(client):
    make_place(slug="bank")

    assert "Ook in de buurt" not in page(client)


def test_its_map_shows_three_hundred_metres_around(client):
    make_place(slug="bank")

    assert 'data-around="300"' in page(client)


def test_every_way_to_tell_us_something_is_one_tap_away(client):
    make_place(slug="bank")

    text = page(client)

    assert 'method="post" action="/plekken/bank/klopt/"' in text
    assert 'formaction="/plekken/bank/klopt-niet/"' in text
    assert 'href="/plekken/bank/onveilig/"' in text


def test_a_place_that_is_gone_says_so_and_what_lies_near(client):
    place = make_place(slug="bank", name="Bank")
    make_place(name="Andere bank")
    decisions.close(place)

    found = client.get("/plekken/bank/")

    assert found.status_code == 404
    text = found.content.decode()
    assert "Deze plek is er niet meer" in text
    assert [each.name for each, _facts in found.context["around"]] == ["Andere bank"]


def test_what_was_never_public_is_not_said_to_be_gone(client):
    make_place(slug="bank", state=State.CLOSED)

    text = client.get("/plekken/bank/").content.decode()

    assert "Deze plek is er niet meer" not in text
