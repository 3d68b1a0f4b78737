"""Typing errors: which known word was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.search.repair import Repairer, distance

KNOWN = {"bibliotheek": 2, "bank": 9, "tank": 1, "bal": 3, "tuin": 4, "4811gs": 1}
REPAIRER = Repairer(KNOWN)
LETTERS = st.text(alphabet="abcd", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("bank", "bank", 0),
        ("bnak", "bank", 1),
        ("bak", "bank", 1),
        ("bbank", "bank", 1),
        ("bonk", "bank", 1),
        ("bibliotek", "bibliotheek", 2),
        ("", "bal", 3),
        ("bank", "tuin", 4),
    ],
)
def test_errors_are_counted(one, other, errors):
    assert distance(one, other, 5) == errors
    assert distance(other, one, 5) == errors


@given(LETTERS, LETTERS, st.integers(0, 3))
def test_a_limit_changes_no_count_below_it(one, other, most):
    assert distance(one, other, most) == min(distance(one, other, 20), most + 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bnak", "bank"),
        ("bonk", "bank"),
        ("bibliotek", "bibliotheek"),
        ("bibliotheel", "bibliotheek"),
        ("lank", "bank"),  # as near as tank, and more used
        ("tunk", "tank"),  # the first letter stays
        ("bak", None),  # too short to say
        ("tuun", "tuin"),
        ("tuum", None),  # two errors in a short word
        ("4812gs", None),
        ("olifant", None),
    ],
)
def test_the_nearest_known_word_is_meant(typed, meant):
    assert REPAIRER.repair([typed], 2) == meant


def test_nothing_known_repairs_nothing():
    assert Repairer({}).repair(["bank"], 2) is None


@given(st.text(alphabet="abnkxyz", min_size=4, max_size=5))
def test_leaving_out_most_words_unread_loses_none(typed):
    near = [word for word in ("bank", "tank") if distance(typed, word, 1) <= 1]
    assert (REPAIRER.repair([typed], 1) in KNOWN) == bool(
        near or distance(typed, "tuin", 1) <= 1 or distance(typed, "bal", 1) <= 1
    )
