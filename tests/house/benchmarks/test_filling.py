"""The made-up places of the bench are as the product would have written them."""

from dataclasses import asdict

import pytest

from benchmarks.lib import filling, plan
from benchmarks.sections import agenda, pages
from common.kit.storing import store
from initiatives.dates import sync
from ontmoeten.demo.loading import load_demo
from places.models import Place
from places.search import upkeep

pytestmark = [pytest.mark.django_db, pytest.mark.both("raw SQL")]


@pytest.fixture(scope="module")
def filled(for_all):
    load_demo()
    filling.make_places(300, first=120)


def test_there_are_as_many_places_as_asked(filled):
    assert Place.objects.count() == 300
    waiting = Place.objects.exclude(pk__in=Place.objects.published())
    assert waiting.count() == 2 + 8  # in the queue of the demonstration, by an import
    assert Place.objects.filter(slug__startswith="kopie-").count() == 180


def test_copies_are_derived_and_found_as_if_saved(filled):
    assert list(Place.objects.all().wrongly_derived()) == []
    assert len(upkeep.differences()) == 0


def test_a_new_place_still_gets_an_id_of_its_own(filled):
    last = Place.objects.order_by("-pk").first()
    last.pk, last.slug = None, "nog-een"
    store(last, force_insert=True)

    assert Place.objects.count() == 301


def test_a_viewport_holds_so_many_places_and_its_tiles_cover_it(filled):
    view = plan.viewport(50, "v")
    west, south, east, north = view["box"]
    inside = Place.objects.in_box(west, south, east, north)

    assert view["places"] == 50
    assert inside.filter(facets__gte=0).count() >= 50
    assert 1 <= len(view["tiles"]) <= 20


@pytest.mark.once
def test_every_page_that_the_bench_asks_for_answers(filled):
    asked = pages.subjects(plan.plan())
    found = plan.queries([asdict(each) for each in asked])

    assert list(found) == [each.name for each in asked]
    assert found["tile that did not change"] == 1


def test_the_agenda_of_the_bench_is_as_the_product_would_have_written_it(filled):
    asked = agenda.fill(20, 10)

    assert sync.sync_all() == 0
    found = plan.queries([asdict(each) for each in agenda.subjects(asked["place"])])
    assert found["a pin on the map"] == 2
