"""/mijn/: what an organisation sees of itself."""

import pytest
from django.utils import timezone

from common.kit.storing import store
from common.moderation.states import Move, State
from initiatives.deciding import decisions
from tests.initiatives.views.mine.pages import MINE, change, path_of, text_of
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
REFUSED = {"criterion": "open", "answer": "Het is alleen voor leden."}


def test_who_is_in_no_organisation_is_told_what_to_do(logged_in):
    page = text_of(logged_in(make_user()).get(MINE))

    assert "Je hoort nog bij geen organisatie" in page
    assert "/organisaties/aanmelden/" in page


def test_everything_of_the_organisation_is_on_one_page(visitor, club, coffee):
    make_initiative(name="Moestuin", organisation=club)
    make_activity(name="Van een ander")

    page = text_of(visitor.get(MINE))

    for words in ["De Huiskamer", "Koffie", "Moestuin", "di 1 dec", "10.00"]:
        assert words in page
    assert "Van een ander" not in page


def test_a_refusal_says_why_and_a_second_person_can_look(visitor, club):
    activity = make_activity(organisation=club, state=State.SUGGESTED)
    decisions.decide(activity, Move.REFUSE, make_staff(), **REFUSED)

    page = text_of(visitor.get(MINE))
    assert "Het is alleen voor leden." in page
    assert "Open voor nieuwe mensen" in page or "nieuw" in page
    visitor.post(f"/mijn/activiteit/{activity.pk}/opnieuw/")

    activity.refresh_from_db()
    assert activity.state == State.SUGGESTED


def test_a_question_is_shown_and_answered_by_changing_it(visitor, club):
    activity = make_activity(organisation=club, state=State.SUGGESTED)
    decisions.decide(activity, Move.RETURN, make_staff(), answer="Waar is het precies?")
    assert "Waar is het precies?" in text_of(visitor.get(MINE))

    change(visitor, path_of(activity), where="Kerkstraat 5")
    visitor.post(f"/mijn/activiteit/{activity.pk}/opnieuw/")

    activity.refresh_from_db()
    assert (activity.state, activity.where) == (State.SUGGESTED, "Kerkstraat 5")


def test_what_asks_something_stands_above_the_next_times(visitor, club, coffee):
    activity = make_activity(organisation=club, state=State.SUGGESTED)
    decisions.decide(activity, Move.RETURN, make_staff(), answer="Waar is het precies?")

    page = text_of(visitor.get(MINE))

    assert page.index("Waar is het precies?") < page.index("De volgende keren")


def test_without_a_question_nothing_asks_attention(visitor, club, coffee):
    assert "Dit vraagt jullie aandacht" not in text_of(visitor.get(MINE))


def test_a_time_leads_to_its_public_page_only_when_there_is_one(visitor, club, coffee):
    waits = make_activity(organisation=club, state=State.SUGGESTED)

    page = text_of(visitor.get(MINE))

    assert f'href="/agenda/{coffee.slug}/2026-' in page
    assert f'href="/agenda/{waits.slug}/2026-' not in page


def test_sending_in_again_what_waits_already_does_nothing(visitor, club):
    club.state = State.SUGGESTED
    store(club)

    answer = visitor.post(f"/mijn/organisatie/{club.pk}/opnieuw/", follow=True)

    assert "Dit wacht al" in text_of(answer)


def test_what_gets_old_is_asked_about_and_one_tap_says_it_is_right(
    visitor, coffee, time_machine
):
    assert "Klopt het nog?" not in text_of(visitor.get(MINE))
    time_machine.move_to("2027-03-01 12:00+01:00")
    visitor = visitor.__class__()
    visitor.force_login(coffee.organisation.people.get())
    assert "Klopt het nog?" in text_of(visitor.get(MINE))

    visitor.post(f"/mijn/activiteit/{coffee.pk}/klopt-nog/")

    coffee.refresh_from_db()
    assert coffee.checked_on == timezone.localdate()
    assert "Klopt het nog?" not in text_of(visitor.get(MINE))


def test_ten_organisations_cost_as_many_queries_as_one(
    logged_in, django_assert_max_num_queries
):
    few, many = make_user(), make_user()
    for person, count in [(few, 1), (many, 10)]:
        for _number in range(count):
            club = make_organisation(owner=person)
            make_activity(organisation=club, state=State.SUGGESTED)
            make_initiative(organisation=club)
            change_ = decisions.propose(
                club, {"name": club.name}, {"name": "Anders"}, person
            )
            decisions.answer_proposal(
                change_, Move.RETURN, make_staff(), answer="Waarom?"
            )
    counts = []
    for person in (few, many):
        visitor = logged_in(person)
        visitor.get(MINE)
        with django_assert_max_num_queries(40) as queries:
            assert visitor.get(MINE).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
