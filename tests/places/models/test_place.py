from datetime import date

import pytest
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from common.kit.storing import follow, remove, remove_each, store
from common.moderation.states import State
from places.deciding.upkeep import derive_again, places_changed
from places.facts import derived
from places.memory.checking import drift
from places.models import MapVersion, Place
from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    kind,
    make_dataset,
    make_place,
    make_staff,
)
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"slug": "kaart"},
        {"slug": "voorstellen"},
        {"state": State.REFUSED},
        {"state": "misschien"},
        {"cost": "duur"},
        {"step_free": "soms"},
        {"source_id": "n1"},
    ],
)
def test_the_database_refuses_what_must_never_be(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_place(**facts)


def test_who_checked_it_needs_a_day():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_place(checked_by=make_staff())


def test_a_source_has_each_id_once():
    source = make_dataset()
    make_place(dataset=source, source_id="n1")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_place(dataset=source, source_id="n1")


def test_places_without_a_source_do_not_stand_in_each_others_way():
    make_place()
    make_place()

    assert Place.objects.count() == 2


def test_a_broken_rule_is_said_in_dutch():
    place = make_place()
    place.state = State.REFUSED

    with pytest.raises(ValidationError, match="Zeg waarom dit geweigerd is"):
        place.full_clean()


def test_every_fact_is_unknown_until_someone_knows():
    place = make_place()

    assert {value for _facility, value in place.facilities()} == {None}
    assert place.step_free == "unknown"


@pytest.mark.parametrize(
    ("slug", "own", "actual"),
    [
        ("bankje", "", "free"),
        ("cafe", "", "paid"),
        ("buurthuis", "", "unknown"),
        ("bankje", "paid", "paid"),
        ("bankje", "unknown", "unknown"),
    ],
)
def test_the_cost_is_its_own_or_that_of_its_kind(slug, own, actual):
    place = make_place(kind=slug, cost=own)

    assert place.actual_cost == actual
    assert bool(place.facets & derived.FREE) == (actual == "free")


def test_a_bench_is_always_open_unless_it_says_otherwise():
    assert make_place().is_always_open
    assert not make_place(opening_hours="Mo-Fr 09:00-17:00").is_always_open
    assert not make_place(kind="bibliotheek").is_always_open


def test_hours_that_nobody_could_read_are_unknown_not_the_usual_ones():
    place = make_place(source_raw={"opening_hours": "+423 232 48 18"})

    assert place.actual_hours == ""
    assert not place.facets & derived.ALWAYS_OPEN


@pytest.mark.parametrize(
    ("checked_on", "freshness"),
    [
        (None, "unchecked"),
        (date(2026, 11, 3), "fresh"),
        (date(2024, 11, 3), "fresh"),  # 24 months later is the last good day
        (date(2024, 11, 2), "overdue"),
    ],
)
def test_freshness_follows_from_the_shelf_life_of_the_kind(checked_on, freshness):
    today = date(2026, 11, 3)
    place = make_place(checked_on=checked_on)  # a bench: 24 months

    assert place.freshness(today) == freshness
    for name in ("fresh", "overdue"):
        found = getattr(Place.objects, name)(today)
        assert list(found) == ([place] if name == freshness else [])
    unchecked = Place.objects.unchecked()
    assert list(unchecked) == ([place] if freshness == "unchecked" else [])


def test_a_check_on_the_last_of_a_long_month_does_not_end_too_early():
    place = make_place(kind="bibliotheek", checked_on=date(2024, 2, 29))  # 12 months

    assert place.freshness(date(2025, 2, 28)) == "fresh"
    assert place.freshness(date(2025, 3, 1)) == "overdue"


# What is derived


def test_the_derived_integers_follow_the_point():
    place = make_place(point=GROTE_MARKT)
    before = place.zorder

    place.point = VALKENBERG
    store(place)
    place.refresh_from_db()

    assert place.zorder != before
    assert derive_again(Place.objects.all()) == 0


def test_saving_a_single_field_saves_what_follows_from_it():
    place = make_place()

    place.step_free = "yes"
    store(place, update_fields=["step_free"])
    place.refresh_from_db()

    assert place.facets & derived.STEP_FREE


@pytest.mark.parametrize("answer", ["limited", "no", "unknown"])
def test_only_a_known_yes_sets_a_bit(answer):
    assert not make_place(step_free=answer).facets & derived.STEP_FREE
    assert not make_place(table=False).facets & derived.FACILITY_BITS["tafel"]
    assert make_place(table=True).facets & derived.FACILITY_BITS["tafel"]


def test_no_two_facts_share_a_bit():
    bits = [derived.FREE, derived.STEP_FREE, derived.ALWAYS_OPEN, derived.LISTED]
    bits += [*derived.FACILITY_BITS.values(), *derived.THEME_BITS.values()]

    assert len({bit.bit_count() for bit in bits}) == 1
    assert len(set(bits)) == len(bits)


def test_a_theme_that_is_added_or_taken_away_shows_in_the_bits():
    place = make_place()
    theme = Theme.objects.get(slug="gezondheid")

    place.themes.add(theme)
    follow(place)
    place.refresh_from_db()
    assert place.facets & derived.THEME_BITS["gezondheid"]

    place.themes.clear()
    follow(place)
    place.refresh_from_db()
    assert not place.facets & derived.THEME_BITS["gezondheid"]
    assert place.facets & derived.THEME_BITS["leefomgeving"]  # of its kind


def test_what_staff_change_in_a_kind_reaches_its_places():
    place = make_place()
    bench = kind("bankje")
    bench.cost = "paid"
    store(bench)
    bench.themes.add(Theme.objects.get(slug="gezondheid"))
    follow(bench)

    place.refresh_from_db()

    assert not place.facets & derived.FREE
    assert place.facets & derived.THEME_BITS["gezondheid"]


def test_what_a_bulk_update_leaves_behind_is_found():
    make_place()

    Place.objects.update(cost="paid")

    assert drift().derived == 1


def test_drift_is_found_and_repaired():
    place = make_place()
    Place.objects.filter(pk=place.pk).update(zorder=0, facets=0)

    assert derive_again(Place.objects.all()) == 1
    assert derive_again(Place.objects.all()) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda place: store(place),
        lambda place: remove(place),
        lambda place: remove_each(Place.objects.all()),
        lambda place: places_changed([place.pk]),
        lambda place: follow(place),
        lambda place: store(place.kind),
        lambda place: make_place(),
    ],
)
def test_whatever_the_map_could_show_raises_its_version(change):
    place = make_place()
    before = MapVersion.current()

    change(place)

    assert MapVersion.current() > before


def test_a_change_that_is_taken_back_leaves_the_version():
    place = make_place()
    before = MapVersion.current()

    with transaction.atomic():
        store(place)
        transaction.set_rollback(True)

    assert MapVersion.current() == before


def test_there_is_one_version():
    with pytest.raises(IntegrityError), transaction.atomic():
        MapVersion.objects.create(pk=2)


# History and addresses


def test_the_history_says_who_changed_what(client):
    staff = make_staff()
    place = make_place(name="Oude bank")
    place._history_user = staff
    place.name = "Nieuwe bank"
    store(place)

    newest, oldest = place.history.all()

    assert newest.history_user == staff
    assert newest.diff_against(oldest).changed_fields == ["name"]


def test_a_place_that_got_another_slug_is_found_at_its_old_address(client):
    place = make_place(slug="oude-bank")
    place.slug = "nieuwe-bank"
    store(place)

    response = client.get("/plekken/oude-bank/")

    assert response.status_code == 301
    assert response.url == "/plekken/nieuwe-bank/"


def test_the_old_address_of_a_hidden_place_leads_nowhere(client):
    place = make_place(slug="oude-bank")
    place.slug, place.state = "nieuwe-bank", State.SUGGESTED
    store(place)

    assert client.get("/plekken/oude-bank/").status_code == 404


def test_a_point_beyond_the_end_of_the_map_is_kept_at_its_edge():
    place = make_place(point=Point(180, 89, srid=4326))

    assert place.mercator_y == 0
    assert place.zorder < 2**52
