"""Who writes for the public gets advice beside the field, and may ignore it."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import PHONE, tab_to
from tests.browser.inspector import Inspector

pytestmark = pytest.mark.once
REGISTER = "/organisaties/aanmelden/"
HARD = "Ten behoeve van de buurt zijn wij tevens op zondag open."


def test_advice_comes_while_typing_and_goes_when_it_is_easier(open_page, town):
    inspector = Inspector()
    page = open_page(REGISTER, **PHONE)
    field = page.get_by_label("Wat doen jullie samen?")
    field.fill(HARD)
    tips = page.get_by_text("Tips om het makkelijker te schrijven (2)")
    expect(tips).to_be_visible()
    expect(page.get_by_text("Makkelijker: ook.")).to_be_hidden()
    tab_to(page, tips)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Makkelijker: ook.")).to_be_visible()
    inspector.look(page, "advice")
    inspector.check()

    field.fill("Voor de buurt zijn wij op zondag open.")
    expect(tips).to_have_count(0)


def test_without_javascript_it_comes_with_the_page(open_page, town):
    page = open_page(REGISTER, **PHONE, java_script_enabled=False)
    page.get_by_label("Wat doen jullie samen?").fill(HARD)
    page.get_by_role("button", name="Aanmelden").last.click()

    page.get_by_text("Tips om het makkelijker te schrijven (2)").click()
    expect(page.get_by_text("Makkelijker: ook.")).to_be_visible()
