"""Words that are choices of the filter."""

import pytest

from places.facts.facilities import BY_SLUG
from places.finding.phrase_filters import PHRASES, read

BACK, TOILET = ("voorziening", "rugleuning"), ("voorziening", "toilet")
STEPS, OPEN = ("drempelvrij", "ja"), ("open", "nu")


@pytest.mark.parametrize(
    ("what", "choices", "rest"),
    [
        ("bankje", [], "bankje"),
        ("bankje met rugleuning", [BACK], "bankje"),
        ("Bankje met een rugleuning", [BACK], "bankje"),
        ("bankje met rugleuning en toilet", [BACK, TOILET], "bankje"),
        ("bankje zonder drempel met rugsteun", [STEPS, BACK], "bankje"),
        ("bieb nu open", [OPEN], "bieb"),
        ("gratis park", [("gratis", "ja")], "park"),
        ("bench with a backrest", [BACK], "bench"),
        ("bankje rugleuning rugleuning", [BACK], "bankje"),
        ("toilet", [], "toilet"),
        ("met toilet", [], "met toilet"),
        ("toilet met rugleuning", [], "toilet met rugleuning"),
        ("watertap", [], "watertap"),
        ("picknicktafel", [], "picknicktafel"),
        ("lichtpark", [], "lichtpark"),
        ("", [], ""),
    ],
)
def test_wishes_become_choices_and_the_rest_stays_words(what, choices, rest):
    assert read(what) == (choices, rest)


def test_every_choice_is_one_that_the_filter_knows():
    facilities = {value for name, value in PHRASES if name == "voorziening"}

    assert facilities <= BY_SLUG.keys()
