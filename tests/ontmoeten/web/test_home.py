import pytest

from tests.kit.factories import (
    make_activity,
    make_neighbourhood,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_home_counts_the_free_places_and_shows_the_four_themes(client):
    make_place()
    make_place(kind="cafe")

    page = client.get("/").content.decode()

    assert "1 gratis plek in Breda" in page
    assert page.count('class="tile cover theme--') == 4


def test_home_offers_only_kinds_that_have_something(client):
    make_place(kind="park")

    page = client.get("/").content.decode()

    assert "?soort=park" in page
    assert "?soort=bankje" not in page


def test_home_asks_one_field_for_where_and_what(client):
    page = client.get("/").content.decode()

    assert '<form class="find" id="vind" action="/zoek/" method="get"' in page
    assert 'form="vind" name="snel" value="ja"' in page


def test_home_works_on_an_empty_site(client):
    assert "0 gratis plekken" in client.get("/").content.decode()


def test_home_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    make_places({"neighbourhood": make_neighbourhood()} for _ in range(30))
    client.get("/")

    with django_assert_max_num_queries(5):
        client.get("/")


@pytest.mark.parametrize("path", ["/", "/plekken/", "/over/", "/bestaat-niet/"])
def test_every_page_says_who_runs_it_and_how_to_reach_people(client, path):
    page = client.get(path).content.decode()

    assert "van gemeente Breda" in page
    assert 'href="tel:14076"' in page
    assert "Stadskantoor" in page


@pytest.mark.parametrize("path", ["/over/", "/privacy/", "/toegankelijkheid/"])
def test_the_texts_are_there_in_two_languages(client, path):
    dutch = client.get(path).content.decode()
    english = client.get(f"/en{path}").content.decode()

    assert 'lang="nl"' in dutch
    assert 'lang="en"' in english
    assert dutch.split("<h1>")[1][:40] != english.split("<h1>")[1][:40]


def test_a_page_asks_for_one_style_sheet_and_its_typeface_at_once(client):
    head = client.get("/").content.decode().partition("</head>")[0]

    assert head.count('rel="stylesheet"') == head.count("css/site.css") == 1
    assert head.count('as="font" type="font/woff2" crossorigin') == 2


def test_home_says_the_one_thing_that_comes_first(client):
    make_activity(name="Koffie", place=make_place(name="Kasteelplein"))

    top = client.get("/").content.decode().partition('class="find"')[0]

    assert "Koffie" in top
    assert "Kasteelplein" in top
