"""Policy officers ask and answer, moderators publish and read."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from common.history.bin import Binned, take_back
from common.moderation.states import Move, NotAllowed
from learning.asking import deciding
from learning.models import Contribution, Question
from ontmoeten.accounts.roles import EDITOR, MODERATOR, POLICY
from tests.kit.choosing import sent_of
from tests.kit.factories import (
    make_answer,
    make_place,
    make_question,
    make_tour,
    make_user,
)
from tests.kit.staffpages import as_, staff_page, text_of
from tests.learning.asking.hands import make_ready

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = "/beheer/learning/question/add/"
READ = "/beheer/antwoorden/"


def of_role(role):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    return as_(person)


@pytest.fixture
def officer():
    return of_role(POLICY)


@pytest.fixture
def moderator():
    return of_role(MODERATOR)


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def written(client, **answers):
    sent = {"manner": "words", "tie-TOTAL_FORMS": "1", "tie-INITIAL_FORMS": "0"}
    usual = {
        "title": "Wat mis je hier?", "text": "Zeg het.", "asked_by": "Team ontmoeten",
        "opens_on": day(0), "open_until": day(7), "answer_on": day(14),
    }  # fmt: skip
    return client.post(ADD, sent | usual | answers)


def decide(client, question, do="publish", answer=""):
    page = f"/beheer/wachtrij/vraag/{question.pk}/"
    form = client.get(page).context["form"]
    sent = {"do": do, "seen": form.initial["seen"], "answer": answer}
    return client.post(page, sent, follow=True)


def test_an_officer_asks_something_at_a_place_and_a_moderator_publishes_it(
    officer, moderator, client
):
    make_place(slug="plein")
    written(officer, **{"tie-0-address": "/plekken/plein/"})
    question = Question.objects.get()
    assert client.get("/vragen/wat-mis-je-hier/").status_code == 404

    decide(moderator, question)
    assert "Wat mis je hier?" in text_of(client.get("/plekken/plein/"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"open_until": day(-1)},
        {"answer_on": day(6)},
        {"manner": "choice"},
        {"manner": "choice", "options": "Eén"},
        {"manner": "choice", "options": "1\n2\n3\n4\n5\n6"},
        {"manner": "choice", "options": "Ja\nja"},
        {"options": "Ja\nNee"},
        {"title": ""},
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(officer, wrong):
    answer = written(officer, **wrong)

    assert answer.status_code == 200
    assert "errorlist" in text_of(answer)
    assert not Question.objects.exists()


def test_only_a_place_an_activity_or_an_experiment_carries_one(officer):
    make_tour(slug="rondje")
    written(officer, **{"tie-0-address": "/fietstochten/rondje/"})

    assert not Question.objects.exists()


def test_without_the_day_on_which_we_answer_the_queue_says_what_lacks(
    officer, moderator
):
    written(officer, answer_on="")
    question = Question.objects.get()

    assert "op welke dag we antwoorden" in text_of(decide(moderator, question))
    question.refresh_from_db()
    assert question.state == "suggested"


def test_a_choice_has_a_group_for_each_answer_once_it_is_published(officer, moderator):
    written(officer, manner="choice", options="Licht\nBankjes")
    question = Question.objects.get()
    for do in ["publish", "hide", "publish"]:
        decide(moderator, question, do)

    assert [each.title for each in question.groups.all()] == ["Licht", "Bankjes"]


def test_what_everyone_could_read_has_no_field_any_more(officer):
    question = make_question()
    page = text_of(officer.get(staff_page(question)))

    for name in ["answer_on", "manner", "options"]:
        assert f'name="{name}"' not in page
    assert 'name="open_until"' in page


def test_our_answer_can_be_put_right_afterwards(officer):
    question, _group = make_ready()
    page = staff_page(question)
    assert 'name="summary"' not in text_of(officer.get(page))
    close = f"{page.removesuffix('change/')}beantwoorden/"
    assert officer.post(close, {"summary": "We doen hett."}).status_code == 302

    sent = sent_of(officer.get(page)) | {"summary": "We doen het."}
    assert officer.post(page, sent).status_code == 302
    question.refresh_from_db()
    assert question.summary == "We doen het."


def test_what_lacks_stands_above_the_form_that_closes(officer):
    question = make_question(opened=10, answers=["Meer licht"])
    page = f"{staff_page(question).removesuffix('change/')}beantwoorden/"

    assert "er is er nog geen" in text_of(officer.get(page))
    answer = officer.post(page, {"summary": "We doen het."})
    assert answer.status_code == 400
    assert "We doen het." in text_of(answer)


def test_an_officer_promises_a_later_day_in_the_form(officer):
    question = make_question(opened=20)
    page = f"{staff_page(question).removesuffix('change/')}belofte/"

    assert officer.post(page, {"answer_on": day(9), "why": ""}).status_code == 400
    officer.post(page, {"answer_on": day(9), "why": "Nog niet alles is bekend."})
    assert question.promises.get().made_by is not None


# --- Reading --------------------------------------------------------------------------


@pytest.fixture
def waits():
    return make_answer(make_question(slug="buiten"), text="Meer licht op het pad.")


def test_one_tap_publishes(moderator, client, waits):
    assert "Meer licht op het pad." in text_of(moderator.get(READ))
    moderator.post(READ, {"do": f"publish-{waits.pk}"})

    waits.refresh_from_db()
    assert waits.state == "published"
    assert "Meer licht op het pad." in text_of(client.get("/vragen/buiten/antwoorden/"))
    assert waits.history.first().history_user is not None


def test_answers_of_what_left_the_site_are_not_read(moderator, waits):
    Question.objects.update(state="closed")

    for page in [READ, "/beheer/wachtrij/"]:
        assert "Meer licht op het pad." not in text_of(moderator.get(page))


def test_one_tap_with_a_reason_refuses(moderator, client, waits):
    moderator.post(READ, {"do": f"naam-{waits.pk}"})

    waits.refresh_from_db()
    assert (waits.state, bool(waits.refusal_reason)) == ("refused", True)
    page = text_of(client.get("/vragen/buiten/antwoorden/"))
    assert "Meer licht" not in page


@pytest.mark.parametrize("do", ["", "publish", "publish-x", "publish-0", "weg-1"])
def test_what_is_no_button_decides_nothing(moderator, waits, do):
    answer = moderator.post(READ, {"do": do}, follow=True)

    assert "Er is niets besloten" in text_of(answer)
    assert Contribution.objects.get().state == "suggested"


def test_a_colleague_who_was_first_is_told(moderator, waits):
    deciding.decide(waits, Move.PUBLISH, None)

    answer = moderator.post(READ, {"do": f"publish-{waits.pk}"}, follow=True)
    assert "Een collega was" in text_of(answer)
    with pytest.raises(NotAllowed):
        deciding.decide(waits, Move.PUBLISH, None)


def test_the_queue_decides_about_answers_too(moderator, waits):
    page = f"/beheer/wachtrij/bijdrage/{waits.pk}/"
    shown = moderator.get(page)
    assert "Meer licht op het pad." in text_of(shown)
    sent = {"do": "publish", "seen": shown.context["form"].initial["seen"]}
    moderator.post(page, sent)

    waits.refresh_from_db()
    assert waits.state == "published"


@pytest.mark.parametrize("role", [EDITOR, POLICY])
def test_who_does_not_moderate_does_not_read_what_waits(role, waits):
    assert of_role(role).get(READ).status_code == 403


def test_a_question_goes_to_the_bin_and_comes_back(moderator, client):
    question = make_question(slug="buiten", answers=["Meer licht"])
    moderator.post(staff_page(question, "delete"), {"post": "yes"})
    assert client.get("/vragen/buiten/").status_code == 404

    take_back(Binned.objects.get(), None)
    assert "1 antwoord" in text_of(client.get("/vragen/buiten/"))
