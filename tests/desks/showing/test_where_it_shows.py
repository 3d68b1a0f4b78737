"""A desk shows once, as a desk, wherever its activity would; and one finds Arabic near
by with links alone."""

import re
from html import unescape

import pytest

from tests.desks.conftest import TUESDAY
from tests.kit.factories import (
    make_activity,
    make_desk,
    make_desk_host,
    make_neighbourhood,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = "/ontmoetingsloket/"


def text(client, path) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


@pytest.fixture
def belcrum():
    return make_neighbourhood(name="Belcrum")


@pytest.fixture
def in_belcrum(the_day_before, belcrum):
    """Once, tomorrow, beside a plain activity."""
    runs = make_organisation(name="De Huiskamer", slug="huiskamer")
    facts = {"neighbourhood": belcrum, "organisation": runs, "rule": ""}
    facts["first_on"] = TUESDAY
    make_activity(name="Koffie", slug="koffie", **facts)
    place = make_place(name="De bieb", slug="bieb", neighbourhood=belcrum)
    return make_desk(name="De tafel", slug="tafel", place=place, **facts)


@pytest.mark.parametrize(
    "path",
    ["/themas/dienstverlening/", "/buurten/belcrum/", "/plekken/bieb/",
     "/organisaties/huiskamer/", "/agenda/"],
)  # fmt: skip
def test_it_shows_once_and_as_a_desk(client, in_belcrum, path):
    page = main_of(text(client, path))

    links = re.findall(r'href="([^"]*tafel/[^"]*)"', page)
    assert {each.split("/")[1] for each in links} == {"ontmoetingsloket"}
    assert page.count(">De tafel<") == 1


def test_the_theme_has_desks_of_that_theme_only(client, in_belcrum):
    page = main_of(text(client, "/themas/dienstverlening/"))

    assert "De tafel" in page
    assert ">Koffie<" not in page


def link_called(page: str, words: str) -> str:
    """Where a link with these words leads, on a page without JavaScript."""
    for attributes, inside in re.findall(r"<a ([^>]*)>(.*?)</a>", page, re.S):
        seen = re.sub(r'<span class="sr">.*?</span>', "", inside)
        said = " ".join(re.sub(r"<[^>]+>", " ", seen).split())
        if said == words:
            return unescape(re.search(r'href="([^"]+)"', attributes)[1])
    raise AssertionError(f"no link {words}")


def test_without_javascript_one_finds_arabic_in_a_neighbourhood_in_two_taps(
    client, belcrum, the_day_before
):
    other = make_neighbourhood(name="Haagpoort")
    arabic = {"languages": ["nl", "ar"]}
    make_desk(name="Hier", slug="hier", neighbourhood=belcrum, **arabic)
    make_desk(name="Zonder", neighbourhood=belcrum)
    make_desk(name="Elders", neighbourhood=other, **arabic)

    def go(path):
        return main_of(text(client, path if path[0] == "/" else f"{LIST}{path}"))

    path = link_called(go(LIST), "Belcrum")
    path = link_called(go(path), "Arabisch")
    page = go(path)

    assert "buurt=belcrum" in path
    assert "taal=ar" in path
    assert set(re.findall(r'class="main"[^>]*>([^<]+)<', page)) == {"Hier"}


def test_the_same_walk_goes_by_the_form_alone(client, belcrum, the_day_before):
    make_desk_host(make_desk(name="Hier", neighbourhood=belcrum, languages=["ar"]))
    page = main_of(text(client, LIST))

    [form] = re.findall(r'<form[^>]*method="get".*?</form>', page, re.S | re.I)[:1]
    names = set(re.findall(r'name="([a-z]+)"', form))

    assert {"taal", "vraag"} <= names
    assert 'value="ar"' in form
