"""News: short messages, each about one thing on the site."""

import pytest

from learning.models import Experiment
from tests.kit.factories import make_experiment, make_news, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_message_leads_to_what_it_is_about(client):
    make_news(make_place(name="Bij de watertap"), title="De tap is terug")

    page = client.get("/nieuws/").content.decode()

    assert page.index("De tap is terug") < page.index("Bij de watertap")
    assert "De tap is terug" in client.get("/nieuws.atom").content.decode()
    assert client.get("/nieuws/de-tap-is-terug/").status_code == 200


def test_what_it_is_about_may_have_left_the_site(client):
    experiment = make_experiment(title="Soep op het plein")
    make_news(experiment, slug="soep")
    Experiment.objects.update(state="closed")

    page = client.get("/nieuws/soep/")

    assert page.status_code == 200
    assert "Soep op het plein" not in page.content.decode()


def test_what_waits_is_not_there(client):
    make_news(title="Nog niet", slug="nog-niet", state="suggested")

    assert "Nog niet" not in client.get("/nieuws/").content.decode()
    assert "Nog niet" not in client.get("/nieuws.atom").content.decode()
    assert client.get("/nieuws/nog-niet/").status_code == 404
