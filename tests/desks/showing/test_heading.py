"""The heading of the desks says what was chosen; each choice can be taken away."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.utils.translation import override

from desks.finding.filters import DeskFilterSet
from tests.kit.factories import make_neighbourhood

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST = "/ontmoetingsloket/"
ANSWERS = {
    "vraag": "geld",
    "taal": "ar",
    "buurt": "heuvel",
    "dag": "2026-11-14",
    "dagdeel": "avond",
    "drempelvrij": "ja",
    "bij": "51.589,4.775",
    "q": "brief",
}


@pytest.fixture(autouse=True)
def _heuvel(desk):
    make_neighbourhood(name="Heuvel")


def sentence(query) -> str:
    found = DeskFilterSet(QueryDict(query))
    assert found.is_valid(), found.errors
    return found.sentence


@pytest.mark.parametrize(
    ("query", "dutch", "english"),
    [
        ("", "Ontmoetingsloket", "Ontmoetingsloket"),
        (
            "taal=ar&buurt=heuvel",
            "Loketten met Arabisch in Heuvel, deze week",
            "Desks with Arabic in Heuvel, this week",
        ),
        (
            "taal=ar&taal=tr&dag=2026-11-14&periode=dag",
            "Loketten met Arabisch of Turks, op zaterdag 14 november",
            "Desks with Arabic or Turkish, on Saturday 14 November",
        ),
        ("dagdeel=nu", "Loketten nu bezig", "Desks on now"),
        (
            "vraag=geld&bij=51.589,4.775&waar=Heuvel",
            "Loketten over geld bij Heuvel, deze week",
            "Desks about money near Heuvel, this week",
        ),
    ],
)
def test_what_was_chosen_is_a_sentence(query, dutch, english):
    assert sentence(query) == dutch
    with override("en"):
        assert sentence(query) == english


def test_the_sentence_stands_on_top_and_in_the_title(client):
    page = client.get(LIST, {"taal": "ar", "buurt": "heuvel"}).content.decode()

    heading = "Loketten met Arabisch in Heuvel, deze week"
    assert page.count("<h1") == 1
    assert f">{heading}</h1>" in page
    assert f"<title>{heading} | " in page


def test_with_nothing_chosen_the_page_says_welcome(client):
    page = client.get(LIST).content.decode()

    assert ">Kom aan tafel met je vraag</h1>" in page


@pytest.mark.parametrize("name", ANSWERS)
def test_each_choice_is_a_chip_that_takes_only_it_away(client, name):
    answer = client.get(LIST, ANSWERS)

    (chip,) = [each for each in answer.context["chips"]["chosen"] if each.name == name]
    left = parse_qs(urlsplit(chip.query).query)
    assert set(left) == set(ANSWERS) - {name}
    assert f'href="{LIST}{chip.query.replace("&", "&amp;")}"' in answer.content.decode()
