"""The list's own help: with children, nothing found, the sheet, on paper."""

import pytest
from django.contrib.gis.geos import Point

from common.kit.storing import store
from places.models import PlaceKind
from tests.kit.factories import (
    GROTE_MARKT,
    ULVENHOUT,
    VALKENBERG,
    make_neighbourhood,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page(client, query=""):
    return client.get(f"/plekken/{query}")


def names(response, group="cards"):
    return [place.name for place, _facts in response.context[group]]


def test_with_children_finds_playgrounds_and_all_that_has_play_equipment(client):
    make_place(name="Speelplek", kind="speelplek")
    make_place(name="Park met schommel", kind="park", playground=True)
    make_place(name="Park", kind="park")

    found = page(client, "?voorziening=speeltoestel")

    assert names(found) == ["Park met schommel", "Speelplek"]
    assert "Speelplek" not in names(page(client))


def test_what_every_place_of_a_kind_has_is_known_of_each(client):
    make_place(name="Picknicktafel", slug="tafel", kind="picknicktafel")
    make_place(name="Kapotte", slug="kapot", kind="picknicktafel", table=False)

    assert names(page(client, "?voorziening=tafel")) == ["Picknicktafel"]
    known = client.get("/plekken/tafel/").context["known_rows"]
    assert "Tafel: ja" in [words for _fact, words, _told_on in known]


def test_staff_can_not_give_a_kind_a_facility_that_does_not_exist():
    from django.core.exceptions import ValidationError

    kind = PlaceKind.objects.get(slug="park")
    kind.facilities = "water, glijbaan"

    with pytest.raises(ValidationError, match="Er is geen “glijbaan”"):
        kind.full_clean()


def test_a_kind_that_gets_a_facility_gives_it_to_its_places(client):
    make_place(name="Park", kind="park")
    kind = PlaceKind.objects.get(slug="park")
    kind.facilities = "water"
    store(kind)

    assert names(page(client, "?voorziening=water")) == ["Park"]


def test_nothing_near_shows_the_nearest_three_with_their_distance(client):
    for name, point in [
        ("Markt", GROTE_MARKT),
        ("Park", VALKENBERG),
        ("Dorp", ULVENHOUT),
        ("Ver weg", Point(4.87, 51.64, srid=4326)),
    ]:
        make_place(name=name, point=point)

    found = page(client, "?bij=51.560,4.790&straal=500")

    assert names(found, "anyway") == ["Dorp", "Markt", "Park"]
    text = found.content.decode()
    assert "Dit is het dichtst bij jou" in text
    assert "ongeveer 1,3 km hemelsbreed" in text


def test_the_nearest_anyway_keep_what_was_asked_as_long_as_they_can(client):
    make_place(name="Met drempel", step_free="no")
    make_place(name="Zonder drempel", step_free="yes", point=ULVENHOUT)

    found = page(client, "?bij=51.589,4.776&straal=300&drempelvrij=ja")

    assert names(found, "anyway") == ["Zonder drempel"]


def test_nothing_in_a_neighbourhood_looks_around_its_centre(client):
    make_neighbourhood(name="Leeg", centre=ULVENHOUT)
    make_place(name="Markt", point=GROTE_MARKT, neighbourhood=None)

    assert names(page(client, "?buurt=leeg"), "anyway") == ["Markt"]


def test_an_empty_site_has_no_nearest_either(client):
    found = page(client, "?drempelvrij=ja")

    assert names(found, "anyway") == []
    assert "Er is hier nog niets dat past." in found.content.decode()


def test_the_count_is_that_of_the_list(client):
    make_place(step_free="yes")
    make_place(step_free="unknown")

    assert client.get("/plekken/aantal.json?drempelvrij=ja").json() == {
        "sure": 1,
        "maybe": 1,
        "left_out": 0,
    }


def test_a_count_of_nonsense_is_refused(client):
    response = client.get("/plekken/aantal.json?gratis=soms")

    assert response.status_code == 400
    assert "gratis" in response.json()["errors"]


def test_the_sheet_shows_what_is_chosen_and_carries_the_rest(client):
    text = page(
        client, "?voorziening=tafel&bij=51.589,4.776&vak=4.7,51.5,4.8,51.6"
    ).content.decode()

    assert '<input type="checkbox" name="voorziening" value="tafel" checked>' in text
    assert '<input type="radio" name="straal" value="1000" checked>' in text
    assert '<input type="hidden" name="vak" value="4.7,51.5,4.8,51.6">' in text
    assert '<input type="hidden" name="bij" value="51.589,4.776">' in text


def test_a_radius_or_moment_that_the_sheet_has_no_choice_for_is_carried_too(client):
    text = page(
        client, "?bij=51.589,4.776&straal=700&open=2026-12-05T15:40"
    ).content.decode()

    assert '<input type="hidden" name="straal" value="700">' in text
    assert '<input type="hidden" name="open" value="2026-12-05T15:40">' in text


def test_on_paper_each_place_has_its_number_address_and_date(client):
    make_place(name="Markt", address="Grote Markt 1", step_free="yes")
    make_place(name="Park", kind="park", point=VALKENBERG)

    text = client.get("/plekken/printen/?bij=51.589,4.776").content.decode()

    assert text.index("Markt") < text.index("Park")
    assert "Grote Markt 1" in text
    assert "Nog niet gecontroleerd" in text
    assert "ongeveer 40 m hemelsbreed" in text
    assert 'data-numbered="1,51.588700,4.775800;2,51.593700,4.780600"' in text


def test_on_paper_what_is_not_sure_is_numbered_on_below_its_own_heading(client):
    make_place(name="Zeker", step_free="yes")
    make_place(name="Misschien", step_free="unknown")

    text = client.get("/plekken/printen/?drempelvrij=ja&onbekend=mee").content.decode()

    assert '<ol class="paper-list" start="2">' in text
    assert "Misschien: 1 plek, niet zeker" in text


def test_an_empty_list_has_nothing_to_print(client):
    text = client.get("/plekken/printen/").content.decode()

    assert "Er is niets om te printen." in text


def test_the_list_on_paper_costs_as_many_queries_for_a_hundred_places(
    client, django_assert_max_num_queries
):
    make_places({"neighbourhood": make_neighbourhood()} for _number in range(100))

    with django_assert_max_num_queries(9):
        client.get("/plekken/printen/")


def test_the_heading_says_around_what(client):
    make_place()

    def heading(query):
        text = page(client, query).content.decode()
        return " ".join(text[text.index("<h1") :].split(">")[1].split("<")[0].split())

    assert heading("?bij=51.589,4.776") == "Gratis plekken bij jou in de buurt"
    assert (
        heading("?bij=51.589,4.776&waar=Middellaan") == "Gratis plekken bij Middellaan"
    )
    assert heading("?waar=Middellaan") == "Gratis plekken om elkaar te ontmoeten"


def test_the_place_is_let_go_of_with_one_press(client):
    found = page(client, "?drempelvrij=ja&bij=51.589,4.776&waar=Middellaan&straal=500")

    chips = {chip.label: chip.query for chip in found.context["chips"]["chosen"]}
    assert chips["Bij Middellaan"] == "?drempelvrij=ja"


def test_what_is_shown_when_nothing_fits_says_what_does_not_hold_for_it(client):
    make_neighbourhood(name="Leeg", centre=ULVENHOUT)
    make_place(name="Markt", point=GROTE_MARKT, step_free="no", neighbourhood=None)

    found = page(client, "?buurt=leeg&drempelvrij=ja&soort=park")

    assert names(found, "anyway") == ["Markt"]
    assert found.context["let_go"] == "“Zonder drempel” en “Park”"
    text = found.content.decode()
    assert "Deze plekken vind je als je “Zonder drempel” en “Park” uitzet." in text


def test_what_fits_and_only_lies_elsewhere_is_said_to_lie_around(client):
    make_neighbourhood(name="Leeg", centre=ULVENHOUT)
    make_place(name="Markt", point=GROTE_MARKT, neighbourhood=None)

    found = page(client, "?buurt=leeg")

    assert found.context["let_go"] == ""
    assert "In Leeg kennen we geen plek die past" in found.content.decode()


def test_letting_go_of_a_choice_never_lets_go_of_the_neighbourhood(client):
    area = make_neighbourhood(name="Leeg", centre=ULVENHOUT)
    make_place(name="Markt", point=GROTE_MARKT, neighbourhood=None)
    make_place(name="Duur", cost="paid", point=ULVENHOUT, neighbourhood=area)

    ways = page(client, "?buurt=leeg").context["filter"].counted_options

    assert [(way["text"], way["query"]) for way in ways] == [
        ("1 plek als je “Gratis” uitzet", "?buurt=leeg&gratis=alles"),
        ("1 plek als je “Leeg” uitzet", ""),
    ]
