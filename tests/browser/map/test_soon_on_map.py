"""On the map a place's activities live inside its one pin."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.kit.factories import change_date, make_activity

pytestmark = pytest.mark.once
EVERY_DAY = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def coffee(town):
    activity = make_activity(
        name="Koffie <b>", place=town.park, rule=EVERY_DAY, first_on=TOMORROW
    )
    change_date(activity=activity, rule_date=TOMORROW, kind="cancel")
    return activity


def opened(page, town):
    page.get_by_role("button", name=town.park.name).click()
    popup = page.locator(".leaflet-popup")
    expect(popup.get_by_role("link", name=town.park.name)).to_be_focused()
    return popup


def asked(page):
    return [url for url in page.guard.asked if url.endswith("/straks.json")]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_pins_pop_up_tells_what_is_on_there_and_leads_to_it(
    open_page, town, coffee, width
):
    page = open_page("/plekken/?soort=park", width=width)
    if width == 360:
        page.get_by_role("button", name="Toon kaart").click()
    expect(page.get_by_role("button", name=town.park.name)).to_be_visible()
    assert asked(page) == []

    popup = opened(page, town)

    times = popup.get_by_role("listitem")
    expect(times).to_have_count(3)
    expect(times.first).to_contain_text("Koffie <b>")
    expect(times.first).to_contain_text("Gaat niet door")
    expect(times.nth(1)).to_contain_text("10.00")
    expect(popup.locator("[aria-live=polite]")).to_contain_text("Koffie")
    expect(popup.get_by_role("link", name=town.park.name)).to_be_focused()
    on_map, on_screen = page.locator(".map").bounding_box(), popup.bounding_box()
    page.wait_for_function(  # the map came to rest: soon.js leaves 76 pixels above it
        """() => document.querySelector(".leaflet-popup").getBoundingClientRect().top
            >= document.querySelector(".map").getBoundingClientRect().top + 75"""
    )
    assert on_screen["width"] <= on_map["width"]
    assert len(asked(page)) == 1

    times.nth(1).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Koffie <b>")


def test_without_an_answer_the_pop_up_stays_as_it_is(open_page, town, coffee):
    page = open_page("/plekken/?soort=park")
    page.route("**/straks.json", lambda route: route.fulfill(status=500, body="stuk"))

    popup = opened(page, town)

    expect(popup).to_contain_text("Gratis")
    expect(popup.get_by_role("listitem")).to_have_count(0)
    page.wait_for_function("() => performance.now() > 0")
    expect(popup.get_by_role("link", name=town.park.name)).to_be_focused()
    page.guard.wrong.clear()  # Chromium itself tells of an answer of 500


def test_a_pop_up_that_closes_asks_no_more(open_page, town, coffee):
    page = open_page("/plekken/?soort=park")
    gone = []
    page.on("requestfailed", lambda request: gone.append(request.failure))
    page.route("**/straks.json", lambda _route: None)  # it never answers

    popup = opened(page, town)
    page.keyboard.press("Escape")

    expect(popup).to_have_count(0)
    page.wait_for_function("() => true")
    assert gone == ["net::ERR_ABORTED"]
    expect(page.get_by_role("button", name=town.park.name)).to_be_focused()


def test_a_place_where_nothing_is_on_keeps_its_short_pop_up(open_page, town):
    page = open_page("/plekken/?soort=park")

    with page.expect_response("**/straks.json"):
        popup = opened(page, town)

    expect(popup.get_by_role("listitem")).to_have_count(0)
    expect(popup).to_contain_text("Gratis")
