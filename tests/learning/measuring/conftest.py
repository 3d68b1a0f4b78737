from datetime import date

import pytest

from tests.kit.factories import make_activity, make_organisation, make_user

TUESDAY = date(2026, 11, 10)
DURING = "2026-11-10 10:30+01:00"


@pytest.fixture
def amira():
    return make_user(name="Amira")


@pytest.fixture
def soup(amira, time_machine):
    """Every Tuesday from ten to twelve, and it is on."""
    time_machine.move_to(DURING, tick=False)
    return make_activity(
        name="Soep", slug="soep", organisation=make_organisation(owner=amira)
    )


@pytest.fixture
def row(soup):
    return soup.occurrences.select_related("activity").get(rule_date=TUESDAY)
