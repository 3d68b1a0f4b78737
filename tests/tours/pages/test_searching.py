"""The residents' search finds tours by their name, in Dutch and as translated."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.translations.giving import give, propose
from tests.kit.factories import make_tour, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SEARCH = "/plekken/"


@pytest.fixture
def gardens():
    tour = make_tour(name="Langs de tuinen", slug="tuinen")
    give(tour, "name", "en", "Along the gardens", "checked", None)
    return tour


def labels(client, words, path="/en/plekken/") -> list[tuple]:
    answer = client.get(path, {"q": words})
    assert answer.status_code == 200
    found = [
        thing for other in answer.context.get("others", []) for thing in other.things
    ]
    return [(each.label, each.language) for each in found]


def test_a_translated_tour_is_found_in_english(client, gardens):
    make_tour(name="Langs het water")

    assert labels(client, "gardens") == [("Along the gardens", "en")]
    assert labels(client, "along gardens") == [("Along the gardens", "en")]


def test_in_dutch_it_has_its_dutch_name_by_whatever_words(client, gardens):
    for words in ("tuinen", "gardens"):
        assert labels(client, words, SEARCH) == [("Langs de tuinen", "nl")]


def test_what_is_not_translated_keeps_its_dutch_name(client):
    make_tour(name="Langs het water")

    assert labels(client, "water") == [("Langs het water", "nl")]


def test_what_is_only_proposed_finds_nothing(client):
    propose(make_tour(name="Tuinen"), "name", "en", "Gardens", make_user())

    assert labels(client, "gardens") == []


def test_a_tour_in_many_languages_is_found_once(client, gardens, settings):
    settings.EXTRA_LANGUAGES = ["ar", "tr"]
    for code in ("ar", "tr"):
        give(gardens, "name", code, "Gardens!", "checked", None)

    assert len(labels(client, "gardens")) == 1
    settings.EXTRA_LANGUAGES = []
    give(gardens, "name", "en", "Along the yards", "checked", None)
    assert labels(client, "gardens") == []


def test_it_costs_as_many_queries_for_many_tours(client, gardens):
    labels(client, "gardens")
    with CaptureQueriesContext(connection) as few:
        labels(client, "gardens")
    for number in range(3):
        give(make_tour(), "name", "en", f"Gardens {number}", "checked", None)
    with CaptureQueriesContext(connection) as many:
        labels(client, "gardens")

    assert len(many) == len(few)
