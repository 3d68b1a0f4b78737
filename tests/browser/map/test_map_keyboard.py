"""The map without a mouse: a stop for the markers, one for the buttons, a way out."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.hands import PHONE, tab_to
from tests.browser.map.test_map import wait_for_pins
from tests.browser.town import LONG

pytestmark = pytest.mark.once

NAMES = """() => [...document.querySelectorAll(".pin:not([aria-hidden])")]
  .map((pin) => pin.getAttribute("aria-label"))"""
SPOTS = """() => [...document.querySelectorAll(".pin:not([aria-hidden])")]
  .map((pin) => {
  const { x, y } = pin.getBoundingClientRect();
  return [x, y];
})"""


def turn(page):
    """The one marker that Tab comes to."""
    return page.locator(".pin[tabindex='0']")


def focused_name(page) -> str:
    return page.evaluate("() => document.activeElement.getAttribute('aria-label')")


@pytest.fixture
def page(open_page, town):
    page = open_page("/plekken/")
    wait_for_pins(page)
    return page


def test_the_markers_are_one_stop_and_the_buttons_another(page):
    assert page.locator(".pin").count() > 3
    expect(turn(page)).to_have_count(1)
    tab_to(page, turn(page))

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Dichterbij", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    inside = "() => document.querySelector('.map').contains(document.activeElement)"
    assert not page.evaluate(inside)


def test_arrows_go_from_marker_to_marker_in_reading_order(page):
    names, spots = page.evaluate(NAMES), page.evaluate(SPOTS)
    for (x, y), (next_x, next_y) in pairwise(spots):
        assert next_y >= y + 22 or next_x > x, "not as one reads"
    tab_to(page, turn(page))

    walked = [focused_name(page)]
    for _step in names[1:]:
        page.keyboard.press("ArrowRight")
        walked.append(focused_name(page))
    assert walked == names
    page.keyboard.press("ArrowDown")
    assert focused_name(page) == names[-1]  # there is no next one
    page.keyboard.press("ArrowUp")
    assert focused_name(page) == names[-2]
    page.keyboard.press("Home")
    assert focused_name(page) == names[0]
    page.keyboard.press("End")
    assert focused_name(page) == names[-1]
    expect(turn(page)).to_have_count(1)
    expect(turn(page)).to_be_focused()


def test_every_marker_has_a_name(page):
    names = page.evaluate(NAMES)

    assert f"{LONG} {LONG}" in names
    others = [name for name in names if LONG not in name and "Oude" not in name]
    assert others
    for name in others:
        assert re.fullmatch(r"\d+ plekken, kom dichterbij|Park Valkenberg", name)
    group = page.get_by_role("group", name="Plekken op de kaart")
    told = page.locator(f"#{group.get_attribute('aria-describedby')}")
    assert "pijltjes" in told.text_content()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_press_zooms_in_until_it_falls_apart_and_keeps_the_focus(page, key):
    before = page.locator(".pin").count()
    tab_to(page, turn(page))
    while "kom dichterbij" not in focused_name(page):
        page.keyboard.press("ArrowRight")
    page.keyboard.press(key)

    expect(page.locator(".pin")).not_to_have_count(before)
    expect(page.locator(".map :focus")).to_have_count(1)
    expect(turn(page)).to_be_focused()


def test_escape_leaves_for_what_comes_after_the_map(page):
    tab_to(page, turn(page))
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="14 076")).to_be_focused()


def test_escape_closes_a_popup_first(open_page, town):
    page = open_page("/plekken/?soort=park")
    wait_for_pins(page)
    tab_to(page, turn(page))
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(turn(page)).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="14 076")).to_be_focused()


def test_plus_and_minus_zoom(page):
    tab_to(page, turn(page))
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile(r"#kaart=\d+/"))
    zoom = int(re.search(r"#kaart=(\d+)", page.url)[1])
    page.keyboard.press("-")
    expect(page).to_have_url(re.compile(rf"#kaart={zoom - 1}/"))


def test_the_buttons_move_and_zoom_and_arrows_go_between_them(page):
    toolbar = page.get_by_role("toolbar", name="Kaart bewegen")
    for name in ["Naar links", "Naar boven", "Naar rechts", "Naar beneden"]:
        button, before = toolbar.get_by_role("button", name=name), page.url
        button.click()
        page.wait_for_function("before => location.href !== before", arg=before)
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    closer = toolbar.get_by_role("button", name="Dichterbij", exact=True)
    closer.focus()
    page.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Verder weg", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(toolbar.get_by_role("button", name="Naar rechts")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(closer).to_be_focused()
    expect(toolbar.locator("[tabindex='0']")).to_have_count(1)


def test_a_zoom_that_can_not_go_on_says_so(open_page, town):
    page = open_page("/plekken/#kaart=19/51.5887/4.7758")
    closer = page.get_by_role("button", name="Dichterbij", exact=True)

    expect(closer).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Verder weg", exact=True).click()
    expect(closer).to_have_attribute("aria-disabled", "false")


def test_how_many_are_in_view_is_said_after_the_view_rests(page, town):
    status = page.locator(".map + [role=status]")
    expect(status).to_have_text(f"Kaart: {town.free} plekken in beeld")
    said = page.evaluate_handle(
        """() => {
          const said = [];
          const status = document.querySelector(".map + [role=status]");
          new MutationObserver(() => said.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
          return said;
        }"""
    )
    for _step in range(3):
        page.get_by_role("button", name="Naar boven").click()
        page.wait_for_timeout(100)
    page.get_by_role("button", name="Naar beneden").click()
    page.wait_for_timeout(2000)

    assert len(said.json_value()) <= 1
    assert said.json_value() == [status.text_content()] or not said.json_value()


def test_on_a_phone_escape_goes_back_to_the_list(open_page, town):
    page = open_page("/plekken/", **PHONE)
    button = page.get_by_role("button", name="Toon kaart")
    button.click()
    wait_for_pins(page)
    tab_to(page, turn(page))
    page.keyboard.press("Escape")

    expect(button).to_be_focused()


def test_markers_out_of_view_are_not_read_aloud(page):
    page.get_by_role("button", name="Dichterbij", exact=True).click()
    page.wait_for_timeout(1000)
    frame = page.locator(".map").bounding_box()
    for pin in page.locator(".pin[aria-hidden='true']").all():
        box = pin.bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        is_in = (
            frame["x"] <= middle[0] <= frame["x"] + frame["width"]
            and frame["y"] <= middle[1] <= frame["y"] + frame["height"]
        )
        assert not is_in
    expect(turn(page)).to_have_count(1)
