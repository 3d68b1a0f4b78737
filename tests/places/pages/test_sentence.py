"""The one sentence on top of a place's page."""

import pytest
from django.utils import translation

from common.translations.reading import Reading
from places.models import Neighbourhood, Place
from places.pages import sentence
from tests.kit.factories import kind

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("Een bank.", "Een bank.", ""),
        ("Een bank", "Een bank", ""),
        ("Een bank. Je zit er goed.", "Een bank.", "Je zit er goed."),
        ("Een bank! Echt? Ja.", "Een bank!", "Echt? Ja."),
        ("Eerst.\n\nDan dit.", "Eerst.", "Dan dit."),
        ("Zin een. Zin twee.\n\nDan dit.", "Zin een.", "Zin twee.\n\nDan dit."),
        ("Je doet er o.a. schaken. Leuk.", "Je doet er o.a. schaken.", "Leuk."),
        ("Bij de St. Jan. Mooi.", "Bij de St. Jan.", "Mooi."),
        ("Een tuin (bijv. om te zitten). Ja.", "Een tuin (bijv. om te zitten).", "Ja."),
        ("Van J. Jansen. Oud.", "Van J. Jansen.", "Oud."),
        ("Zij zei: “Kom!” Dus kwam ik.", "Zij zei: “Kom!”", "Dus kwam ik."),
        ("Open om 9.30 uur. Kom.", "Open om 9.30 uur.", "Kom."),
        ("  ", "", ""),
    ],
)
def test_a_text_is_split_after_its_first_sentence(text, first, rest):
    assert sentence.split(text) == (first, rest)


def place(**facts):
    facts.setdefault("kind", kind("bankje"))
    return Place(**facts)


BELCRUM = Neighbourhood(name="Belcrum")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"step_free": "yes"},
            "Een bankje in Belcrum, gratis, zonder drempel en altijd toegankelijk.",
        ),
        ({}, "Een bankje in Belcrum, gratis en altijd toegankelijk."),
        (
            {"opening_hours": "Mo-Fr 09:00-17:00", "step_free": "limited"},
            "Een bankje in Belcrum, gratis.",
        ),
        ({"cost": "paid", "opening_hours": "sunrise-sunset"}, "Een bankje in Belcrum."),
        (
            {"cost": "unknown", "neighbourhood": None},
            "Een bankje, altijd toegankelijk.",
        ),
    ],
)
def test_without_a_description_only_what_is_known_makes_the_sentence(facts, words):
    facts.setdefault("neighbourhood", BELCRUM)

    assert sentence.made(place(**facts)) == words


def test_kinds_that_are_no_noun_get_one():
    assert sentence.made(place(kind=kind("overig"))) == "Een plek."
    assert sentence.made(place(kind=kind("cultuur"))) == "Een plek voor cultuur."


def test_in_english_the_article_fits():
    with translation.override("en"):
        library = kind("bibliotheek")
        assert sentence.made(place(kind=library)) == "A library, free."
        library.name_en = "Open library"
        assert sentence.made(place(kind=library)) == "An open library, free."


def said(place):
    first, rest, shown = sentence.about(place, Reading("en", place))
    return first, rest, shown.language


def test_the_sentence_says_in_which_language_it_is():
    dutch = place(description="Een bank. Mooi.")
    both = place(description="Een bank.", description_en="A bench. Nice.")

    with translation.override("en"):
        assert said(dutch) == ("Een bank.", "Mooi.", "nl")
        assert said(both) == ("A bench.", "Nice.", "en")
        assert said(place())[2] == "en"
