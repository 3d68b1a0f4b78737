"""Invented examples: they say so, show what the site can do, and can be taken away."""

from collections import Counter
from datetime import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command

from initiatives.models import Activity, Initiative, Organisation
from learning.models import Heard, PublishedSum, Quarter, Tally
from places.finding.filters import PlaceFilterSet
from places.models import Place
from tests.kit.factories import make_activity, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(2)]


@pytest.fixture(scope="module")
def demo(for_all):
    call_command("load_demo", verbosity=0)


@pytest.fixture
def invented(demo):
    return Place.objects.filter(dataset__slug="voorbeeld")


def test_there_are_forty_of_four_kinds_in_every_district(invented):
    assert invented.count() >= 40
    kinds = Counter(invented.values_list("kind__slug", flat=True))
    assert min(kinds[each] for each in ("bankje", "speelplek", "buurttuin")) >= 8
    assert kinds["buurthuis"] >= 11
    districts = set(invented.values_list("neighbourhood__district", flat=True))
    assert len(districts) == 11


def test_each_says_on_its_page_that_it_is_invented(invented, client):
    for place in invented.filter(state="published")[:5]:
        page = client.get(place.get_absolute_url()).content.decode()
        assert "verzonnen voorbeeld" in page


def test_a_real_place_does_not_say_so(demo, client):
    page = client.get("/plekken/park-valkenberg/").content.decode()

    assert "verzonnen voorbeeld om" not in page


def test_their_checks_are_of_different_ages(invented):
    months = set(invented.values_list("checked_on", flat=True))

    assert None in months
    assert len(months) >= 8
    assert any(place.freshness() == "overdue" for place in invented)


@pytest.mark.parametrize(
    "moment",
    [
        "2026-12-02 10:30+01:00",
        "2026-12-05 15:00+01:00",
        "2026-12-06 20:30+01:00",
        "2026-12-09 17:45+01:00",
        "2026-12-10 03:00+01:00",
    ],
)
def test_open_now_without_steps_finds_some(demo, moment):
    from django.http import QueryDict

    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        found = PlaceFilterSet(QueryDict("open=nu&drempelvrij=ja"))
        assert found.is_valid()
        assert len(found.found) >= 3


def test_with_children_finds_playgrounds(demo):
    from django.http import QueryDict

    found = PlaceFilterSet(QueryDict("voorziening=speeltoestel"))
    assert found.is_valid()
    assert {place.kind.slug for place in found.found[:50]} >= {"speelplek"}


# --- Taking it away -------------------------------------------------------------------


def test_what_meeting_does_tells_of_two_quarters_and_says_they_are_invented(
    demo, client
):
    page = client.get("/wat-ontmoeten-doet/")

    assert len(page.context["asked"].quarters) == 2
    assert {each[0].name for each in page.context["found"].areas} >= {"Belcrum"}
    assert "Deze getallen zijn verzonnen" in page.content.decode()


def test_some_counts_are_too_few_to_tell_of(demo):
    counted = set(Tally.objects.values_list("activity__name", flat=True))
    told = set(PublishedSum.objects.values_list("activity__name", flat=True))

    assert {"Stil lezen", "Samen naaien"} <= counted - told


def test_what_was_heard_says_that_it_is_invented(demo, client):
    cache.clear()
    page = client.get("/themas/gezondheid/").content.decode()

    assert "Gehoord op straat" in page
    assert "(verzonnen)" in page


def test_taking_it_away_leaves_the_real_places(demo, capsys):
    real = Place.objects.exclude(dataset__slug="voorbeeld").count()

    call_command("remove_demo")

    assert Place.objects.count() == real > 50
    assert not Organisation.objects.exists()
    assert not Activity.objects.exists()
    assert not Initiative.objects.exists()
    assert "Blijft staan" not in capsys.readouterr().out
    call_command("remove_demo")  # nothing is left to take away
    assert Place.objects.count() == real
    for kind in (Tally, PublishedSum, Quarter, Heard):
        assert not kind.objects.exists()


def test_what_others_made_stays_and_so_does_where_it_is(demo, capsys):
    house = Place.objects.get(slug="de-lange-tafel")
    club = Organisation.objects.get(slug="schaak-en-praat")
    own = make_activity(name="Van ons", place=house, organisation=club)
    other = make_organisation(name="Van een ander")

    call_command("remove_demo")

    assert list(Activity.objects.all()) == [own]
    assert set(Organisation.objects.all()) == {club, other}
    assert "De Lange Tafel" in capsys.readouterr().out
    assert Place.objects.filter(pk=house.pk).exists()


def test_it_can_be_loaded_again_afterwards(demo):
    call_command("remove_demo", verbosity=0)
    call_command("load_demo", verbosity=0)

    assert Place.objects.filter(dataset__slug="voorbeeld").count() >= 40
