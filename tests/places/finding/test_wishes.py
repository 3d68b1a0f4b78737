"""Words that are choices of the filter."""

from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from places import search
from places.facts.facilities import BY_SLUG
from places.finding import moment_phrases, phrase_filters
from places.finding.filters import PlaceFilterSet
from places.hours import clock
from places.models import Synonym
from tests.kit.factories import made, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2026, 12, 2, 15, 30, tzinfo=clock.HERE)  # a Wednesday
STEPS, FREE, OPEN = ("drempelvrij", "ja"), ("gratis", "ja"), ("open", "nu")
SUNDAY, EVENING = ("open", "2026-12-06T14:00"), ("open", "2026-12-02T19:00")


def has(slug):
    return "voorziening", slug


BACK, TOILET = has("rugleuning"), has("toilet")


@pytest.fixture(scope="module")
def site(for_all):
    """Where one place says something of Fridays."""
    make_place(name="Bieb", kind="bibliotheek")
    make_place(name="Moskee", kind="gebedshuis", description="Thee op vrijdag.")
    return search.facts()


def read(what, site):
    return phrase_filters.read(what, *site, search.finds, NOW)


@pytest.mark.parametrize(
    ("what", "choices", "rest"),
    [
        ("bankje", [], "bankje"),
        ("bankje met rugleuning", [BACK], "bankje"),
        ("Bankje met een rugleuning", [BACK], "bankje"),
        ("bankje met leuning", [BACK], "bankje"),
        ("bankje met rugleuning en toilet", [BACK, TOILET], "bankje"),
        ("bankje zonder drempel met rugsteun", [STEPS, BACK], "bankje"),
        ("bankje zonder drempels", [STEPS], "bankje"),
        ("bankje rolstoel", [STEPS], "bankje"),
        ("café rollator", [STEPS], "cafe"),
        ("park wheelchair", [STEPS], "park"),
        ("bench without steps", [STEPS], "bench"),
        ("gratis park", [FREE], "park"),
        ("museum voor niks", [FREE], "museum"),
        ("bench with a backrest", [BACK], "bench"),
        ("bankje rugleuning rugleuning", [BACK], "bankje"),
        ("bankje met dak", [has("overdekt")], "bankje"),
        ("overdekt bankje", [has("overdekt")], "bankje"),
        ("bankje met afdak", [has("overdekt")], "bankje"),
        ("bench with shelter", [has("overdekt")], "bench"),
        ("veldje met verlichting", [has("verlicht")], "veldje"),
        ("park verlicht", [has("verlicht")], "park"),
        ("park met drinkwater", [has("water")], "park"),
        ("park met een kraan", [has("water")], "park"),
        ("plein met tafels", [has("tafel")], "plein"),
        ("park with play equipment", [has("speeltoestel")], "park"),
        ("park met verhard pad", [has("hard-pad")], "park"),
        ("bieb met invalidentoilet", [has("rolstoeltoilet")], "bieb"),
        ("park with toilet for wheelchair users", [has("rolstoeltoilet")], "park"),
        ("bieb nu open", [OPEN], "bieb"),
        ("bieb open nu", [OPEN], "bieb"),
        ("library open now", [OPEN], "library"),
        ("bieb vandaag open", [OPEN], "bieb"),
        ("bieb zondag open", [SUNDAY], "bieb"),
        ("bieb open op zondag", [SUNDAY], "bieb"),
        ("bieb zondag", [SUNDAY], "bieb"),
        ("library open on sunday", [SUNDAY], "library"),
        ("bieb zondagavond", [("open", "2026-12-06T19:00")], "bieb"),
        ("bieb open in het weekend", [("open", "2026-12-05T14:00")], "bieb"),
        ("bieb 's avonds open", [EVENING], "bieb"),
        ("bieb vanavond", [EVENING], "bieb"),
        ("bieb avond", [EVENING], "bieb"),
        ("bieb woensdag ochtend open", [("open", "2026-12-09T10:00")], "bieb"),
        ("bieb morgenochtend", [("open", "2026-12-03T10:00")], "bieb"),
        ("bieb vrijdag", [("open", "2026-12-04T14:00")], "bieb"),
        ("bieb met toilet zondag open", [SUNDAY, TOILET], "bieb"),
        # Nothing but choices
        ("nu open", [OPEN], ""),
        ("zondag open", [SUNDAY], ""),
        ("gratis", [FREE], ""),
        ("rolstoel", [STEPS], ""),
        ("overdekt", [has("overdekt")], ""),
        ("met toilet", [TOILET], ""),
        # A kind, or what a place says itself
        ("toilet", [], "toilet"),
        ("toilet met rugleuning", [BACK], "toilet"),
        ("gratis toilet", [FREE], "toilet"),
        ("thee vrijdag", [], "thee vrijdag"),
        ("drinkwater", [], "drinkwater"),
        ("watertap", [], "watertap"),
        ("bankje aan het water", [], "bankje aan het water"),
        ("picknicktafel", [], "picknicktafel"),
        ("lichtpark", [], "lichtpark"),
        ("open podium", [], "open podium"),
        ("huis met een tuin", [], "huis met een tuin"),
        ("", [], ""),
    ],
)
def test_wishes_become_choices_and_the_rest_stays_words(site, what, choices, rest):
    found, left = read(what, site)

    assert (found, left) == (choices, rest)
    assert PlaceFilterSet(QueryDict(urlencode([*found, ("q", left)]))).is_valid()


def test_a_synonym_of_staff_is_a_choice_at_once(site):
    made(Synonym(words="hufterproof, verlicht"))

    found = phrase_filters.read("park hufterproof", *search.facts(), search.finds, NOW)

    assert found == ([has("verlicht")], "park")


def test_every_facility_is_a_choice_by_its_label(site):
    for facility in BY_SLUG.values():
        [label, *_others] = str(facility.name).split(" or ")
        assert read(f"park met {label}", site) == ([has(facility.slug)], "park"), label


@pytest.mark.parametrize(
    ("now", "word", "moment"),
    [
        ("2026-12-06T13:00", "zondag", "2026-12-06T14:00"),
        ("2026-12-06T15:00", "zondag", "2026-12-13T14:00"),
        ("2026-12-06T21:00", "avond", "2026-12-07T19:00"),
        ("2026-12-31T21:00", "morgen", "2027-01-01T14:00"),
    ],
)
def test_a_day_is_the_first_that_is_not_over(now, word, moment):
    at = datetime.fromisoformat(now).replace(tzinfo=clock.HERE)

    assert moment_phrases.read([word], at) == (moment, False, [])
