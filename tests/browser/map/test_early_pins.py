"""The pins of the first view are there before the map itself, at the same spots."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import until

pytestmark = pytest.mark.once

# What each pin looks like, its size and where it is, in whole pixels of the map.
PINS = """(where) => {
  const map = document.querySelector("[data-map]").getBoundingClientRect();
  return [...document.querySelectorAll(`${where} .pin`)]
    .map((pin) => {
      const { left, top, width, height } = pin.getBoundingClientRect();
      const looks = [...pin.classList].filter((name) => name.startsWith("pin"));
      const spot = [left - map.left, top - map.top, width, height].map(Math.round);
      return { spot, all: [...looks, pin.textContent, ...spot].join(" ") };
    })
    .filter(({ spot: [x, y, w, h] }) => x + w / 2 >= 0 && x + w / 2 <= map.width
      && y + h / 2 >= 0 && y + h / 2 <= map.height)
    .map(({ all }) => all)
    .sort();
}"""
MAP_IS_DRAWN = (
    "() => document.querySelector('[data-map]')?.querySelector('.early') === null"
)


@pytest.fixture
def held(open_page, town):
    """A page whose map waits for Leaflet, and what it waits for."""

    def opened(path, **options):
        page = open_page("/over/", **options)
        waiting = []
        page.route("**/leaflet.*.js", lambda route: waiting.append(route))
        page.goto(path, wait_until="commit")
        return page, waiting

    return opened


@pytest.mark.parametrize("width", [1000, 1280, 1900])
@pytest.mark.parametrize("path", ["/plekken/", "/plekken/?soort=bankje"])
def test_they_stand_where_the_map_draws_them(held, path, width):
    page, waiting = held(path, width=width, height=800)
    page.wait_for_selector(".early .pin", state="attached")
    early = page.evaluate(PINS, ".early")
    expect(page.get_by_text("De kaart heeft JavaScript nodig")).to_be_hidden()

    until(page, lambda: waiting)
    for each in waiting:
        each.continue_()
    page.wait_for_function(MAP_IS_DRAWN)

    assert early == page.evaluate(PINS, ".leaflet-marker-pane")
    assert early


def test_a_view_in_the_address_waits_for_the_map(held):
    page, _waiting = held("/plekken/#kaart=15/51.5887/4.7758", width=1280, height=800)
    page.wait_for_load_state("domcontentloaded")

    expect(page.locator(".early")).to_have_count(0)


def test_nobody_hears_or_presses_them(held):
    page, _waiting = held("/plekken/", width=1280, height=800)
    pin = page.locator(".early .pin").first
    pin.wait_for(state="attached")

    assert page.locator(".early").get_attribute("aria-hidden") == "true"
    assert page.locator(".early :is(a, button, [tabindex])").count() == 0
