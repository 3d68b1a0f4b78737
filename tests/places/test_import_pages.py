"""Staff bring in a file: match, look, take over, undo; nothing happens unseen."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ontmoeten.lib.moderation import State as PlaceState
from ontmoeten.queue import Queue
from places import deciding, reports
from places.importing import trial
from places.models import ImportRow, ImportRun, Place, PlaceKind
from tests.factories import (
    GROTE_MARKT,
    make_dataset,
    make_neighbourhood,
    make_place,
    make_place_photo,
    make_staff,
    square,
)

pytestmark = pytest.mark.django_db

PAGE = "/beheer/importeren/"
HEADING = "nr;soort;naam;lat;lon"
METRE = 0.000009  # degrees of latitude


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    make_neighbourhood(name="City", boundary=square(GROTE_MARKT, 4000))
    staff = make_staff()
    client.force_login(staff)
    return staff


def line(number, kind="bankje", name="", north=0.0, east=0.0):
    name = name or f"Bank {number} van de wijk"
    lat, lon = GROTE_MARKT.y + north * METRE, GROTE_MARKT.x + east * METRE * 1.6
    return f"{number};{kind};{name};{lat:.6f};{lon:.6f}"


def rows(count, first=1):
    """So far apart that none is like another."""
    return [
        line(number, north=60 * (number % 30), east=60 * (number // 30))
        for number in range(first, first + count)
    ]


def upload(client, lines, name="banken.csv", source="Banken", **more):
    content = "\n".join([HEADING, *lines]).encode()
    file = SimpleUploadedFile(name, content)
    response = client.post(PAGE, {"file": file, "source": source} | more)
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.latest("pk")


def address(run):
    return f"{PAGE}{run.pk}/"


def bench():
    return PlaceKind.objects.get(slug="bankje").pk


def guessed(client, run):
    form = client.get(address(run)).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def look(client, run, **columns):
    sent = guessed(client, run)
    response = client.post(address(run), sent | columns | {"do": "look"})
    assert response.status_code == 302, text(response)
    run.refresh_from_db()
    return run


def do(client, run, what, **more):
    response = client.post(address(run), {"do": what} | more, follow=True)
    run.refresh_from_db()
    return response


def text(response):
    return " ".join(response.content.decode().split())


def test_three_hundred_rows_of_which_some_are_wrong_and_some_are_here(client, bo):
    for number in range(1, 8):
        make_place(
            name=f"Bank {number} van de wijk", kind="bankje",
            point=f"POINT({GROTE_MARKT.x} {GROTE_MARKT.y + 60 * number * METRE})",
        )  # fmt: skip
    lines = rows(288) + [line(900 + number, kind="fiets") for number in range(6)]
    lines += [f"{910 + number};bankje;Ver weg;51.0;4.0" for number in range(6)]

    run = look(client, upload(client, lines))

    assert run.counts == {"new": 281, "double": 7, "wrong": 12}
    assert Place.objects.count() == 7

    page = do(client, run, "take")

    assert "281 nieuw, 0 gewijzigd" in text(page)
    assert Place.objects.count() == 288
    assert Place.objects.filter(state=PlaceState.SUGGESTED).count() == 281

    page = do(client, run, "undo")

    assert "281 plekken zijn teruggedraaid" in text(page)
    assert Place.objects.count() == 7
    assert run.state == ImportRun.State.UNDONE


def test_columns_that_we_know_are_chosen_already(client, bo):
    form = client.get(address(upload(client, rows(1)))).context["form"]

    chosen = {field.label: field.value() for field in form}
    assert chosen == {
        "nr": "id", "soort": "kind", "naam": "name", "lat": "lat", "lon": "lon"
    }  # fmt: skip


def test_what_was_matched_is_remembered_for_the_source(client, bo):
    first = upload(client, rows(1))
    content = "\n".join(["code;wat;naam;lat;lon", *rows(2)]).encode()
    file = SimpleUploadedFile("x.csv", content)
    client.post(PAGE, {"file": file, "source": "Anders"})
    run = ImportRun.objects.latest("pk")
    look(client, run, **{"column-0": "id", "column-1": "kind"})
    do(client, run, "take")

    file = SimpleUploadedFile("y.csv", content)
    client.post(PAGE, {"file": file, "source": "anders"})
    again = ImportRun.objects.latest("pk")

    chosen = [field.value() for field in client.get(address(again)).context["form"]]
    assert chosen == ["id", "kind", "name", "lat", "lon"]
    assert first.columns == {}


def test_one_thing_in_two_columns_is_refused_in_words(client, bo):
    run = upload(client, rows(1))

    response = client.post(
        address(run), {"do": "look", "column-0": "id", "column-1": "id"}
    )

    assert response.status_code == 400
    assert "kunnen dit niet allebei zijn" in text(response)


def test_what_is_missing_is_said_and_nothing_is_lost(client, bo):
    run = upload(client, rows(1))

    response = client.post(address(run), {"do": "look", "column-0": "id"})

    assert response.status_code == 400
    assert "errornote" in text(response)
    run.refresh_from_db()
    assert run.state == ImportRun.State.UPLOADED


def test_a_second_time_only_what_changed_is_told_field_by_field(client, bo):
    do(client, look(client, upload(client, rows(3))), "take")
    changed = [line(1, name="Bank met een nieuwe naam", north=60), *rows(1, first=2)]

    run = look(client, upload(client, changed))

    assert run.counts == {"changed": 1, "unchanged": 1, "gone": 1}
    (row,) = run.rows.filter(sort="changed")
    assert row.texts == [["naam", "Bank 1 van de wijk", "Bank met een nieuwe naam"]]
    page = text(client.get(f"{address(run)}?soort=changed"))
    assert "<del>Bank 1 van de wijk</del>" in page

    do(client, run, "take")
    place = Place.objects.get(source_id="1")
    assert place.name == "Bank met een nieuwe naam"

    do(client, run, "undo")
    place.refresh_from_db()
    assert place.name == "Bank 1 van de wijk"


def test_a_row_may_be_left_out(client, bo):
    run = look(client, upload(client, rows(2)))
    first = run.rows.first()

    do(client, run, "take", shown=[first.pk], **{f"row-{first.pk}": "leave"})

    assert [place.source_id for place in Place.objects.all()] == ["2"]


def test_choices_of_a_page_are_kept_before_anything_is_taken(client, bo):
    run = look(client, upload(client, rows(2)))
    first = run.rows.first()

    do(client, run, "choose", shown=[first.pk], **{f"row-{first.pk}": "leave"})

    assert run.rows.get(pk=first.pk).choice == "leave"
    assert not Place.objects.exists()
    assert "1 regel is gekozen" in text(client.get(address(run)))


def test_what_is_the_same_is_brought_up_to_date_and_not_added(client, bo):
    ours = make_place(name="Bank 1 van de wijk", kind="bankje", point=GROTE_MARKT)
    run = look(client, upload(client, [line(1, north=2)]))
    row = run.rows.get()
    assert (row.sort, row.choice, row.double_of) == ("double", "leave", ours)

    do(client, run, "take", shown=[row.pk], **{f"row-{row.pk}": "same"})

    ours.refresh_from_db()
    assert (ours.dataset.name, ours.source_id) == ("Banken", "1")
    assert Place.objects.count() == 1


def test_what_has_a_source_already_can_not_be_the_same(client, bo):
    make_place(
        name="Bank 1 van de wijk", kind="bankje", point=GROTE_MARKT,
        dataset=make_dataset(), source_id="9",
    )  # fmt: skip
    run = look(client, upload(client, [line(1, north=2)]))
    row = run.rows.get()
    assert 'value="same"' not in text(client.get(address(run)))

    page = do(client, run, "take", shown=[row.pk], **{f"row-{row.pk}": "same"})

    assert "hoort al bij een andere bron" in text(page)
    assert run.state == ImportRun.State.CHECKED


def test_unknown_words_get_a_type_of_place_and_are_remembered(client, bo):
    lines = [line(1, kind="zitje"), line(2, kind="Zitje", north=90)]
    run = look(client, upload(client, lines))
    assert run.counts == {"wrong": 2}
    words = client.get(address(run)).context["kinds"]
    assert [field.label for field in words] == ["zitje", "Zitje"]

    page = do(client, run, "kinds", **{"word-0": "bankje"})

    assert run.counts == {"new": 2}
    assert "geen soort plek" not in text(page)
    do(client, run, "take")
    assert upload(client, lines).kind_words == {"zitje": "bankje"}


def test_wrong_rows_come_back_as_a_file_with_what_is_wrong(client, bo):
    run = look(client, upload(client, [line(1, kind="fiets"), "2;bankje;Ver;51;4"]))

    response = client.get(f"{address(run)}fout.csv")

    body = b"".join(response.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(body)))
    assert [row["waar"] for row in found] == ["regel 2", "regel 3"]
    assert "fiets" in found[0]["wat er mis is"]
    assert "buiten de gemeente" in found[1]["wat er mis is"]


def test_after_an_undo_the_same_file_comes_in_again(client, bo):
    do(client, look(client, upload(client, rows(3))), "take")
    do(client, ImportRun.objects.get(), "undo")

    run = look(client, upload(client, rows(3)))

    assert run.counts == {"new": 3}
    do(client, run, "take")
    assert Place.objects.filter(state=PlaceState.SUGGESTED).count() == 3


def test_what_staff_published_since_stays(client, bo):
    run = look(client, upload(client, rows(2)))
    do(client, run, "take")
    one = Place.objects.order_by("source_id").first()
    deciding.publish(one, bo)

    page = text(do(client, run, "undo"))

    assert one.name in page
    assert [place.pk for place in Place.objects.published()] == [one.pk]


def test_what_a_visitor_confirmed_stays(client, bo):
    run = look(client, upload(client, rows(1)))
    do(client, run, "take")
    reports.confirm(Place.objects.get())

    assert "0 plekken" in text(do(client, run, "undo"))
    assert Place.objects.count() == 1


def test_undo_cuts_the_tie_of_what_was_the_same(client, bo):
    ours = make_place(
        name="Bank 1 van de wijk", kind="bankje", point=GROTE_MARKT, address="Markt 1"
    )
    run = look(client, upload(client, [line(1, north=2)]))
    row = run.rows.get()
    do(client, run, "take", shown=[row.pk], **{f"row-{row.pk}": "same"})

    do(client, run, "undo")

    ours.refresh_from_db()
    assert (ours.dataset, ours.source_id, ours.source_fields) == (None, "", {})
    assert ours.address == "Markt 1"
    again = look(client, upload(client, [line(1, north=2)]))
    assert again.rows.get().sort == "double"


def test_the_history_names_who_did_it_and_the_file(client, bo):
    run = look(client, upload(client, rows(1)))
    do(client, run, "take")
    first = Place.history.first()
    assert first.history_user == bo
    assert first.history_change_reason == "import Banken: banken.csv"

    do(client, run, "undo")
    last = Place.history.order_by("-history_id").first()
    assert (last.history_type, last.history_user) == ("-", bo)
    assert last.history_change_reason == "import teruggedraaid"


def test_only_what_was_looked_at_is_taken_over(client, bo):
    run = look(client, upload(client, [line(1), line(2, kind="zitje", north=90)]))
    PlaceKind.objects.filter(slug="bankje").update(words="zitje")

    do(client, run, "take")

    assert [place.source_id for place in Place.objects.all()] == ["1"]


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


FEATURE = """{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "1",
"properties": {"soort": "bankje", "naam": "Bank%s"},
"geometry": {"type": "Point", "coordinates": [%s, 51.5887]}}]}"""


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
        assert 'class="errornote"' in text(page)
    else:
        do(client, run, "take")
        assert not [place for place in Place.objects.all() if "\0" in place.name]


def test_what_somebody_built_on_stays_and_is_named(client, bo):
    run = look(client, upload(client, rows(3)))
    do(client, run, "take")
    one, other, _third = Place.objects.order_by("source_id")
    make_place_photo(one)
    other.address = "Markt 1"
    other.description = "Onder een eik."
    other.save()

    page = text(do(client, run, "undo"))

    assert "1 plek is teruggedraaid" in page
    assert one.name in page
    assert other.name in page
    kept = set(Place.objects.values_list("pk", flat=True))
    assert kept == {one.pk, other.pk}


def test_an_import_is_taken_over_and_undone_once(client, bo):
    run = look(client, upload(client, rows(1)))
    do(client, run, "take")

    assert "Een collega was je voor" in text(do(client, run, "take"))
    do(client, run, "undo")
    assert "Een collega was je voor" in text(do(client, run, "undo"))
    assert not Place.objects.exists()


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


def test_it_waits_in_the_queue_until_somebody_decides(client, bo):
    run = upload(client, rows(1))
    assert not Queue(bo, "import").waiting

    look(client, run)

    (one,) = Queue(bo, "import").waiting
    assert one.name == "Banken: banken.csv"


def test_on_the_site_at_once_only_when_asked(client, bo):
    do(client, look(client, upload(client, rows(1), publish="on")), "take")

    assert Place.objects.get().state == PlaceState.PUBLISHED


def test_a_workbook_comes_in_like_a_table(client, bo):
    from tests.places.test_uploading import workbook

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


def test_it_asks_for_a_token(bo):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bo)

    assert strict.post(PAGE, {"source": "x"}).status_code == 403


def test_more_rows_are_no_more_questions(client, bo):
    few = look(client, upload(client, rows(2)))
    many = look(client, upload(client, rows(60), source="Meer"))

    def questions(run):
        with CaptureQueriesContext(connection) as asked:
            client.get(address(run))
        return len(asked)

    assert questions(many) == questions(few)


def test_looking_writes_no_place_and_no_history(client, bo):
    look(client, upload(client, rows(5)))

    assert not Place.objects.exists()
    assert not Place.history.exists()
    assert ImportRow.objects.count() == 5


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
    assert "errornote" in text(response)
    assert not ImportRow.objects.exists()
