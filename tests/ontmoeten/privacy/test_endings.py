"""When an account, a session and an old address end, and when they do not."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from common.history import bin
from common.moderation.states import State
from initiatives.models import Claim, Proposal
from ontmoeten.privacy import endings
from tests.kit.factories import (
    make_dataset,
    make_initiative,
    make_organisation,
    make_staff,
    make_user,
)
from tests.kit.staffpages import as_, save_as_shown

pytestmark = [pytest.mark.django_db, pytest.mark.once]
YEAR = endings.UNUSED_ACCOUNT
DAY = timedelta(days=1)


def an_account(ago=YEAR + DAY, **facts):
    """Someone who logged in that long ago and never since."""
    then = timezone.now() - ago
    return make_user(**{"last_login": then, "joined_at": then, **facts})


def is_erased(person) -> bool:
    endings.forget_accounts(timezone.now())
    return not get_user_model().objects.filter(pk=person.pk).exists()


def test_an_account_of_nothing_ends_a_year_after_it_was_used():
    assert is_erased(an_account())


@pytest.mark.parametrize("facts", [{"ago": YEAR - DAY}, {"is_staff": True}])
def test_who_was_here_lately_or_works_here_stays(facts):
    assert not is_erased(an_account(**facts))


def test_a_superuser_stays():
    assert not is_erased(an_account(is_superuser=True))


@pytest.mark.parametrize(
    ("state", "ends"),
    [
        (State.PUBLISHED, False),
        (State.SUGGESTED, False),
        (State.RETURNED, False),
        (State.REFUSED, True),
        (State.CLOSED, True),
    ],
)
def test_who_keeps_pages_stays_as_long_as_those_do(state, ends):
    member, maker = an_account(), an_account()
    facts = {"state": state, "refusal_reason": "Nee." if state == "refused" else ""}
    make_organisation(owner=member, **facts)
    idea = make_initiative(created_by=maker, **facts)

    assert is_erased(member) is ends
    assert is_erased(maker) is ends
    idea.refresh_from_db()
    assert (idea.created_by is None) is ends


def test_what_someone_made_for_an_organisation_keeps_no_account():
    person = an_account()
    make_initiative(created_by=person, organisation=make_organisation())

    assert is_erased(person)


def test_what_lies_in_the_bin_keeps_no_account():
    person = an_account()
    bin.throw_away(make_initiative(created_by=person), make_staff())

    assert is_erased(person)


def test_who_waits_for_an_answer_stays():
    claims, proposes = an_account(), an_account()
    club = make_organisation(dataset=make_dataset(), source_id="1")
    Claim.objects.create(organisation=club, person=claims)
    change = Proposal.objects.create(
        organisation=club, proposed_by=proposes, changes={"name": ["A", "B"]}
    )

    assert not is_erased(claims)
    assert not is_erased(proposes)
    change.state = Proposal.State.REFUSED
    change.save()
    assert is_erased(proposes)


def test_a_colleague_who_was_switched_off_is_known_for_a_year_after_that():
    now = timezone.now()
    lately = an_account(is_staff=True, is_active=False, logged_out_at=now - 9 * DAY)
    long_ago = an_account(is_staff=True, is_active=False, logged_out_at=now - YEAR)

    assert not is_erased(lately)
    assert is_erased(long_ago)


def test_an_address_that_an_account_had_before_lets_nobody_in():
    person = make_user(email="nieuw@example.org")
    for email in ("oud@example.org", "nieuw@example.org"):
        EmailAddress.objects.create(user=person, email=email)

    endings.forget_accounts(timezone.now())

    assert [each.email for each in EmailAddress.objects.all()] == ["nieuw@example.org"]


def test_staff_who_change_an_address_end_the_old_one_at_once():
    person = make_user(email="oud@example.org")
    EmailAddress.objects.create(user=person, email="oud@example.org")
    path = f"/beheer/ontmoeten/user/{person.pk}/change/"

    new = {"email": "nieuw@example.org", "is_active": "on"}
    save_as_shown(as_(make_staff()), path, **new)

    person.refresh_from_db()
    assert person.email == "nieuw@example.org"
    assert not EmailAddress.objects.exists()


# --- Sessions -------------------------------------------------------------------------


def test_a_log_in_that_was_not_finished_is_forgotten_within_two_hours(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    Client().post("/inloggen/", {"email": "eva@example.org"})
    assert "eva@example.org" in repr(Session.objects.get().get_decoded())

    time_machine.shift(timedelta(minutes=50))
    assert endings.forget_sessions(timezone.now()) == 0
    time_machine.shift(timedelta(minutes=20))
    assert endings.forget_sessions(timezone.now()) == 1


def test_who_is_logged_in_stays_so_until_the_session_is_over(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    client = as_(make_user())
    time_machine.shift(endings.SESSION - timedelta(minutes=5))
    assert endings.forget_sessions(timezone.now()) == 0
    assert client.get("/mijn/").status_code == 200

    time_machine.shift(timedelta(days=30))
    assert endings.forget_sessions(timezone.now()) == 1
