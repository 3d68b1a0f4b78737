"""Whoever presses on a map before it shows the municipality chooses nothing by it."""

import re

import pytest
from playwright.sync_api import expect

from tests.kit.factories import make_staff

IN_TOWN = re.compile(r"^51\.[56]\d{5},4\.[78]\d{5}$")
MIDDLE = {"x": 120, "y": 120}

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]


@pytest.fixture(params=["staff", "visitor"])
def slow_map(request, log_in, open_page, town):
    """A page with a map to choose on, its field, and what lets the first view come."""
    if request.param == "staff":
        page, path, label = log_in(make_staff()), "/beheer/places/place/add/", "Ligging"
    else:
        page, path, label = open_page("/"), "/plekken/voorstellen/", "Waar is het?"
    held, let_go = [], []
    page.route(
        "**/buurten/kaart.geojson",
        lambda route: route.continue_() if let_go else held.append(route),
    )
    page.goto(path)
    chosen = page.locator(".staff-map[data-input], .map--choose")
    chosen.scroll_into_view_if_needed()
    chosen.locator(".leaflet-tile-pane").wait_for(state="attached")

    def go_on():
        let_go.append(True)
        for route in held:
            route.continue_()

    return chosen, page.get_by_label(label), go_on


def test_a_press_before_the_first_view_chooses_nothing_and_the_map_says_so(slow_map):
    chosen, field, go_on = slow_map

    chosen.click(position=MIDDLE)

    expect(chosen.get_by_role("status")).to_contain_text("Wacht even")
    expect(field).to_have_value("")
    expect(chosen.locator(".pin")).to_have_count(0)
    go_on()
    expect(chosen).to_have_attribute("data-ready", "")
    expect(field).to_have_value("")
    expect(chosen.get_by_role("status")).to_have_count(0)

    chosen.click(position=MIDDLE)

    expect(field).to_have_value(IN_TOWN)


def test_a_press_while_the_map_zooms_chooses_nothing(open_page, town):
    page = open_page("/plekken/voorstellen/", reduced_motion="no-preference")
    chosen = page.locator(".map--choose[data-ready]")
    chosen.scroll_into_view_if_needed()
    # The moment it begins, in the browser itself: no clock decides whether it goes on.
    chosen.evaluate(
        """async (map) => {
          const pane = map.querySelector(".leaflet-map-pane");
          const isZooming = () => pane.classList.contains("leaflet-zoom-anim");
          const begins = new Promise((resolve) => {
            const look = () => isZooming() && resolve();
            new MutationObserver(look).observe(pane, { attributeFilter: ["class"] });
          });
          map.querySelector(".map-button--in").click();
          await begins;
          const { left, top } = map.getBoundingClientRect();
          const at = { bubbles: true, clientX: left + 120, clientY: top + 120 };
          pane.dispatchEvent(new MouseEvent("click", at));
        }"""
    )
    expect(page.get_by_label("Waar is het?")).to_have_value("")
