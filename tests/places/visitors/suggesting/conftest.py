import pytest

from tests.kit.factories import (
    GROTE_MARKT,
    make_neighbourhood,
    square,
)
from tests.places.visitors.suggesting.form import MARKET, PATH, PHOTO, hidden


@pytest.fixture(autouse=True)
def _breda(settings, tmp_path, time_machine):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "photos"
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)
    make_neighbourhood(name="Valkenberg", boundary=square(GROTE_MARKT, 2000))


@pytest.fixture
def send(client, time_machine):
    """Open the form, or go on with a page that was shown again; wait; send."""

    def sent(before=None, path=PATH, **answers):
        before = before or client.get(PATH)
        time_machine.shift(30)
        data = {"where": MARKET, "kind": "bankje", **PHOTO, **hidden(before), **answers}
        return client.post(path, data)

    return sent
