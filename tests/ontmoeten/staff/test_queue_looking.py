"""Who looks at a thing that waits is seen by colleagues."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from common.moderation.attention import Attention
from tests.kit import waiting
from tests.kit.factories import (
    make_place,
    make_staff,
)
from tests.ontmoeten.staff.queue_item import address, sent
from tests.ontmoeten.staff.test_queue import LIST, text

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


def test_others_see_who_looks_at_it_for_a_quarter_of_an_hour(client, bo, town):
    club = town["organisatie"]
    response = client.post(f"{address('organisatie', club)}bezig/")
    assert response.url == address("organisatie", club)
    assert "Jij kijkt hiernaar, sinds" in text(client.get(response.url))

    client.force_login(make_staff())
    for page in [LIST, address("organisatie", club), "/beheer/"]:
        assert "Bo kijkt hiernaar, sinds" in text(client.get(page))

    Attention.objects.update(since=now() - timedelta(minutes=16))
    for page in [LIST, address("organisatie", club)]:
        assert "Bo kijkt hiernaar" not in text(client.get(page))


def test_a_script_hears_nothing_back_when_it_tells_who_looks(client, bo, town):
    path = f"{address('plek', town['plek'])}bezig/"

    response = client.post(path, headers={"Accept": "application/json"})

    assert response.status_code == 204
    client.post(path)  # once more
    assert Attention.objects.get().person == bo


def test_who_looked_is_forgotten_once_it_is_decided_or_ended(client, bo, town):
    for kind in ["plek", "organisatie"]:
        client.post(f"{address(kind, town[kind])}bezig/")
    sent(client, "plek", town["plek"], do="publish")
    assert [each.kind for each in Attention.objects.all()] == ["organisatie"]

    assert Attention.objects.all().forget(now() + timedelta(minutes=16)) == 1
    assert not Attention.objects.exists()


def test_nobody_looks_at_what_does_not_wait(client, bo):
    client.post(f"{address('plek', make_place())}bezig/")

    assert not Attention.objects.exists()
