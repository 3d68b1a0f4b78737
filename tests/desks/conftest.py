from datetime import date

import pytest

from tests.kit.factories import make_desk, make_desk_host, make_organisation, make_place

TUESDAY = date(2026, 11, 10)
BEFORE = "2026-11-09 12:00+01:00"  # the day before


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def the_day_before(time_machine):
    time_machine.move_to(BEFORE, tick=False)


@pytest.fixture
def desk(the_day_before):
    """Every Tuesday from ten to twelve."""
    return make_desk(
        name="De tafel",
        slug="tafel",
        place=make_place(name="De bieb", kind="bibliotheek"),
        organisation=make_organisation(name="De Huiskamer"),
        coordinator_email="coordinator@example.org",
    )


@pytest.fixture
def fatima(desk):
    """Its fixed face."""
    return make_desk_host(desk, email="fatima@example.org")


@pytest.fixture
def karim(fatima):
    """Is asked first."""
    return make_desk_host(fatima.desk, email="karim@example.org")


@pytest.fixture
def olena(karim):
    """Is asked after that."""
    return make_desk_host(karim.desk, email="olena@example.org")
