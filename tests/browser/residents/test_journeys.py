"""What people come for, on a phone, on the demonstration's own data, in so many taps
and fields; the address server may be right, slow or away."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect

from benchmarks.lib import filling
from initiatives.models import Activity, DoorMessage
from ontmoeten.demo.loading import staff_account
from places.finding import locatieserver
from places.models import MapVersion, Place, PlaceReport
from tests.browser.hands import Hands
from tests.kit.migrated import Image
from tests.kit.servers import running

pytestmark = [pytest.mark.once, pytest.mark.long(20)]

HERE = ZoneInfo("Europe/Amsterdam")
AFTERNOON = datetime(2026, 11, 24, 15, 40, tzinfo=HERE)  # a Tuesday
NIGHT = datetime(2026, 11, 24, 22, 30, tzinfo=HERE)
SMALL = {"width": 360, "height": 640}
MENU = 68  # pixels of the bar under the thumb
ADDRESS = {
    "type": "adres",
    "weergavenaam": "Veemarktstraat 12, 4811ZD Breda",
    "straatnaam": "Veemarktstraat",
    "centroide_ll": "POINT(4.77791 51.58871)",
}
RIGHT = 200, json.dumps({"response": {"docs": [ADDRESS]}}).encode()
SLOW = 30  # seconds: whoever waits for it waits in vain


@pytest.fixture(scope="module")
def _loaded():
    return {}


@pytest.fixture
def demonstration(live_server, time_machine, _loaded):
    """Loaded once for the module, on a Tuesday afternoon, and put back from then on."""
    time_machine.move_to(AFTERNOON, tick=False)
    connection.ensure_connection()
    if not _loaded:
        call_command("load_demo", verbosity=0)
        _loaded["rows"] = Image(connection.connection)
    else:
        _loaded["rows"].restore(connection.connection)
    MapVersion.bump()  # this process remembers another map


@pytest.fixture(params=["right", "slow", "away"])
def address_server(request, settings, monkeypatch):
    if request.param == "away":
        settings.ADDRESS_SERVER = "http://127.0.0.1:9/free"
        yield None
        return
    with running(RIGHT) as server:
        settings.ADDRESS_SERVER = f"{server.url}/free"
        if request.param == "slow":
            server.delay = SLOW
            monkeypatch.setattr(locatieserver, "PATIENCE", 0.1)
        yield server


def heading(page):
    return page.get_by_role("heading", level=1)


def is_on_first_screen(locator):
    box = locator.bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= SMALL["height"] - MENU


def three_say_how_far_until_when_and_why(page):
    expect(page.get_by_text("allemaal gratis en zonder drempel")).to_be_visible()
    cards = page.locator(".place")
    for number in range(3):
        card = cards.nth(number)
        expect(card).to_contain_text("hemelsbreed")
        expect(card).to_contain_text(re.compile(r"tot \d+\.\d\d|Altijd toegankelijk"))
    assert is_on_first_screen(cards.first.get_by_role("link"))


# --- where can I sit now, near, free, with a rollator --------------------------------


def sit_now(page):
    hands = Hands(page)
    hands.fill("Adres, buurt", "bij Begijnhof")
    hands.tap("Nu open, zonder drempel", "button")
    expect(heading(page)).to_have_text(
        "Gratis plekken zonder drempel, nu open, bij Begijnhof"
    )
    three_say_how_far_until_when_and_why(page)
    name = page.locator(".place a").first.inner_text()
    hands.tap(name)
    expect(heading(page)).to_have_text(name)
    assert (hands.taps, hands.fields) == (2, 1)


def test_a_seat_now_near_free_without_a_step(open_page, demonstration, address_server):
    sit_now(open_page("/", **SMALL))


def test_a_seat_now_without_javascript(open_page, demonstration):
    sit_now(open_page("/", **SMALL, java_script_enabled=False))


def test_a_seat_now_among_twenty_thousand_imported_places(open_page, demonstration):
    filling.make_places(20_000, first=1_000)
    assert Place.objects.count() == 20_000

    sit_now(open_page("/", **SMALL))


@pytest.mark.parametrize("address_server", ["right"], indirect=True)
def test_a_seat_now_near_an_address(open_page, demonstration, address_server):
    hands = Hands(page := open_page("/", **SMALL))
    hands.fill("Adres, buurt", "Veemarktstraat 12")
    hands.tap("Nu open, zonder drempel", "button")

    expect(heading(page)).to_contain_text("bij Veemarktstraat")
    three_say_how_far_until_when_and_why(page)
    assert (hands.taps, hands.fields) == (1, 1)


@pytest.mark.parametrize("address_server", ["slow", "away"], indirect=True)
def test_an_address_that_cannot_be_looked_up_is_no_dead_end(
    open_page, demonstration, address_server
):
    hands = Hands(page := open_page("/", **SMALL))
    hands.fill("Adres, buurt", "Veemarktstraat 12")
    hands.tap("Nu open, zonder drempel", "button")
    expect(page.get_by_text("Adressen opzoeken lukt nu even niet")).to_be_visible()
    hands.fill("Adres, buurt", "Heuvel")
    hands.tap("Zoek", "button")

    expect(heading(page)).to_contain_text("zonder drempel, nu open")
    expect(page.locator(".place").first).to_be_visible()


def test_at_half_past_ten_at_night_it_says_what_comes_first(
    open_page, demonstration, time_machine
):
    time_machine.move_to(NIGHT, tick=False)
    hands = Hands(page := open_page("/", **SMALL))
    hands.tap("Nu open, zonder drempel", "button")

    expect(page.get_by_text("Het is dan donker")).to_be_visible()
    expect(page.locator(".place").first).to_contain_text("Er is licht")
    first = page.get_by_role("link", name=re.compile("^Woensdag 25 november, 9.00: "))
    lamp = page.locator(".place").first
    assert first.bounding_box()["y"] < lamp.bounding_box()["y"]
    assert (hands.taps, hands.fields) == (1, 0)

    page.goto("/plekken/?mensen=nu")
    expect(page.get_by_text("Geen plekken die zeker passen.")).to_be_visible()
    expect(first).to_be_visible()


# --- what is on this week that suits me ----------------------------------------------


def test_what_is_on_this_week_that_suits_me(open_page, demonstration, address_server):
    hands = Hands(page := open_page("/", **SMALL))
    hands.tap("Een praatje")
    hands.tap(re.compile("^Zonder drempel"))

    expect(heading(page)).to_contain_text("zonder drempel")
    expect(heading(page)).to_contain_text("praatje")
    assert (hands.taps, hands.fields) == (2, 0)
    for day in page.locator(".day").all():
        rows = day.locator(".time .main").all_inner_texts()
        assert rows
        assert len(rows) == len(set(rows)), "a series stands twice on a day"
    hands.tap(page.locator(".time .main").first.inner_text())
    expect(page.get_by_text(re.compile(r"^Elke "))).to_be_visible()


# --- to go for the first time --------------------------------------------------------


def test_to_go_for_the_first_time(open_page, demonstration, no_hurry):
    staff_account()  # who is asked to wait
    activity = Activity.objects.filter(waits_at_door=True).first()
    row = activity.occurrences.filter(starts_at__gt=AFTERNOON).earliest("starts_at")
    page = open_page(f"/agenda/{activity.slug}/{row.rule_date}/", **SMALL)
    hands = Hands(page)

    where = page.get_by_role("link", name=activity.place.name).first
    for shown in [heading(page), where, page.get_by_role("link", name="Loop erheen")]:
        assert is_on_first_screen(shown.first)
    expect(page.locator(".told dt")).to_have_count(6)
    assert (hands.taps, hands.fields) == (0, 0)

    hands.tap("Vraag of iemand op je wacht")
    hands.fill("Je voornaam", "Fatima")
    hands.fill("Wat moeten ze weten", "Ik heb een rode jas aan.")
    hands.tap("Vraag of iemand op je wacht", "button")
    expect(heading(page)).to_have_text("Je bericht is onderweg")
    assert (hands.taps, hands.fields) == (2, 2)
    assert DoorMessage.objects.count() == 1


# --- this is wrong, this is closed ---------------------------------------------------


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_place_is_closed(open_page, demonstration, javascript):
    page = open_page(
        "/plekken/park-valkenberg/", **SMALL, java_script_enabled=javascript
    )
    hands = Hands(page)
    hands.tap("Nee, er is iets anders", "button")
    hands.tap("Dicht of weg", "button")

    expect(page.get_by_text("Je melding is bij ons.")).to_be_visible()
    assert (hands.taps, hands.fields) == (2, 0)
    report = PlaceReport.objects.get(place__slug="park-valkenberg")
    assert (report.place.slug, report.reason) == ("park-valkenberg", "gone")


def test_an_activity_is_not_there_any_more(open_page, demonstration):
    activity = Activity.objects.filter(state="published").first()
    hands = Hands(page := open_page(f"/agenda/{activity.slug}/", **SMALL))
    hands.tap("Het is er niet meer", "button")

    expect(heading(page)).to_have_text("Dank je wel")
    assert (hands.taps, hands.fields) == (1, 0)


# --- a mother with two children, on Saturday -----------------------------------------


def test_a_playground_with_a_toilet_on_saturday_afternoon(
    open_page, demonstration, address_server
):
    hands = Hands(page := open_page("/", **SMALL))
    hands.tap("Met kinderen", "button")
    hands.tap(re.compile("^Toilet"))
    hands.tap(re.compile("^Zaterdagmiddag"))

    expect(heading(page)).to_have_text(
        "Gratis plekken met speeltoestel en toilet, open op zaterdag 28 november om "
        "14.00 uur"
    )
    playground = page.locator(".place").filter(has_text="Speelplek").first
    expect(playground).to_contain_text("Toilet")
    expect(playground).to_contain_text("Altijd toegankelijk")
    house = page.locator(".place").filter(has_text="De Eikelaar")
    expect(house).to_contain_text("Open van 11.00 tot 17.00 uur op zaterdag")
    assert (hands.taps, hands.fields) == (3, 0)
