"""What the page of one thing that waits shows of it, and what staff put right there."""

import pytest

from common.kit.storing import store
from common.moderation.states import State
from initiatives.models import Proposal
from tests.kit import waiting
from tests.kit.factories import (
    GROTE_MARKT,
    ULVENHOUT,
    make_organisation,
    make_place,
    make_staff,
)
from tests.ontmoeten.staff.queue_item import address, sent, state
from tests.ontmoeten.staff.test_queue import text

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


@pytest.fixture
def town():
    return waiting.build()


def test_a_proposed_change_shows_what_was_and_what_it_will_be(client, bo, town):
    page = text(client.get(address("wijziging", town["wijziging"])))

    assert "De Huiskamer" in page
    assert "<ins>De Woonkamer</ins>" in page


def test_staff_put_right_what_is_proposed_while_they_accept_it(client, bo, town):
    club = town["wijziging"].organisation

    edits = {"in-shown": "1", "in-name": "De Zitkamer", "in-phone": "076 123"}
    sent(client, "wijziging", town["wijziging"], do="publish", **edits)

    club.refresh_from_db()
    assert (club.name, club.phone) == ("De Zitkamer", "076 123")


def test_what_staff_put_right_wrongly_is_refused_in_words(client, bo, town):
    edits = {"in-shown": "1", "in-name": "", "in-phone": "076 123"}
    response = sent(client, "wijziging", town["wijziging"], do="publish", **edits)

    assert response.status_code == 200
    assert state(town["wijziging"]) == Proposal.State.OPEN


def test_a_field_that_changed_meanwhile_is_only_taken_over_on_purpose(client, bo, town):
    proposal = town["wijziging"]
    club = proposal.organisation
    club.name = "De Serre"
    store(club)
    edits = {"in-shown": "1", "in-name": "De Woonkamer", "in-phone": "076 123"}

    first = sent(client, "wijziging", proposal, do="publish", **edits)
    assert "wijzigde dit intussen: naam" in text(first)
    sent(client, "wijziging", proposal, do="publish", despite_conflicts="on", **edits)

    club.refresh_from_db()
    assert club.name == "De Woonkamer"


def test_likely_doubles_of_a_place_are_near_and_of_its_kind_or_alike_in_name(
    client, bo
):
    place = make_place(name="Bank bij de molen", state=State.SUGGESTED)
    make_place(name="Zitplek", kind="bankje")
    make_place(name="Bank bij molen", kind="park")
    make_place(name="Bibliotheek", kind="bibliotheek")
    make_place(name="Bank bij de molen", point=ULVENHOUT)

    found = client.get(address("plek", place)).context["item"].alike

    assert sorted(name for name, _url, _why in found) == ["Bank bij molen", "Zitplek"]


def test_likely_doubles_of_an_organisation_are_shown(client, bo, town):
    make_organisation(name="Stichting Nieuwe Club")

    page = text(client.get(address("organisatie", town["organisatie"])))

    assert "Stichting Nieuwe Club" in page


def test_where_it_is_stands_on_a_map(client, bo, town):
    for kind in ["plek", "activiteit", "melding"]:
        page = text(client.get(address(kind, town[kind])))
        assert f'data-at="{GROTE_MARKT.y},{GROTE_MARKT.x}"' in page


def test_a_photo_that_waits_is_shown(client, bo, town):
    page = text(client.get(address("foto", town["foto"])))

    assert town["foto"].image.url in page
    assert 'alt="Een lange tafel"' in page
