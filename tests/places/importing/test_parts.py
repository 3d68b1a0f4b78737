"""The small parts that hold for any text and any number."""

import csv
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.importing.fields.numbers import number
from places.importing.fields.points import problem_with
from places.importing.fields.record import System
from places.importing.fields.values import READERS, NotUnderstood, plain
from places.importing.readers.encoding import encoding_of, looks_garbled
from places.importing.readers.reference import system_named
from places.importing.readers.rows import Rows
from places.importing.run.seen import SeenIds

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))
SAME_FOLDER = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(TEXTS)
def test_plain_text_has_nothing_to_clean_twice(text):
    once = plain(text)

    assert plain(once) == once or "&" in text or "<" in text


@given(st.sampled_from(sorted(READERS)), TEXTS)
@settings(deadline=None)
def test_any_text_of_any_field_is_read_or_not_understood(field, text):
    with suppress(NotUnderstood):
        READERS[field](text)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=5))
@SAME_FOLDER
def test_what_the_csv_module_writes_is_read_back(tmp_path, cells):
    path = tmp_path / "tabel.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(["a", "b"])
        writer.writerows(cells)

    found = [list(row.cells.values()) for row in Rows(path)]
    assert found == [pair for pair in cells if any(pair)]


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(System),
)
def test_any_two_numbers_are_a_point_or_a_problem(x, y, system):
    problem = problem_with(x, y, system)

    assert problem is None or problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,7758", 4.7758), (" 107695,875 ", 107695.875), ("107.695,875", 107695.875),
        ("107,695.875", 107695.875), ("1 234,5", 1234.5), ("-3", -3),
    ],
)  # fmt: skip
def test_numbers_with_commas_and_points(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "x", "inf", "nan", "1,2,3x", "4°46'"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"float|^inf$|^nan$"):
        number(text)


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("EPSG:28992", System.RD),
        ("urn:ogc:def:crs:EPSG::28992", System.RD),
        ('PROJCS["RD_New",GEOGCS["GCS_Amersfoort"]]', System.RD),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", System.DEGREES),
        ('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]', System.DEGREES),
        ("EPSG:3857", None),
        ("zomaar iets", None),
        ("", None),
    ],
)
def test_reference_systems_are_known_by_name(name, system):
    assert system_named(name) is system


@pytest.mark.parametrize("text", ["CafÃ©", "â€™t Hoekje", "Caf\ufffd"])
def test_garbled_accents_are_seen(text):
    assert looks_garbled(text)


@pytest.mark.parametrize("text", ["Café", "’t Hoekje", "São Paulo", "Âge", "bankje"])
def test_good_accents_are_left_alone(text):
    assert not looks_garbled(text)


def test_an_accent_on_the_edge_of_a_block_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("places.importing.readers.encoding.BLOCK", 3)
    path = tmp_path / "tekst.csv"
    path.write_text("aaé€🪑é", encoding="utf-8")

    assert encoding_of(path) == "utf-8-sig"


def test_seen_ids_tell_where_they_stood_first():
    with SeenIds() as seen:
        assert seen.add([("a", "line 2"), ("b", "line 3"), ("a", "line 4")]) == [
            None, None, "line 2",
        ]  # fmt: skip
        assert seen.add([("b", "line 5")]) == ["line 3"]
        assert seen.has("a")
        assert not seen.has("c")
