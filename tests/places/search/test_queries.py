"""More than 250 questions to a small town: the same answers, in the same order, on
either database."""

import pytest

from places import search
from places.memory.found import FoundPlaces
from places.memory.selection import Selection
from places.models import Place
from tests.places.search import misspellings, queries
from tests.places.search.town import build

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]
QUERIES = queries.read(queries.QUERIES)
PAIRS = misspellings.read(misspellings.PAIRS)


@pytest.fixture(scope="module")
def town(for_all):
    """The keys of the places by id."""
    return build()


def asked(question):
    return Selection(words=search.words_of(question))


def found(town, question):
    return [town[place.pk] for place in FoundPlaces(asked(question))[:]]


def test_there_are_enough_questions():
    assert len(QUERIES) >= 250


@pytest.mark.parametrize(("question", "expected"), QUERIES.items())
def test_a_question_finds_these_places_best_first(town, question, expected):
    assert found(town, question) == expected


def test_a_word_written_wrong_finds_what_the_right_one_finds(town):
    assert len(PAIRS) >= 100
    missed = [
        (wrong, right)
        for wrong, right in PAIRS
        if search.words_of(wrong) == search.words_of(right)
        or not found(town, right)
        or found(town, wrong) != found(town, right)
    ]

    assert missed == []


def test_the_database_finds_the_same_as_the_columns_in_memory(town):
    published = Place.objects.published()

    for question in QUERIES:
        keys = search.selected(published, asked(question)).values_list(
            "slug", flat=True
        )
        assert sorted(keys) == sorted(found(town, question)), question


def test_no_question_finds_what_is_not_published(town):
    assert "geheim" not in {slug for each in QUERIES for slug in found(town, each)}
    assert found(town, "geheime") == []
