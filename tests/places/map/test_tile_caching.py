"""How long a browser and a shared cache may keep a tile."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from common.kit.storing import store
from places.models import ClosingDay
from tests.kit.factories import made, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TILE = "/plekken/kaart/3/4/2.json"
ASK_AGAIN = "public, max-age=0, must-revalidate"


def get(client, query="", etag=None, path=TILE):
    headers = {"if-none-match": etag} if etag else {}
    return client.get(f"{path}{query}", headers=headers)


def version_on(page):
    address = re.search(r'data-tiles="([^"]+)"', page.content.decode())[1]
    return parse_qs(urlsplit(address.replace("&amp;", "&")).query)["v"][0]


def test_an_unchanged_tile_is_not_sent_twice_and_no_place_is_looked_at(
    client, django_assert_num_queries
):
    make_place()
    first = get(client)

    with django_assert_num_queries(1) as queries:
        again = get(client, etag=first["ETag"])

    assert "places_mapversion" in queries[0]["sql"]
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == again["Cache-Control"] == ASK_AGAIN


def test_a_change_makes_a_tile_new(client):
    place = make_place()
    first = get(client)
    place.name = "Anders"
    store(place)

    again = get(client, etag=first["ETag"])

    assert again.status_code == 200
    assert "Anders" in again.content.decode()


def test_a_tile_is_the_same_in_every_language(client):
    make_place()
    dutch, english = get(client), get(client, path=f"/en{TILE}")

    assert english.content == dutch.content
    assert english["ETag"] == dutch["ETag"]
    assert "Vary" not in dutch
    assert not dutch.cookies


@pytest.mark.parametrize("listing", ["/plekken/", "/plekken/?drempelvrij=ja"])
def test_a_tile_under_the_version_that_the_page_gives_is_kept_for_good(client, listing):
    make_place()
    version = version_on(client.get(listing))

    response = get(client, f"?v={version}")

    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_tile_under_another_version_is_right_and_not_kept(client):
    place = make_place(name="Oud")
    version = version_on(client.get("/plekken/"))
    place.name = "Nieuw"
    store(place)

    for wrong in (version, "1-9999-abc", "\0"):
        response = get(client, f"?v={wrong}")
        assert "Nieuw" in response.content.decode()
        assert response["Cache-Control"] == ASK_AGAIN


def test_the_version_does_not_come_back_when_the_change_does(client):
    place = make_place(name="Bank")
    seen = {version_on(client.get("/plekken/"))}
    for name in ("Anders", "Bank"):
        place.name = name
        store(place)
        seen.add(version_on(client.get("/plekken/")))

    assert len(seen) == 3


@pytest.mark.parametrize("query", ["open=nu", "mensen=nu", "mensen=nu&open=nu"])
def test_what_is_open_now_is_kept_until_the_minute_ends(client, query):
    make_place(kind="bibliotheek", opening_hours="24/7")
    with time_machine.travel("2026-11-24T15:40:12+01:00", tick=False):
        version = version_on(client.get("/plekken/"))
        first = get(client, f"?{query}&v={version}")
    with time_machine.travel("2026-11-24T15:40:59+01:00", tick=False):
        same = get(client, f"?{query}", etag=first["ETag"])
    with time_machine.travel("2026-11-24T15:41:00+01:00", tick=False):
        later = get(client, f"?{query}", etag=first["ETag"])

    assert first["Cache-Control"] == "public, max-age=48"
    assert same["Cache-Control"] == ASK_AGAIN
    assert (same.status_code, later.status_code) == (304, 200)


@pytest.mark.parametrize(
    "query", ["open=2026-12-05T15:40", "mensen=nu&open=2026-12-05T15:40"]
)
def test_what_is_open_at_a_moment_does_not_depend_on_the_clock(client, query):
    make_place()
    version = version_on(client.get("/plekken/"))

    response = get(client, f"?{query}&v={version}")

    assert "immutable" in response["Cache-Control"]


def test_open_now_turns_with_the_clock_and_with_a_closing_day(client):
    make_place(kind="bibliotheek", opening_hours="Mo-Fr 09:00-17:00; PH off")

    def count():
        return len(get(client, "?open=nu&gratis=alles").json()["features"])

    with time_machine.travel("2026-11-24T16:59:00+01:00", tick=False) as clock:
        assert count() == 1
        clock.shift(60)
        assert count() == 0
        clock.shift(-60)
        made(ClosingDay(date="2026-11-24", name="Dag van de buurt"))
        assert count() == 0


def test_a_very_long_address_is_answered_like_a_short_one(client):
    make_place()

    response = get(client, f"?drempelvrij=&utm_source={'x' * 2000}")

    assert len(response.json()["features"]) == 1


@pytest.mark.parametrize("query", ["?gratis=nee", "?gratis=nee&v=1"])
def test_an_error_is_not_kept(client, query):
    response = get(client, query)

    assert response.status_code == 400
    assert "immutable" not in response.get("Cache-Control", "")
    assert get(client, query, etag="*").status_code == 400


def test_a_tile_that_does_not_exist_is_not_found_whatever_is_asked(client):
    response = get(client, "?v=1", etag="*", path="/plekken/kaart/3/8/0.json")

    assert response.status_code == 404


def test_a_tile_only_answers_questions(client):
    assert client.post(TILE).status_code == 405


def test_many_filters_at_one_version_cost_one_query_each(
    client, django_assert_num_queries
):
    make_place()
    for query in ("", "?drempelvrij=ja", "?gratis=alles"):
        get(client, query)

    with django_assert_num_queries(2):  # the version, and the name of one place
        get(client)
