"""A resident tells what they look for, and what becomes of it stays in their hands."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from matching.facts.vocabulary import Kind, State
from matching.following import still
from matching.models import Participant
from tests.browser.everyone.test_looks import TAPPED, TOO_SMALL
from tests.browser.hands import PHONE, Hands, tab_to
from tests.browser.matching.mailbox import code_in, link_in, mail_to
from tests.browser.matching.telling import EMAIL, SEND, fill_in, heading
from tests.matching.people import make_wish

pytestmark = [
    pytest.mark.once,
    pytest.mark.usefixtures("no_hurry", "policy"),
]
MINE = "Dag Fatima"
with_and_without = pytest.mark.parametrize(
    "javascript", [True, False], ids=["js", "no-js"]
)


@pytest.fixture
def mine(open_page):
    """The page of someone who waits, on a phone."""
    make_wish(first_name="Fatima", email=EMAIL)
    letter = mail_to(EMAIL, "code")
    return open_page(link_in(letter, "mijn"), **PHONE)


@with_and_without
def test_a_wish_takes_three_taps_and_seven_fields_and_a_code(open_page, javascript):
    page = open_page("/meet-en-match/", **PHONE, java_script_enabled=javascript)
    hands = Hands(page)
    hands.tap("Ik zoek iemand")
    fill_in(page, hands)
    hands.tap(SEND, "button")
    expect(heading(page)).to_have_text("Typ je code")
    assert (hands.taps, hands.fields) == (2, 7)
    hands.fill("De code uit de mail", code_in(mail_to(EMAIL, "code")))
    hands.tap("Dit is mijn code", "button")

    assert (hands.taps, hands.fields) == (3, 8)
    expect(heading(page)).to_have_text(MINE)
    expect(page.get_by_text("De coördinator zoekt iemand die past")).to_be_visible()
    mail_to(EMAIL, "We weten wat je zoekt")


def test_an_offer_asks_no_more_than_a_wish_and_all_of_it_is_large_enough(open_page):
    page = open_page("/meet-en-match/", **PHONE)
    hands = Hands(page)
    assert page.evaluate(TOO_SMALL, TAPPED) == []
    hands.tap("Ik kan iets")
    assert page.evaluate(TOO_SMALL, TAPPED) == []
    fill_in(page, hands)
    hands.tap(SEND, "button")
    assert (hands.taps, hands.fields) == (2, 7)
    assert page.evaluate(TOO_SMALL, TAPPED) == []
    hands.fill("De code uit de mail", code_in(mail_to(EMAIL, "code")))
    hands.tap("Dit is mijn code", "button")

    expect(heading(page)).to_have_text(MINE)
    assert page.evaluate(TOO_SMALL, TAPPED) == []
    assert Participant.objects.get().kind == Kind.OFFER


@with_and_without
def test_who_made_a_mistake_types_nothing_twice(open_page, javascript):
    page = open_page("/meet-en-match/wens/", **PHONE, java_script_enabled=javascript)
    fill_in(page, Hands(page))
    own = "Ik loop graag. Bel me op 06 12345678."
    page.get_by_label("Vertel het in je eigen woorden").fill(own)
    page.get_by_label("per telefoon").check()
    page.get_by_role("button", name=SEND).click()

    problems = page.get_by_role("alert")
    expect(problems).to_be_focused()
    expect(page.get_by_label("Vertel het in je eigen woorden")).to_have_value(own)
    for tick in ["Wandelen of fietsen", "Nederlands", "dinsdagochtend"]:
        expect(page.get_by_role("checkbox", name=tick, exact=True)).to_be_checked()
    area = page.get_by_label("In welke buurt woon je?").locator("option:checked")
    expect(area).to_have_text("Valkenberg")
    expect(page.get_by_label("Je voornaam")).to_have_value("Fatima")
    expect(page.get_by_label("Je e-mailadres")).to_have_value(EMAIL)
    expect(page.get_by_label("Ik ben 18 jaar of ouder")).to_be_checked()

    problems.get_by_role("link", name="Je telefoonnummer").click()
    expect(page.get_by_label("Je telefoonnummer")).to_be_focused()
    page.get_by_label("Je telefoonnummer").fill("076 123 45 67")
    page.get_by_label("Vertel het in je eigen woorden").fill("Ik loop graag.")
    page.get_by_role("button", name=SEND).click()
    expect(heading(page)).to_have_text("Typ je code")


def test_a_wrong_code_says_so_and_a_new_one_takes_its_place(open_page):
    page = open_page("/meet-en-match/wens/", **PHONE)
    fill_in(page, Hands(page))
    page.get_by_role("button", name=SEND).click()
    first = code_in(mail_to(EMAIL, "code"))
    page.get_by_label("De code uit de mail").fill(f"{(int(first) + 1) % 10**6:06}")
    page.get_by_role("button", name="Dit is mijn code").click()
    expect(page.get_by_text("Dat is niet de code")).to_be_visible()
    expect(page.get_by_label("De code uit de mail")).to_be_focused()

    page.get_by_role("button", name="Stuur me een nieuwe code").click()
    expect(page.get_by_role("status")).to_contain_text("nieuwe code")
    second = code_in(mail_to(EMAIL, "code"))
    page.goto(link_in(mail_to(EMAIL, "code"), "code"))
    page.get_by_label("De code uit de mail").fill(f"{second[:3]} {second[3:]}")
    page.get_by_role("button", name="Dit is mijn code").click()
    expect(heading(page)).to_have_text(MINE)


def test_a_whole_wish_by_keyboard_alone(open_page):
    page = open_page("/meet-en-match/")

    def press(locator, key):
        tab_to(page, locator)
        page.keyboard.press(key)

    def type_in(label, text):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(text)

    press(page.get_by_role("link", name="Ik zoek iemand"), "Enter")
    press(page.get_by_label("Wandelen of fietsen"), "Space")
    press(page.get_by_role("checkbox", name="Nederlands", exact=True), "Space")
    tab_to(page, page.get_by_label("In welke buurt woon je?"))
    page.keyboard.type("Valk")
    press(page.get_by_label("dinsdagochtend"), "Space")
    type_in("Je voornaam", "Fatima")
    type_in("Je e-mailadres", EMAIL)
    press(page.get_by_label("Ik ben 18 jaar of ouder"), "Space")
    press(page.get_by_role("button", name=SEND), "Enter")
    expect(heading(page)).to_have_text("Typ je code")
    type_in("De code uit de mail", code_in(mail_to(EMAIL, "code")))
    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text(MINE)


def test_who_waits_changes_it_and_sees_the_change(mine):
    mine.get_by_role("link", name="Verander het").click()
    words = mine.get_by_label("Vertel het in je eigen woorden")
    expect(words).to_have_value("Ik loop graag een rondje.")
    expect(mine.get_by_role("checkbox", name="dinsdagochtend")).to_be_checked()
    words.fill("Ik loop graag een lange ronde.")
    mine.get_by_role("button", name="Opslaan").click()

    expect(mine.get_by_role("status")).to_have_text("Gewijzigd.")
    expect(mine.get_by_text("Ik loop graag een lange ronde.")).to_be_visible()


@with_and_without
def test_who_waits_pauses_goes_on_stops_and_comes_back(open_page, javascript):
    make_wish(first_name="Fatima", email=EMAIL)
    link = link_in(mail_to(EMAIL, "code"), "mijn")
    page = open_page(link, **PHONE, java_script_enabled=javascript)
    for button, words in [
        ("Pauze", "Gepauzeerd."),
        ("Zoek verder", "De coördinator zoekt"),
        ("Ik stop", "Je bent gestopt."),
        ("Ik ga toch door", "De coördinator zoekt"),
    ]:
        page.get_by_role("button", name=button).click()
        expect(page.locator(".lead")).to_contain_text(words)
        expect(heading(page)).to_have_text(MINE)


def test_erasing_asks_once_and_leaves_nothing(mine):
    link = mine.url
    mine.get_by_role("button", name="Wis nu alles").click()
    expect(mine.get_by_role("alert")).to_contain_text("Dat kun je niet terugdraaien")
    expect(mine.get_by_role("alert")).to_be_focused()
    mine.get_by_role("link", name="Nee, bewaar het").click()
    expect(heading(mine)).to_have_text(MINE)
    mine.get_by_role("button", name="Wis nu alles").click()
    mine.get_by_role("button", name="Ja, wis alles").click()
    expect(heading(mine)).to_have_text("Alles is gewist")

    mine.goto(link)
    expect(heading(mine)).to_have_text("Deze link werkt niet meer")


@with_and_without
def test_who_waits_for_three_months_is_asked_and_says_yes_or_stops(
    open_page, javascript
):
    make_wish(first_name="Fatima", email=EMAIL, days=92)
    now = timezone.now()
    assert still.ask_each_quarter(now) == 1
    link = link_in(mail_to(EMAIL, "Wil je nog wachten"), "nog-steeds")
    page = open_page(link, **PHONE, java_script_enabled=javascript)
    page.get_by_role("button", name="Ja, zoek verder").click()
    expect(page.get_by_text("De coördinator zoekt iemand die past")).to_be_visible()
    assert still.ask_each_quarter(now + timedelta(days=20)) == 0

    page.goto(link)
    page.get_by_role("button", name="Nee").click()
    expect(page.locator(".lead")).to_contain_text("Je bent gestopt.")


def test_who_was_silent_for_two_weeks_comes_back_by_the_same_link(open_page):
    row = make_wish(first_name="Fatima", email=EMAIL, days=92)
    now = timezone.now()
    for days in (0, 8, 15):
        still.ask_each_quarter(now + timedelta(days=days))
    row.refresh_from_db()
    assert row.state == State.SILENT
    page = open_page(link_in(mail_to(EMAIL, ""), "nog-steeds"), **PHONE)
    page.get_by_role("button", name="Ja, zoek verder").click()
    expect(page.get_by_text("De coördinator zoekt iemand die past")).to_be_visible()
