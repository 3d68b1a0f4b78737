"""Experiments and lessons on the pages of a theme and of a neighbourhood."""

import pytest

from tests.kit.factories import make_experiment, make_lesson, make_neighbourhood
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def learnt(for_all):
    around = {
        "themes": [Theme.objects.get(slug="gezondheid")],
        "areas": [make_neighbourhood(name="Belcrum", slug="belcrum")],
    }
    make_neighbourhood(name="Heuvel", slug="heuvel")
    make_experiment(title="Soep loopt nu", **around)
    make_experiment(title="Alleen bedacht", phase="idea", **around)
    make_experiment(title="Wacht nog even", state="suggested", **around)
    make_lesson(sentence="Helpen helpt", **around)
    make_lesson(sentence="Niet bekeken", state="suggested", **around)


@pytest.mark.parametrize("address", ["/themas/gezondheid/", "/buurten/belcrum/"])
def test_what_we_try_and_learn_is_shown(client, learnt, address):
    page = client.get(address).content.decode()

    assert "Soep loopt nu" in page
    assert "Helpen helpt" in page
    for hidden in ["Alleen bedacht", "Wacht nog even", "Niet bekeken"]:
        assert hidden not in page


@pytest.mark.parametrize("address", ["/themas/leefomgeving/", "/buurten/heuvel/"])
def test_where_nothing_is_tried_nothing_is_said(client, learnt, address):
    assert 'id="leren"' not in client.get(address).content.decode()
