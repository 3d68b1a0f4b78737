"""Files as they come: odd ones end in a sentence, and none stays for long."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.protect.turns import Turns
from places.importing import trial
from places.models import ImportRow, ImportRun, Place
from tests.kit.factories import GROTE_MARKT
from tests.places.staff.importing.pages import (
    HEADING,
    PAGE,
    address,
    bench,
    do,
    guessed,
    line,
    look,
    rows,
    text,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEATURE = """{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "1",
"properties": {"soort": "bankje", "naam": "Bank%s"},
"geometry": {"type": "Point", "coordinates": [%s, 51.5887]}}]}"""
LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<osm version="0.6"><node id="1" version="1" lat="51.5887" lon="4.7758">
<tag k="amenity" v="bench"/><tag k="name" v="&b;"/></node></osm>"""
OSM = """<?xml version="1.0"?>
<osm version="0.6"><node id="1" version="1" lat="51.5887" lon="4.7758">
<tag k="amenity" v="bench"/><tag k="name" v="Bank"/></node></osm>"""


def upload_osm(client, content):
    file = SimpleUploadedFile("breda.osm", content.encode())
    client.post(PAGE, {"file": file, "source": "OpenStreetMap"})
    return ImportRun.objects.latest("pk")


@pytest.mark.parametrize("step", ["look", "take"])
def test_a_file_that_is_gone_is_told_without_its_path(client, bo, step):
    run = upload(client, rows(1))
    run = look(client, run) if step == "take" else run
    run.path.unlink()

    page = text(client.post(address(run), {"do": step}, follow=True))

    assert "Het bestand is er niet meer" in page
    assert str(run.path.parent) not in page


@pytest.mark.parametrize("count", [10, 11, 40])
def test_too_many_rows_are_refused_and_none_is_left_out_in_silence(
    client, bo, monkeypatch, count
):
    monkeypatch.setattr(trial, "MOST_ROWS", 10)
    run = upload(client, rows(count))

    response = client.post(address(run), guessed(client, run) | {"do": "look"})

    is_fine = count == 10
    assert response.status_code == (302 if is_fine else 400)
    assert ("Er zijn meer dan" in text(response)) != is_fine
    assert run.rows.exists() == is_fine


def test_very_many_columns_are_refused_in_words(client, bo):
    header = ";".join(f"kolom {number}" for number in range(3_000))
    file = SimpleUploadedFile("breed.csv", f"{header}\n1\n".encode())
    client.post(PAGE, {"file": file, "source": "Breed"})

    response = client.get(address(ImportRun.objects.get()))

    assert response.status_code == 400
    assert "meer dan 200 kolommen" in text(response)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", FEATURE % ("", "1e400")),
        ("a.geojson", FEATURE % ("", "NaN")),
        ("a.geojson", FEATURE % ("\\u0000", "4.7758")),
        ("a.csv", "x" * 2_000_000),
        ("a.csv", "nr;naam\n1;" + "x" * 2_000_000),
        ("a.csv", f"{HEADING}\n1;bankje;a\0b;51.5887;4.7758\n"),
        ("a.pbf", "nonsense"),
        ("a.osm", "nonsense"),
    ],
)
def test_odd_files_end_in_a_sentence_or_clean_places(client, bo, name, content):
    file = SimpleUploadedFile(name, content.encode())
    client.post(PAGE, {"file": file, "source": "Vreemd", "kind": bench()})
    run = ImportRun.objects.get()

    page = client.post(address(run), {"do": "look"} | guessed(client, run), follow=True)

    run.refresh_from_db()
    if run.state == ImportRun.State.UPLOADED:
        assert 'class="alert"' in text(page)
    else:
        do(client, run, "take")
        assert not [place for place in Place.objects.all() if "\0" in place.name]


def test_the_file_is_gone_once_it_is_taken_over_or_not(client, bo):
    one, other = upload(client, rows(1)), upload(client, rows(1), source="Ander")
    do(client, look(client, one), "take")
    do(client, other, "drop")

    assert not one.path.exists()
    assert not other.path.exists()
    assert not other.rows.exists()


def test_after_a_week_a_file_that_nobody_looks_at_is_erased(client, bo, time_machine):
    time_machine.move_to("2026-11-01 12:00+01:00")
    run = upload(client, rows(1))
    time_machine.move_to("2026-11-09 12:00+01:00")
    from django.utils import timezone

    assert ImportRun.forget(timezone.now()) == 1

    run.refresh_from_db()
    assert run.state == ImportRun.State.DROPPED
    assert not run.path.exists()


def test_a_workbook_comes_in_like_a_table(client, bo):
    from tests.places.staff.importing.test_uploading import workbook

    content = workbook(["1", "Bank", GROTE_MARKT.y, GROTE_MARKT.x])
    file = SimpleUploadedFile("x.xlsx", content)
    client.post(PAGE, {"file": file, "source": "Excel", "kind": bench()})
    run = look(client, ImportRun.objects.get())

    do(client, run, "take")

    assert Place.objects.get().name == "Bank"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("107000;399000", "meters in RD"),
        ("4.7758;51.5887", "verwisseld"),
        ("noord;oost", "geen getallen"),
        ("0;0", "is geen plek"),
    ],
)
def test_a_point_that_can_not_be_right_says_why(client, bo, cells, words):
    run = look(client, upload(client, [f"1;bankje;Bank;{cells}"]))

    assert run.counts == {"wrong": 1}
    assert words in text(client.get(f"{address(run)}?soort=wrong"))


def test_markup_in_a_file_is_text(client, bo):
    run = look(client, upload(client, [line(1, name="<script>alert(1)</script>")]))

    assert "<script>alert" not in text(client.get(address(run)))


def test_a_request_above_the_limit_is_refused_unread(client, bo, settings):
    settings.IMPORT_MEGABYTES = 0

    response = client.post(PAGE, {"source": "x" * 1_100_000})

    assert response.status_code == 413
    assert "groter dan" in response.content.decode()


def test_an_extract_of_openstreetmap_needs_no_columns(client, bo):
    run = upload_osm(client, OSM)
    assert "er valt niets te kiezen" in text(client.get(address(run)))

    do(client, look(client, run), "take")

    place = Place.objects.get()
    assert (place.name, place.source_id) == ("Bank", "n1")
    assert "ODbL" in place.dataset.licence


def test_entities_in_an_extract_are_refused_in_words(client, bo):
    run = upload_osm(client, LAUGHS)

    response = client.post(address(run), {"do": "look"})

    assert response.status_code == 400
    assert 'class="alert"' in text(response)
    assert not ImportRow.objects.exists()


def test_one_file_is_looked_at_at_a_time(client, bo, monkeypatch):
    one = Turns(1, patience=0, retry_after=30)
    monkeypatch.setattr(trial, "READING", one)
    run = upload(client, rows(1))

    with one.one():
        page = client.post(address(run), {"do": "look"} | guessed(client, run))

    assert page.status_code == 400
    assert "over een minuut" in text(page)
    assert look(client, run).state == ImportRun.State.CHECKED
