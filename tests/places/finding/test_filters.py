"""The public query string: the same on list, map and exports."""

import csv
import io
import json

import pytest
from django.contrib.gis.geos import Point
from django.http import QueryDict

from common.kit.storing import follow, store
from common.moderation.states import State
from places.finding.filters import PlaceFilterSet
from places.models import MapVersion, Neighbourhood, Place
from tests.kit.factories import kind, make_neighbourhood, make_place
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("read model")]


def names(query):
    filter_set = PlaceFilterSet(QueryDict(query))
    assert filter_set.is_valid(), filter_set.errors
    return set(filter_set.qs.values_list("name", flat=True))


@pytest.fixture(scope="module")
def places(for_all):
    area = make_neighbourhood(name="Belcrum")
    make_place(name="Bank", backrest=True, step_free="yes")
    make_place(name="Bank met tafel", table=True, backrest=True, step_free="limited")
    make_place(name="Betaalde bank", cost="paid")
    make_place(name="Café", kind="cafe")
    make_place(name="Buurthuis", kind="buurthuis", neighbourhood=area)
    make_place(name="Koffie verwacht", kind="buurthuis", cost="consumption")
    make_place(name="Speelplek", kind="speelplek")
    make_place(name="Wc", kind="toilet", cost="free")
    make_place(name="Voorstel", state=State.SUGGESTED)
    make_place(name="Gesloten", state=State.CLOSED)
    healthy = make_place(name="Beweegbank")
    healthy.themes.set(Theme.objects.filter(slug="gezondheid"))
    follow(healthy)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Bank", "Bank met tafel", "Beweegbank"}),
        ("gratis=ja", {"Bank", "Bank met tafel", "Beweegbank"}),
        ("drempelvrij=ja", {"Bank"}),
        ("voorziening=rugleuning", {"Bank", "Bank met tafel"}),
        ("voorziening=rugleuning&voorziening=tafel", {"Bank met tafel"}),
        ("soort=speelplek", {"Speelplek"}),
        ("soort=toilet", {"Wc"}),
        ("soort=speelplek&soort=toilet", {"Speelplek", "Wc"}),
        ("soort=cafe", set()),
        ("soort=cafe&gratis=alles", {"Café"}),
        ("thema=gezondheid", {"Beweegbank"}),
        (
            "thema=gezondheid&gratis=alles",
            {"Beweegbank", "Buurthuis", "Koffie verwacht"},
        ),
        ("utm_source=nieuwsbrief&fbclid=x", {"Bank", "Bank met tafel", "Beweegbank"}),
        ("thema=&buurt=&soort=", {"Bank", "Bank met tafel", "Beweegbank"}),
    ],
)
def test_the_query_string_means_what_the_design_says(places, query, expected):
    assert names(query) == expected


def test_everything_is_the_paid_and_the_unknown_too(places):
    expected = {"Bank", "Bank met tafel", "Betaalde bank", "Café", "Buurthuis"}

    assert names("gratis=alles") == expected | {"Koffie verwacht", "Beweegbank"}


@pytest.fixture
def nothing():
    """Nothing but what the test makes."""
    Place.objects.all().delete()
    Neighbourhood.objects.all().delete()
    MapVersion.bump()


def test_a_neighbourhood_holds_its_own_places(nothing):
    make_place(name="Hier", neighbourhood=make_neighbourhood(name="Belcrum"))
    elsewhere = make_neighbourhood(name="Zandberg")
    make_place(name="Daar", neighbourhood=elsewhere)

    assert names("buurt=belcrum") == {"Hier"}


WRONG = [
    ("gratis", "misschien"),
    ("drempelvrij", "nee"),
    ("soort", "zweefvliegveld"),
    ("voorziening", "zwembad"),
    ("thema", "geld"),
    ("buurt", "amsterdam"),
    ("onbekend", "ja"),
    ("bij", "hier"),
    ("bij", "4.775,51.589"),
    ("straal", "0"),
    ("straal", "25001"),
    ("straal", "ver"),
    ("vak", "4.7,51.5"),
    ("vak", "4.9,51.5,4.7,51.6"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
@pytest.mark.parametrize(
    "path",
    ["/plekken/plekken.geojson", "/plekken/plekken.csv", "/plekken/kaart/0/0/0.json"],
)
def test_a_wrong_value_answers_400_and_names_the_parameter(client, path, name, value):
    response = client.get(path, {name: value})

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]
    assert response.json()["errors"][name][0]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_the_list_says_it_beside_the_field_and_keeps_the_rest(client, name, value):
    response = client.get("/plekken/", {name: value, "gratis": "alles"} | {name: value})

    page = response.content.decode()
    assert response.status_code == 400
    assert "field--wrong" in page
    assert "Hier kunnen we niet op zoeken" in page


def sums(client, query):
    """What list, tiles of a zoom, GeoJSON and CSV each say there is."""
    page = client.get(f"/plekken/?{query}").context["page"]
    tiles = [
        feature
        for x in range(4)
        for y in range(4)
        for feature in client.get(f"/plekken/kaart/2/{x}/{y}.json?{query}").json()[
            "features"
        ]
    ]
    lines = b"".join(client.get(f"/plekken/plekken.geojson?{query}").streaming_content)
    table = b"".join(client.get(f"/plekken/plekken.csv?{query}").streaming_content)
    return [
        page.paginator.count,
        sum(feature["properties"].get("point_count", 1) for feature in tiles),
        len(json.loads(lines)["features"]),
        len(list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "gratis=alles",
        "drempelvrij=ja",
        "soort=cafe&gratis=alles",
        "thema=gezondheid",
        "bij=51.589,4.776",
        "bij=51.589,4.776&straal=10&gratis=alles",
        "vak=4.7,51.5,4.9,51.6",
        "vak=5.0,51.5,5.1,51.6",
        "drempelvrij=ja&onbekend=mee",
        "gratis=ja&onbekend=mee&bij=51.589,4.776",
    ],
)
def test_list_map_and_exports_agree(client, places, query):
    counts = sums(client, query)

    assert len(set(counts)) == 1, counts
    assert counts[0] == len(names(query))


def test_equal_questions_are_one_selection():
    one = PlaceFilterSet(QueryDict("soort=bankje&soort=park&voorziening=tafel"))
    other = PlaceFilterSet(QueryDict("voorziening=tafel&soort=park&soort=bankje&x=1"))
    assert one.is_valid()
    assert other.is_valid()

    assert one.selection == other.selection
    assert hash(one.selection) == hash(other.selection)


def test_a_kind_that_staff_add_can_be_asked_for_at_once():
    boat = kind("overig")
    boat.pk, boat.slug, boat.name, boat.cost = None, "boot", "Boot", "free"
    boat._state.adding = True
    store(boat)
    make_place(name="Woonboot", kind=boat)

    assert names("soort=boot") == {"Woonboot"}


# Addresses with one answer changed


def test_a_chip_adds_its_answer_and_takes_it_away():
    off = PlaceFilterSet(QueryDict("soort=bankje"))
    on = PlaceFilterSet(QueryDict("soort=bankje&drempelvrij=ja"))

    assert off.toggled("drempelvrij", "ja") == "?drempelvrij=ja&soort=bankje" or (
        off.toggled("drempelvrij", "ja") == "?soort=bankje&drempelvrij=ja"
    )
    assert on.toggled("drempelvrij", "ja") == "?soort=bankje"


def test_what_is_usual_stays_out_of_the_address():
    assert PlaceFilterSet(QueryDict("gratis=ja&utm=x")).query() == ""


def test_when_nothing_is_found_each_filter_says_how_many_there_are_without_it(places):
    filter_set = PlaceFilterSet(QueryDict("soort=cafe"))

    ways = {
        str(way["label"]): (way["count"], way["query"])
        for way in filter_set.counted_options
    }

    assert ways["Gratis"] == (1, "?soort=cafe&gratis=alles")
    assert ways["Café"] == (3, "")


@pytest.mark.parametrize(
    "box",
    ["179,51,180,52", "-180,-90,180,90", "170,-90,180,-80"],
    ids=["the date line", "the earth", "the south pole"],
)
def test_a_box_to_the_end_of_the_map_holds_what_lies_at_its_end(nothing, box):
    lat = -90 if "-90" in box else 51.5
    make_place(slug="rand", point=Point(180, lat, srid=4326))

    filter_set = PlaceFilterSet(QueryDict(f"vak={box}"))

    assert filter_set.is_valid()
    assert [place.slug for place in filter_set.found[:10]] == ["rand"]
    assert [place.slug for place in filter_set.qs] == ["rand"]
