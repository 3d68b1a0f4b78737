"""Staff set up their second factor and log in with it, in a browser; each page of it is
looked at in all sizes and colours."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.inspector import Inspector
from tests.browser.staff.test_staff import PASSWORD
from tests.kit.factories import make_staff

pytestmark = pytest.mark.once
HOME = "Wat wil je doen?"


@pytest.fixture
def inspector():
    return Inspector()


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(page, staff):
    page.goto("/beheer/login/")
    page.get_by_label("E-mailadres").fill(staff.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def test_staff_set_up_a_second_factor_and_log_in_with_it(
    open_page, live_server, settings, inspector
):
    settings.STAFF_SECOND_FACTOR = "obligatory"
    staff = make_staff(name="Bo")
    page = open_page("/beheer/login/")
    log_in(page, staff)
    expect(page.get_by_role("heading", name="Stel de tweede stap in")).to_be_visible()
    expect(page.get_by_role("img", name="QR-code")).to_be_visible()
    secret = page.locator(".key").inner_text()
    inspector.look(page, "set up")
    page.get_by_label("De zes cijfers die de app laat zien").fill("000000")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "set up, a wrong code")
    page.get_by_label("De zes cijfers").fill(code_of(secret))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Je reservecodes")).to_be_visible()
    codes = re.findall(r"\b\d{8}\b", page.locator("main").inner_text())
    assert len(codes) == 10
    inspector.look(page, "spare codes")
    page.get_by_role("link", name="Naar het beheer").click()
    expect(page.get_by_role("heading", name=HOME)).to_be_visible()
    inspector.look(page, "the first page of staff")
    page.locator("#content").get_by_role("link", name="Je tweede stap").click()
    inspector.look(page, "the second step")
    page.get_by_role("link", name="Ik heb een andere telefoon").click()
    expect(page.get_by_role("heading", name="Een andere telefoon")).to_be_visible()
    inspector.look(page, "another phone")
    page.goto("/inloggen/tweede-stap/reservecodes/nieuw/")
    inspector.look(page, "new spare codes")

    other = open_page("/beheer/login/")
    log_in(other, staff)
    expect(other.get_by_role("heading", name="Typ de code")).to_be_visible()
    inspector.look(other, "the code")
    cache.clear()
    other.get_by_label("De code op je telefoon").fill(codes[0])
    other.get_by_role("button", name="Verder").click()
    expect(other.get_by_role("heading", name=HOME)).to_be_visible()
    inspector.check()


def test_it_works_without_javascript(open_page, live_server, settings):
    settings.STAFF_SECOND_FACTOR = "obligatory"
    staff = make_staff()
    page = open_page("/beheer/login/", java_script_enabled=False)
    log_in(page, staff)
    secret = page.locator(".key").inner_text()
    page.get_by_label("De zes cijfers").fill(code_of(secret))
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Naar het beheer").click()
    expect(page.get_by_role("heading", name=HOME)).to_be_visible()


def test_the_button_of_the_municipality_is_easy_to_find(
    open_page, live_server, settings, inspector
):
    settings.SINGLE_SIGN_ON = {"issuer": "https://login.example"}
    page = open_page("/beheer/login/")

    link = page.get_by_role("link", name="Log in met het account van de gemeente")
    expect(link).to_be_visible()
    assert link.bounding_box()["height"] >= 44
    inspector.look(page, "log in, with the municipality")
    inspector.check()


def give_a_passkey_to(page):
    """As a laptop with a finger on its reader has one."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_does_as_well(open_page, live_server, settings, inspector):
    settings.STAFF_SECOND_FACTOR = "obligatory"
    staff = make_staff()
    page = open_page("/beheer/login/")
    give_a_passkey_to(page)
    log_in(page, staff)
    page.get_by_role("link", name="Liever een passkey").click()
    expect(page.get_by_role("button", name="Maak een passkey")).to_be_visible()
    inspector.look(page, "make a passkey")
    page.get_by_role("button", name="Maak een passkey").click()
    expect(page.get_by_role("heading", name="Je reservecodes")).to_be_visible()
    page.get_by_role("link", name="Naar het beheer").click()
    expect(page.get_by_role("heading", name=HOME)).to_be_visible()
    page.locator("#logout-form button").click()

    log_in(page, staff)
    expect(page.get_by_role("button", name="Gebruik je passkey")).to_be_visible()
    inspector.look(page, "a code or a passkey")
    expect(page.get_by_text("Dat lukte niet.")).to_be_hidden()
    page.get_by_role("button", name="Gebruik je passkey").click()
    expect(page.get_by_role("heading", name=HOME)).to_be_visible()

    page.locator("#content").get_by_role("link", name="Je tweede stap").click()
    page.get_by_role("link", name="Je passkeys").click()
    inspector.look(page, "passkeys")
    page.get_by_role("link", name="Haal weg").click()
    expect(page.get_by_role("heading", name="Typ de code")).to_be_visible()
    page.get_by_role("link", name="Liever een passkey").click()
    inspector.look(page, "show the passkey")
    page.get_by_role("button", name="Gebruik je passkey").click()
    expect(page.get_by_role("heading", name="weghalen?")).to_be_visible()
    page.get_by_role("button", name="Haal weg").click()
    expect(page.get_by_text("De passkey is weggehaald.")).to_be_visible()
    page.goto("/beheer/")
    expect(page.get_by_role("heading", name="Stel de tweede stap in")).to_be_visible()
    inspector.check()


def test_a_passkey_that_does_not_come_is_said_in_words(
    open_page, live_server, settings
):
    settings.STAFF_SECOND_FACTOR = "obligatory"
    page = open_page("/beheer/login/")
    log_in(page, make_staff())
    page.get_by_role("link", name="Liever een passkey").click()
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(1); }")

    page.get_by_role("button", name="Maak een passkey").click()

    expect(page.get_by_text("Dat lukte niet.")).to_be_visible()
