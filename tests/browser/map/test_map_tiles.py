"""What the map asks for, when, and what it shows meanwhile."""

import random
import re

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from tests.browser.hands import PHONE
from tests.browser.map.test_map import shown, wait_for_pins
from tests.kit.factories import GROTE_MARKT, make_places

pytestmark = pytest.mark.once

COUNT = """() => [...document.querySelectorAll(".pin:not([aria-hidden])")]
  .reduce((sum, pin) => sum + (parseInt(pin.textContent) || 1), 0)"""
MANY = 150


@pytest.fixture
def crowd(live_server):
    """Places all over the city, more than one view tells apart."""
    chance = random.Random(5)
    facts = []
    for number in range(MANY):
        lon = GROTE_MARKT.x + chance.uniform(-0.04, 0.04)
        lat = GROTE_MARKT.y + chance.uniform(-0.02, 0.02)
        facts.append({"name": f"Bank {number}", "point": Point(lon, lat, srid=4326)})
    make_places(facts)


def tiles(page) -> list[str]:
    return [url for url in page.guard.asked if "/plekken/kaart/" in url]


def is_settled(page):
    """Nothing is asked any more, and the view has been told."""
    page.wait_for_timeout(300)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)


def open_calmly(open_page, path, **options):
    """For a visitor who saves data: nothing is asked ahead."""
    page = open_page("/privacy/", **options)
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    page.goto(path)
    wait_for_pins(page)
    return page


@pytest.mark.parametrize("size", [{}, {"width": 1000}, {"width": 2400, "height": 1300}])
def test_the_first_view_asks_for_nothing(open_page, crowd, size):
    page = open_calmly(open_page, "/plekken/", **size)
    is_settled(page)

    assert tiles(page) == []
    assert shown(page) == MANY


def test_the_first_view_on_a_phone_asks_for_nothing_either(open_page, crowd):
    page = open_page("/plekken/", **PHONE)
    page.get_by_role("button", name="Toon kaart").click()
    wait_for_pins(page)

    assert tiles(page) == []
    assert shown(page) == MANY


def test_further_away_asks_for_nothing(open_page, crowd):
    page = open_calmly(open_page, "/plekken/")
    for _step in range(3):
        page.get_by_role("button", name="Verder weg", exact=True).click()
        page.wait_for_timeout(100)
        assert shown(page) == MANY

    assert tiles(page) == []


def test_nearer_asks_for_what_is_in_view_once(open_page, crowd):
    page = open_calmly(open_page, "/plekken/")
    page.get_by_role("button", name="Dichterbij", exact=True).click()
    is_settled(page)
    asked = tiles(page)
    assert asked
    assert len(asked) == len(set(asked))
    zooms = {re.search(r"/kaart/(\d+)/", url)[1] for url in asked}
    assert len(zooms) == 1

    for name in ["Verder weg", "Dichterbij"]:
        page.get_by_role("button", name=name, exact=True).click()
        is_settled(page)
    assert tiles(page) == asked  # kept


def test_at_rest_the_next_zoom_of_the_middle_is_asked_ahead(open_page, crowd):
    page = open_page("/plekken/")
    wait_for_pins(page)
    is_settled(page)
    ahead = tiles(page)
    assert ahead

    page.get_by_role("button", name="Dichterbij", exact=True).click()
    is_settled(page)
    zoom = re.search(r"/kaart/(\d+)/", ahead[0])[1]
    again = [url for url in tiles(page)[len(ahead) :] if f"/kaart/{zoom}/" in url]
    assert not set(again) & set(ahead)


def hold_tiles(page):
    """Tiles that wait until they are let go."""
    held = []
    page.route("**/plekken/kaart/**", lambda route: held.append(route))
    return held


def let_go(held):
    for route in held:
        route.continue_()
    held.clear()


def test_old_markers_stay_until_the_new_zoom_is_there(open_page, crowd):
    page = open_calmly(open_page, "/plekken/")
    held = hold_tiles(page)
    before = page.locator(".pin").count()
    page.get_by_role("button", name="Dichterbij", exact=True).click()
    page.wait_for_timeout(800)
    assert len(held) > 1
    assert page.locator(".pin").count() == before

    last = held.pop()
    let_go(held)
    page.wait_for_timeout(500)
    assert page.locator(".pin").count() == before  # not in pieces
    last.continue_()
    expect(page.locator(".pin")).not_to_have_count(before)


def test_who_left_the_view_is_no_longer_waited_for_who_stays_is(open_page, crowd):
    page = open_calmly(open_page, "/plekken/#kaart=15/51.5887/4.7758")
    is_settled(page)
    gone = []
    page.on("requestfailed", lambda request: gone.append(request.url))
    held = hold_tiles(page)
    page.get_by_role("button", name="Naar links").click()
    page.wait_for_timeout(500)
    asked = [route.request.url for route in held]
    page.get_by_role("button", name="Naar rechts").click()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Naar boven").click()
    page.wait_for_timeout(500)

    assert asked
    assert gone
    assert set(gone) <= set(asked)
    still = {route.request.url for route in held} - set(gone)
    assert still
    let_go([route for route in held if route.request.url in still])
    is_settled(page)


def test_the_same_place_keeps_its_element(open_page, town):
    page = open_page("/plekken/?soort=park")
    wait_for_pins(page)
    page.evaluate("() => { document.querySelector('.pin').dataset.mine = 'yes'; }")
    for name in ["Verder weg", "Naar links", "Naar boven"]:
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_timeout(600)

    expect(page.locator(".pin")).to_have_attribute("data-mine", "yes")


def test_a_tile_that_fails_is_told_and_asked_again(open_page, crowd):
    page = open_calmly(open_page, "/plekken/")
    page.route("**/plekken/kaart/**", lambda route: route.abort())
    before = page.locator(".pin").count()
    page.get_by_role("button", name="Dichterbij", exact=True).click()
    note = page.locator(".map-over")
    expect(note).to_contain_text("Een deel van de kaart laadt niet.")
    assert 0 < page.locator(".pin").count() <= before  # never an empty map

    page.unroute("**/plekken/kaart/**")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(note).to_be_hidden()
    expect(page.locator(".map :focus")).to_have_count(1)
    is_settled(page)
    page.guard.wrong.clear()  # that is what this test is about


def test_a_tile_that_fails_comes_by_itself_later(open_page, crowd):
    page = open_calmly(open_page, "/plekken/")
    page.route("**/plekken/kaart/**", lambda route: route.abort())
    page.get_by_role("button", name="Dichterbij", exact=True).click()
    expect(page.locator(".map-over")).to_be_visible()
    page.unroute("**/plekken/kaart/**")

    expect(page.locator(".map-over")).to_be_hidden()
    page.guard.wrong.clear()  # that is what this test is about


@pytest.mark.parametrize("steps", [1, 3])
def test_what_is_in_view_is_what_the_list_of_the_view_counts(open_page, crowd, steps):
    page = open_calmly(open_page, "/plekken/")
    for _step in range(steps):
        page.get_by_role("button", name="Dichterbij", exact=True).click()
        is_settled(page)
    told = page.locator(".map + [role=status]").text_content()
    inside = page.evaluate(COUNT)
    assert told == f"Kaart: {inside} plekken in beeld"

    page.get_by_role("link", name="Zoek in dit stuk van de kaart").click()
    wait_for_pins(page)
    listed = page.get_by_text(re.compile(r"^\d+ plekken?$"), exact=True).first
    found = int(listed.text_content().split()[0])
    assert shown(page) == found
