"""Two strangers and a coordinator, from "nog steeds?" to "heeft het geholpen?"."""

import re

import pytest
from playwright.sync_api import expect

from matching.models import Pair
from tests.browser.hands import PHONE, Hands
from tests.browser.matching.mailbox import link_in, mail_to
from tests.kit.letters import letters
from tests.matching.people import make_offer, make_pair, make_wish

pytestmark = pytest.mark.once
FATIMA, WILLEM = "fatima@example.org", "willem@example.org"
LIST = "/beheer/meet-en-match/"
with_and_without = pytest.mark.parametrize(
    "javascript", [True, False], ids=["js", "no-js"]
)


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.fixture
def two(policy, town):
    """A wish and an offer that fit, of who live where the places are."""
    at = {"area": town.centre.code}
    wish = make_wish(
        first_name="Fatima", email=FATIMA, words="Ik oefen mijn taal.", **at
    )
    offer = make_offer(
        first_name="Willem", email=WILLEM, phone="076 123 45 67", contact="phone",
        words="Ik ken elk pad.", **at,
    )  # fmt: skip
    return wish, offer


@pytest.fixture
def both(open_page):
    """What both see behind the link in their newest mail about it."""

    def opened(subject, **options):
        pages = []
        for email in (FATIMA, WILLEM):
            link = link_in(mail_to(email, subject), "samen")
            pages.append(open_page(link, **PHONE, **options))
        return pages

    return opened


def tells_nothing(page, *secrets):
    text = page.locator("main").inner_text()
    assert not [secret for secret in secrets if secret in text], text


@with_and_without
def test_two_people_are_brought_together(
    log_in, open_page, policy, two, both, town, javascript
):
    staff = log_in(policy.coordinator, java_script_enabled=javascript)
    hands = Hands(staff)
    staff.goto(LIST)
    hands.tap(re.compile("^F., Valkenberg"))
    hands.tap("Vraag beiden", "button")
    expect(staff.get_by_role("status")).to_contain_text("of ze het nog willen")
    assert hands.taps == 2

    pages = both("Wil je het nog steeds?", java_script_enabled=javascript)
    for page in pages:
        tells_nothing(page, "Ik ken elk pad", "Ik oefen mijn taal")
        page.get_by_role("button", name="Ja, ik wil het nog").click()
        expect(page.get_by_role("button", name="Ja, ik wil het nog")).to_have_count(0)
    for page in pages:
        page.goto(page.url)
        expect(heading(page)).to_have_text("We hebben iemand voor je")
    fatima, willem = pages
    expect(fatima.get_by_text("Ik ken elk pad.")).to_be_visible()
    expect(willem.get_by_text("Ik oefen mijn taal.")).to_be_visible()
    tells_nothing(fatima, "Willem", WILLEM, "076 123", "Valkenberg")
    tells_nothing(willem, "Fatima", FATIMA, "Valkenberg")
    for page in both("We hebben iemand voor je", java_script_enabled=javascript):
        page.get_by_role("button", name="Ja, ik wil kennismaken").click()
    expect(heading(page)).to_have_text("Jullie zeiden allebei ja")
    tells_nothing(page, "Fatima", FATIMA)

    staff.goto(LIST)
    hands.tap("Paren")
    hands.tap(re.compile("F. en W."))
    places = staff.get_by_role("group", name="Een openbare plek")
    expect(places.get_by_role("radio").first).to_be_checked()
    expect(places).to_contain_text(town.long.name)  # where people are comes first
    hands.tap("Stel ze aan elkaar voor", "button")
    expect(staff.get_by_text("Eerste keer:")).to_be_visible()
    assert hands.taps == 5

    letter = mail_to(FATIMA, "Jullie zeiden allebei ja")
    assert "Willem" in letter.body
    assert "076 123 45 67" in letter.body
    assert WILLEM not in letter.body
    for page, name, way in [(fatima, "Willem", "076 123 45 67"),
                            (willem, "Fatima", FATIMA)]:  # fmt: skip
        page.goto(page.url)
        expect(heading(page)).to_have_text(f"Jij en {name}")
        expect(page.get_by_text(way)).to_be_visible()
        expect(page.get_by_role("link", name=town.long.name)).to_be_visible()


def test_after_one_no_the_other_hears_nothing_but_that(two, both, policy):
    make_pair(*two, step="proposed")
    Pair.objects.update(wish_still_at="2026-01-01T10:00Z")
    fatima, willem = both("Wil je het nog steeds?")
    willem.get_by_role("button", name="Nee").click()
    for page in (fatima, willem):
        page.goto(page.url)
        expect(heading(page)).to_have_text("Deze keer gaat het niet door")
        page.get_by_role("link", name="Wat je vertelde").click()
        expect(page.get_by_text("De coördinator zoekt iemand")).to_be_visible()

    letter = mail_to(FATIMA, "Deze keer gaat het niet door")
    assert "Willem" not in letter.body


def test_a_stop_from_a_mail_holds_all_and_a_second_one_changes_nothing(
    log_in, open_page, two, both, policy
):
    make_pair(*two)
    link = link_in(mail_to(FATIMA, "Wil je het nog steeds?"), "stop")
    page = open_page(link, **PHONE)
    again = open_page(link, **PHONE)
    page.get_by_role("button", name="Stop nu").click()
    expect(page.get_by_role("status")).to_contain_text("Alles staat stil")
    count = len(letters())
    again.get_by_role("button", name="Stop nu").click()
    expect(again.get_by_role("status")).to_contain_text("Alles staat stil")
    expect(again.get_by_role("button", name="Stop nu")).to_have_count(0)
    assert len(letters()) == count

    _fatima, willem = both("Wil je het nog steeds?")
    expect(heading(willem)).to_have_text("We nemen contact met je op")
    tells_nothing(willem, "Stop", "stop", "Fatima")
    expect(willem.get_by_role("button", name="Ja, ik wil het nog")).to_have_count(0)

    staff = log_in(policy.deputy, **PHONE)
    staff.goto(f"{LIST}?welke=paren")
    staff.get_by_role("link", name=re.compile("F. en W.")).click()
    expect(staff.get_by_role("alert")).to_contain_text("Bel ze allebei")
    staff.get_by_role("button", name="Het is goed: ga door").click()
    willem.reload()
    expect(willem.get_by_role("button", name="Ja, ik wil het nog")).to_be_visible()


def introduced(two):
    at = "2026-01-01T10:00Z"
    names = [f"{side}_{what}_at" for side in ("wish", "offer")
             for what in ("still", "yes")]  # fmt: skip
    known = dict.fromkeys(names, at) | {"introduced_at": at}
    return make_pair(*two, step="introduced", **known)


@with_and_without
def test_they_meet_say_how_it_goes_end_it_and_say_whether_it_helped(
    open_page, two, both, policy, javascript
):
    introduced(two)
    fatima, willem = both("Wil je het nog steeds?", java_script_enabled=javascript)
    fatima.get_by_role("button", name="We hebben elkaar gezien").click()
    going = fatima.get_by_role("button", name="het gaat goed")
    going.click()
    expect(fatima.get_by_role("status")).to_contain_text("Dank je wel")
    expect(going).to_have_attribute("aria-pressed", "true")

    fatima.locator("summary", has_text="We spreken niet meer af").click()
    fatima.get_by_label("Waarom?").select_option("het klikte niet")
    fatima.get_by_role("button", name="Niet meer afspreken").click()
    expect(heading(fatima)).to_have_text("Heeft het je geholpen?")
    fatima.get_by_role("button", name="een beetje").click()
    expect(fatima.get_by_role("status")).to_contain_text("Dank je wel")

    letter = mail_to(WILLEM, "Jullie zien elkaar niet meer")
    assert "klikte" not in letter.body
    willem.reload()
    tells_nothing(willem, "klikte", "Fatima", FATIMA)
    willem.get_by_role("button", name="ja", exact=True).click()
    expect(willem.get_by_role("status")).to_contain_text("Dank je wel")
    pair = Pair.objects.get()
    assert (pair.wish_helped, pair.offer_helped) == ("little", "yes")


def test_the_coordinator_writes_down_what_they_say_by_telephone(
    log_in, two, policy, town
):
    make_pair(*two)
    staff = log_in(policy.coordinator, **PHONE)
    staff.goto(f"{LIST}?welke=paren")
    staff.get_by_role("link", name=re.compile("F. en W.")).click()
    for words in ["Wil het nog (telefonisch)", "Zegt ja (telefonisch)"]:
        for _side in ("wish", "offer"):
            staff.get_by_role("button", name=words).first.click()
    staff.get_by_role("button", name="Stel ze aan elkaar voor").click()
    staff.get_by_role("button", name="Ze hebben elkaar gezien").click()
    expect(staff.locator(".lead")).to_contain_text("Ze hebben elkaar gezien")

    staff.locator("summary", has_text="Afronden").click()
    staff.get_by_label("Waarom?").select_option("ze gaan verder zonder ons")
    staff.get_by_role("button", name="Beëindig dit paar").click()
    expect(staff.locator(".lead")).to_contain_text("ze gaan verder zonder ons")


def test_who_offers_is_asked_only_after_safeguarding_saw_all(
    log_in, policy, town, no_hurry, open_page
):
    make_wish(first_name="Fatima", email=FATIMA)
    make_offer(first_name="Willem", email=WILLEM, is_seen=False)
    staff = log_in(policy.coordinator, **PHONE)
    staff.goto(LIST)
    staff.get_by_role("link", name=re.compile("^F.,")).click()
    expect(staff.get_by_text("Kan pas gevraagd worden")).to_be_visible()
    expect(staff.get_by_role("button", name="Vraag beiden")).to_have_count(0)

    staff.get_by_role("link", name="W.", exact=True).click()
    staff.get_by_role("link", name="Vul in wat je zag").click()
    for label in ["Gesprek op", "Gezien op", "Training op", "Referenties gevraagd op"]:
        staff.get_by_label(label).fill("2026-06-01")
    staff.get_by_role("button", name="Opslaan").click()
    expect(staff.get_by_role("alert")).to_be_visible()
    expect(staff.get_by_label("Gesprek op")).to_have_value("2026-06-01")
    staff.get_by_label("afgegeven op").fill("2026-05-20")
    staff.get_by_label("Wat er gezien is").select_option("het papieren origineel")
    staff.get_by_role("button", name="Opslaan").click()
    expect(staff.get_by_role("status")).to_contain_text("Bewaard")
    staff.get_by_role("button", name="Vraag beiden").click()
    expect(heading(staff)).to_contain_text("F.")
