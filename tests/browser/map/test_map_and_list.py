"""The map and the list belong together: in the address, under the mouse, when empty."""

import re

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from tests.browser.hands import PHONE
from tests.browser.map.test_map import shown, wait_for_pins
from tests.browser.map.test_map_tiles import is_settled
from tests.kit.factories import GROTE_MARKT, make_place

pytestmark = pytest.mark.once

SEARCH = "Zoek in dit stuk van de kaart"
MARKT = "#kaart=17/51.5887/4.7758"
NOWHERE = "#kaart=16/51.5800/4.7000"  # 5 km west of everything


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


# --- The address -------------------------------------------------------------------


def test_the_address_follows_the_map_and_brings_it_back(open_page, town):
    page = open_page("/plekken/")
    wait_for_pins(page)
    assert "#" not in page.url
    press(page, "Dichterbij")
    expect(page).to_have_url(re.compile(r"#kaart=\d+/\d+\.\d{4}/\d+\.\d{4}$"))
    is_settled(page)
    address, status = page.url, page.locator(".map + [role=status]").text_content()

    page.goto("/privacy/")
    page.go_back()
    wait_for_pins(page)
    assert page.url == address
    expect(page.locator(".map + [role=status]")).to_have_text(status)

    again = open_page(address)
    wait_for_pins(again)
    expect(again.locator(".map + [role=status]")).to_have_text(status)


@pytest.mark.parametrize(
    "nonsense",
    ["#kaart=", "#kaart=12", "#kaart=12/99/4", "#kaart=1/2/3/4", "#misschien"],
)
def test_an_address_that_says_nothing_of_a_map_shows_all(open_page, town, nonsense):
    page = open_page(f"/plekken/{nonsense}")
    wait_for_pins(page)

    assert shown(page) == town.free


def test_a_zoom_beyond_the_map_shows_the_nearest_it_has(open_page, town):
    page = open_page("/plekken/#kaart=99/51.5887/4.7758")
    wait_for_pins(page)

    assert page.locator(".pin").count() > 0


def test_another_address_moves_the_map(open_page, town):
    page = open_page("/plekken/")
    wait_for_pins(page)
    nearest = "#kaart=19/51.5887/4.7758"
    page.evaluate("hash => { location.hash = hash; }", nearest)

    expect(page.get_by_role("button", name="Bankje 01", exact=True)).to_be_visible()


def test_another_filter_keeps_the_view_another_place_does_not(open_page, town):
    page = open_page(f"/plekken/{MARKT}")
    wait_for_pins(page)
    page.get_by_role("link", name="Zonder drempel").click()
    expect(page).to_have_url(re.compile(rf"drempelvrij=ja{MARKT}$"))
    page.get_by_role("link", name="Plekken", exact=True).click()
    expect(page).to_have_url(re.compile(r"/plekken/"))
    page.goto(f"/plekken/?buurt=valkenberg{MARKT}")
    page.locator(".chip[aria-current]", has_text="Valkenberg").click()
    expect(page).to_have_url(re.compile(r"/plekken/$"))


def test_on_a_phone_going_back_opens_the_map_again(open_page, town):
    page = open_page("/plekken/?soort=park", **PHONE)
    page.get_by_role("button", name="Toon kaart").click()
    page.get_by_role("button", name=town.park.name).click()
    page.locator(".leaflet-popup").get_by_role("link").click()
    expect(page).to_have_url(re.compile("/park-valkenberg/$"))
    page.go_back()

    expect(page.locator(".map .pin").first).to_be_visible()
    page.get_by_role("button", name="Terug naar de lijst").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    shared = open_page(f"/plekken/{MARKT}", **PHONE)
    expect(shared.get_by_role("heading", level=1)).to_be_visible()
    expect(shared.locator(".map")).to_be_hidden()


# --- Searching where the map is ----------------------------------------------------


def test_where_map_and_list_differ_the_list_can_follow(open_page, town):
    page = open_page("/plekken/")
    wait_for_pins(page)
    link = page.get_by_role("link", name=SEARCH)
    expect(link).to_be_hidden()
    page.goto(f"/plekken/?gratis=alles{MARKT}")
    page.reload()
    wait_for_pins(page)
    in_view = page.locator(".map + [role=status]").text_content()
    link.click()

    expect(page).to_have_url(re.compile(rf"gratis=alles&vak=[\d.%C]+{MARKT}$"))
    wait_for_pins(page)
    expect(link).to_be_hidden()
    expect(page.locator(".map + [role=status]")).to_have_text(in_view)
    found = re.search(r"\d+", in_view)[0]
    expect(page.get_by_text(f"{found} plekken", exact=True)).to_be_visible()

    press(page, "Verder weg")
    expect(link).to_be_visible()
    assert "vak=" in link.get_attribute("href")


def test_around_a_spot_it_looks_there_no_longer(open_page, town):
    page = open_page("/plekken/?bij=51.589,4.776&drempelvrij=ja")
    wait_for_pins(page)
    expect(page.get_by_role("link", name=SEARCH)).to_be_hidden()
    press(page, "Naar rechts")
    address = page.get_by_role("link", name=SEARCH).get_attribute("href")

    assert "bij=" not in address
    assert "drempelvrij=ja" in address


# --- A card and its marker ---------------------------------------------------------


def test_a_card_and_its_marker_light_each_other_up(open_page, town):
    page = open_page("/plekken/?gratis=alles&soort=park&soort=bibliotheek")
    wait_for_pins(page)
    card = page.locator(".place", has_text=town.park.name)
    pin = page.get_by_role("button", name=town.park.name)
    lit = re.compile(r"\bis-lit\b")

    card.hover()
    expect(pin).to_have_class(lit)
    expect(page.locator(".pin.is-lit")).to_have_count(1)
    plain = page.locator(".pin:not(.is-lit)").first
    look = "element => getComputedStyle(element).boxShadow"
    assert pin.evaluate(look) != plain.evaluate(look)

    page.mouse.move(5, 5)
    expect(page.locator(".is-lit")).to_have_count(0)
    pin.hover()
    expect(card).to_have_class(lit)
    page.mouse.move(5, 5)

    card.get_by_role("link").focus()
    expect(pin).to_have_class(lit)
    pin.focus()
    expect(card).to_have_class(lit)
    expect(page.locator(".place.is-lit")).to_have_count(1)


def test_a_card_lights_up_the_cluster_that_its_place_is_in(open_page, town):
    page = open_page("/plekken/")
    wait_for_pins(page)
    page.locator(".place", has_text="Bankje 01").hover()

    expect(page.locator(".pin.is-lit")).to_have_count(1)
    expect(page.locator(".pin.is-lit")).to_have_text("24")
    page.mouse.move(5, 5)
    page.locator(".pin", has_text="24").hover()
    page.wait_for_timeout(100)
    assert page.locator(".place.is-lit").count() > 10


def test_a_card_lights_up_its_pin_that_comes_only_later(open_page, town):
    page = open_page("/")
    held = []
    page.route("**/plekken/kaart/**", lambda route: held.append(route))
    page.goto("/plekken/#kaart=15/51.5887/4.7758")
    page.locator(".leaflet-marker-pane[aria-label]").wait_for(state="attached")
    page.locator(".place", has_text="Bankje 01").hover()
    page.wait_for_timeout(300)
    assert held
    expect(page.locator(".is-lit")).to_have_count(0)

    for each in held:
        each.fallback()
    expect(page.locator(".pin.is-lit")).to_have_count(1)
    page.mouse.move(5, 5)
    expect(page.locator(".is-lit")).to_have_count(0)


# --- Nothing here ------------------------------------------------------------------


@pytest.fixture
def two_spots(live_server):
    make_place(name="Hier", point=GROTE_MARKT)
    west = Point(GROTE_MARKT.x - 0.05, GROTE_MARKT.y, srid=4326)
    make_place(name="Café west", kind="cafe", point=west)


def test_where_nothing_is_the_map_says_what_is_near_and_goes_there(open_page, town):
    page = open_page(f"/plekken/?soort=park{NOWHERE}")
    note = page.locator(".map-over")
    expect(note).to_contain_text(
        "Geen plekken hier, wel 1 op ongeveer 6,0 km hemelsbreed"
    )
    expect(page.locator(".map + [role=status]")).to_contain_text("wel 1 op")
    note.get_by_role("button", name="Laat zien op de kaart").click()

    expect(page.get_by_role("button", name=town.park.name)).to_be_focused()
    expect(note).to_be_hidden()
    expect(page.locator(".map + [role=status]")).to_have_text("Kaart: 1 plek in beeld")


def test_it_says_which_choice_hides_what_is_there(open_page, two_spots):
    page = open_page("/plekken/#kaart=16/51.5887/4.7258")
    note = page.locator(".map-over")
    note.get_by_role("link", name="1 plek als je “Gratis” uitzet").click()

    expect(page).to_have_url(re.compile(r"gratis=alles&vak=.*#kaart=16/"))
    expect(page.get_by_text("1 plek", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Café west")).to_be_visible()
    expect(note).to_be_hidden()


def test_when_that_can_not_be_asked_it_still_says_that_nothing_is_here(open_page, town):
    page = open_page("/plekken/")
    wait_for_pins(page)
    page.route("**/dichtbij.json*", lambda route: route.abort())
    page.evaluate("hash => { location.hash = hash; }", NOWHERE)

    expect(page.locator(".map-over")).to_have_text("Geen plekken hier.")
    page.guard.wrong.clear()  # that is what this test is about


def test_a_list_that_finds_nothing_has_a_map_of_where_was_looked(open_page, town):
    page = open_page("/plekken/?soort=gebedshuis&buurt=valkenberg")

    expect(page.locator(".map-over")).to_contain_text("Geen plekken hier.")
    assert not [url for url in page.guard.asked if "/plekken/kaart/" in url]


def test_a_map_that_nobody_saw_yet_asks_about_no_box_without_size(open_page, town):
    page = open_page("/plekken/?soort=gebedshuis&buurt=valkenberg", **PHONE)
    page.wait_for_load_state("networkidle")

    for width in (1280, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})

    expect(page.locator(".map-over")).to_contain_text("Geen plekken hier.")
    boxes = [url.partition("beeld=")[2] for url in page.guard.asked if "beeld=" in url]
    corners = [box.split("&")[0].split(",") for box in boxes]
    assert all(box[:2] != box[2:] for box in corners)


# --- Fingers, and who wants no motion -----------------------------------------------

WHEEL = "() => new Promise((done) => setTimeout(() => done(scrollY), 400))"


@pytest.mark.parametrize("path", ["/buurten/valkenberg/", "/plekken/park-valkenberg/"])
def test_a_map_inside_a_page_lets_the_page_scroll(open_page, town, path):
    page = open_page(path, has_touch=True, is_mobile=True, **PHONE)
    box = page.locator(".map")
    box.scroll_into_view_if_needed()
    expect(page.locator(".map .map-button").first).to_be_visible()
    touch = box.evaluate("element => getComputedStyle(element).touchAction")
    assert "pan-y" in touch

    desktop = open_page(path, height=500)
    expect(desktop.locator(".map .map-button").first).to_be_visible()
    desktop.locator(".map").hover()
    before = desktop.evaluate(WHEEL)
    desktop.mouse.wheel(0, 200 if before == 0 else -200)
    assert desktop.evaluate(WHEEL) != before


def test_over_the_list_one_finger_moves_the_map(open_page, town):
    page = open_page("/plekken/", has_touch=True, is_mobile=True, **PHONE)
    page.get_by_role("button", name="Toon kaart").tap()
    wait_for_pins(page)

    touch = page.locator(".map").evaluate(
        "element => getComputedStyle(element).touchAction"
    )
    assert touch == "none"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_map_jumps_for_who_wants_no_motion(open_page, town, motion):
    page = open_page("/plekken/", reduced_motion=motion)
    wait_for_pins(page)
    page.evaluate(
        """() => {
          window.moves = 0;
          const pane = document.querySelector(".leaflet-map-pane");
          new MutationObserver((changes) => { window.moves += changes.length; })
            .observe(pane, { attributes: true, attributeFilter: ["style"] });
        }"""
    )
    press(page, "Naar rechts")
    page.wait_for_timeout(800)

    assert (page.evaluate("() => window.moves") <= 2) == (motion == "reduce")


def test_without_javascript_the_list_is_complete(open_page, town):
    page = open_page("/plekken/", java_script_enabled=False)

    expect(page.locator(".place")).to_have_count(25)
    expect(page.locator(".map")).to_contain_text("De kaart heeft JavaScript nodig.")
