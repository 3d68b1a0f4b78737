"""What residents do, from the first page to what they came for."""

import re

import pytest
from django.utils.formats import date_format
from playwright.sync_api import expect

from tests.browser.hands import PHONE, tab_to

pytestmark = pytest.mark.once


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_resident_on_a_phone_finds_a_place_in_her_neighbourhood(
    open_page, town, javascript
):
    page = open_page("/", **PHONE, java_script_enabled=javascript)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_label("Adres, buurt").fill("ulvenhout en omstreken met een lange naam")
    page.get_by_role("button", name="Zoek", exact=True).click()

    expect(page.locator(".place")).to_have_count(1)
    expect(page.get_by_text("1 plek", exact=True)).to_be_visible()
    page.get_by_role("link", name=town.old.name).click()

    expect(page).to_have_url(re.compile(r"/plekken/oude-picknicktafel/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(town.old.name)
    day = date_format(town.old.checked_on, "j F Y")
    expect(page.get_by_text(f"Gecontroleerd op {day}")).to_be_visible()
    expect(page.get_by_text("Dat is lang geleden")).to_be_visible()


def test_who_has_no_mouse_filters_and_opens_a_place_with_the_keyboard(open_page, town):
    page = open_page("/plekken/")
    skip = page.get_by_role("link", name="Naar de inhoud")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    tab_to(page, page.locator("summary", has_text="Meer"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox", name="Park"))
    page.keyboard.press("Space")
    submit = page.locator("[data-sheet-submit]")
    expect(submit).to_have_text("Toon 1 plek")
    tab_to(page, submit)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"soort=park"))
    tab_to(page, page.get_by_role("link", name=town.park.name))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/plekken/park-valkenberg/$"))


def test_who_finds_nothing_gets_a_wider_search_with_one_click(open_page, town):
    page = open_page("/plekken/?soort=cafe", **PHONE)
    expect(page.get_by_text("Geen plekken gevonden.")).to_be_visible()

    page.get_by_role("link", name=re.compile(r"^1 plek als je .Gratis")).click()

    expect(page.locator(".place")).to_have_count(1)
    expect(page.get_by_role("link", name="Koffiehuis")).to_be_visible()


def test_a_value_that_is_wrong_is_named_beside_its_field(open_page, town):
    page = open_page("/plekken/?soort=raket&drempelvrij=ja", **PHONE)
    assert page.request.get(page.url).status == 400

    field = page.locator(".field--wrong")
    expect(field).to_have_count(1)
    expect(field).to_contain_text("Soort plek")
    expect(field.get_by_text("raket")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Zonder drempel")).to_be_checked()


def test_a_visitor_reads_english_and_goes_back_to_dutch(open_page, town):
    page = open_page("/plekken/?soort=park", **PHONE)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/plekken/\?soort=park$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text("1 place", exact=True)).to_be_visible()

    page.get_by_role("link", name=town.park.name).click()
    expect(page.get_by_text("A park with a pond.")).to_be_visible()

    page.get_by_role("link", name="Nederlands").click()
    expect(page).to_have_url(re.compile(r"//[^/]+/plekken/park-valkenberg/$"))
    expect(page.get_by_text("Een park met een vijver.")).to_be_visible()


def test_the_chips_turn_a_choice_on_and_off(open_page, town):
    page = open_page("/plekken/", **PHONE)
    chip = page.get_by_role("link", name=re.compile("^Zonder drempel"))
    chip.click()
    expect(page).to_have_url(re.compile(r"drempelvrij=ja$"))
    expect(chip).to_have_attribute("aria-current", "true")
    chip.click()
    expect(page).to_have_url(re.compile(r"/plekken/$"))


def test_who_only_reads_gets_no_cookie(open_page, town):
    page = open_page("/")
    for path in ["/plekken/", "/plekken/park-valkenberg/", "/privacy/", "/en/"]:
        page.goto(path)
    assert page.context.cookies() == []


def test_one_tap_shows_what_is_near_and_tells_no_more_than_needed(open_page, town):
    here = {"latitude": 51.5887123, "longitude": 4.7757456}
    page = open_page("/", **PHONE, geolocation=here, permissions=["geolocation"])
    page.get_by_role("button", name="Bij mij in de buurt").click()

    expect(page).to_have_url(re.compile(r"/plekken/\?bij=51\.589%2C4\.776$"))
    expect(page.get_by_text("Dichtstbij eerst")).to_be_visible()
    expect(page.locator(".place").first).to_contain_text("m hemelsbreed")
    assert not any("51.5887" in address for address in page.guard.asked)


def test_a_phone_that_does_not_say_where_it_is_gets_another_way(open_page, town):
    page = open_page("/", **PHONE)
    page.get_by_role("button", name="Bij mij in de buurt").click()

    expect(page.get_by_text("Typ een adres of een buurt")).to_be_visible()
