"""The map shows what the list says, and gets its background from us alone."""

import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from tests.browser.town import picture
from tests.kit.factories import (
    VALKENBERG,
    make_neighbourhood,
    make_place,
    make_places,
    square,
)

pytestmark = pytest.mark.once

PHONE = {"width": 360, "height": 780}


def shown(page) -> int:
    """How many places the markers stand for together."""
    many = page.locator(".pin--many").all_text_contents()
    return sum(map(int, many)) + page.locator(".pin--one").count()


def wait_for_pins(page):
    expect(page.get_by_role("status").filter(has_text="in beeld")).to_have_count(1)


def test_the_map_shows_as_many_places_as_the_list_and_splits_when_near(open_page, town):
    page = open_page("/plekken/")
    wait_for_pins(page)
    expect(page.get_by_text(f"{town.free} plekken", exact=True)).to_be_visible()
    assert shown(page) == town.free

    before = page.locator(".pin").count()
    page.get_by_role(
        "button", name=re.compile(r"^\d\d plekken, kom dichterbij$")
    ).click()
    page.wait_for_function(
        "before => document.querySelectorAll('.pin').length > before", arg=before
    )


def test_a_cluster_and_a_pin_work_with_the_keyboard(open_page, town):
    page = open_page("/plekken/?soort=bankje")
    wait_for_pins(page)
    before = page.locator(".pin").count()
    page.locator(".pin--many").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pin")).not_to_have_count(before)

    page.goto("/plekken/?soort=park")
    page.get_by_role("button", name=town.park.name).focus()
    page.keyboard.press("Space")
    link = page.locator(".leaflet-popup").get_by_role("link", name=town.park.name)
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_have_count(0)
    expect(page.get_by_role("button", name=town.park.name)).to_be_focused()


def test_a_pin_leads_to_the_page_of_its_place(open_page, town):
    page = open_page("/plekken/?soort=park")
    page.get_by_role("button", name=town.park.name).click()
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("Gratis")
    popup.get_by_role("link", name=town.park.name).click()
    expect(page).to_have_url(re.compile(r"/plekken/park-valkenberg/$"))
    expect(page.locator(".map .pin")).to_have_count(1)


def test_on_a_phone_the_map_opens_over_the_list_and_closes_again(open_page, town):
    page = open_page("/plekken/", **PHONE)
    button = page.get_by_role("button", name="Toon kaart")
    assert not any("/leaflet/leaflet.js" in url for url in page.guard.asked)

    button.click()
    expect(page.get_by_role("button", name="Terug naar de lijst")).to_be_focused()
    wait_for_pins(page)
    assert shown(page) == town.free
    for below in ["header", ".list", "footer"]:
        expect(page.locator(below)).to_have_attribute("inert", "")

    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".map")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_escape_closes_the_popup_first_and_then_the_map(open_page, town):
    page = open_page("/plekken/?soort=park", **PHONE)
    page.get_by_role("button", name="Toon kaart").click()
    page.get_by_role("button", name=town.park.name).click()
    popup = page.locator(".leaflet-popup")
    expect(popup).to_be_visible()

    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(page.locator(".map")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".map")).to_be_hidden()


def test_a_map_that_fails_says_so_and_leaves_the_list(open_page, town):
    page = open_page("/plekken/", **PHONE)
    page.route("**/leaflet.*.js", lambda route: route.abort())
    page.get_by_role("button", name="Toon kaart").click()
    expect(page.locator(".map")).to_contain_text("De kaart werkt nu niet.")
    page.keyboard.press("Escape")
    expect(page.locator(".place").first).to_be_visible()
    page.guard.wrong.clear()  # that is what this test is about


# --- The background ----------------------------------------------------------------


@contextmanager
def tile_server(answer: bytes | None):
    """A tile server on this machine, with its address and the paths it was asked;
    `None` answers with an error."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if answer else 500)
            self.end_headers()
            self.wfile.write(answer or b"")

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", asked
        server.shutdown()


def test_without_a_tile_server_the_neighbourhoods_are_drawn(open_page, town):
    page = open_page("/plekken/?buurt=valkenberg")
    wait_for_pins(page)
    expect(page.locator("path.outline")).to_have_count(3)  # two bounded, one circle
    expect(page.locator(".outline-name", has_text="Valkenberg")).to_have_count(1)


def test_without_a_tile_server_no_picture_is_asked_and_the_outlines_once_more(
    open_page, town
):
    page = open_page("/toegankelijkheid/")
    page.route("**/buurten/kaart.geojson", lambda route: route.abort(), times=1)
    page.goto("/plekken/?buurt=valkenberg")
    wait_for_pins(page)
    expect(page.locator("path.outline")).to_have_count(0)
    page.get_by_role("button", name="Dichterbij", exact=True).click()
    expect(page.locator("path.outline").first).to_be_attached()

    assert not [url for url in page.guard.asked if "/kaartbeeld/" in url]
    page.guard.wrong.clear()  # that the outlines did not come was meant


BOXES = """(all) => all.map((each) => {
  const range = document.createRange();
  range.selectNodeContents(each);
  const { left, top, right, bottom } = range.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


def test_no_name_on_the_drawn_map_covers_another_or_a_pin(open_page, town):
    for i in range(9):  # side by side, 250 metres wide: too narrow for the long names
        spot = Point(4.7758 + i % 3 * 0.0037, 51.583 + i // 3 * 0.0023, srid=4326)
        name = f"Veel te lange naam van een buurt {i}" if i % 2 else f"Kort {i}"
        make_neighbourhood(name=name, centre=spot, boundary=square(spot, 125))
    page = open_page("/plekken/#kaart=15/51.585/4.7795")
    wait_for_pins(page)
    names, pins = page.locator(".outline-name"), page.locator(".pin")
    expect(names.filter(has_text="Kort").first).to_be_visible()
    expect(names.filter(has_text="Veel te lange")).to_have_count(0)

    boxes = names.evaluate_all(BOXES)
    for i, one in enumerate(boxes):
        for other in [*boxes[:i], *pins.evaluate_all(BOXES)]:
            left, right = max(one[0], other[0]), min(one[2], other[2])
            top, bottom = max(one[1], other[1]), min(one[3], other[3])
            assert right <= left or bottom <= top, (one, other)
    page.get_by_role("button", name="Dichterbij", exact=True).click(click_count=2)
    expect(names.filter(has_text="Veel te lange").first).to_be_attached()


def test_the_drawn_map_is_hidden_from_screen_readers_and_says_whose_it_is(
    open_page, town
):
    page = open_page("/plekken/?buurt=valkenberg")
    wait_for_pins(page)
    expect(page.locator("[aria-hidden=true] path.outline").first).to_be_attached()
    expect(page.locator(".leaflet-control-attribution")).to_have_text(
        "Buurten: CBS/Kadaster (CC BY 4.0)"
    )


def test_pictures_of_the_map_come_through_our_own_address(open_page, town, settings):
    with tile_server(picture(256, 256)) as (address, asked):
        settings.TILE_SERVER = address
        page = open_page("/plekken/")
        wait_for_pins(page)
        expect(page.locator("img.leaflet-tile-loaded").first).to_be_visible()
        expect(
            page.locator("img.leaflet-tile:not(.leaflet-tile-loaded)")
        ).to_have_count(0)
        widths = page.locator("img.leaflet-tile").evaluate_all(
            "pictures => pictures.map(each => each.naturalWidth)"
        )
        assert set(widths) <= {256, 1}  # 1: beyond the municipality
        assert widths.count(256) == len(asked) > 0
        assert len(asked) == len(set(asked))
        expect(page.locator(".leaflet-control-attribution")).to_contain_text("Kadaster")

        again = open_page("/plekken/", dark=True)
        wait_for_pins(again)
        expect(
            again.locator("img.leaflet-tile:not(.leaflet-tile-loaded)")
        ).to_have_count(0)
        assert widths.count(256) == len(asked)  # kept, not fetched anew


@pytest.mark.parametrize("answer", [None, b"<html>no picture"], ids=["error", "html"])
def test_a_tile_server_that_fails_leaves_a_drawn_map(open_page, town, settings, answer):
    with tile_server(answer) as (address, asked):
        settings.TILE_SERVER = address
        page = open_page("/plekken/park-valkenberg/")
        expect(page.locator("path.outline").first).to_be_attached()
        expect(page.locator(".map .pin")).to_have_count(1)
    assert 1 <= len(asked) <= 8  # after a failure it is left in peace


def test_places_on_one_spot_open_as_a_list(open_page, live_server):
    for name in ["Bank links", "Bank rechts"]:
        make_place(name=name, point=VALKENBERG)
    page = open_page("/plekken/")
    spot = page.get_by_role("button", name="2 plekken", exact=False)
    while page.get_by_role("button", name="2 plekken op één punt").count() == 0:
        spot.first.click()
        page.wait_for_timeout(300)
    page.get_by_role("button", name="2 plekken op één punt").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".leaflet-popup a")).to_have_text(["Bank links", "Bank rechts"])
    expect(page.locator(".leaflet-popup a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)


def test_places_that_no_zoom_tells_apart_open_as_a_list(open_page, live_server):
    four_metres = Point(VALKENBERG.x + 0.00006, VALKENBERG.y, srid=4326)
    make_place(name="Bank links", point=VALKENBERG)
    make_place(name="Bank rechts", point=four_metres)
    page = open_page("/plekken/")
    wait_for_pins(page)
    close = page.get_by_role("button", name="2 plekken vlak bij elkaar")
    while close.count() == 0:
        page.get_by_role("button", name=re.compile("^2 plekken, kom")).click()
        page.wait_for_timeout(300)
    close.click()

    expect(page.locator(".leaflet-popup a")).to_have_text(["Bank links", "Bank rechts"])


def test_a_crowd_on_one_spot_leads_to_all_of_it_in_the_list(open_page, live_server):
    make_places(
        {"name": f"Bank {number}", "point": VALKENBERG} for number in range(300)
    )
    page = open_page("/plekken/")
    crowd = page.get_by_role("button", name="300 plekken op één punt")
    while crowd.count() == 0:
        page.get_by_role("button", name=re.compile("^300 plekken, kom")).click()
        page.wait_for_timeout(300)
    crowd.click()
    page.get_by_role("link", name="Toon deze 300 plekken in de lijst").click()

    expect(page).to_have_url(re.compile(r"vak="))
    expect(page.get_by_text("300 plekken", exact=True)).to_be_visible()
