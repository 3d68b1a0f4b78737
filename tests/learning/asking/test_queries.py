"""Each page asks as many questions of the database for many as for few."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.kit.factories import (
    make_answer,
    make_group,
    make_place,
    make_question,
    make_staff,
)
from tests.kit.staffpages import as_, staff_page
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGES = [
    "/vragen/", "/vragen/buiten/", "/vragen/buiten/antwoorden/",
    "/vragen/buiten/antwoorden.csv", "/vragen/buiten/antwoord/", "/vragen.atom",
    "/vragen/vragen.csv", "/vragen/vragen.json", "/doe-mee/", "/plekken/hier/",
    "/themas/gezondheid/", "/en/vragen/", "/beheer/antwoorden/",
]  # fmt: skip


def more(many, question, theme, place):
    for _each in range(many):
        other = make_question(themes=[theme], at=place, answers=["Een", "Twee"])
        make_question(opened=30, themes=[theme])
        make_answer(other)
        answer = make_answer(question, state="published")
        make_group(question, of=[answer], quote=answer)


def counts(client, pages):
    found = {}
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
            assert answer.status_code == 200, page
            list(answer)
        found[page] = len(asked)
    return found


def test_many_cost_as_much_as_few():
    client, theme = as_(make_staff()), Theme.objects.get(slug="gezondheid")
    place = make_place(slug="hier")
    question = make_question(slug="buiten", themes=[theme])
    steps = staff_page(question).removesuffix("change/")
    pages = [*PAGES, f"{steps}groepen/", f"{steps}archief.json"]
    more(3, question, theme, place)
    counts(client, pages)  # what is remembered for good is not asked again
    few = counts(client, pages)
    more(3, question, theme, place)
    client.get("/themas/gezondheid/")  # which remembers the places anew

    assert counts(client, pages) == few


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_archive_of_two_hundred_answers_costs_as_much_as_that_of_twenty(kind):
    client, question = as_(make_staff()), make_question()
    page = f"{staff_page(question).removesuffix('change/')}archief.{kind}"
    found = []
    for many in [20, 180]:
        for _each in range(many):
            make_answer(question, state="published")
        counts(client, [page])
        found.append(counts(client, [page]))
        text = b"".join(client.get(page)).decode()
        assert text.count("Antwoord ") == question.contributions.count()
        if kind == "json":
            told = json.loads(text)
            assert len(told["antwoorden"]) == question.contributions.count()

    assert found[0] == found[1]


def test_the_archive_of_a_question_without_answers_is_whole():
    question = make_question()
    page = f"{staff_page(question).removesuffix('change/')}archief.json"

    assert json.loads(b"".join(as_(make_staff()).get(page)))["antwoorden"] == []


@pytest.mark.parametrize("page", ["/vragen/vragen.csv", "/vragen/vragen.json"])
def test_two_hundred_questions_cost_as_much_as_twenty(client, page):
    theme, found = Theme.objects.get(slug="gezondheid"), []
    for many in [20, 180]:
        for _each in range(many):
            make_question(themes=[theme])
        found.append(counts(client, [page]))

    assert found[0] == found[1]
