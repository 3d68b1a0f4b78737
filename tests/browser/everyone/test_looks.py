"""Dark, print, high contrast, little motion: the same page, for other eyes."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.browser.inspector import MAPS_ARE_DRAWN
from tests.kit.factories import make_activity

pytestmark = pytest.mark.once

PHONE = {"width": 360, "height": 780}

AT_THE_END = "() => scrollY + innerHeight >= document.body.scrollHeight - 1"
TAPPED = (
    ".btn, button, .chip, .lang, nav a, summary, fieldset label, select, "
    ".areas a, .signs a, .danger a"
)
TOO_SMALL = """(tapped) => [...document.querySelectorAll(tapped)]
  .filter((each) => each.offsetParent && !each.matches(".sr"))
  .filter((each) => each.getBoundingClientRect().height < 43.5)
  .map((each) => each.outerHTML.slice(0, 120))"""


def style(locator, name, part=None):
    return locator.evaluate(
        "(element, [name, part]) => getComputedStyle(element, part)[name]", [name, part]
    )


def brightness(locator, name="backgroundColor") -> float:
    """Of a colour, from 0 (black) to 255 (white)."""
    red, green, blue = map(float, re.findall(r"[\d.]+", style(locator, name))[:3])
    return 0.3 * red + 0.59 * green + 0.11 * blue


def test_dark_is_dark_and_light_is_light(open_page, town):
    page = open_page("/plekken/park-valkenberg/", dark=True)
    html, heading = page.locator("html"), page.get_by_role("heading", level=1)
    assert brightness(html) < 60 < 180 < brightness(heading, "color")
    expect(page.locator(".map .outline").first).to_be_attached()
    assert brightness(page.locator(".map .outline").first, "fill") < 60

    page.emulate_media(color_scheme="light")
    assert brightness(heading, "color") < 60 < 180 < brightness(html)


@pytest.mark.parametrize("path", ["/", "/plekken/", "/plekken/lange-naam/"])
def test_the_menu_lies_under_the_thumb_and_hides_nothing(open_page, town, path):
    page = open_page(path, **PHONE)
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    assert menu.bounding_box()["y"] > 600
    page.mouse.wheel(0, 20_000)
    page.wait_for_function(AT_THE_END)
    privacy = page.get_by_role("link", name="Privacy").bounding_box()
    assert privacy["y"] + privacy["height"] <= menu.bounding_box()["y"]


def test_all_that_you_tap_is_large_enough(open_page, town):
    page = open_page("/", **PHONE)
    write = ["/plekken/voorstellen/", "/plekken/park-valkenberg/onveilig/"]
    for path in ["/", "/plekken/", "/buurten/", "/plekken/park-valkenberg/", *write]:
        page.goto(path)
        if path == "/plekken/":
            page.locator("summary", has_text="Meer").click()
        assert page.evaluate(TOO_SMALL, TAPPED) == []


def test_high_contrast_keeps_the_state_of_a_chip_visible(open_page, town):
    page = open_page("/plekken/", forced_colors="active")
    chips = page.locator(".quick a.chip")
    on, off = chips.nth(0), chips.nth(1)
    expect(on).to_have_attribute("aria-current", "true")
    assert style(on, "outlineStyle") == "solid"
    assert style(off, "outlineStyle") == "none"
    assert "✓" in style(on, "content", "::before")
    for kind in [".sign", ".btn", ".chip"]:
        assert style(page.locator(kind).first, "borderTopStyle") in {"solid", "dashed"}
    pin = page.locator(".pin").first
    expect(pin).to_be_visible()
    assert style(pin, "backgroundColor") != style(pin, "color")


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_who_does_not_want_it(open_page, town, motion):
    page = open_page("/plekken/?soort=park", reduced_motion=motion)
    chip, pin = page.locator(".chip").first, page.locator(".pin--one")
    expect(pin).to_be_visible()
    durations = {style(each, "transitionDuration") for each in [chip, pin]}
    assert (durations == {"0s"}) == (motion == "reduce")
    is_animated = page.locator(".pin--one.leaflet-zoom-animated").count() == 1
    assert is_animated == (motion == "no-preference")


def test_the_list_in_print_is_a_list_without_a_menu(open_page, town):
    page = open_page("/plekken/", width=800)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".place").first).to_be_visible()
    expect(page.locator(".place").last).to_be_visible()
    for screen_only in ["nav", ".lang", ".skip", ".chip", ".btn", ".more"]:
        expect(page.locator(screen_only).first).to_be_hidden()
    assert brightness(page.locator("html")) > 250
    assert brightness(page.locator(".place h2 a").first, "color") < 60
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") >= 2


def test_a_place_in_print_has_its_address_and_facts(open_page, town):
    page = open_page("/plekken/park-valkenberg/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Valkenberg 1, Breda")).to_be_visible()
    expect(page.get_by_role("heading", name="Wat we weten")).to_be_visible()
    expect(page.get_by_text("Gecontroleerd op")).to_be_visible()
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()


def test_the_typeface_comes_along_and_other_scripts_fall_back(open_page, town):
    page = open_page("/plekken/park-valkenberg/")
    page.evaluate("document.fonts.ready")
    loaded = "[...document.fonts].map((face) => [face.weight, face.status])"
    assert page.evaluate(loaded) == [["400", "loaded"], ["700", "loaded"]]
    assert "Atkinson" in style(page.locator("body"), "fontFamily")
    # Signs that no font had would all be the same empty box.
    wide = """(text) => { const pen = document.createElement("canvas").getContext("2d");
      pen.font = getComputedStyle(document.body).font;
      return pen.measureText(text).width; }"""
    assert page.evaluate(wide, "ш") != page.evaluate(wide, "і")


COVERED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "";
  const box = one.getBoundingClientRect();
  const top = Math.max(box.top, 0);  // a map may be higher than the screen
  const seen = Math.min(box.bottom, innerHeight) - top;
  const at = top + Math.min(seen / 2, 10);
  const over = document.elementFromPoint(box.left + box.width / 2, at);
  return over && (one.contains(over) || over.contains(one)) ? "" : one.outerHTML;
}"""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/plekken/",
        "/plekken/?soort=bankje&bij=51.570,4.790&straal=100",
        "/plekken/park-valkenberg/",
        "/plekken/voorstellen/",
        "/agenda/",
        "/agenda/damclub/",
    ],
)
def test_nothing_lies_over_what_has_focus_at_400_per_cent(open_page, town, path):
    tomorrow = localdate() + timedelta(days=1)
    make_activity(name="Damclub", slug="damclub", rule="", first_on=tomorrow,
                  place=town.park)  # fmt: skip
    page = open_page(path, width=320, height=256)
    page.wait_for_function(MAPS_ARE_DRAWN)

    covered = []
    for _tab in range(28):
        page.keyboard.press("Tab")
        if page.evaluate(COVERED):  # on a busy machine the page may still move
            page.wait_for_timeout(500)
            covered.append(page.evaluate(COVERED))

    assert not [each[:120] for each in covered if each]
