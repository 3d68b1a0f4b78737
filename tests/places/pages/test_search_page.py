"""The one field: where it leads, with and without JavaScript."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache

from tests.kit.factories import (
    VALKENBERG,
    make_district,
    make_neighbourhood,
    make_place,
)
from tests.kit.servers import running

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]


def leads_to(client, **query):
    response = client.get("/zoek/", query)
    assert response.status_code == 302, response.content.decode()
    address = urlsplit(response.url)
    assert address.path == "/plekken/"
    return dict(parse_qsl(address.query))


def suggestions(client, text, **query):
    asks = {"headers": {"accept": "application/json"}}
    response = client.get("/zoek/", {"q": text, **query}, **asks)
    return response.json()["suggestions"]


def test_nothing_typed_leads_to_the_list_with_what_was_chosen(client):
    assert leads_to(client, q=" ", drempelvrij="ja") == {"drempelvrij": "ja"}


def test_a_neighbourhood_leads_to_its_places(client):
    make_neighbourhood(name="Belcrum")

    assert leads_to(client, q="belcrum") == {"buurt": "belcrum"}


def test_areas_of_every_level_are_known(client):
    district = make_district(name="Haagse Beemden")
    heksenwiel = make_neighbourhood(name="Heksenwiel", district=district)
    make_neighbourhood(name="Belcrum", district=make_district(name="Noord"))
    town = district.municipality.name
    make_place(name="Wip", neighbourhood=heksenwiel)

    assert leads_to(client, q="haagse beemden") == {"q": "Haagse Beemden"}
    found = leads_to(client, q="bankje in Haagse Beemden")
    assert found == {"q": "bankje Haagse Beemden"}
    assert leads_to(client, q=f"bankje in {town}") == {"q": f"bankje {town}"}
    assert [each["label"] for each in suggestions(client, "haag")] == ["Haagse Beemden"]
    for words in (found["q"], f"bankje {town}"):
        assert "Wip" in client.get("/plekken/", {"q": words}).content.decode()


def test_an_area_that_is_not_known_is_never_silently_another(client):
    make_neighbourhood(name="Vuchtpolder")
    make_place(name="Hoge bank")

    page = client.get("/zoek/", {"q": "Hoge Vucht"})

    assert page.status_code == 200
    assert "Waar bedoel je?" in page.content.decode()
    assert leads_to(client, q="Hoge Vught") == {"q": "Hoge Vught"}


def test_what_is_short_leads_where_it_does_in_full(client):
    make_neighbourhood(name="Sint Janswijk")

    assert leads_to(client, q="St. Janswijk") == {"buurt": "sint-janswijk"}
    assert leads_to(client, q="bankje bij st janswijk") == {
        "q": "bankje",
        "buurt": "sint-janswijk",
    }


def test_words_of_hours_and_facts_are_choices(client):
    found = leads_to(client, q="bieb met rugleuning zonder drempel nu open")

    assert found == {
        "open": "nu",
        "voorziening": "rugleuning",
        "drempelvrij": "ja",
        "q": "bieb",
    }
    assert leads_to(client, q="zondag open").keys() == {"open"}


def test_one_press_asks_for_what_is_open_now_and_without_steps(client):
    make_neighbourhood(name="Belcrum")

    found = leads_to(client, q="Belcrum", snel="ja", gratis="alles")

    assert found == {
        "gratis": "alles",
        "open": "nu",
        "drempelvrij": "ja",
        "buurt": "belcrum",
    }


def test_a_new_search_lets_go_of_where_the_last_one_looked(client):
    found = leads_to(client, q="bankje", bij="51.5,4.7", buurt="x", waar="y", pagina=3)

    assert found == {"q": "bankje"}


def test_a_word_that_only_imports_use_for_a_kind_leads_to_that_kind(client):
    make_place(name="Grote Kerk", kind="gebedshuis")

    assert leads_to(client, q="synagoge") == {"soort": "gebedshuis"}
    assert leads_to(client, q="kerk") == {"q": "kerk"}
    assert leads_to(client, q="bankje") == {"q": "bankje"}

    make_place(name="De oude synagoge", kind="overig")
    assert leads_to(client, q="synagoge") == {"q": "synagoge"}


def test_near_a_place_of_ours_is_around_it_to_three_decimals(client):
    make_place(name="Park Valkenberg", kind="park", point=VALKENBERG)

    found = leads_to(client, q="bij Park Valkenberg")

    assert found == {"bij": "51.594,4.781", "waar": "Park Valkenberg"}


def test_words_that_can_mean_more_give_a_page_to_choose_from(client):
    make_neighbourhood(name="Hoge Vucht Noord")
    make_neighbourhood(name="Hoge Vucht Zuid")

    page = client.get("/zoek/", {"q": "bij hoge vucht", "drempelvrij": "ja"})

    assert page.status_code == 200
    text = page.content.decode()
    assert "Waar bedoel je?" in text
    assert "drempelvrij=ja&amp;buurt=hoge-vucht-noord" in text
    assert "drempelvrij=ja&amp;buurt=hoge-vucht-zuid" in text


@pytest.fixture
def address_server(settings):
    cache.clear()
    document = {
        "type": "adres",
        "weergavenaam": "Middellaan 12, 4811VL Breda",
        "straatnaam": "Middellaan",
        "centroide_ll": "POINT(4.78412 51.59735)",
    }
    body = json.dumps({"response": {"docs": [document]}}).encode()
    with running((200, body)) as server:
        settings.ADDRESS_SERVER = f"{server.url}/free"
        yield server
    cache.clear()


def test_an_address_leads_near_it_and_its_number_stays_behind(client, address_server):
    found = leads_to(client, q="bankje bij Middellaan 12")

    assert found == {"q": "bankje", "bij": "51.597,4.784", "waar": "Middellaan"}


def test_suggestions_of_our_own_wait_for_no_address_server(client, address_server):
    make_place(name="Hoek Middellaan")
    asks = {"headers": {"accept": "application/json"}}

    own = client.get("/zoek/", {"q": "middellaan", "eigen": "ja"}, **asks).json()
    assert not address_server.asked
    assert [each["label"] for each in own["suggestions"]] == ["Hoek Middellaan"]
    assert own["may_be_more"]

    labels = [each["label"] for each in suggestions(client, "middellaan")]
    assert sorted(labels) == ["Hoek Middellaan", "Middellaan 12"]


def test_without_an_address_server_our_own_are_all_there_are(client):
    make_place(name="Hoek Middellaan")
    asks = {"headers": {"accept": "application/json"}}

    own = client.get("/zoek/", {"q": "midellaan", "eigen": "ja"}, **asks).json()

    assert [each["label"] for each in own["suggestions"]] == ["Hoek Middellaan"]
    assert not own["may_be_more"]


def test_when_addresses_cannot_be_looked_up_the_page_says_so(client, settings):
    cache.clear()
    settings.ADDRESS_SERVER = "http://127.0.0.1:9/free"

    text = client.get("/zoek/", {"q": "Middellaan"}).content.decode()

    assert "Adressen opzoeken lukt nu even niet" in text
    assert 'value="Middellaan"' in text
    cache.clear()


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("bankje", {"q": "bankje"}),
        ("bankjje", {"q": "bankjje"}),  # a typing error
        ("bieb", {"q": "bieb"}),
        ("Grote Kerk", {"q": "Grote Kerk"}),
    ],
)
def test_without_the_address_server_it_leads_to_what_we_have(
    client, settings, words, leads
):
    cache.clear()
    settings.ADDRESS_SERVER = "http://127.0.0.1:9/free"
    make_place(name="Bankje", kind="bankje")
    make_place(name="Bibliotheek Centrum", kind="bibliotheek")
    make_place(name="Grote Kerk", kind="gebedshuis")

    found = leads_to(client, q=words)

    assert found.pop("adressen") == "weg"
    assert leads.items() <= found.items()
    page = client.get("/plekken/", found | {"adressen": "weg"}).content.decode()
    assert (
        "Adressen opzoeken lukt nu even niet. Dit zijn plekken met je woorden" in page
    )
    cache.clear()


def test_suggestions_keep_what_was_chosen_and_a_place_leads_to_itself(client):
    make_neighbourhood(name="Valkenberg")
    make_place(name="Valkenberg, park", slug="park-valkenberg", kind="park")

    area, place = suggestions(client, "valk", drempelvrij="ja")

    assert area["url"] == "/plekken/?drempelvrij=ja&buurt=valkenberg"
    assert (area["label"], area["icon"]) == ("Valkenberg", "neighbourhood")
    assert place["url"] == "/plekken/park-valkenberg/"


@pytest.mark.parametrize(
    "text", ["", "v", "\0\0\0", "<script>", "%", "'; --", "é" * 500]
)
def test_nonsense_suggests_nothing_and_breaks_nothing(client, text):
    make_neighbourhood(name="Belcrum")

    assert suggestions(client, text) == []
    assert client.get("/zoek/", {"q": text}).status_code in (200, 302)


def test_what_is_typed_is_shown_as_text(client):
    make_neighbourhood(name="Hoge Vucht Noord")
    make_neighbourhood(name="Hoge Vucht Zuid")

    page = client.get("/plekken/", {"bij": "51.5,4.7", "waar": "<b>hier</b>"})

    assert "<b>hier" not in page.content.decode()
    assert "bij &lt;b&gt;hier" in page.content.decode()


def test_a_shared_cache_keeps_the_page_and_the_suggestions_apart(client):
    response = client.get("/zoek/", {"q": "x"}, headers={"accept": "application/json"})

    assert "Accept" in response.headers["Vary"]
    assert not response.cookies


def test_english_stays_english(client):
    make_neighbourhood(name="Belcrum")

    response = client.get("/en/zoek/", {"q": "Belcrum"})

    assert response.url == "/en/plekken/?buurt=belcrum"


def test_a_search_costs_a_fixed_number_of_queries(
    client, django_assert_max_num_queries
):
    for number in range(40):
        make_neighbourhood(name=f"Vucht {number}")
        make_place(name=f"Vucht bank {number}")

    client.get("/zoek/", {"q": "vucht"})  # this process reads the site's words once

    with django_assert_max_num_queries(7):
        client.get("/zoek/", {"q": "bij vucht"})
