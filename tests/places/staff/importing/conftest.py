import pytest

from tests.kit.factories import (
    GROTE_MARKT,
    make_neighbourhood,
    make_staff,
    square,
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    make_neighbourhood(name="City", boundary=square(GROTE_MARKT, 4000))
    staff = make_staff()
    client.force_login(staff)
    return staff
