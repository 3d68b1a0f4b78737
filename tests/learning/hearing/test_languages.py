"""What we say about answers, and what was heard, in the language of who reads it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.translations.giving import give
from tests.kit.factories import (
    make_group,
    make_heard,
    make_neighbourhood,
    make_question,
)
from tests.kit.staffpages import text_of
from tests.learning.asking.hands import make_chosen, make_ready

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ONLY_DUTCH = "This text is only there in Dutch."


def english(client, address):
    cache.clear()
    return text_of(client.get(f"/en{address}"))


def part(page, begin, end):
    return page.partition(begin)[2].partition(end)[0]


def said(client, question):
    return part(
        english(client, question.get_absolute_url()),
        '<article class="said"',
        "</article>",
    )


def test_a_group_and_what_we_do_with_it_are_read_in_english(client):
    question, group = make_ready()
    give(group, "title", "en", "Light", "checked", None)
    give(group, "reply", "en", "We put lamps there.", "checked", None)

    page = said(client, question)
    assert '<h3 lang="en">Light</h3>' in page
    assert '<span lang="en">We put lamps there.</span>' in page
    assert ONLY_DUTCH not in page


def test_what_nobody_translated_says_once_that_it_is_dutch(client):
    question, _group = make_ready()

    page = said(client, question)
    assert '<h3 lang="nl">Licht</h3>' in page
    assert page.count(ONLY_DUTCH) == 1


def test_each_way_of_being_unsure_is_said(client):
    question, group = make_ready()
    give(group, "reply", "en", "We put lamps there.", "automatic", None)

    page = said(client, question)
    assert ONLY_DUTCH in page
    assert "Nobody checked it yet" in page


def test_other_words_of_ours_make_it_out_of_date(client):
    question, group = make_ready()
    give(group, "reply", "en", "We put lamps there.", "checked", None)
    group.reply = "We zetten toch geen lampen neer."
    group.save()

    page = said(client, question)
    assert "We put lamps there." in page
    assert "The Dutch text changed" in page


def test_what_people_answered_stays_in_their_words(client):
    question, _group = make_ready()

    assert '<p lang="nl">“Meer licht”</p>' in said(client, question)


def test_answers_to_choose_from_are_told_in_english(client):
    question = make_chosen([12, 10], opened=10)
    give(question, "options", "en", "One\nTwo", "checked", None)

    page = said(client, question)
    assert '<h3 lang="en">One</h3>' in page
    assert ONLY_DUTCH not in page


def test_in_dutch_nothing_is_said_about_languages(client):
    question, group = make_ready()
    give(group, "title", "en", "Light", "automatic", None)
    cache.clear()

    page = text_of(client.get(question.get_absolute_url()))
    assert '<h3 lang="nl">Licht</h3>' in page
    assert "alleen in het Nederlands" not in page


def test_many_groups_ask_as_much_as_few(client):
    def asked(question):
        with CaptureQueriesContext(connection) as made:
            english(client, question.get_absolute_url())
        return len(made)

    few, many = make_question(answers=["Licht"]), make_question(answers=["Licht"])
    for question, count in [(few, 2), (many, 20)]:
        for _each in range(count):
            group = make_group(question, of=question.contributions.all())
            give(group, "title", "en", "Light", "checked", None)
    asked(few)

    assert asked(many) == asked(few)


def test_what_was_heard_is_read_in_english_or_says_that_it_is_dutch(client):
    area = make_neighbourhood(name="Belcrum", slug="belcrum")
    heard = make_heard("Nu ken ik mijn buren.", neighbourhood=area)
    assert ONLY_DUTCH in part(
        english(client, "/buurten/belcrum/"), "buren.", "</section>"
    )
    give(heard, "sentence", "en", "Now I know my neighbours.", "checked", None)

    page = english(client, "/buurten/belcrum/")
    assert '<p lang="en">“Now I know my neighbours.”</p>' in page
    assert "Nu ken ik mijn buren." not in page
