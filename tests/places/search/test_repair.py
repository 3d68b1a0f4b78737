"""Typing errors: which known word was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.search.repair import Nearest, Repairer, distance

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


@given(LETTERS, st.lists(LETTERS.filter(bool), max_size=5), st.integers(1, 2))
def test_many_at_once_are_as_far_away_as_one_by_one(word, others, most):
    found = dict(Nearest(others).within(word, most))

    assert found == {
        other: apart
        for other in others
        if (apart := distance(word, other, most)) <= most
    }


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tuyn", "tuin"),
        ("ball", "bal"),
        ("bieblioteek", "bibliotheek"),
        ("banq", "bank"),
        ("bonk", None),  # one letter, but not the sound
        ("4811gz", None),
        ("", None),
    ],
)
def test_what_sounds_the_same_is_meant(typed, meant):
    assert REPAIRER.alike([typed]) == meant


def test_of_words_that_sound_the_same_the_one_spelt_so_is_meant():
    site = Repairer({"vaal": 1, "val": 9, "baal": 20})

    assert site.alike(["vaall"]) == "vaal"
    assert site.alike(["fal"]) == "val"


def test_a_typing_error_in_what_is_written_as_it_sounds_is_one():
    site = Repairer({"kasteelplein": 1, "kasteel": 9})

    assert site.repair(["casteelplyjn"], 2) is None
    assert site.nearly_alike(["casteelpklijn"]) == "kasteelplein"
    assert site.nearly_alike(["olifant"]) is None
