"""What an import brought in goes again, but for what somebody built on."""

import pytest

from common.kit.storing import store
from common.moderation.states import State as PlaceState
from places.deciding import decisions, reports
from places.models import ImportRun, Place
from tests.kit.factories import (
    GROTE_MARKT,
    make_place,
    make_place_photo,
)
from tests.places.staff.importing.pages import (
    do,
    line,
    look,
    rows,
    text,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]


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
    decisions.publish(one, bo)

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


def test_what_somebody_built_on_stays_and_is_named(client, bo):
    run = look(client, upload(client, rows(3)))
    do(client, run, "take")
    one, other, _third = Place.objects.order_by("source_id")
    make_place_photo(one)
    other.address = "Markt 1"
    other.description = "Onder een eik."
    store(other)

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
