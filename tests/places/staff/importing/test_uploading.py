"""What staff upload is looked at before anything reads it."""

import io
import random
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from places.importing import uploading, workbooks
from places.importing.run.report import Unreadable
from places.models import ImportRun
from places.models.imports import folder

HEADING = ["id", "naam", "lat", "lon"]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def uploaded(name, content) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def kept(file) -> ImportRun:
    run = ImportRun(source="Proef")
    uploading.keep(file, run)
    return run


def workbook(*rows, formula=False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADING, *rows]):
            sheet.write_row(number, 0, row)
        if formula:
            sheet.write_formula(5, 0, "=1+1")
    return out.getvalue()


def with_part(name, content, start=None) -> bytes:
    """A workbook in which one part is another."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(start or workbook(["1", "Bank", 51.6, 4.8]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def refused(name, content) -> str:
    with pytest.raises(Unreadable) as error:
        kept(uploaded(name, content))
    assert not list(folder().glob("*"))
    return str(error.value)


def test_a_workbook_is_kept_as_csv_with_its_accents_and_dates():
    content = workbook(["1", "Café “Één” €", 51.6, date(2026, 11, 3)])

    run = kept(uploaded("Plekken.XLSX", content))

    text = run.path.read_text(encoding="utf-8")
    assert text.splitlines()[0] == "id,naam,lat,lon"
    assert text.splitlines()[1].startswith("1,Café “Één” €,51.6,")


def test_a_number_without_a_fraction_is_no_float():
    run = kept(uploaded("x.xlsx", workbook([12, "Bank", 51.6, 4.8])))

    assert run.path.read_text().splitlines()[1].startswith("12,Bank")


def test_what_is_kept_has_a_name_of_ours():
    run = kept(uploaded("../../naar boven.csv", b"id,naam\n1,x\n"))

    assert run.stored.endswith(".csv")
    assert "boven" not in run.stored
    assert run.path.parent == folder()


@pytest.mark.parametrize("name", ["x.exe", "x", "x.xls", "x.zip", "x.csv.exe"])
def test_other_kinds_of_files_are_refused_in_words(name):
    assert "eindigt op" in refused(name, b"id,naam\n1,x\n")


def test_formulas_are_refused_in_words():
    content = workbook(["1", "Bank", 51.6, 4.8], formula=True)

    assert "formules" in refused("x.xlsx", content)


@pytest.mark.parametrize(
    "start", ['<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>', "<!doctype x>"]
)
def test_entities_are_refused_in_words(start):
    assert "entiteiten" in refused("x.xlsx", with_part(SHEET, f"{start}<worksheet/>"))


def test_entities_behind_a_long_beginning_are_found():
    noise = random.Random(1).randbytes(workbooks.PIECE - 12).hex()
    filler = f"<!--{noise[: workbooks.PIECE - 12]}-->"

    content = with_part(SHEET, f"{filler}<!DOCTYPE x><worksheet/>")

    assert "entiteiten" in refused("x.xlsx", content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    content = with_part("xl/bomb.xml", "0" * 50_000_000)
    assert len(content) < 200_000

    assert "te groot" in refused("x.xlsx", content)


def test_many_parts_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for number in range(workbooks.MOST_PARTS + 1):
            book.writestr(f"xl/{number}.xml", "")

    assert "te groot" in refused("x.xlsx", out.getvalue())


def test_names_that_climb_are_refused():
    assert refused("x.xlsx", with_part("../../etc/passwd", "x"))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500, b"id,naam\n1,x"]
)
def test_what_is_no_workbook_is_refused_in_words(content):
    assert "werkboek" in refused("x.xlsx", content)


def test_a_broken_sheet_is_refused_in_words():
    assert "werkboek" in refused("x.xlsx", with_part("xl/workbook.xml", "<work"))


def test_a_file_above_the_limit_is_refused_in_words(settings):
    settings.IMPORT_MEGABYTES = 0

    assert "groter dan 0 MB" in refused("x.csv", b"id,naam\n1,x\n")


@pytest.mark.parametrize("last", ["Z1048576", "XFD1048576", "XFD20000"])
def test_a_sheet_that_claims_to_be_huge_is_refused_and_we_live_on(last):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "id")
        sheet.write(last, "x")

    words = refused("x.xlsx", out.getvalue())
    assert "regels" in words or "kolommen" in words


def test_a_sheet_that_lies_about_it_ends_with_the_process_that_reads_it(monkeypatch):
    monkeypatch.setattr(workbooks, "_refuse_wide", lambda *_facts: None)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "id")
        sheet.write("XFD1048576", "x")

    assert "werkboek" in refused("x.xlsx", out.getvalue())


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE x [<!ENTITY a "a">]><worksheet/>'.encode("utf-16"),
        "<!DOCTYPE x><worksheet/>".encode("utf-16-be"),
        b'<?xml version="1.0" encoding="UTF-7"?><worksheet/>',
    ],
)
def test_a_part_in_another_encoding_is_refused(part):
    assert "werkboek" in refused("x.xlsx", with_part(SHEET, part))


def test_too_many_rows_of_a_workbook_are_refused(monkeypatch):
    monkeypatch.setattr(uploading, "MOST_ROWS", 1)

    content = workbook(["1", "a", 51.6, 4.8], ["2", "b", 51.6, 4.8])

    assert "regels" in refused("x.xlsx", content)


def test_columns_come_with_the_first_values():
    run = kept(uploaded("x.csv", b"nr;naam\n1;Bank\n2;Bank\n3;Tafel\n"))

    assert uploading.columns_of(run) == {
        "nr": ["1", "2", "3"],
        "naam": ["Bank", "Tafel"],
    }


def test_properties_of_geojson_are_columns_too():
    content = (
        b'{"type": "FeatureCollection", "features": ['
        b'{"properties": {"naam": "Bank"}}, {"properties": {"nr": 4}}, 5, {}]}'
    )

    run = kept(uploaded("x.geojson", content))

    assert uploading.columns_of(run) == {"naam": ["Bank"], "nr": ["4"]}


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b'{"features": [1e4', b"<x/>"])
def test_what_is_no_json_is_refused_in_words(content):
    run = kept(uploaded("x.geojson", content))

    with pytest.raises(Unreadable, match="GeoJSON"):
        uploading.columns_of(run)


def test_json_without_features_has_no_columns():
    run = kept(uploaded("x.geojson", b'{"features": 5}'))

    assert uploading.columns_of(run) == {}


@pytest.mark.parametrize("start", ["[", '{"a":', '["]", [', '[{"a": "\\"]", "b":'])
def test_what_is_nested_too_deep_is_refused_before_a_parser_sees_it(start):
    run = kept(uploaded("x.geojson", start.encode() * 100_000))

    with pytest.raises(Unreadable, match="te diep"):
        uploading.columns_of(run)


def test_brackets_in_texts_are_no_depth():
    feature = '{"properties": {"naam": "[[[[ \\" {{{{"}},'
    content = '{"features": [' + feature * 50_000 + "{}]}"
    run = kept(uploaded("x.geojson", content.encode()))

    assert list(uploading.columns_of(run)) == ["naam"]


def test_a_text_without_end_is_refused():
    content = b'{"features": ["' + b"a" * 3_000_000
    run = kept(uploaded("x.geojson", content))

    with pytest.raises(Unreadable, match="geen einde"):
        uploading.columns_of(run)
