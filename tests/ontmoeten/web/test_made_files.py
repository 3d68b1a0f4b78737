"""Static files that are made, not kept: they are found, collected and small."""

import io
import unicodedata

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from ontmoeten.web import typeface

pytestmark = pytest.mark.once

SPOKEN = {
    "Dutch": "ëéèïöü€’–",
    "English": "“”£—",
    "Polish": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "Turkish": "çğıöşüÇĞİÖŞÜ",
}


def _found(path):
    with open(finders.find(path), "rb") as file:
        return file.read()


@pytest.mark.parametrize("path", typeface.NAMES)
def test_the_typeface_is_found_small_and_complete(path):
    data = _found(path)
    assert data[:4] == b"wOF2"
    assert len(data) < 25_000
    signs = TTFont(io.BytesIO(data)).getBestCmap()
    for language, letters in SPOKEN.items():
        for each in letters:  # a browser also puts a sign and its accent together
            apart = unicodedata.normalize("NFD", each)
            assert signs.keys() >= {ord(each)} or signs.keys() >= {*map(ord, apart)}, (
                f"{language}: {each}"
            )
    assert ord("ш") not in signs  # a browser has its own font for it
    assert ord("ب") not in signs


def test_the_typeface_is_collected_too():
    listed = {path for path, _storage in finders.get_finders().__next__().list([])}
    assert set(typeface.NAMES) <= listed


def test_made_twice_it_is_the_same_file():
    path = next(iter(typeface.NAMES))
    assert typeface.packed(path) == typeface.packed(path)


def test_what_we_do_not_make_others_find():
    assert finders.find("icons/icons.svg")
    assert finders.find("fonts/other.woff2") is None
    assert finders.find("icons/icons.svg", find_all=True)
