"""What a file means is recognised in the browser as on the command line."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from places.models import ImportRun, Place
from tests.places.staff.importing.pages import PAGE, address, do, look, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HEADING = ["id", "naam", "soort", "lat", "lon"]
BENCH = ["1", "Bank", "bankje", 51.5887, 4.7758]


def sent(client, name, content, **more):
    file = SimpleUploadedFile(name, content)
    return client.post(PAGE, {"file": file, "source": "Proef"} | more)


def chosen(client, run):
    form = client.get(address(run)).context["form"]
    return {field.label: field.value() for field in form if field.value()}


def workbook(**sheets) -> bytes:
    """Sheets by their name, each a list of rows; one called “verborgen” is hidden."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == "verborgen":
                sheet.hide()
    return out.getvalue()


PLACES = [HEADING, BENCH]
READ_ME = [["Uitleg"], ["Vul het tweede blad in."]]


def test_what_two_columns_could_be_is_chosen_for_neither_and_said(client, bo):
    content = b"objectid;lokaalid;soort;lat;lon\n1;a;bankje;51.5887;4.7758\n"
    sent(client, "a.csv", content)
    run = ImportRun.objects.get()

    page = text(client.get(address(run)))

    assert "objectid" not in chosen(client, run)
    assert "lokaalid" not in chosen(client, run)
    assert "“objectid”, “lokaalid”" in page


def test_who_chooses_one_of_the_two_has_that_one(client, bo):
    content = b"objectid;lokaalid;soort;lat;lon\n1;a;bankje;51.5887;4.7758\n"
    sent(client, "a.csv", content)
    run = look(client, ImportRun.objects.get(), **{"column-1": "id"})
    do(client, run, "take")

    assert Place.objects.get().source_id == "a"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("wkt_lng_lat", "POINT(4.7758 51.5887)"),
        ("geo_point_2d", "51.5887, 4.7758"),
    ],
)
def test_a_position_in_one_column_comes_in(client, bo, header, cells):
    content = f"sep=;\nid;soort;{header}\n1;bankje;{cells}\n".encode()
    sent(client, "a.csv", content)
    run = ImportRun.objects.get()
    assert chosen(client, run)[header] == "position"

    do(client, look(client, run), "take")

    assert Place.objects.get().point.coords == (4.7758, 51.5887)


def test_a_house_number_makes_the_address(client, bo):
    content = b"straat;nummer;id;soort;lat;lon\nHaagweg;12;7;bankje;51.5887;4.7758\n"
    sent(client, "a.csv", content)
    run = ImportRun.objects.get()
    assert chosen(client, run)["nummer"] == "housenumber"

    do(client, look(client, run), "take")

    assert (Place.objects.get().source_id, Place.objects.get().address) == (
        "7", "Haagweg 12",
    )  # fmt: skip


@pytest.mark.parametrize(
    "sheets",
    [
        {"Plekken": PLACES},
        {"Leesmij": READ_ME, "Plekken": PLACES},
        {"Leeg": [], "Plekken": PLACES},
        {"verborgen": PLACES, "Plekken": PLACES},
        {"Soorten": [["soort", "aantal"], ["bankje", 1]], "Plekken": PLACES},
    ],
)
def test_the_sheet_with_places_is_the_one_that_is_meant(client, bo, sheets):
    if next(iter(sheets)) == "verborgen":
        sheets = dict(reversed(sheets.items()))  # the first one can't be hidden
    sent(client, "a.xlsx", workbook(**sheets))
    do(client, look(client, ImportRun.objects.get()), "take")

    assert Place.objects.get().name == "Bank"


TWO = {"Noord": PLACES, "Zuid": [HEADING, ["2", "Zuidbank", *BENCH[2:]]]}


def read(client, **asked):
    run = ImportRun.objects.get()
    response = client.post(address(run), asked | {"do": "read"}, follow=True)
    run.refresh_from_db()
    return run, text(response)


def test_of_two_sheets_that_could_be_meant_one_is_chosen(client, bo):
    page = text(client.get(sent(client, "a.xlsx", workbook(**TWO)).url))
    assert "Welk blad is het?" in page

    run, _page = read(client, sheet="Zuid")
    do(client, look(client, run), "take")

    assert Place.objects.get().name == "Zuidbank"
    assert not run.book.exists()


def test_another_sheet_than_we_took_it_for_may_be_chosen(client, bo):
    sheets = {"Leesmij": READ_ME, **TWO}
    sent(client, "a.xlsx", workbook(**sheets))
    read(client, sheet="Noord")

    run, _page = read(client, sheet="Zuid")

    assert "Zuidbank" in text(client.get(address(run)))


def test_a_sheet_that_is_not_there_is_refused(client, bo):
    sent(client, "a.xlsx", workbook(**TWO))

    run, page = read(client, sheet="Oost")

    assert "Oost" in page
    assert run.waits_for_a_sheet


def test_what_the_file_is_read_as_is_shown_and_corrected(client, bo):
    content = "id;soort;naam;lat;lon\n1;bankje;Café;51.5887;4.7758\n"
    sent(client, "a.csv", content.encode("cp850"))
    page = client.get(address(ImportRun.objects.get()))
    reading = page.context["reading"]
    assert [reading[name].value() for name in ("encoding", "separator")] == [
        "cp1252", ";"
    ]  # fmt: skip
    assert "Caf‚" in text(page)

    run, page = read(client, encoding="cp850", separator=";", system="")

    assert "Café" in page
    do(client, look(client, run), "take")
    assert Place.objects.get().name == "Café"


@pytest.mark.parametrize(
    ("lat", "lon", "system"),
    [("4.7758", "51.5887", "swapped"), ("400329", "112669", "rd")],
)
def test_who_says_what_the_positions_are_is_believed(client, bo, lat, lon, system):
    content = f"id;soort;naam;lat;lon\n1;bankje;Bank;{lat};{lon}\n"
    sent(client, "a.csv", content.encode())
    assert look(client, ImportRun.objects.get()).counts == {"wrong": 1}
    client.post(address(ImportRun.objects.get()), {"do": "again"})

    run, _page = read(client, encoding="utf-8-sig", separator=";", system=system)

    assert look(client, run).counts == {"new": 1}


def command(path, **options):
    call_command("import_places", path, source="Proef", stdout=io.StringIO(),
                 stderr=(said := io.StringIO()), **options)  # fmt: skip
    return said.getvalue()


def test_the_command_line_knows_sheets_too(bo, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(**TWO))
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_places", path, source="Proef", stderr=said)
    assert "“Noord”, “Zuid”" in said.getvalue()

    command(path, sheet="Zuid")

    assert Place.objects.get().name == "Zuidbank"
