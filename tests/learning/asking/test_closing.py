"""A question closes only with its answers; who left an address hears it once."""

import pytest
from django.core.exceptions import ValidationError

from common.mail.models import Mail
from common.moderation.states import NotAllowed
from learning.asking import closing
from learning.models import AnswerTheme, WantsAnswer
from tests.kit.factories import make_answer, make_group, make_question
from tests.kit.staffpages import text_of
from tests.learning.asking.hands import after, close, make_chosen, make_ready, send

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def lacks(question, summary="Kort."):
    with pytest.raises(ValidationError) as wrong:
        closing.close(question, summary)
    question.refresh_from_db()
    assert question.answered_on is None
    return " ".join(wrong.value.messages)


def test_with_all_that_is_asked_it_is_answered(client):
    question, _group = make_ready(slug="buiten")
    close(question)

    page = text_of(client.get("/vragen/buiten/"))
    assert page.index("Ons antwoord") < page.index("Wat we hoorden")
    assert "Dit doen we ermee:" in page
    assert "“Meer licht”" in page


def test_it_does_not_close_while_people_can_answer():
    question = make_question(answers=["Meer licht"])

    assert "tot en met" in lacks(question)


def test_it_does_not_close_without_a_summary():
    question, _group = make_ready()

    assert "in het kort" in lacks(question, "  ")


def test_it_does_not_close_while_an_answer_was_not_read():
    question, _group = make_ready()
    make_answer(question)

    assert "1 antwoord is nog niet gelezen" in lacks(question)


def test_it_does_not_close_without_groups():
    question = make_question(opened=10, answers=["Meer licht"])

    assert "groepen" in lacks(question)


def test_it_does_not_close_before_every_group_has_a_reply():
    question, _group = make_ready()
    make_group(question, title="Meer bankjes")

    assert "Meer bankjes" in lacks(question)


def test_of_a_choice_each_answer_gets_a_reply():
    question = make_chosen([12, 3], opened=10)
    assert "Keuze 2" in lacks(question)

    AnswerTheme.objects.update(kind="cannot", reply="Daar gaan wij niet over.")
    close(question)


def test_what_we_cannot_do_is_said_as_such(client):
    question, group = make_ready(slug="buiten")
    AnswerTheme.objects.filter(pk=group.pk).update(kind="cannot")
    close(question)

    assert "Dit kunnen wij niet:" in text_of(client.get("/vragen/buiten/"))


def test_it_closes_once():
    question, _group = make_ready()
    close(question)

    with pytest.raises(NotAllowed):
        close(question)


def test_who_left_an_address_hears_it_once_and_is_forgotten(client):
    question = make_question(slug="buiten")
    for email in ["fatima@example.org", "bo@example.org"]:
        send(client, question, answer=f"Ik ben {len(email)}.", email=email)
    send(client, make_question(), answer="Iets anders.", email="ivo@example.org")
    question.contributions.update(state="published")
    make_group(question, of=question.contributions.all(), kind="does", reply="Ja.")
    with after(8):
        close(question, "We zetten lampen neer.")
        with pytest.raises(NotAllowed):
            close(question)

    assert {each.to for each in Mail.objects.all()} == {
        "fatima@example.org", "bo@example.org",
    }  # fmt: skip
    assert Mail.objects.count() == 2
    assert "/vragen/buiten/" in Mail.objects.first().html
    assert [each.email for each in WantsAnswer.objects.all()] == ["ivo@example.org"]


def test_nobody_hears_of_what_could_not_be_closed(client):
    question = make_question()
    send(client, question, answer="Meer licht.", email="fatima@example.org")
    with after(8):
        lacks(question)

    assert not Mail.objects.exists()
    assert WantsAnswer.objects.exists()
