"""The same source again, after we, staff or the source changed something."""

import pytest
from django.contrib.gis.geos import Point

from common.kit.storing import store
from places.deciding.upkeep import derive_again
from places.importing.run import places as importing
from places.models import Dataset, MapVersion, Place
from tests.kit.factories import (
    GROTE_MARKT,
    kind,
    make_dataset,
    make_neighbourhood,
    square,
)
from tests.places.importing.conftest import ROW
from themes.models import Theme

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.both("imports"),
]
NAMELESS = "1;bankje;51.5887;4.7758;"


def counts(done):
    return done.created, done.updated, done.unchanged, done.kept, done.vanished


def test_the_same_file_again_changes_nothing(take, table):
    path = table(ROW, "2;park;51.5900;4.7760;")
    take(path)
    version, rows = MapVersion.current(), Place.history.count()

    assert counts(take(path)) == (0, 0, 2, 0, 0)
    assert MapVersion.current() == version
    assert Place.history.count() == rows


def test_what_the_source_changed_is_updated(take, table):
    take(table(ROW))
    done = take(table("1;park;51.5890;4.7760;Park bij de toren"))

    assert counts(done) == (0, 1, 0, 0, 0)
    place = Place.objects.get()
    assert (place.name, place.kind.slug) == ("Park bij de toren", "park")
    assert place.point.coords == (4.776, 51.589)


def test_an_address_of_ours_stays_when_the_name_changes(take, table):
    take(table(ROW))
    take(table("1;bankje;51.5887;4.7758;Anders"))

    assert Place.objects.get().slug == "bankje-bij-de-toren"


def test_a_change_keeps_the_map_right(take, table):
    take(table("1;bankje;51.5887;4.7758;nee", header="id;soort;lat;lon;drempelvrij"))
    version = MapVersion.current()
    take(table("1;cafe;51.5900;4.7790;ja", header="id;soort;lat;lon;drempelvrij"))

    assert MapVersion.current() > version
    assert derive_again(Place.objects.all()) == 0


def test_a_value_that_left_the_source_becomes_unknown(take, table):
    header = "id;soort;lat;lon;openingstijden;verlicht"
    take(table("1;park;51.5887;4.7758;Mo 10:00-12:00;ja", header=header))
    take(table("1;park;51.5887;4.7758;;", header=header))

    assert (Place.objects.get().opening_hours, Place.objects.get().lit) == ("", None)


def test_a_column_that_is_not_in_the_file_leaves_its_field_alone(take, table):
    take(table("1;park;51.5887;4.7758;ja", header="id;soort;lat;lon;verlicht"))
    done = take(table("1;park;51.5887;4.7758;x"))

    assert Place.objects.get().lit is True
    assert done.updated == 1  # the name
    take(table("1;park;51.5887;4.7758", header="id;soort;lat;lon"))
    assert Place.objects.get().name == "x"


@pytest.mark.parametrize(
    ("field", "ours"),
    [
        ("name", "Het bankje van Truus"),
        ("opening_hours", "24/7"),
        ("step_free", "no"),
        ("lit", False),
        ("cost", "paid"),
        ("description", "Zelf geschreven"),
        ("website", ""),
        ("point", Point(4.7760, 51.5890, srid=4326)),
    ],
)
def test_what_staff_changed_is_kept_and_reported(take, table, field, ours):
    header = "id;soort;lat;lon;naam;openingstijden;drempelvrij;verlicht;kosten;"
    header += "omschrijving;website"
    row = "1;park;51.5887;4.7758;Park;Mo 10:00-12:00;ja;ja;gratis;Van de bron;a.nl"
    path = table(row, header=header)
    take(path)
    place = Place.objects.get()
    setattr(place, field, ours)
    store(place)

    done = take(path)

    assert counts(done) == (0, 0, 1, 1, 0)
    assert getattr(Place.objects.get(), field) == ours
    assert place.name in done.texts("kept")[0]


def test_a_kind_that_staff_chose_is_kept(take, table):
    take(table(ROW))
    place = Place.objects.get()
    place.kind = kind("park")
    store(place)

    assert take(table(ROW)).kept == 1
    assert Place.objects.get().kind.slug == "park"


def test_what_staff_changed_is_kept_when_the_source_changes_too(take, table):
    take(table(ROW))
    place = Place.objects.get()
    place.name = "Onze naam"
    store(place)

    done = take(table("1;bankje;51.5890;4.7758;Hun nieuwe naam"))

    assert (done.updated, done.kept) == (1, 1)
    place.refresh_from_db()
    assert (place.name, place.point.y) == ("Onze naam", 51.589)
    assert "Hun nieuwe naam" in done.texts("kept")[0]


def test_what_staff_filled_in_where_the_source_is_silent_is_no_conflict(take, table):
    path = table("1;park;51.5887;4.7758;", header="id;soort;lat;lon;omschrijving")
    take(path)
    Place.objects.update(description="Van ons")
    take(path)

    assert Place.objects.get().description == "Van ons"


def test_the_state_that_staff_gave_is_never_touched(take, table):
    take(table(ROW))
    Place.objects.update(state=Place.State.CLOSED)
    take(table("1;bankje;51.5887;4.7758;Anders"), publish=True)

    assert Place.objects.get().state == Place.State.CLOSED


def test_what_vanished_is_reported_and_stays(take, table):
    take(table(ROW, "2;park;51.5887;4.7758;Weg ermee"))
    done = take(table(ROW))

    assert counts(done) == (0, 0, 1, 0, 1)
    assert "Weg ermee" in done.texts("vanished")[0]
    assert Place.objects.count() == 2


def test_a_bad_record_has_not_vanished(take, table):
    take(table(ROW))

    assert take(table("1;onzin;51.5887;4.7758;x"), skip_bad=True).vanished == 0


def test_the_same_id_of_another_source_is_another_place(take, table):
    take(table(ROW), source="Een")
    take(table(ROW), source="Twee")

    assert Place.objects.count() == 2
    slugs = sorted(Place.objects.values_list("slug", flat=True))
    assert slugs == ["bankje-bij-de-toren", "bankje-bij-de-toren-2"]


# --- Names for what has none ----------------------------------------------------


def test_a_nameless_thing_is_named_after_its_kind_and_neighbourhood(take, table):
    take(table(NAMELESS))

    assert Place.objects.get().name == "Bankje in City"


def test_without_a_neighbourhood_the_kind_is_the_name(take, table):
    take(table("1;bankje;51.5606;5.0913;"), anywhere=True)

    assert Place.objects.get().name == "Bankje"


def test_a_name_that_staff_gave_a_nameless_thing_is_kept(take, table):
    take(table(NAMELESS))
    place = Place.objects.get()
    place.name = "Het bankje van Truus"
    store(place)
    take(table(NAMELESS))

    assert Place.objects.get().name == "Het bankje van Truus"


def test_a_made_up_name_gives_way_to_one_from_the_source(take, table):
    take(table(NAMELESS))
    take(table(ROW))

    assert Place.objects.get().name == "Bankje bij de toren"


def test_a_neighbourhood_that_staff_chose_stays_where_no_boundary_is(take, table, city):
    city.boundary = None
    store(city)
    other = make_neighbourhood(name="Elders")
    take(table(ROW))
    place = Place.objects.get()
    place.neighbourhood, place.neighbourhood_from = other, Place.FoundBy.STAFF
    store(place)
    take(table("1;bankje;51.5888;4.7758;x"))

    assert Place.objects.get().neighbourhood == other


def test_many_places_of_one_name_get_addresses_of_their_own(take, table, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 3)
    rows = [f"{i};bankje;51.5887;4.7758;" for i in range(8)]
    rows.append("x;bankje;51.5887;4.7758;Bankje in City 5")
    take(table(*reversed(rows)))

    assert Place.objects.values("slug").distinct().count() == 9


# --- History --------------------------------------------------------------------


def test_history_says_which_import_it_was(take, table):
    take(table(ROW))
    take(table("1;park;51.5887;4.7758;Anders"))

    rows = Place.history.order_by("history_id")
    assert [(row.history_type, row.name) for row in rows] == [
        ("+", "Bankje bij de toren"), ("~", "Anders"),
    ]  # fmt: skip
    assert {row.history_change_reason for row in rows} == {"import proef"}
    assert rows[1].point.coords == (4.7758, 51.5887)
    assert rows[1].source_fields["kind"] == "park"


def test_history_keeps_the_themes_that_staff_gave(take, table):
    take(table(ROW))
    place = Place.objects.get()
    place.themes.set(Theme.objects.filter(slug="gezondheid"))
    take(table("1;park;51.5887;4.7758;Anders"))

    latest = Place.history.latest()
    assert [tie.theme.slug for tie in latest.themes.all()] == ["gezondheid"]
    assert derive_again(Place.objects.all()) == 0


# --- Trying without writing -----------------------------------------------------


def test_a_dry_run_counts_the_same_and_leaves_nothing(take, table):
    path = table(ROW, NAMELESS.replace("1", "2", 1))
    version = MapVersion.current()
    tried = take(path, dry_run=True)

    assert not Place.objects.exists()
    assert not Place.history.exists()
    assert not Dataset.objects.exists()
    assert not Dataset.history.exists()
    assert MapVersion.current() == version
    assert counts(tried) == counts(take(path)) == (2, 0, 0, 0, 0)


def test_after_a_problem_in_a_later_chunk_the_first_is_undone(take, table, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = [f"{i};bankje;51.5887;4.7758;" for i in range(5)]
    done = take(table(*rows, "9;onzin;51.5887;4.7758;"))

    assert not done.is_written
    assert not Place.objects.exists()
    assert not Dataset.objects.exists()


def test_two_chunks_make_one_import(take, table, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = [f"{i};bankje;51.5887;4.7758;" for i in range(5)]

    assert counts(take(table(*rows))) == (5, 0, 0, 0, 0)
    assert counts(take(table(*rows))) == (0, 0, 5, 0, 0)


def test_an_id_that_comes_twice_is_seen_across_chunks(take, table, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 1)

    assert (
        "also the id" in take(table(ROW, "2;park;51.5887;4.7758;x", ROW)).only_problem
    )


# --- The dataset ----------------------------------------------------------------


def test_an_import_makes_its_dataset_with_attribution_and_licence(take, table):
    take(table(ROW), source="BGT Breda", attribution="Kadaster", licence="CC BY 4.0")

    dataset = Dataset.objects.get()
    assert (dataset.slug, dataset.name) == ("bgt-breda", "BGT Breda")
    assert dataset.credit == "Kadaster (CC BY 4.0)"


def test_a_dataset_that_exists_keeps_what_staff_wrote(take, table):
    mine = make_dataset(slug="proef", name="Proef!", attribution="Wij")
    take(table(ROW), attribution="Zij")

    mine.refresh_from_db()
    assert mine.attribution == "Wij"
    assert Place.objects.get().dataset == mine


def test_progress_is_told_after_every_chunk(table, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    heard = []
    rows = [f"{i};bankje;51.5887;4.7758;" for i in range(5)]
    importing.import_places(
        table(*rows), source="Proef", on_progress=lambda *facts: heard.append(facts)
    )

    assert [count for count, _fraction in heard] == [2, 4, 5]
    assert 0 < heard[0][1] < heard[-1][1] <= 1


def test_a_boundary_that_came_later_renames_the_nameless(take, table, city):
    city.delete()
    take(table(NAMELESS), anywhere=True)
    make_neighbourhood(name="Chassé", boundary=square(GROTE_MARKT, 900))
    take(table("1;bankje;51.5887;4.7758", header="id;soort;lat;lon"))

    assert Place.objects.get().name == "Bankje in Chassé"
