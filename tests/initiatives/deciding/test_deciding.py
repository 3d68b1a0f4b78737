"""Moves, proposed changes and answers of staff."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from common.kit.storing import store
from common.kit.values import plain
from common.moderation.states import MOVES, Move, NotAllowed, State
from initiatives.deciding import decisions
from initiatives.models import Proposal
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.letters import letters
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
REFUSED = {"criterion": "open", "answer": "Het is alleen voor leden."}


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def amira():
    return make_user()


@pytest.fixture
def club(amira):
    return make_organisation(name="De Huiskamer", owner=amira)


def change(entry, by, **values):
    """Propose these values; lists are of ids."""
    before = plain(entry, values)
    return decisions.propose(entry, before, before | values, by)


@pytest.mark.parametrize("make", [make_organisation, make_initiative, make_activity])
def test_what_waits_is_published_by_staff_and_the_history_says_so(make, staff):
    entry = make(state=State.SUGGESTED)

    decision = decisions.decide(entry, Move.PUBLISH, staff)

    entry.refresh_from_db()
    assert entry.state == State.PUBLISHED
    assert decision.about == entry
    assert entry.history.first().history_change_reason == "publiceren"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", [Move.PUBLISH, Move.HIDE, Move.CLOSE, Move.REOPEN])
def test_only_the_moves_of_the_table_are_made(state, move, staff):
    entry = make_initiative(state=state, refusal_reason="Dubbel.")

    if state in MOVES[move][0]:
        decisions.decide(entry, move, staff)
    else:
        with pytest.raises(NotAllowed):
            decisions.decide(entry, move, staff)

    entry.refresh_from_db()
    assert entry.state == (MOVES[move][1] if state in MOVES[move][0] else state)


def test_a_refusal_names_the_criterion_and_answers(staff):
    entry = make_organisation(state=State.SUGGESTED)

    with pytest.raises(ValidationError):
        decisions.decide(entry, Move.REFUSE, staff, answer="Nee.")
    with pytest.raises(ValidationError):
        decisions.decide(entry, Move.REFUSE, staff, criterion="open")
    with pytest.raises(ValidationError):
        decisions.decide(entry, Move.REFUSE, staff, criterion="onzin", answer="Nee.")
    decisions.decide(entry, Move.REFUSE, staff, **REFUSED)

    entry.refresh_from_db()
    assert (entry.state, entry.refusal_reason) == (State.REFUSED, REFUSED["answer"])


def test_of_two_who_decide_at_once_the_second_hears_that_it_is_done(staff):
    entry = make_organisation(state=State.SUGGESTED)
    decisions.decide(entry, Move.REFUSE, staff, **REFUSED)

    with pytest.raises(NotAllowed):  # with a copy that still says "suggested"
        decisions.decide(entry, Move.CLOSE, staff)


def test_a_refusal_is_looked_at_again_by_someone_else(staff):
    entry = make_organisation(state=State.SUGGESTED)
    decisions.decide(entry, Move.REFUSE, staff, **REFUSED)
    decisions.resubmit(entry)

    with pytest.raises(decisions.SamePerson):
        decisions.decide(entry, Move.PUBLISH, staff, is_second_look=True)
    second = decisions.decide(entry, Move.PUBLISH, make_staff(), is_second_look=True)

    assert second.is_second_look
    entry.refresh_from_db()
    assert entry.state == State.PUBLISHED


def test_a_question_is_asked_and_answered(staff):
    entry = make_initiative(state=State.SUGGESTED)

    decisions.decide(entry, Move.RETURN, staff, answer="Waar is het?")
    entry.refresh_from_db()
    assert entry.state == State.RETURNED

    decisions.resubmit(entry)
    entry.refresh_from_db()
    assert entry.state == State.SUGGESTED


def test_a_proposed_change_touches_nothing_until_it_is_accepted(club, amira, staff):
    proposal = change(club, amira, name="De Woonkamer", phone="076 123 45 67")

    club.refresh_from_db()
    assert club.name == "De Huiskamer"
    decisions.accept(proposal, staff)

    club.refresh_from_db()
    proposal.refresh_from_db()
    assert (club.name, club.phone) == ("De Woonkamer", "076 123 45 67")
    assert proposal.state == Proposal.State.ACCEPTED


def test_staff_accept_with_an_edit_of_their_own(club, amira, staff):
    proposal = change(club, amira, name="DE WOONKAMER")

    decisions.accept(proposal, staff, instead={"name": "De Woonkamer"})

    club.refresh_from_db()
    assert club.name == "De Woonkamer"


def test_dates_places_and_lists_are_proposed_too(amira, staff):
    activity = make_activity()
    theme, place = Theme.objects.first(), make_place()

    proposal = change(
        activity, amira, first_on="2026-11-10", themes=[theme.pk], place=place.pk,
        feelings="|eten|rust|", may_come_alone=True,
    )  # fmt: skip
    decisions.accept(proposal, staff)

    activity.refresh_from_db()
    assert activity.first_on == date(2026, 11, 10)
    assert list(activity.themes.all()) == [theme]
    assert activity.place == place
    assert (activity.feelings, activity.may_come_alone) == (["eten", "rust"], True)
    assert activity.occurrences.first().rule_date == date(2026, 11, 10)


def test_what_someone_else_changed_meanwhile_is_not_overwritten(club, amira, staff):
    proposal = change(club, amira, name="De Woonkamer", phone="076 1")
    club.name = "De Kamer"
    store(club)

    with pytest.raises(decisions.Conflict) as found:
        decisions.accept(proposal, staff)
    assert found.value.fields == ["name"]
    club.refresh_from_db()
    assert (club.name, club.phone) == ("De Kamer", "")

    decisions.accept(proposal, staff, despite_conflicts=True)
    club.refresh_from_db()
    assert club.name == "De Woonkamer"


def test_a_proposed_value_that_is_not_valid_is_refused(club, amira, staff):
    proposal = change(club, amira, website="javascript:alert(1)")

    with pytest.raises(ValidationError):
        decisions.accept(proposal, staff)


def test_a_newer_proposal_of_the_same_entry_replaces_the_older(club, amira):
    first = change(club, amira, name="De Woonkamer")
    second = change(club, amira, name="De Zitkamer")

    assert first.pk == second.pk
    assert second.changes == {"name": ["De Huiskamer", "De Zitkamer"]}


def test_proposing_what_it_is_already_takes_the_proposal_back(club, amira):
    proposal = change(club, amira, name="De Woonkamer")

    assert change(club, amira, name="De Huiskamer") is None

    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.WITHDRAWN


def test_a_refused_proposal_leaves_the_entry_and_can_not_be_accepted(
    club, amira, staff
):
    proposal = change(club, amira, name="De Woonkamer")

    decisions.answer_proposal(proposal, Move.REFUSE, staff, **REFUSED)

    with pytest.raises(NotAllowed):
        decisions.accept(proposal, staff)
    club.refresh_from_db()
    assert club.name == "De Huiskamer"


def test_what_is_asked_about_a_proposal_waits_for_an_answer(club, amira, staff):
    proposal = change(club, amira, name="De Woonkamer")
    decisions.answer_proposal(proposal, Move.RETURN, staff, answer="Waarom?")

    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.RETURNED
    assert change(club, amira, name="De Zitkamer").state == Proposal.State.OPEN


@pytest.mark.parametrize(
    ("state", "is_trusted", "is_at_once"),
    [
        (State.SUGGESTED, False, True),
        (State.PUBLISHED, False, False),
        (State.PUBLISHED, True, True),
    ],
)
def test_only_trusted_organisations_change_at_once_what_is_published(
    amira, state, is_trusted, is_at_once
):
    organisation = make_organisation(state=state, is_trusted=is_trusted)
    activity = make_activity(organisation=organisation, state=state)

    assert decisions.may_be_live_at_once(organisation, amira) is is_at_once
    assert decisions.may_be_live_at_once(activity, amira) is is_at_once


@pytest.mark.parametrize(
    ("move", "facts", "words"),
    [
        (Move.PUBLISH, {}, "staat nu op de site"),
        (Move.RETURN, {"answer": "Waar is het?"}, "Waar is het?"),
        (Move.REFUSE, REFUSED, "Open voor nieuwe mensen"),
    ],
)
def test_the_owner_reads_in_a_mail_what_was_decided(move, facts, words, staff, amira):
    editor = make_user()
    club = make_organisation(owner=amira, editor=editor, state=State.SUGGESTED)
    activity = make_activity(organisation=club, state=State.SUGGESTED)

    decisions.decide(club, move, staff, **facts)
    decisions.decide(activity, move, staff, **facts)

    assert [letter.to for letter in letters()] == [[amira.email]] * 2
    assert all(words in " ".join(letter.body.split()) for letter in letters())
    assert "/mijn/" in letters()[0].body


def test_who_proposed_a_change_hears_what_became_of_it(club, amira, staff):
    proposal = change(club, amira, name="De Woonkamer")

    decisions.answer_proposal(proposal, Move.REFUSE, staff, **REFUSED)

    [letter] = letters()
    assert letter.to == [amira.email]
    assert REFUSED["answer"] in " ".join(letter.body.split())
