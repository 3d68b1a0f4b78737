import csv
import io
import json

import pytest

from tests.kit.factories import (
    make_dataset,
    make_neighbourhood,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("read model")]


def geojson(client, query="", prefix=""):
    response = client.get(f"{prefix}/plekken/plekken.geojson{query}")
    return json.loads(b"".join(response.streaming_content))


def table(client, query=""):
    response = client.get(f"/plekken/plekken.csv{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def bench():
    source = make_dataset(name="BGT", attribution="BGT", licence="CC BY 4.0")
    return make_place(
        name="Bank “De Mark”, noord",
        slug="bank",
        step_free="limited",
        table=True,
        backrest=False,
        dataset=source,
        source_id="7",
        neighbourhood=make_neighbourhood(name="Belcrum", code="BU07580100"),
    )


def test_geojson_holds_the_facts_with_three_states(client, bench):
    [feature] = geojson(client)["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [4.7758, 51.5887]}
    facts = feature["properties"]
    assert facts["naam"] == "Bank “De Mark”, noord"
    assert facts["soort"] == "bankje"
    assert facts["kosten"] == "gratis"
    assert facts["drempelvrij"] == "beperkt"
    assert (facts["tafel"], facts["rugleuning"], facts["toilet"]) == (
        "ja",
        "nee",
        "onbekend",
    )
    assert facts["buurtcode"] == "BU07580100"
    assert facts["adres_op_deze_site"] == "http://testserver/plekken/bank/"


def test_geojson_names_its_owner_and_every_source(client, bench):
    assert geojson(client)["attribution"] == "gemeente Breda; BGT (CC BY 4.0)"


def test_an_empty_export_is_still_geojson(client):
    assert geojson(client)["features"] == []


def test_a_table_names_the_source_of_each_line(client, bench):
    [line] = table(client)

    assert line["bron"] == "BGT"
    assert line["naamsvermelding"] == "BGT (CC BY 4.0)"
    assert (line["lat"], line["lon"]) == ("51.5887", "4.7758")
    assert line["naam"] == "Bank “De Mark”, noord"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=1+1", "'=1+1"), ("+31", "'+31"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"), ("x;=1+1", "x;'=1+1"), ('x;"=1"', "x;\"'=1\""),
    ],
)  # fmt: skip
def test_a_name_is_never_a_formula(client, name, cell):
    make_place(name=name)

    assert table(client)[0]["naam"] == cell


def test_exports_are_free_by_default_too(client):
    make_place(kind="cafe")

    assert geojson(client)["features"] == []
    assert len(table(client, "?gratis=alles")) == 1


def test_other_sites_may_use_the_open_data(client):
    response = client.get("/plekken/plekken.geojson")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/geo+json"
    assert 'filename="plekken.geojson"' in response.headers["Content-Disposition"]


def test_an_export_costs_as_many_queries_for_a_hundred_places(
    client, django_assert_max_num_queries
):
    make_places({"neighbourhood": make_neighbourhood()} for _ in range(100))

    with django_assert_max_num_queries(4):
        assert len(geojson(client)["features"]) == 100
