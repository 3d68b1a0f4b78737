"""Atom feeds of what is new."""

from xml.etree import ElementTree

import pytest

from common.moderation.states import State
from tests.kit.factories import make_activity, make_initiative

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(response):
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(response.content).iter(f"{ATOM}entry")  # noqa: S314
    return [entry.findtext(f"{ATOM}title") for entry in entries]


def test_what_is_new_in_the_agenda_comes_first(client):
    make_activity(name="Eerst")
    make_activity(name="Later <b>", received_by="Els")
    make_activity(name="Wacht nog", state=State.SUGGESTED)

    response = client.get("/agenda.atom")

    assert titles(response) == ["Later <b>", "Eerst"]
    assert "Els" not in response.content.decode()


def test_new_initiatives_have_a_feed(client):
    make_initiative(name="Samen eten")
    make_initiative(name="Wacht nog", state=State.SUGGESTED)

    assert titles(client.get("/initiatieven.atom")) == ["Samen eten"]


def test_a_feed_costs_as_many_queries_for_many_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    make_activity()
    with django_assert_max_num_queries(4) as one:
        client.get("/agenda.atom")
    for _number in range(5):
        make_activity()

    with django_assert_num_queries(len(one)):
        client.get("/agenda.atom")
