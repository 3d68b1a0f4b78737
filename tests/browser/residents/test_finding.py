"""From "I am at the door with a rollator at 15:40" to a place."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.gis.geos import Point
from django.core.cache import cache
from playwright.sync_api import expect

from places.finding import locatieserver
from tests.browser.hands import PHONE, tab_to
from tests.browser.inspector import Inspector
from tests.kit.factories import GROTE_MARKT, make_neighbourhood, make_place
from tests.kit.servers import running

pytestmark = pytest.mark.once

HERE = ZoneInfo("Europe/Amsterdam")
AFTERNOON = datetime(2026, 11, 24, 15, 40, tzinfo=HERE)
MIDDELLAAN = Point(4.7842, 51.5974, srid=4326)


@pytest.fixture
def street(live_server, time_machine):
    """Benches round the Middellaan, of which one is what the journey wants."""
    time_machine.move_to(AFTERNOON, tick=False)
    make_neighbourhood(name="Doornbos-Linie", centre=MIDDELLAAN)
    make_place(name="Hoek Middellaan", slug="hoek", kind="plein", point=MIDDELLAAN)
    fits = {"step_free": "yes", "backrest": True}
    wanted = make_place(name="U-bank", slug="u-bank", point=MIDDELLAAN, **fits)
    make_place(name="Bank zonder leuning", point=MIDDELLAAN, step_free="yes")
    make_place(name="Bank met drempel", point=MIDDELLAAN, step_free="no", backrest=True)
    make_place(name="Betaalde bank", point=MIDDELLAAN, cost="paid", **fits)
    make_place(name="Verre bank", point=GROTE_MARKT, **fits)
    return wanted


QUESTION = "bankje met rugleuning bij hoek middellaan"


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_bench_with_a_back_free_without_a_step_now_in_one_field_and_two_taps(
    open_page, street, javascript
):
    page = open_page("/", **PHONE, java_script_enabled=javascript)
    page.get_by_label("Adres, buurt").fill(QUESTION)
    page.get_by_role("button", name="Nu open, zonder drempel").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Gratis plekken voor “bankje”, met rugleuning, zonder drempel, nu open, bij "
        "Hoek Middellaan"
    )
    expect(page.get_by_text("1 plek", exact=True)).to_be_visible()
    page.get_by_role("link", name="U-bank").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("U-bank")


def test_the_same_with_the_keyboard_alone(open_page, street):
    page = open_page("/")
    tab_to(page, page.get_by_role("combobox"))
    page.keyboard.type(QUESTION)
    tab_to(page, page.get_by_role("button", name="Nu open, zonder drempel"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 plek", exact=True)).to_be_visible()
    tab_to(page, page.get_by_role("link", name="U-bank"))
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/plekken/u-bank/$"))


def test_the_same_on_28_march_at_half_past_two_at_night(
    open_page, street, time_machine
):
    """In that night of 2027, before Easter, the clock goes from two to three."""
    make_place(
        name="Nachtzaal", kind="buurthuis", cost="free", point=MIDDELLAAN,
        opening_hours="Sa 22:00-03:30; PH off", step_free="yes",
    )  # fmt: skip
    time_machine.move_to(datetime(2027, 3, 28, 3, 15, tzinfo=HERE), tick=False)
    page = open_page("/plekken/?open=nu&drempelvrij=ja&bij=51.597,4.784", **PHONE)

    expect(page.get_by_text("Het is dan donker")).to_be_visible()
    first = page.locator(".place").first
    expect(first).to_contain_text("Nachtzaal")
    expect(first).to_contain_text("Er is iemand")
    expect(first).to_contain_text("Nu open, tot 3.30")
    page.goto("/plekken/?open=2027-03-28T02:30")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("Schrijf open=nu")).to_be_visible()


def test_a_newcomer_finds_it_in_english(open_page, street):
    page = open_page("/en/", **PHONE)
    page.get_by_label("Address, neighbourhood").fill("near Hoek Middellaan")
    page.get_by_role("button", name="Open now, without steps").click()

    expect(page).to_have_url(re.compile(r"/en/plekken/\?"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Free places without steps, open now, near Hoek Middellaan"
    )
    page.get_by_role("link", name="U-bank").click()
    expect(page.get_by_role("heading", name="What we know")).to_be_visible()


def test_an_address_server_that_takes_its_time_is_in_nobodys_way(
    open_page, street, settings, monkeypatch
):
    found = {"weergavenaam": "Middellaan 12, Breda", "straatnaam": "Middellaan"}
    found |= {"type": "adres", "centroide_ll": "POINT(4.78412 51.59735)"}
    answer = 200, json.dumps({"response": {"docs": [found]}}).encode()
    monkeypatch.setattr(locatieserver, "PATIENCE", 60)
    cache.clear()
    with running(answer) as server:
        settings.ADDRESS_SERVER = f"{server.url}/free"
        server.may_answer.clear()
        page = open_page("/", **PHONE)
        page.get_by_role("combobox").fill("middel")
        options = page.get_by_role("option")
        expect(options).to_have_text([re.compile("Hoek Middellaan")])
        page.keyboard.press("ArrowDown")

        server.may_answer.set()
        expect(options).to_have_count(2)
        expect(options.nth(0)).to_have_attribute("aria-selected", "true")
        expect(options.nth(1)).to_contain_text("Middellaan 12")
    cache.clear()


def test_suggestions_are_chosen_with_the_arrow_keys(open_page, town):
    page = open_page("/", **PHONE)
    field = page.get_by_role("combobox")
    field.fill("valk")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_contain_text("Valkenberg")

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("valk")

    field.press_sequentially("e")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/plekken/\?buurt=valkenberg$"))


def test_a_search_that_is_sent_before_its_suggestions_come_still_works(open_page, town):
    page = open_page("/", **PHONE)
    page.get_by_role("combobox").fill("valkenberg")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"buurt=valkenberg$"))


def test_the_sheet_counts_while_one_chooses_and_back_goes_back(open_page, town):
    page = open_page("/plekken/", **PHONE)
    page.locator("summary", has_text="Meer").click()
    submit = page.locator("[data-sheet-submit]")
    expect(submit).to_have_text(f"Toon {town.free} plekken")

    page.get_by_role("checkbox", name="Rugleuning").check()
    expect(submit).to_have_text("Toon 8 plekken")
    page.get_by_role("checkbox", name="Park").check()
    expect(submit).to_have_text("Geen plekken. Zet een keuze uit")
    page.get_by_role("checkbox", name="Park").uncheck()
    expect(submit).to_have_text("Toon 8 plekken")
    submit.click()

    expect(page).to_have_url(
        re.compile(r"/plekken/\?gratis=ja&voorziening=rugleuning$")
    )
    expect(page.get_by_text("8 plekken", exact=True)).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/plekken/$"))
    expect(page.get_by_text(f"{town.free} plekken", exact=True)).to_be_visible()


def test_on_a_phone_the_sheet_keeps_the_focus_and_escape_closes_it(open_page, town):
    page = open_page("/plekken/", **PHONE)
    page.locator("summary", has_text="Meer").click()
    expect(page.get_by_role("button", name="Sluiten")).to_be_focused()
    expect(page.locator("body > header")).to_have_js_property("inert", True)
    expect(page.locator("[data-sheet-submit]")).to_be_in_viewport()

    page.keyboard.press("Escape")

    expect(page.locator("summary", has_text="Meer")).to_be_focused()
    expect(page.locator("body > header")).to_have_js_property("inert", False)


def test_needs_are_remembered_on_the_device_shown_and_forgotten(open_page, town):
    page = open_page("/plekken/", **PHONE)
    page.get_by_role("link", name=re.compile("^Zonder drempel")).click()
    page.locator("summary", has_text="Meer").click()
    page.get_by_role("checkbox", name="Rugleuning").check()
    page.locator("[data-sheet-submit]").click()
    expect(page.get_by_text("onthouden: Zonder drempel, Rugleuning")).to_be_visible()

    page.goto("/")
    expect(page.get_by_text("onthouden: Zonder drempel, Rugleuning")).to_be_visible()
    page.get_by_role("button", name="Nu open", exact=True).click()
    expect(page).to_have_url(re.compile(r"drempelvrij=ja"))
    expect(page).to_have_url(re.compile(r"voorziening=rugleuning"))
    expect(page).to_have_url(re.compile(r"open=nu"))
    assert page.context.cookies() == []

    page.goto("/plekken/")
    page.get_by_role("link", name="Zoek weer hiermee").click()
    expect(page).to_have_url(re.compile(r"drempelvrij=ja&voorziening=rugleuning"))

    page.goto("/")
    page.get_by_role("button", name="Vergeet dit").click()
    page.get_by_role("button", name="Nu open", exact=True).click()
    expect(page).to_have_url(re.compile(r"/plekken/\?open=nu$"))


def test_a_need_that_is_switched_off_is_no_longer_remembered(open_page, town):
    page = open_page("/plekken/", **PHONE)
    chip = page.get_by_role("link", name=re.compile("^Zonder drempel"))
    chip.click()
    expect(page.get_by_text("onthouden: Zonder drempel")).to_be_visible()
    chip.click()

    expect(page).to_have_url(re.compile(r"/plekken/$"))
    expect(page.locator("[data-needs-bar]")).to_be_hidden()


def test_a_link_that_someone_sends_changes_nothing_that_is_remembered(open_page, town):
    page = open_page("/plekken/?drempelvrij=ja", **PHONE)
    page.goto("/")

    expect(page.locator("[data-needs-bar]")).to_be_hidden()


def test_nothing_found_offers_the_nearest_places_all_the_same(open_page, town):
    page = open_page("/plekken/?bij=51.570,4.790&straal=100", **PHONE)

    expect(page.get_by_text("Geen plekken gevonden.")).to_be_visible()
    expect(page.get_by_text("Dit is het dichtst bij jou")).to_be_visible()
    expect(page.locator(".place")).to_have_count(3)
    expect(page.locator(".place").first).to_contain_text("hemelsbreed")


def test_a_list_on_paper_is_numbered_and_has_a_map_with_the_same_numbers(
    open_page, town
):
    page = open_page("/plekken/?soort=park&soort=bibliotheek")
    page.get_by_role("link", name="Lijst printen").click()

    expect(page).to_have_url(re.compile(r"/plekken/printen/\?soort=park"))
    expect(page.locator(".paper-list > li")).to_have_count(2)
    expect(page.locator(".paper-list")).to_have_css("list-style-type", "decimal")
    expect(page.locator(".pin--number")).to_have_text(["1", "2"])
    expect(page.get_by_role("button", name="Printen")).to_be_visible()

    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    expect(page.get_by_role("button", name="Printen")).to_be_hidden()
    expect(page.locator(".map")).to_be_visible()
    name = page.locator(".paper-list h2").first
    size = name.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 20  # pixels: 15 points
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")


def test_an_answer_that_takes_long_shows_the_shape_of_what_comes(open_page, town):
    """Playwright waits for a page that is on its way; without content none comes."""
    page = open_page("/plekken/")
    cards, status = page.locator(".place"), page.get_by_text("We zoeken…")
    many = cards.count()
    page.route("**/plekken/?*", lambda route: route.fulfill(status=204))

    page.get_by_role("link", name="Zonder drempel").first.click()
    expect(status).to_be_visible()
    expect(cards.first).to_be_hidden()
    expect(page.locator(".leaflet-container")).to_be_visible()
    inspector = Inspector()
    inspector.look(page, "on its way")
    inspector.check()

    page.keyboard.press("Escape")
    expect(status).to_have_count(0)
    expect(cards.first).to_be_visible()
    assert cards.count() == many


def test_what_is_there_at_once_shows_no_shape(open_page, town):
    page = open_page("/plekken/")

    page.get_by_role("link", name="Zonder drempel").first.click()
    expect(page).to_have_url(re.compile("drempelvrij=ja"))
    page.go_back()

    expect(page.locator(".ghosts")).to_have_count(0)
    expect(page.locator(".place").first).to_be_visible()
