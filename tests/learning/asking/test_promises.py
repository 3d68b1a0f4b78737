"""The day on which we answer: known before it opens, public, and never moved in
silence."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.moderation.states import Move, NotAllowed
from learning.asking import promising, publishing
from learning.models import Question
from tests.kit.factories import make_question
from tests.kit.staffpages import text_of
from tests.learning.asking.hands import after, close, make_ready

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/vragen/buiten/"


def day(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize("lacks", ["opens_on", "open_until", "answer_on"])
def test_it_is_not_published_without_its_days(lacks):
    question = make_question(state="suggested", **{lacks: None})

    with pytest.raises(ValidationError):
        publishing.decide(question, Move.PUBLISH)
    question.refresh_from_db()
    assert question.state == "suggested"


def test_the_database_refuses_that_too():
    question = make_question()

    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(answer_on=None)
    before = question.open_until - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(answer_on=before)


def test_once_it_was_public_the_day_stays():
    question = make_question()
    question.answer_on = day(40)

    with pytest.raises(ValidationError) as wrong:
        question.full_clean()
    assert [*wrong.value.message_dict] == ["answer_on"]


def test_a_later_day_is_promised_with_its_reason_and_the_first_stays(client):
    question = make_question(slug="buiten", opened=20)  # promised for six days ago
    first = question.answer_on
    promising.promise(question, day(11), "Nog niet alle kosten zijn bekend.")

    page = text_of(client.get(PAGE))
    question.refresh_from_db()
    assert question.answer_on == first
    assert "6 dagen te laat" in page
    assert "Nog niet alle kosten zijn bekend." in page
    for each in [first, day(11)]:
        assert f"{each.day} " in page


@pytest.mark.parametrize(
    ("days", "why"), [(11, ""), (11, "  "), (-1, "Druk."), (0, "Druk."), (3, "Druk.")]
)
def test_a_promise_says_why_and_lies_after_the_last(days, why):
    question = make_question(opened=20)
    promising.promise(question, day(4), "Eerst dit.")

    with pytest.raises(ValidationError):
        promising.promise(question, day(days), why)
    assert question.promises.count() == 1


def test_nothing_is_promised_of_what_was_answered():
    question, _group = make_ready()
    close(question)

    with pytest.raises(NotAllowed):
        promising.promise(question, day(50), "Toch nog.")


def test_past_its_day_page_list_feed_and_files_say_so(client):
    make_question(slug="buiten", title="Wat helpt je?")
    with after(15):
        pages = {
            page: b"".join(answer) if answer.streaming else answer.content
            for page in [
                PAGE, "/vragen/", "/vragen.atom", "/vragen/vragen.csv",
                "/vragen/?stand=te-laat",
            ]
            if (answer := client.get(page)).status_code == 200
        }  # fmt: skip

    assert len(pages) == 5
    for page in [PAGE, "/vragen/", "/vragen.atom", "/vragen/?stand=te-laat"]:
        assert "1 dag te laat" in pages[page].decode().replace("\n", " ").casefold()
    assert ",1,te-laat," in pages["/vragen/vragen.csv"].decode()


@pytest.mark.parametrize(
    ("wait", "words"), [(0, "Op tijd"), (4, "beantwoord"), (6, "2 dagen te laat")]
)
def test_an_answer_is_on_time_or_says_how_late(client, wait, words):
    question, _group = make_ready(slug="buiten")
    with after(wait):
        close(question)

        assert words in text_of(client.get(PAGE))
        assert words in text_of(client.get("/vragen/"))
