"""Answers that say the same are put together: each in two groups at most."""

import pytest
from django.core.exceptions import ValidationError

from common.moderation.states import Move
from learning.asking import counting, deciding, grouping
from learning.models import AnswerTheme
from tests.kit.factories import make_answer, make_group, make_question, make_staff
from tests.kit.staffpages import as_, staff_page, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def question():
    return make_question(slug="buiten", answers=["Meer licht", "Een bankje", "Allebei"])


@pytest.fixture
def client():
    return as_(make_staff())


def groups_page(question, group=None):
    page = f"{staff_page(question).removesuffix('change/')}groepen/"
    return f"{page}{group.pk}/" if group else page


def pks(question):
    return list(question.contributions.order_by("pk").values_list("pk", flat=True))


def test_ticked_answers_go_into_a_group_and_show_with_how_many(client, question):
    page = groups_page(question)
    client.post(page, {"new": "1", "title": "Licht op het pad"})
    group = AnswerTheme.objects.get()
    light, _bench, both = pks(question)
    client.post(page, {"put": group.pk, "answer": [light, both]})

    shown = text_of(client.get("/vragen/buiten/"))
    assert "Licht op het pad" in shown
    assert "2 keer" in shown
    assert "Nog in geen groep: 1" in text_of(client.get(page))


def test_an_answer_may_be_in_two_groups_and_in_no_third(question):
    answers = pks(question)
    one, two, three = (make_group(question) for _ in range(3))
    grouping.put(one, answers[:1])
    grouping.put(two, answers[:1])

    with pytest.raises(ValidationError):
        grouping.put(three, answers)
    assert three.contributions.count() == 0


def test_nothing_of_another_question_or_not_public_goes_in(question):
    group = make_group(question)
    other = make_question(answers=["Iets anders"])
    waits = make_answer(question)

    assert grouping.put(group, [*pks(other), waits.pk, 0]) == 0


def test_taken_out_it_is_not_quoted_any_more(client, question):
    answer = question.contributions.first()
    group = make_group(question, of=[answer], quote=answer)
    client.post(groups_page(question), {"out": f"{group.pk}-{answer.pk}"})

    group.refresh_from_db()
    assert group.quote is None
    assert not group.contributions.exists()


def test_what_was_hidden_is_not_counted_or_quoted(client, question):
    answer = question.contributions.first()
    make_group(question, title="Licht", of=question.contributions.all(), quote=answer)
    deciding.decide(answer, Move.HIDE, make_staff())

    [told] = counting.heard(question, question.opens_on).groups
    assert (told.count, told.quote) == (2, "")
    assert "Meer licht" not in text_of(client.get("/vragen/buiten/"))


def test_a_group_gets_its_reply_and_one_of_its_own_answers(client, question):
    answer, other, _both = question.contributions.order_by("pk")
    group = make_group(question, of=[answer])
    page = groups_page(question, group)
    sent = {"title": "Licht", "kind": "does", "reply": "We zetten lampen neer."}

    assert client.post(page, sent | {"quote": other.pk}).status_code == 400
    assert client.post(page, sent | {"quote": answer.pk}).status_code == 302
    shown = text_of(client.get("/vragen/buiten/"))
    assert "“Meer licht”" in shown
    assert "We zetten lampen neer." in shown


@pytest.mark.parametrize(
    "half", [{"kind": "does", "reply": ""}, {"kind": "", "reply": "We doen het."}]
)
def test_a_reply_is_whole(client, question, half):
    page = groups_page(question, group := make_group(question))

    assert client.post(page, {"title": "Licht", **half}).status_code == 400
    group.refresh_from_db()
    assert not group.kind


def test_only_an_empty_group_is_removed(client, question):
    empty = make_group(question)
    full = make_group(question, of=question.contributions.all())
    for group in [empty, full]:
        client.post(groups_page(question, group), {"remove": "1"})

    assert [*AnswerTheme.objects.all()] == [full]


@pytest.mark.parametrize("sent", [{"put": "x"}, {"put": "999"}, {"out": "1-1"}])
def test_a_group_that_is_not_there_is_not_there(client, question, sent):
    assert client.post(groups_page(question), sent).status_code in (302, 404)
    assert not AnswerTheme.objects.exists()
