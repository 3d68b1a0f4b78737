"""A second run of a file brings up to date what the first one brought."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.duplicates.models import LikelyPair
from places.models import AlsoKnownAs, ImportRun, Place
from tests.kit.factories import GROTE_MARKT, make_dataset, make_place
from tests.places.staff.importing.pages import PAGE, do, line, look, upload

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]
HEADING = "naam;soort;lat;lon;omschrijving"


def of_another(**more):
    """A place that another source has."""
    known = make_place(
        name="Bank 1 van de wijk", kind="bankje", point=GROTE_MARKT, website="",
        dataset=make_dataset(), source_id="9", **more,
    )  # fmt: skip
    return known


def say(client, lines, choice):
    run = look(client, upload(client, lines))
    row = run.rows.get()
    do(client, run, "take", shown=[row.pk], **{f"row-{row.pk}": choice})


def without_ids(client, *lines):
    content = "\n".join([HEADING, *lines]).encode()
    file = SimpleUploadedFile("punten.csv", content)
    client.post(PAGE, {"file": file, "source": "Punten"})
    return look(client, ImportRun.objects.latest("pk"))


def test_what_another_source_has_is_known_by_this_one_too(client, bo):
    ours = of_another()
    say(client, [line(1, north=2)], "same")

    again = look(client, upload(client, [line(1, north=2)]))

    assert Place.objects.get() == ours
    assert not again.rows.filter(sort__in=["double", "new"]).exists()
    assert AlsoKnownAs.objects.get().place == ours


def test_the_second_source_changes_what_it_said_itself_and_nothing_else(client, bo):
    ours = of_another(description="Een bank.")
    heading = "nr;soort;naam;lat;lon;omschrijving;website"
    at = f"{GROTE_MARKT.y:.6f};{GROTE_MARKT.x:.6f}"

    def send(site):
        content = f"{heading}\n1;bankje;Bank 1 van de wijk;{at};Anders.;{site}"
        file = SimpleUploadedFile("b.csv", content.encode())
        client.post(PAGE, {"file": file, "source": "Tweede"})
        run = look(client, ImportRun.objects.latest("pk"))
        row = run.rows.filter(sort__in=["double", "changed"]).get()
        choice = "same" if row.sort == "double" else "take"
        do(client, run, "take", shown=[row.pk], **{f"row-{row.pk}": choice})
        ours.refresh_from_db()

    send("https://een.example/")
    assert (ours.description, ours.website) == ("Een bank.", "https://een.example/")
    send("https://twee.example/")
    assert (ours.description, ours.website) == ("Een bank.", "https://twee.example/")
    assert ours.source_id == "9"


def test_undo_cuts_the_tie_with_a_second_source(client, bo):
    of_another()
    say(client, [line(1, north=2)], "same")

    do(client, ImportRun.objects.get(), "undo")

    assert not AlsoKnownAs.objects.exists()
    assert Place.objects.get().source_id == "9"


def test_another_one_is_not_asked_about_again(client, bo):
    of_another()
    say(client, [line(1, north=2)], "take")

    again = look(client, upload(client, [line(1, north=2)]))

    assert not again.rows.exists()
    assert LikelyPair.objects.get().are_different


def test_a_file_without_ids_brings_the_same_places_up_to_date(client, bo):
    bench = "Bank bij de molen;bankje;51.5887;4.7758;"
    tree = "Bank bij de boom;bankje;51.5900;4.7800;"
    do(client, without_ids(client, bench, tree), "take")

    run = without_ids(client, tree, bench + "Met leuning.")

    assert run.counts == {"changed": 1, "unchanged": 1}
    do(client, run, "take")
    assert Place.objects.count() == 2


def test_two_rows_with_one_name_on_one_spot_are_told(client, bo):
    bench = "Bank bij de molen;bankje;51.5887;4.7758;"

    assert without_ids(client, bench, bench).counts == {"new": 1, "wrong": 1}


def test_benches_without_a_name_are_known_by_where_they_stand(client, bo):
    lines = [";bankje;51.58870;4.7758;", ";bankje;51.58880;4.7758;"]
    do(client, without_ids(client, *lines), "take")

    assert without_ids(client, *reversed(lines)).counts == {"unchanged": 2}


def test_a_geojson_without_ids_comes_in_too(client, bo):
    content = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature",'
        ' "geometry": {"type": "Point", "coordinates": [4.7758, 51.5887]},'
        ' "properties": {"naam": "Bank", "soort": "bankje"}}]}'
    )
    for counts in ({"new": 1}, {"unchanged": 1}):
        file = SimpleUploadedFile("p.geojson", content.encode())
        client.post(PAGE, {"file": file, "source": "Punten"})
        run = look(client, ImportRun.objects.latest("pk"))
        assert run.counts == counts
        do(client, run, "take")
