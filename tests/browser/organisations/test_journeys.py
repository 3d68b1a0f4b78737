"""What an organiser does most, on a phone, with what it takes in taps and fields
(JOURNEYS, O1 to O5)."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from initiatives.models import Activity, Organisation
from tests.browser.hands import PHONE, Hands
from tests.browser.organisations.test_organisations import code, log_in
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_user,
)

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]

MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
ORGANISER = {"email": "amira@example.org", "name": "Amira"}


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def club(town):
    return make_organisation(name="De Huiskamer", owner=make_user(**ORGANISER))


def test_o1_registering_with_a_first_activity_takes_seven_fields(open_page, town):
    page = open_page("/", **PHONE)
    hands = Hands(page)

    hands.tap("Organisatie aanmelden")
    hands.fill("Hoe heet je organisatie?", "De Huiskamer")
    hands.fill("Je e-mailadres", "amira@example.org")
    hands.fill("Hoe heet het?", "Samen eten")
    hands.fill("Wat doen jullie samen?", "Soep koken en opeten.")
    hands.fill("Waar is het?", "Park Valkenberg")
    hands.fill("De eerste keer", "2026-12-01")
    page.get_by_label("Van", exact=True).fill("18:30")
    hands.fields += 1
    hands.tap("Aanmelden", "button", within=page.get_by_role("main"))
    assert (hands.taps, hands.fields) == (2, 7)

    hands.fill("De code uit de mail", code())
    hands.tap("Verder", "button")
    expect(page.get_by_text("Je hoort uiterlijk").first).to_be_visible()
    assert Organisation.objects.get().name == "De Huiskamer"
    assert hands.taps == 3


def test_o2_a_weekly_activity_takes_four_choices_and_shows_its_dates_in_words(
    open_page, club
):
    page = open_page("/", **PHONE)
    log_in(page, club.people.get())
    hands = Hands(page)

    hands.tap("Activiteit toevoegen")
    hands.fill("Naam", "Koffie op dinsdag")
    hands.fill("Beschrijving", "Koffie drinken en bijpraten.")
    hands.fill("Waar is het?", "Park Valkenberg")
    before = hands.fields
    hands.fill("De eerste keer", "2026-12-01")
    page.get_by_label("Van", exact=True).fill("10:00")
    page.get_by_label("Tot", exact=True).fill("12:00")
    hands.fields += 2
    dates = page.locator("[data-preview-times] li")
    expect(dates).to_have_count(8)
    expect(page.get_by_text("Elke dinsdag")).to_be_visible()
    assert hands.fields - before <= 4
    hands.tap("Opslaan", "button")
    expect(page.get_by_role("status")).to_be_visible()
    assert Activity.objects.get().rule == "FREQ=WEEKLY;BYDAY=TU"
    assert hands.taps <= 3


def test_o3_who_is_ill_calls_this_time_off_in_two_taps(open_page, club):
    make_activity(name="Koffie", organisation=club)
    page = open_page("/", **PHONE)
    log_in(page, club.people.get())
    hands = Hands(page)

    hands.tap(re.compile("^Deze keer niet"))
    hands.tap("De gastvrouw of gastheer is ziek.", "button")

    expect(page.get_by_role("status")).to_contain_text("Gaat niet door.")
    assert (hands.taps, hands.fields) == (2, 0)


def test_o5_an_agenda_for_our_own_site_is_copied_in_three_taps(open_page, club):
    make_activity(name="Koffie", organisation=club)
    page = open_page("/", **PHONE)
    log_in(page, club.people.get())
    hands = Hands(page)

    hands.tap("Op je eigen site")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hands.tap(re.compile("^Kopiëren"), "button")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"/inbedden/agenda/?organisatie={club.slug}" in copied
    assert hands.taps <= 3


def test_o4_six_questions_lead_to_places_that_fit_and_whom_to_ask(open_page, town):
    fits = {"kind": "buurthuis", "opening_hours": "24/7", "step_free": "yes"}
    make_place(name="Het Huis", capacity=80, table=True, toilets=True, **fits)
    make_place(name="Het Kamertje", capacity=12, table=True, toilets=True, **fits)
    make_place(name="De Zaal", table=True, toilets=True, **fits)
    page = open_page("/plek-voor-je-idee/", **PHONE)
    hands = Hands(page)

    hands.fill("Met hoeveel mensen?", "60")
    for answer in ("Binnen", "Een tafel", "Een toilet", "Zonder drempel", "Middag"):
        page.get_by_label(answer, exact=True).check()
        hands.fields += 1
    hands.fill("Op welke dag?", "2026-11-25")
    hands.tap("Laat zien waar het past", "button")

    expect(page.get_by_role("link", name="Het Huis").first).to_be_visible()
    expect(page.get_by_role("link", name="De Zaal").first).to_be_visible()
    expect(page.get_by_text("Het Kamertje")).to_have_count(0)
    assert hands.taps == 1
