"""A maker orders eight stops with opening times and prints; also by the keyboard alone
and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.browser.inspector import Inspector, visit_all
from tests.kit.factories import make_place, make_tour

pytestmark = pytest.mark.once

PAGES_OF_PDF = re.compile(rb"/Type\s*/Page[^s]")


@pytest.fixture
def eight(town):
    """In a row from south to north; the last but one closes first."""
    places = []
    for number in range(8):
        hours = "Mo-Su 09:00-11:00" if number == 6 else "Mo-Su 09:00-18:00"
        point = Point(4.7758, 51.575 + number * 0.004, srid=4326)
        places.append(
            make_place(
                name=f"Halte {number + 1}", slug=f"halte-{number + 1}",
                kind="buurthuis", opening_hours=hours, point=point,
            )
        )  # fmt: skip
    return places


def tomorrow():
    return (localdate() + timedelta(days=1)).isoformat()


def address(eight, but=0):
    """Of the maker with all of them, but for so many at the end."""
    stops = "&".join(f"s=plek.{each.slug}.15" for each in eight[: len(eight) - but])
    return f"/fietstochten/maken/?{stops}&dag={tomorrow()}&begin=9.30"


def order(page) -> list[str]:
    return page.locator(".order h3").all_inner_texts()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_maker_orders_eight_stops_and_prints(open_page, eight, javascript):
    page = open_page(address(eight, but=1), width=360, java_script_enabled=javascript)
    page.get_by_label("Nog een plek erbij").fill("Halte 8")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("button", name="Halte 8 erbij").click()
    expect(page.locator(".order > li")).to_have_count(8)
    page.get_by_label("Rust bij Halte 2").select_option(label="30 min rust")
    page.get_by_role("button", name="Reken opnieuw").last.click()
    expect(page.get_by_role("heading", name="Dit past nog niet")).to_be_visible()

    page.get_by_role("button", name="Maak de volgorde").click()
    expect(page.get_by_role("heading", name="Dit past nog niet")).to_have_count(0)
    assert order(page)[0] == "Halte 1"
    assert order(page).index("Halte 7") < 6
    assert "plek.halte-2.30" in page.url

    page.get_by_role("link", name="Printen").click()
    expect(page.get_by_role("heading", name="Mijn eigen tocht")).to_be_visible()
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(PAGES_OF_PDF.findall(sheet)) == 1


def focus(page, control) -> None:
    """With the Tab key, as far as it takes."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if control.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard does not get there")


def test_the_same_by_the_keyboard_alone(open_page, eight):
    page = open_page(address(eight, but=1))
    focus(page, page.get_by_label("Nog een plek erbij"))
    page.keyboard.type("Halte 8")
    page.keyboard.press("Enter")
    focus(page, page.get_by_role("button", name="Halte 8 erbij"))
    page.keyboard.press("Enter")
    expect(page.locator(".order > li")).to_have_count(8)
    focus(page, page.get_by_role("button", name="Halte 3 eerder"))
    page.keyboard.press("Enter")
    expect(page.locator(".order h3").nth(1)).to_have_text("Halte 3")
    focus(page, page.get_by_role("button", name="Maak de volgorde"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dit past nog niet")).to_have_count(0)
    focus(page, page.get_by_role("link", name="Printen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mijn eigen tocht")).to_be_visible()


@pytest.mark.parametrize("touch", [False, True])
def test_a_stop_is_dragged_to_another_place(open_page, eight, touch):
    page = open_page(address(eight, but=5), width=360 if touch else 1100)
    grips, stops = page.locator(".grip"), page.locator(".order > li")
    page.locator(".order").scroll_into_view_if_needed()
    one, last = grips.first.bounding_box(), stops.last.bounding_box()
    kind = "touch" if touch else "mouse"
    pointer(grips.first, "pointerdown", one["y"] + 5, kind)
    pointer(page.locator("body"), "pointermove", last["y"] + last["height"] - 5, kind)
    said = page.locator(".order + [role=status]")
    expect(said).to_have_text("Halte 1: plek 3 van 3")
    pointer(page.locator("body"), "pointerup", last["y"] + last["height"] - 5, kind)

    expect(page.locator(".order h3").last).to_have_text("Halte 1")
    expect(page.locator("#halte-3")).to_be_focused()


def pointer(element, event, y, kind) -> None:
    """As a finger or a mouse sends it."""
    facts = {
        "bubbles": True, "cancelable": True, "isPrimary": True, "pointerId": 7,
        "pointerType": kind, "button": 0, "clientX": 100, "clientY": y,
    }  # fmt: skip
    element.dispatch_event(event, facts)


def test_every_page_of_tours(open_page, eight):
    unknown = make_place(slug="onbekend", kind="buurthuis", opening_hours="")
    make_tour(
        slug="rondje", stops=[*eight, unknown], junctions="12 - 47 - 9",
        advice="Gladde weg",
    )  # fmt: skip
    page, inspector = open_page("/fietstochten/"), Inspector()
    full = address(eight).removesuffix("9.30")
    visit_all(
        page,
        inspector,
        [
            "/fietstochten/",
            "/fietstochten/rondje/",
            "/fietstochten/rondje/printen/",
            "/fietstochten/rondje/printen/?alleen=strook",
            "/fietstochten/maken/",
            f"{full}10.30&bel=plek.onbekend.15&zoek=halte&rust=30",
            f"{full}10.30&zoek=xyzzy&s=plek.weg.15",
            f"/fietstochten/voorstellen/{full.partition('maken/')[2]}",
            "/fietstochten/voorstellen/bedankt/",
        ],
    )
    inspector.check()
