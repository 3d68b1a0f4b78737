"""Going back: to the very list, and out of the map and the sheet first."""

import re
from datetime import time

import pytest
from django.utils.timezone import localdate, timedelta
from playwright.sync_api import expect

from tests.browser.hands import PHONE
from tests.kit.factories import make_activity, make_place

pytestmark = pytest.mark.once

LIST = "/plekken/?soort=bankje&pagina=1"


def top(page):
    return page.evaluate("Math.round(scrollY)")


def test_to_the_list_is_to_the_very_list_filters_and_position(open_page, town):
    page = open_page(LIST, **PHONE)
    place = page.locator(".place a").nth(6)
    page.evaluate("scrollTo(0, 700)")
    place.evaluate("link => link.click()")  # a real click would scroll it into view
    expect(page).not_to_have_url(re.compile("soort="))

    back = page.get_by_role("link", name="Naar de lijst")
    expect(back).to_have_attribute("href", re.compile("soort="))  # by script
    back.click()

    expect(page).to_have_url(re.compile(re.escape(LIST) + "$"))
    expect(place).to_be_in_viewport()
    assert top(page) == 700


def test_who_comes_from_elsewhere_gets_the_plain_list(open_page, town):
    page = open_page("/plekken/park-valkenberg/", **PHONE)

    page.get_by_role("link", name="Naar de lijst").click()

    expect(page).to_have_url(re.compile("/plekken/$"))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/plekken/",
        "//example.org/plekken/",
        "/privacy/",
        "javascript:1",
    ],
)
def test_what_somebody_else_kept_leads_nowhere_else(open_page, town, address):
    page = open_page("/plekken/park-valkenberg/", **PHONE)
    page.evaluate(
        "address => sessionStorage.setItem('ontmoeten-lijst/plekken/', "
        "JSON.stringify({ address, top: { y: 0 } }))",
        address,
    )
    page.reload()

    page.get_by_role("link", name="Naar de lijst").click()

    expect(page).to_have_url(re.compile("/plekken/$"))


def test_to_the_agenda_is_to_the_very_agenda(open_page, town):
    tomorrow = localdate() + timedelta(days=1)
    make_activity(name="Damclub", rule="", first_on=tomorrow, starts_at=time(14))
    page = open_page("/agenda/?dagdeel=middag", **PHONE)
    page.get_by_role("link", name="Damclub").click()

    back = page.get_by_role("link", name="Naar de agenda")
    expect(back).to_have_attribute("href", re.compile("dagdeel=middag"))  # by script
    back.click()

    expect(page).to_have_url(re.compile(r"/agenda/\?dagdeel=middag$"))


def test_without_javascript_the_way_back_is_the_plain_list(open_page, town):
    page = open_page(LIST, **PHONE, java_script_enabled=False)
    page.locator(".place a").first.click()

    page.get_by_role("link", name="Naar de lijst").click()

    expect(page).to_have_url(re.compile("/plekken/$"))


def test_going_back_closes_the_map_first_and_stays_on_the_list(open_page, town):
    page = open_page(LIST, **PHONE)
    page.get_by_role("button", name="Toon kaart").click()
    expect(page.locator("[data-panel]")).to_have_class(re.compile("is-open"))

    page.go_back()

    expect(page.locator("[data-panel]")).not_to_have_class(re.compile("is-open"))
    expect(page).to_have_url(re.compile(re.escape(LIST) + "$"))
    page.go_forward()
    expect(page.locator("[data-panel]")).to_have_class(re.compile("is-open"))


def test_the_button_of_the_map_leaves_no_step_behind(open_page, town):
    page = open_page("/", **PHONE)
    page.goto(page.url + "plekken/")
    page.get_by_role("button", name="Toon kaart").click()
    page.get_by_role("button", name="Terug naar de lijst").click()
    expect(page.locator("[data-panel]")).not_to_have_class(re.compile("is-open"))

    page.go_back()

    expect(page).to_have_url(re.compile(r"^[^/]+//[^/]+/$"))


@pytest.mark.parametrize("name", ["Meer", "Wanneer"])
def test_going_back_closes_the_sheet_first(open_page, town, name):
    page = open_page(LIST, **PHONE)
    page.locator("summary", has_text=name).click()
    expect(page.get_by_role("button", name="Sluiten")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("button", name="Sluiten")).to_be_hidden()
    expect(page).to_have_url(re.compile(re.escape(LIST) + "$"))
    expect(page.locator("summary", has_text=name)).to_be_focused()


def test_a_choice_in_the_sheet_is_one_step(open_page, town):
    page = open_page("/plekken/", **PHONE)
    page.locator("summary", has_text="Wanneer").click()
    page.get_by_role("link", name="Morgen").click()
    expect(page).to_have_url(re.compile(r"open=20\d\d-"))

    page.go_back()

    expect(page).to_have_url(re.compile("/plekken/$"))
    expect(page.get_by_role("button", name="Sluiten")).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_day_and_a_part_are_chosen_with_and_without_javascript(
    open_page, town, javascript
):
    page = open_page("/plekken/", **PHONE, java_script_enabled=javascript)
    day = localdate() + timedelta(days=3)
    page.locator("summary", has_text="Wanneer").click()
    page.get_by_label("Of op deze dag").fill(f"{day}")
    page.get_by_role("radio", name="Ochtend").check()
    page.get_by_role("button", name="Toon plekken").click()

    expect(page).to_have_url(re.compile(rf"open={day}T10%3A00$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("om 10.00 uur")


def test_thirty_one_activities_fit_in_three_thousand_pixels_of_a_phone(open_page, town):
    today, place = localdate(), make_place(name="Bibliotheek Nieuwe Veste")
    for number in range(31):
        make_activity(
            name=f"Samen wandelen {number + 1}", place=place, rule="",
            first_on=today + timedelta(days=1 + number % 6),
            starts_at=time(9 + number // 6 * 2),
            languages=["nl", "ar"] if number % 3 == 0 else ["nl"],
        )  # fmt: skip
    page = open_page("/agenda/", width=360, height=640)

    assert page.locator(".time").count() == 31
    assert page.evaluate("document.documentElement.scrollHeight") <= 3000
    first = page.locator(".time .main").first.bounding_box()
    assert first["y"] + first["height"] < 640 - 68  # above the menu


def test_the_first_place_stands_on_the_first_screen_of_a_phone(open_page, town):
    page = open_page("/plekken/?soort=bankje&drempelvrij=ja", width=360, height=640)

    first = page.locator(".place a").first.bounding_box()
    assert first["y"] + first["height"] < 640 - 68
