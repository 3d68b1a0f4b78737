"""How the bench judges the search, and which mistakes it makes up."""

import pytest

from benchmarks.lib import plan
from benchmarks.sections import search

pytestmark = pytest.mark.both("search")


def test_the_search_is_judged_by_its_first_answers(db):
    found = search.quality()
    ours = found["rows"]["ours"]

    assert found["questions"] > 250
    assert ours["recall"] > 0.99
    assert ours["precision"] > 0.99
    for name, row in found["rows"].items():
        assert 0 < row["recall"] <= 1, name


def test_a_misspelt_word_is_another_word():
    for word in ["berg", "anna", "aabb", "oeoe"]:
        assert plan.misspelt(word) != word
