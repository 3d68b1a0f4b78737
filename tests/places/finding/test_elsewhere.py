"""Where the map shows nothing: what is nearest, and what to let go of."""

import pytest
from django.contrib.gis.geos import Point

from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    make_neighbourhood,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]
# Around the Grote Markt, some 200 metres each way.
HERE = "4.7730,51.5870,4.7786,51.5904"


def ask(client, query="", view=HERE, **headers):
    return client.get(f"/plekken/dichtbij.json?beeld={view}{query}", headers=headers)


def test_it_says_how_many_are_how_far_away_and_where(client):
    make_place(point=VALKENBERG)
    make_place(point=Point(4.7807, 51.5937, srid=4326))
    make_place(point=Point(4.9, 51.7, srid=4326))

    answer = ask(client).json()

    assert answer["text"] == "Geen plekken hier, wel 2 op ongeveer 700 m hemelsbreed."
    west, south, east, north = answer["box"]
    assert (west, south) == pytest.approx((4.7806, 51.5937), abs=1e-4)
    assert (east, north) == pytest.approx((4.7807, 51.5937), abs=1e-4)


def test_far_away_is_said_in_kilometres(client):
    make_place(point=Point(4.9, 51.7, srid=4326))

    assert "wel 1 op ongeveer 16,0 km hemelsbreed" in ask(client).json()["text"]


def test_what_lies_in_the_view_is_not_what_is_elsewhere(client):
    make_place(point=GROTE_MARKT)
    make_place(point=VALKENBERG)

    assert "wel 1 op" in ask(client).json()["text"]


def test_where_there_is_nothing_at_all_it_says_so(client):
    answer = ask(client).json()

    assert answer == {"text": "Geen plekken hier.", "box": None, "ways": []}


def test_the_filters_of_the_list_hold(client):
    make_place(point=VALKENBERG, kind="park", step_free="yes")
    make_place(point=Point(4.7790, 51.5906, srid=4326))

    assert "400 m" in ask(client).json()["text"]
    assert "700 m" in ask(client, "&drempelvrij=ja").json()["text"]


def test_it_says_which_choice_hides_what_lies_here(client):
    make_place(kind="cafe")
    make_place(step_free="no")
    make_place(point=VALKENBERG, step_free="yes")

    [step_free] = ask(client, "&drempelvrij=ja").json()["ways"]
    free, kind = ask(client, "&soort=cafe").json()["ways"]

    assert step_free["text"] == "1 plek als je “Zonder drempel” uitzet"
    assert free["text"] == "1 plek als je “Gratis” uitzet"
    assert kind["text"] == "1 plek als je “Café” uitzet"
    assert "drempelvrij" not in step_free["url"]
    assert client.get(free["url"]).context["sure_count"] == 1


def test_a_way_looks_in_the_view_and_no_longer_where_was_looked(client):
    make_place(step_free="no")
    make_place(point=VALKENBERG, step_free="yes")

    [way] = ask(client, "&drempelvrij=ja&bij=51.594,4.781&straal=200").json()["ways"]

    assert "bij=" not in way["url"]
    assert "vak=" in way["url"]
    assert client.get(way["url"]).context["sure_count"] == 1


@pytest.mark.parametrize(
    "view", ["", "hier", "4.8,51.5,4.7,51.6", "1,2,3", "nan,1,2,3"]
)
def test_a_box_that_is_none_is_refused_in_words(client, view):
    response = ask(client, view=view)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["beeld"]


def test_a_wrong_filter_is_refused_by_name(client):
    response = ask(client, "&gratis=soms")

    assert response.status_code == 400
    assert "gratis" in response.json()["errors"]


def test_it_changes_nothing_and_sets_no_cookie(client):
    assert client.post(f"/plekken/dichtbij.json?beeld={HERE}").status_code == 405
    assert not ask(client).cookies


def test_it_is_kept_under_the_version_of_the_page_and_asked_again_without(client):
    make_place(point=VALKENBERG)
    first = ask(client)

    again = ask(client, **{"If-None-Match": first["ETag"]})
    version = first["ETag"].strip('"')

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "immutable" in ask(client, f"&v={version}")["Cache-Control"]
    assert "max-age=" in ask(client, f"&open=nu&v={version}")["Cache-Control"]
    assert "immutable" not in ask(client, f"&open=nu&v={version}")["Cache-Control"]


def test_it_speaks_the_language_of_the_page(client):
    make_place(point=VALKENBERG)

    answer = client.get(f"/en/plekken/dichtbij.json?beeld={HERE}").json()

    assert answer["text"].startswith("No places here, but there is 1 at about 700 m")


def test_it_costs_as_many_queries_for_many_places(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    query = "&drempelvrij=ja&soort=bankje&voorziening=rugleuning&open=nu"
    make_place(point=VALKENBERG)
    ask(client, query)
    with django_assert_max_num_queries(4) as one:
        ask(client, query)
    count = len(one)
    make_places({"point": VALKENBERG} for _ in range(40))
    ask(client, query)

    with django_assert_num_queries(count):
        ask(client, query)


def test_a_way_names_all_that_goes_also_where_was_looked(client):
    make_neighbourhood(name="Heuvel")
    make_place(step_free="no", neighbourhood=None)

    [way] = ask(client, "&drempelvrij=ja&buurt=heuvel").json()["ways"]

    assert way["text"] == "1 plek als je “Zonder drempel” en “Heuvel” uitzet"
    assert "buurt" not in way["url"]
