"""Words made of words: only at borders of words that are known."""

import pytest

from places.textindex.compounds import contains, split

SITE = {"buurt", "tuin", "park", "bank", "stad", "zon", "speel", "vereniging"}


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("buurttuin", "tuin"),
        ("buurttuin", "buurt"),
        ("stadspark", "park"),
        ("stadspark", "stad"),
        ("zonnebank", "bank"),
        ("kinderboerderij", "boerderij"),
        ("speeltuinvereniging", "tuin"),
        ("speeltuinvereniging", "speeltuin"),
        ("hefbrug", "brug"),
        ("bordspel", "spel"),
    ],
)
def test_a_word_is_found_by_its_parts(word, part):
    assert contains(word, part, {*SITE, part}.__contains__)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("brabantpark", "bank"),
        ("werk", "kerk"),
        ("tuinzigt", "tuin"),
        ("restaurant", "rest"),
        ("stad", "sta"),
        ("tuin", "tuin"),
        ("parket", "park"),
        ("herinnering", "ring"),
        ("brabantpark", "park"),
        ("havermarkt", "markt"),
        ("schildpad", "pad"),
        ("brugman", "brug"),
        ("strand", "rand"),
    ],
)
def test_letters_alone_are_no_part(word, part):
    assert not contains(word, part, {*SITE, part}.__contains__)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("stadstuin", ("stad", "tuin")),
        ("zonnebank", ("zon", "bank")),
        ("bankparktuin", ("bank", "park", "tuin")),
        ("olifant", ()),
        ("tuin", ()),
        ("xtuin", ()),
    ],
)
def test_an_unknown_word_is_taken_apart(word, parts):
    assert split(word, SITE.__contains__) == parts


def test_a_word_of_nonsense_is_no_work_without_end():
    assert split("tuinparkbank" * 20 + "x", SITE.__contains__) == ()
