import pytest

from matching.models import Subject


@pytest.fixture(autouse=True)
def _on(settings):
    settings.MATCHING = True


@pytest.fixture
def walking(db) -> Subject:
    from tests.matching.people import make_subject

    return make_subject()
