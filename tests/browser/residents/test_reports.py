"""Visitors tell that a place is right, wrong or unsafe; staff act on it by phone."""

import re

import pytest
from playwright.sync_api import expect

from common.kit.geo import tile_at
from common.moderation.states import State
from places.models import Confirmation, Doubt, PlaceReport
from tests.browser.residents.test_residents import tab_to
from tests.browser.staff.test_staff import PASSWORD
from tests.kit.factories import make_staff

pytestmark = pytest.mark.once

PHONE = {"width": 360, "height": 780}
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])


@SCRIPTS
def test_a_passer_by_confirms_a_place_with_one_tap(open_page, town, javascript):
    page = open_page(
        "/plekken/park-valkenberg/", **PHONE, java_script_enabled=javascript
    )
    page.get_by_role("button", name="Ja, klopt").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel")
    page.get_by_role("link", name="Terug naar Park Valkenberg").click()
    expect(page.get_by_text("zei een bezoeker dat het klopt")).to_be_visible()
    assert Confirmation.objects.get().place == town.park
    assert page.context.cookies() == []


@SCRIPTS
def test_a_resident_reports_that_a_place_is_gone(open_page, town, javascript, no_hurry):
    page = open_page(
        "/plekken/park-valkenberg/", **PHONE, java_script_enabled=javascript
    )
    page.get_by_role("button", name="Nee, er is iets anders").click()
    page.get_by_role("link", name="Vertel wat er anders is").click()
    page.get_by_label("Iets anders").check()
    page.get_by_label("Je e-mailadres").fill("geen adres")
    page.get_by_role("button", name="Melden").click()

    problems = page.get_by_role("alert")
    expect(problems).to_be_focused()
    expect(problems).to_contain_text("Wat je typte, staat er nog")
    problems.get_by_role("link", name="Wat moeten we weten?").click()
    expect(page).to_have_url(re.compile("#id_text$"))
    expect(page.get_by_label("Iets anders")).to_be_checked()
    expect(page.get_by_label("Je e-mailadres")).to_have_value("geen adres")

    page.get_by_label("Je e-mailadres").fill("amira@example.org")
    page.get_by_label("Wat moeten we weten?").fill("De vijver is leeg.")
    page.get_by_role("button", name="Melden").click()
    expect(page.get_by_text("Je melding is bij ons.")).to_be_visible()
    report = PlaceReport.objects.get()
    assert (report.reason, report.text) == ("other", "De vijver is leeg.")
    assert Doubt.objects.get().count == 1


def test_who_has_no_mouse_reports_an_unsafe_place(open_page, town, no_hurry):
    page = open_page("/plekken/park-valkenberg/")
    tab_to(page, page.get_by_role("link", name="Onveilig of ongepast?"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Bel 112.")).to_be_visible()
    tab_to(page, page.get_by_label("Het is er onveilig"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Melden"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("vóór alle andere meldingen")).to_be_visible()
    assert PlaceReport.objects.get().is_urgent


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_map_of_a_place_holds_three_hundred_metres_around_it(
    open_page, town, width, settings
):
    settings.TILE_SERVER = "http://127.0.0.1:9/{z}/{x}/{y}.png"  # where nobody answers
    page = open_page("/plekken/park-valkenberg/", width=width)
    page.locator(".map").scroll_into_view_if_needed()
    expect(page.locator(".map .pin")).to_be_visible()
    expect(page.locator(".map .outline").first).to_be_attached()
    tiles = {
        tuple(map(int, re.findall(r"\d+", url.partition("/kaartbeeld/")[2])))
        for url in page.guard.asked
        if "/kaartbeeld/" in url
    }
    (zoom,) = {z for z, _x, _y in tiles}
    assert zoom in {15, 16, 17}  # where the background has the names of streets
    for north, east in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
        lon = town.park.point.x + east * 300 / 69_100
        lat = town.park.point.y + north * 300 / 111_195
        assert (zoom, *tile_at(lon, lat, zoom)) in tiles


def test_staff_hide_an_unsafe_place_from_a_phone_and_undo_it(open_page, town):
    PlaceReport.objects.create(place=town.old, reason="gone")
    PlaceReport.objects.create(place=town.park, reason="unsafe", text="Los hout")
    staff = make_staff(email="amira@example.org")
    page = open_page("/beheer/places/placereport/", **PHONE)
    page.get_by_label("E-mailadres").fill(staff.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()

    first = page.locator("#result_list tbody tr").first
    expect(first).to_contain_text("Dringend: Het is er onveilig")
    first.get_by_role("link", name="Dringend: Het is er onveilig").click()
    expect(page.get_by_text("Los hout")).to_be_visible()
    page.get_by_role("button", name="Verberg dit nu").click()
    expect(page.locator(".messagelist")).to_contain_text("is verborgen")
    town.park.refresh_from_db()
    assert town.park.state == State.SUGGESTED

    page.get_by_role("button", name="Ongedaan maken: zet dit weer op de site").click()
    expect(page.locator(".messagelist")).to_contain_text("staat nu op de site")
    town.park.refresh_from_db()
    assert town.park.state == State.PUBLISHED
