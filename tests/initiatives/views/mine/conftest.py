from datetime import time

import pytest

from tests.initiatives.views.mine.pages import FIRST
from tests.kit.factories import make_activity


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def coffee(club):
    return make_activity(
        name="Koffie", organisation=club, first_on=FIRST, starts_at=time(10)
    )


@pytest.fixture
def visitor(logged_in, amira):
    return logged_in(amira)
