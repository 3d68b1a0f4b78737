"""`q` in the address: the same on list, tiles and exports, with all other filters."""

import csv
import io
import json
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from common.kit.storing import store
from places import search
from places.finding import geocoding
from places.finding.filters import PlaceFilterSet
from places.models import MapVersion, Neighbourhood, Place
from tests.kit.factories import (
    VALKENBERG,
    kind,
    make_neighbourhood,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]
ANSWERS = ["/plekken/", "/plekken/plekken.geojson", "/plekken/plekken.csv"]
ODD = [
    "AND",
    "bank AND",
    "NEAR(bank tuin)",
    '"bank',
    "bank*",
    "name:bank",
    "^bank",
    "{name} : bank",
    "bank' | 'tuin",
    "bank & !tuin",
    "bank:*A",
    "\\",
    "%",
    "_k1",
    "bank\0",
    "🙂",
    "' OR 1=1 --",
    "中文",
    "x" * 200,
    "bank " * 40,
]


def names(query):
    filter_set = PlaceFilterSet(QueryDict(query))
    assert filter_set.is_valid(), filter_set.errors
    return [place.name for place in filter_set.found[:]]


@pytest.fixture(scope="module")
def places(for_all):
    area = make_neighbourhood(name="Belcrum")
    make_neighbourhood(name="Zandberg", centre=VALKENBERG)
    make_place(name="Tuinbank", backrest=True, neighbourhood=area)
    make_place(name="Kerkbank", backrest=None, point=VALKENBERG)
    make_place(name="Bank zonder leuning", backrest=False)
    make_place(name="Café Bank", kind="cafe")
    make_place(name="Rozentuin", kind="buurttuin", cost="free")
    make_place(name="Schommels", kind="speelplek", cost="free")
    make_place(name="Wc", kind="toilet", cost="free")


def test_words_narrow_what_the_other_filters_find(places):
    assert names("q=bank") == ["Bank zonder leuning", "Kerkbank", "Tuinbank"]
    assert names("q=bank&voorziening=rugleuning") == ["Tuinbank"]
    assert names("q=bank&buurt=zandberg") == ["Kerkbank"]
    assert set(names("q=bank&gratis=alles")) - set(names("q=bank")) == {"Café Bank"}
    assert names("q=bank&soort=cafe&gratis=alles") == ["Café Bank"]


def test_words_narrow_what_is_not_sure_as_well(places):
    found = names("q=bank&voorziening=rugleuning&onbekend=mee")

    assert found == ["Tuinbank", "Kerkbank"]


def test_what_fits_best_comes_first_but_the_nearest_when_a_position_is_asked(places):
    make_place(name="Plek 1", description="Naast de kerk.", kind="park")
    assert names("q=kerk") == ["Kerkbank", "Plek 1"]
    assert names("q=kerk&bij=51.5887,4.7758&straal=5000") == ["Plek 1", "Kerkbank"]


@pytest.mark.parametrize(
    "question", ["toilet", "wc", "openbaar toilet", "plee", "wc's"]
)
def test_who_names_a_kind_gets_it_though_lists_leave_it_out(places, question):
    assert "Wc" in names(f"q={question}")


@pytest.mark.parametrize(
    "question", ["speeltuin", "speelplek", "glijbaan", "speeltuni"]
)
def test_playgrounds_too(places, question):
    assert names(f"q={question}") == ["Schommels"]


def test_a_part_of_such_a_name_is_not_its_name(places):
    assert names("q=tuin") == ["Rozentuin", "Tuinbank"]


def test_a_kind_named_beside_a_place_counts_too(places):
    make_place(name="Wip", kind="speelplek", cost="free", address="Haagweg 1")

    assert names("q=speeltuin+haagweg") == ["Wip"]


@pytest.mark.parametrize("question", ODD)
@pytest.mark.parametrize("path", ANSWERS)
def test_odd_signs_are_harmless(client, places, path, question):
    assert client.get(path, {"q": question}).status_code == 200


@pytest.mark.parametrize("question", ["!?", "🙂", "*", "'", "zzzzqqq", "\\"])
def test_what_says_nothing_finds_nothing(places, question):
    filter_set = PlaceFilterSet(QueryDict(urlencode({"q": question})))
    assert filter_set.is_valid()
    assert len(filter_set.found) == 0
    assert filter_set.qs.count() == 0


@pytest.mark.parametrize("query", ["", "q=", "q=+++"])
def test_no_words_are_no_filter(places, query):
    assert names(query) == names("")
    assert len(names(query)) == 4


@pytest.mark.parametrize("path", ["/plekken/plekken.geojson", "/plekken/plekken.csv"])
def test_too_long_a_question_is_refused_in_words(client, path):
    response = client.get(path, {"q": "x" * 201})

    assert response.status_code == 400
    assert response.json()["errors"]["q"] == ["Gebruik hooguit 200 letters."]


def test_list_tiles_and_exports_find_the_same(client, places):
    query = {"q": "banken", "gratis": "alles"}
    features = client.get(ANSWERS[1], query).getvalue()
    table = client.get(ANSWERS[2], query).getvalue().decode()
    tile = client.get("/plekken/kaart/0/0/0.json", query).json()

    expected = {"Tuinbank", "Kerkbank", "Bank zonder leuning", "Café Bank"}
    listed = {f["properties"]["naam"] for f in json.loads(features)["features"]}
    rows = csv.DictReader(io.StringIO(table.lstrip("\ufeff")), delimiter=";")
    counted = [f["properties"].get("point_count", 1) for f in tile["features"]]
    assert listed == expected
    assert len(list(rows)) == sum(counted) == len(expected)
    assert client.get(ANSWERS[0], query).context["page"].paginator.count == 4


def test_equal_questions_are_one_selection():
    def selection(question):
        filter_set = PlaceFilterSet(QueryDict(f"q={question}"))
        assert filter_set.is_valid()
        return filter_set.selection

    assert selection("bank+in+tuin") == selection("Tuin,+bank")
    assert selection("bank") != selection("tuin")
    assert selection("bank") != selection("")


def test_a_repair_is_told(places):
    make_place(name="Bibliotheek", kind="bibliotheek")
    query = search.interpret("De biblioteek Rosentuin")

    assert query.repaired == (("biblioteek", "bibliotheek"), ("rosentuin", "rozentuin"))
    assert search.interpret("bank").repaired == ()


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("bank", True),
        ("een bankje", True),
        ("tuinbank", True),
        ("leuning", True),
        ("belcrum", True),
        ("bank olifant", False),
        ("bnak", False),
        ("de", False),
        ("", False),
        ("🙂", False),
    ],
)
def test_known_is_what_means_something_here(places, text, known):
    assert search.knows(text) is known


def suggested(text, limit=8):
    return [str(each) for each in search.suggest(text, limit)]


def test_suggestions_are_names_that_begin_so(places):
    make_neighbourhood(name="Bankenbuurt")
    make_place(name="Hoge Bank", state="suggested")

    assert suggested("belc") == ["Belcrum"]
    assert suggested("roz") == suggested("Rozentuin") == ["Rozentuin"]
    assert suggested("caf") == suggested("café b") == ["Café Bank"]
    assert suggested("ban") == ["Bankenbuurt", "Bank zonder leuning", "Café Bank"]
    assert suggested("ban", 1) == ["Bankenbuurt"]
    assert suggested("bank zonder leu") == ["Bank zonder leuning"]


def test_what_was_meant_is_suggested_for_words_with_an_error(places):
    def meant(text):
        return [each.name for each in search.suggest_meant(text)]

    assert suggested("zantberch") == []
    assert meant("zantberch") == ["Zandberg"]
    assert meant("rozentuyn") == ["Rozentuin"]
    assert meant("rozentuin") == meant("olifant") == []
    assert [spot.label for spot in geocoding.suggestions("kavé bank")] == ["Café Bank"]
    assert geocoding.find("zantberch") == []


@pytest.mark.parametrize("text", ["", "b", "!?", "zzz", "🙂 *", "de de", "a' | b"])
def test_no_suggestions_for_nothing(places, text):
    assert suggested(text) == []


def test_a_hundred_places_cost_as_many_queries_as_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    Place.objects.all().delete()
    Neighbourhood.objects.all().delete()
    MapVersion.bump()
    make_place(name="Bank")
    client.get("/plekken/", {"q": "bank"})
    with django_assert_max_num_queries(23) as one:
        client.get("/plekken/", {"q": "bank"})
        count = len(one)
    make_places({"name": f"Bank {number}"} for number in range(100))
    client.get("/plekken/", {"q": "bank"})
    # One less: the map shows a number where it named the one.
    with django_assert_num_queries(count - 1):
        client.get("/plekken/", {"q": "bank"})


def test_understanding_a_question_costs_one_query_when_nothing_changed(
    django_assert_num_queries, places
):
    store(kind("bankje"))
    search.interpret("bank tuin")
    with django_assert_num_queries(1):
        search.interpret("tuin bank")
