"""We asked something; who sent it in answers in words, and it waits again."""

import pytest

from common.moderation.states import Move, State
from initiatives.deciding import decisions, replies
from initiatives.models import Proposal
from tests.initiatives.views.mine.pages import MINE, text_of
from tests.kit.factories import make_activity, make_staff, make_user
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUESTION = "Wie doet de deur open?"
ANSWER = "Dat doet Karim, elke keer."


@pytest.fixture
def visitor(logged_in, amira):
    return logged_in(amira)


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def asked(club, staff, django_capture_on_commit_callbacks):
    entry = make_activity(name="Soep", organisation=club, state=State.SUGGESTED)
    with django_capture_on_commit_callbacks(execute=True):
        decisions.decide(entry, Move.RETURN, staff, answer=QUESTION)
    entry.refresh_from_db()
    return entry


@pytest.fixture
def asked_about_change(club, amira, staff):
    entry = make_activity(name="Koffie", organisation=club)
    decisions.propose(entry, {"name": "Koffie"}, {"name": "Thee"}, amira)
    proposal = Proposal.objects.get()
    decisions.answer_proposal(proposal, Move.RETURN, staff, answer=QUESTION)
    proposal.refresh_from_db()
    return proposal


def address(entry):
    return f"/mijn/activiteit/{entry.pk}/opnieuw/"


def test_the_mail_leads_to_the_field_for_the_answer(visitor, asked):
    assert f"/mijn/#vraag-activiteit-{asked.pk}" in letters()[-1].body
    assert f'id="vraag-activiteit-{asked.pk}"' in text_of(visitor.get(MINE))


def test_an_answer_brings_it_back_to_staff_who_read_it(
    visitor, client, asked, staff, amira
):
    visitor.post(address(asked), {"reply": ANSWER})

    asked.refresh_from_db()
    assert asked.state == State.SUGGESTED
    kept = replies.question_about(asked)
    assert (kept.reply, kept.replied_by) == (ANSWER, amira)
    client.force_login(staff)
    page = text_of(client.get(f"/beheer/wachtrij/activiteit/{asked.pk}/"))
    assert QUESTION in page
    assert ANSWER in page


def test_what_was_changed_may_say_enough(visitor, asked):
    visitor.post(address(asked), {"reply": ""})

    asked.refresh_from_db()
    assert asked.state == State.SUGGESTED
    assert replies.question_about(asked).replied_at is None


def test_an_answer_that_is_too_long_is_not_cut_off(visitor, asked):
    visitor.post(address(asked), {"reply": "x" * 2001})

    asked.refresh_from_db()
    assert asked.state == State.RETURNED


def test_it_is_answered_once(visitor, asked):
    visitor.post(address(asked), {"reply": ANSWER})
    visitor.post(address(asked), {"reply": "Iets anders."})

    assert replies.question_about(asked).reply == ANSWER


def test_a_question_about_a_change_is_answered_too(
    visitor, client, asked_about_change, staff
):
    proposal = asked_about_change
    assert QUESTION in text_of(visitor.get(MINE))

    visitor.post(f"/mijn/voorstel/{proposal.pk}/antwoord/", {"reply": ANSWER})

    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.OPEN
    client.force_login(staff)
    page = text_of(client.get(f"/beheer/wachtrij/wijziging/{proposal.pk}/"))
    assert ANSWER in page


def test_nobody_else_can_answer(logged_in, asked_about_change):
    other = logged_in(make_user())
    path = f"/mijn/voorstel/{asked_about_change.pk}/antwoord/"

    assert other.post(path, {"reply": ANSWER}).status_code == 404
    asked_about_change.refresh_from_db()
    assert asked_about_change.state == Proposal.State.RETURNED


def test_the_next_decision_leaves_the_question_behind(visitor, asked, staff):
    visitor.post(address(asked), {"reply": ANSWER})
    decisions.decide(asked, Move.PUBLISH, staff)

    assert replies.question_about(asked) is None
