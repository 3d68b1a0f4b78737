import pytest

from tests.matching.people import make_policy, make_subject


@pytest.fixture
def policy(town, settings):
    """Meet & Match is open in the small Breda, with a coordinator and a deputy."""
    settings.MATCHING = True
    make_subject(name="Wandelen of fietsen")
    make_subject("nederlands", "Nederlands oefenen")
    return make_policy()
