"""Who answers a question is nowhere: not in a log, a page, a feed, a file or the
archive; and where she left her address ends on its day."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learning.models import Contribution, WantsAnswer
from ontmoeten.periodic import forget_suggesters, forget_unseen_answers
from tests.kit.addresses import EXAMPLES
from tests.kit.factories import make_answer, make_group, make_question, make_staff
from tests.kit.staffpages import as_, staff_page
from tests.learning.asking.hands import after, all_logged, send

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EMAIL = "fatima@geheim.example"
STAYS = ["/vragen/buiten/", "/vragen.atom", "/vragen/vragen.csv",
         "/vragen/vragen.json", "/vragen/buiten/antwoorden.csv"]  # fmt: skip


@pytest.fixture
def question():
    return make_question(slug="buiten")


@pytest.fixture
def sent(question, caplog):
    with caplog.at_level(logging.DEBUG):
        send(Client(), question, answer="Meer licht.", email=EMAIL)
    question.contributions.update(state="published")
    answer = question.contributions.get()
    make_group(question, title="Licht", of=[answer], quote=answer)
    return question


def body(answer) -> str:
    parts = answer if answer.streaming else [answer.content]
    return b"".join(parts).decode(errors="replace") + repr(answer.headers)


def test_no_public_address_tells_of_her(client, sent, caplog):
    with caplog.at_level(logging.DEBUG):
        for name, kwargs in EXAMPLES.items():
            if name.startswith("learning:") and "token" not in kwargs:
                assert EMAIL not in body(client.get(reverse(name, kwargs=kwargs))), name
    assert "Meer licht." in body(client.get("/vragen/buiten/antwoorden.csv"))
    told = all_logged(caplog)
    assert EMAIL not in told
    assert "Meer licht." not in told


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_the_archive_has_all_that_is_public_and_no_person(sent, kind):
    make_answer(sent, text="Wacht nog")
    sent.promises.create(
        answer_on=sent.answer_on + timedelta(days=9), why="Druk.", made_on="2026-01-01"
    )
    page = f"{staff_page(sent).removesuffix('change/')}archief.{kind}"
    found = body(as_(make_staff()).get(page))

    assert all(
        words in found for words in ["Meer licht.", "Licht", "Druk.", sent.title]
    )
    assert EMAIL not in found
    assert "Wacht nog" not in found
    assert "@" not in found


def test_no_page_of_staff_tells_of_her(sent):
    staff = as_(make_staff())
    page = staff_page(sent).removesuffix("change/")
    for address in [f"{page}change/", f"{page}groepen/", f"{page}history/",
                    "/beheer/antwoorden/", "/beheer/learning/contribution/",
                    "/beheer/learning/question/exporteren/csv/"]:  # fmt: skip
        assert EMAIL not in body(staff.get(address)), address


def test_her_address_ends_ninety_days_after_the_promised_day(sent):
    kept = WantsAnswer.objects.get()
    assert kept.erase_on == sent.answer_on + timedelta(days=90)

    days = (kept.erase_on - timezone.localdate()).days
    with after(days - 1):
        forget_suggesters(timezone.now())
        assert WantsAnswer.objects.exists()
    with after(days):
        forget_suggesters(timezone.now())
        assert not WantsAnswer.objects.exists()


def test_a_later_promise_keeps_her_address_no_longer(sent):
    erase_on = WantsAnswer.objects.get().erase_on
    sent.promises.create(answer_on=erase_on, why="Druk.", made_on=sent.opens_on)

    assert WantsAnswer.objects.get().erase_on == erase_on


def test_what_was_refused_ends_on_that_day_too(question):
    make_answer(question, state="refused", refusal_reason="Een naam.")
    make_answer(question, state="published")
    days = (question.answer_on - timezone.localdate()).days + 90
    with after(days - 1):
        assert forget_unseen_answers(timezone.now()) == 0
    with after(days):
        assert forget_unseen_answers(timezone.now()) == 1
    assert Contribution.objects.get().state == "published"


def test_what_nobody_read_ends_a_year_after_that_day(question):
    make_answer(question)
    days = (question.answer_on - timezone.localdate()).days + 365
    with after(days - 1):
        assert forget_unseen_answers(timezone.now()) == 0
    with after(days):
        assert forget_unseen_answers(timezone.now()) == 1


def test_the_words_stand_in_no_history(question):
    answer = make_answer(question, text="Meer licht.")

    assert "text" not in {f.name for f in answer.history.model._meta.get_fields()}
