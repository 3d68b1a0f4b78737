"""Words that sound alike have one key; words that do not have others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.textindex.sound import keys

ALIKE = [
    "plein plijn pleijn pleyn",
    "gouda gauda",
    "stadhuis stathuis stadhuys",
    "wandelpad wandelpat",
    "hond hont",
    "club klup",
    "kaart caart",
    "centrum sentrum centrumm",
    "zitbank sitbank",
    "huizen huisen",
    "vijver feiver vyver",
    "gracht chracht gragt",
    "bibliotheek biblioteek bieblioteek",
    "speeltuin speltuin speelltuyn",
    "fiets vits",
    "foto photo",
    "picknick piknik",
    "boomgaard boomchaart",
    "nieuw niew",
    "bosch bos",
    "school sgool",
    "quiz kwis",
    "taxi taksi",
    "cadeau kado",
    "mooi mooij mooy",
    "boeimeer boeymeer boeijmeer",
    "kruis kruijs cruys",
]


@pytest.mark.parametrize("words", ALIKE)
def test_words_that_sound_alike_have_one_key(words):
    assert len(set(keys(words.split()))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boer", "boor"),
        ("kerk", "werk"),
        ("huis", "hais"),
        ("deur", "duur"),
        ("tien", "teen"),
        ("boek", "bok"),
        ("drie", "trie"),
        ("dwars", "twars"),
        ("school", "sool"),
        ("plein", "plan"),
    ],
)
def test_words_that_sound_otherwise_have_other_keys(one, other):
    first, second = keys([one, other])

    assert first != second


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1)))
def test_a_key_depends_on_its_own_word_and_stays_letters(words):
    found = keys(words)

    assert found == [keys([word])[0] for word in words]
    assert all(key.isalpha() and key.isascii() and key.islower() for key in found)
