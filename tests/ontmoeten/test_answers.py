"""Answers to start from are there from the start, and then are staff's."""

import pytest

from common.moderation.answers import AnswerTemplate
from common.plain.models import hard_words
from common.plain.reading import read
from ontmoeten.answers import fill_answers

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_decision_has_answers_to_start_from():
    fill_answers()

    moves = list(AnswerTemplate.objects.values_list("move", flat=True))
    assert len(moves) >= 8
    for move in ("publish", "return", "refuse", "report"):
        assert moves.count(move) >= 2, move


def test_what_staff_took_out_stays_out():
    fill_answers()
    AnswerTemplate.objects.all().delete()

    fill_answers()

    assert not AnswerTemplate.objects.exists()


def test_they_are_plain_dutch():
    fill_answers()
    for answer in AnswerTemplate.objects.all():
        reading = read(answer.text, hard_words())
        assert reading.ease is None or reading.ease >= 60, (answer.name, reading)
        assert not reading.advice, (answer.name, reading.advice)
