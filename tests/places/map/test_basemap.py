"""The background, from a tile server on loopback that is right, slow, wrong or away."""

import threading
from io import BytesIO

import pytest
from django.core.cache import cache
from PIL import Image

from common.kit.geo import tile_at
from places.map import basemap
from tests.kit.factories import GROTE_MARKT, TILBURG, VALKENBERG, make_neighbourhood
from tests.kit.servers import running

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ZOOM = 15


def png():
    out = BytesIO()
    Image.new("RGB", (256, 256), "green").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def server(settings, tmp_path):
    cache.clear()
    with running((200, png())) as tile_server:
        settings.DATA_DIR = tmp_path
        settings.TILE_SERVER = f"{tile_server.url}/{{z}}/{{x}}/{{y}}.png"
        yield tile_server
    cache.clear()


@pytest.fixture
def town():
    make_neighbourhood(centre=GROTE_MARKT)


def ask(client, point=GROTE_MARKT, z=ZOOM):
    x, y = tile_at(point.x, point.y, z)
    return client.get(f"/kaartbeeld/{z}/{x}/{y}")


def is_empty(response):
    with Image.open(BytesIO(response.content)) as image:
        return image.size == (1, 1) and image.convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_picture_comes_through_our_own_address(client, server, town):
    response = ask(client)

    assert response.content == png()
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Cache-Control"] == "public, max-age=86400"


def test_a_picture_is_fetched_once_and_then_kept(client, server, town):
    ask(client)
    ask(client)

    assert len(server.asked) == 1


def test_however_many_ask_at_once_it_is_fetched_once(server, town):
    server.delay = 0.2
    x, y = tile_at(GROTE_MARKT.x, GROTE_MARKT.y, ZOOM)
    assert basemap.is_ours(
        ZOOM, x, y
    )  # fills the cache: threads must not ask the database
    found = []

    def fetch():
        found.append(basemap.tile(ZOOM, x, y))

    threads = [threading.Thread(target=fetch) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [png()] * 8
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("point", "z"),
    [(TILBURG, ZOOM), (GROTE_MARKT, 7), (GROTE_MARKT, 20)],
)
def test_what_is_not_ours_is_never_asked_for(client, server, town, point, z):
    assert is_empty(ask(client, point, z))
    assert server.asked == []


def test_without_areas_nothing_is_ours(client, server):
    assert is_empty(ask(client))
    assert server.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        (404, b"niet hier"),
        (500, b""),
        (200, b"<html>inloggen</html>"),
        (200, b""),
        (200, b"\x89PNG" + b"x" * 1_100_000),
    ],
)
def test_a_wrong_answer_gives_an_empty_picture_and_is_not_kept(
    client, server, town, answer
):
    server.answer = answer

    assert is_empty(ask(client))

    server.answer = (200, png())
    cache.clear()  # what was not there is asked for again after a while
    assert ask(client).content == png()


def test_a_tile_that_is_not_there_keeps_no_other_away(client, server, town):
    server.answer = (404, b"niet hier")
    for _again in range(5):
        assert is_empty(ask(client))
    assert len(server.asked) == 1  # remembered for a while

    server.answer = (200, png())

    assert ask(client, VALKENBERG).content == png()


def test_a_server_that_is_away_is_left_in_peace_for_a_while(client, server, town):
    server.answer = (500, b"")

    for _again in range(5):
        ask(client)

    assert len(server.asked) == 3


def test_what_fails_at_one_zoom_is_asked_at_another(client, server, town):
    server.answer = (500, b"")
    for _again in range(5):
        ask(client)

    server.answer = (200, png())

    assert ask(client, z=14).content == png()


def test_a_slow_server_does_not_keep_a_visitor_waiting_long(
    client, server, town, monkeypatch
):
    monkeypatch.setattr(basemap, "PATIENCE", 0.1)
    server.delay = 1

    assert is_empty(ask(client))


def test_an_old_picture_is_fetched_anew_and_shown_when_that_fails(
    client, server, town, monkeypatch
):
    ask(client)
    monkeypatch.setattr(basemap, "CACHE_SECONDS", 0)
    server.answer = (500, b"")

    response = ask(client)

    assert len(server.asked) == 2
    assert response.content == png()


def test_switched_off_means_nobody_is_asked(client, server, town, settings):
    settings.TILE_SERVER = "off"

    response = ask(client)

    assert is_empty(response)
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_what_is_kept_stays_within_its_bounds(client, server, town):
    for z in range(12, 17):
        ask(client, z=z)

    gone = basemap.prune(most=2 * len(png()))

    assert gone == 3
    assert basemap.prune(most=2 * len(png())) == 0


@pytest.mark.parametrize("path", ["12/99999/0", "12/0/4096"])
def test_a_tile_that_does_not_exist_is_not_found(client, path):
    assert client.get(f"/kaartbeeld/{path}").status_code == 404
