"""Static files that are made, not kept: they are found, collected and small."""

import io
import unicodedata

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from ontmoeten.web import stylesheet, typeface

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


def test_the_one_style_sheet_has_all_its_parts_in_order():
    sheet = _found(stylesheet.NAME).decode()
    parts = [
        (settings.BASE_DIR / "static" / "css" / name).read_text().strip()
        for name in stylesheet.PARTS
    ]
    places = [sheet.index(part) for part in parts]
    assert places == sorted(places)
    assert all(len(part.splitlines()) < 400 for part in parts)


def test_a_changed_part_changes_the_sheet(settings, tmp_path):
    folder = tmp_path / "static" / "css"
    folder.mkdir(parents=True)
    for name in stylesheet.PARTS:
        (folder / name).write_text(f"/* {name} */")
    settings.BASE_DIR = settings.DATA_DIR = tmp_path
    before = _found(stylesheet.NAME)
    (folder / "tokens.css").write_text(":root { --ink: #000; }")
    assert b"--ink" not in before
    assert b"--ink" in _found(stylesheet.NAME)


def test_what_we_do_not_make_others_find():
    assert finders.find("icons/icons.svg")
    assert finders.find("fonts/other.woff2") is None
    assert finders.find("icons/icons.svg", find_all=True)
