"""Staff bring in a file: match, look, take over; nothing happens unseen."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.moderation.states import State as PlaceState
from ontmoeten.staff.queue.waiting import Queue
from places.models import ImportRow, ImportRun, Place, PlaceKind
from tests.kit.factories import (
    GROTE_MARKT,
    make_place,
)
from tests.places.staff.importing.pages import (
    METRE,
    PAGE,
    address,
    do,
    line,
    look,
    rows,
    text,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]


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
    assert 'class="alert"' in text(response)
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


def test_it_waits_in_the_queue_until_somebody_decides(client, bo):
    run = upload(client, rows(1))
    assert not Queue(bo, "import").waiting

    look(client, run)

    (one,) = Queue(bo, "import").waiting
    assert one.name == "Banken: banken.csv"


def test_on_the_site_at_once_only_when_asked(client, bo):
    do(client, look(client, upload(client, rows(1), publish="on")), "take")

    assert Place.objects.get().state == PlaceState.PUBLISHED


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
