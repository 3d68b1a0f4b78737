"""What is said to visitors' eyes is said only when they see it."""

from datetime import date

import pytest

from common.moderation.moves import done
from common.moderation.queue import Asked, change_accepted, sources
from common.moderation.states import Move, State
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.staffpages import as_, words_of
from tests.kit.waiting import propose

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SEE = "Bezoekers zien het nu"
TUESDAY = date(2026, 12, 1)
STATES = [
    (State.PUBLISHED, State.PUBLISHED, True),
    (State.SUGGESTED, State.PUBLISHED, False),
    (State.PUBLISHED, State.SUGGESTED, False),
]


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)


def activity_of(amira, own, organisations):
    club = make_organisation(owner=amira, state=organisations, is_trusted=True)
    facts = {"first_on": TUESDAY, "has_sign_up": True}
    return make_activity(organisation=club, state=own, **facts)


def call_off(client, pk) -> str:
    day = f"/mijn/activiteit/{pk}/{TUESDAY}/"
    seen = client.get(day).context["seen"]
    sent = {"do": "cancel", "seen": seen, "reason": "Ziek"}
    return words_of(client.post(day, sent, follow=True))


@pytest.mark.parametrize(("own", "organisations", "is_seen"), STATES)
def test_an_organisation_hears_that_visitors_see_it_only_when_they_do(
    own, organisations, is_seen
):
    amira = make_user()
    activity = activity_of(amira, own, organisations)

    said = call_off(as_(amira), activity.pk)

    assert "Gaat niet door." in said
    assert (SEE in said) == is_seen


@pytest.mark.parametrize("make", [make_activity, make_tour])
@pytest.mark.parametrize("organisations", [State.PUBLISHED, State.SUGGESTED])
def test_staff_hear_that_what_they_published_is_not_seen_yet(make, organisations):
    club = make_organisation(state=organisations)
    entry = make(name="Koffie", organisation=club, state=State.PUBLISHED)

    words = done(Move.PUBLISH, entry)

    assert ("op de site" in words and "niet" not in words) == (
        organisations == State.PUBLISHED
    )


def test_an_accepted_change_of_what_nobody_sees_is_not_on_the_site():
    hidden = make_organisation(state=State.SUGGESTED)

    assert "Bezoekers zien deze pagina nu niet" in change_accepted(hidden, "De Club")
    assert "zien" not in change_accepted(make_organisation(), "De Club")


def test_a_refused_change_is_said_not_to_be_taken_over():
    amira = make_user()
    club = make_organisation(owner=amira)
    proposal = propose(club, amira, phone="076 123")
    asked = Asked("refuse", make_staff(), answer="Dat klopt niet.", criterion="open")

    words = sources()["wijziging"].decide(proposal, asked)

    assert "Die nemen we niet over" in words
