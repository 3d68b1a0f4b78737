"""A sheet to hang up, and the mail that leads to it."""

from datetime import date

import pytest

from common.moderation.states import Move, State
from initiatives.deciding import decisions
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_staff,
    make_user,
)
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)


def test_a_poster_says_what_when_and_where_and_leads_to_the_page(client):
    make_activity(
        name="Koffie & thee", slug="koffie", first_on=date(2026, 12, 1), where="Zaal 2"
    )

    text = client.get("/agenda/koffie/poster/").content.decode()

    assert "Koffie &amp; thee" in text
    assert "Zaal 2" in text
    assert "dinsdag" in text
    assert "http://127.0.0.1:8000/agenda/koffie/" in text
    assert text.count('<path d="M') > 0
    assert "<svg" in text.partition('class="qr"')[2][:200]


def test_initiatives_and_organisations_have_one_too(client):
    initiative = make_initiative(name="Soep", slug="soep")
    club = make_organisation(name="De Huiskamer", slug="huiskamer")

    for thing in (initiative, club):
        path = f"{thing.get_absolute_url()}poster/"
        assert f"8000{thing.get_absolute_url()}" in client.get(path).content.decode()


def test_what_is_not_on_the_site_has_none(client):
    make_activity(name="Koffie", slug="koffie", state=State.SUGGESTED)

    assert client.get("/agenda/koffie/poster/").status_code == 404


def test_the_mail_that_it_is_on_the_site_leads_to_the_page_and_the_poster():
    club = make_organisation(owner=make_user(email="amira@example.org"))
    activity = make_activity(
        name="Koffie", slug="koffie", organisation=club, state=State.SUGGESTED
    )

    decisions.decide(activity, Move.PUBLISH, make_staff())

    [letter] = letters()
    assert "http://127.0.0.1:8000/agenda/koffie/\n" in letter.body
    assert "http://127.0.0.1:8000/agenda/koffie/poster/" in letter.body


def test_a_refusal_leads_to_no_page():
    club = make_organisation(owner=make_user(email="amira@example.org"))
    activity = make_activity(slug="koffie", organisation=club, state=State.SUGGESTED)

    decisions.decide(
        activity, Move.REFUSE, make_staff(), answer="Het is reclame.", criterion="open"
    )

    assert "/agenda/koffie/" not in letters()[0].body
