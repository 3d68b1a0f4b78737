"""The coordinator walks the line by keyboard, and writes down what she hears."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.matching.telling import heading
from tests.browser.staff.test_queue import FOCUSED, keys_work
from tests.matching.people import make_offer, make_wish

pytestmark = pytest.mark.once
LIST = "/beheer/meet-en-match/"


@pytest.fixture
def page(log_in, policy, town):
    at = {"area": town.centre.code}
    make_wish(first_name="Amira", days=30, phone="076 123 45 67", **at)
    make_wish(first_name="Bram", days=20, **at)
    make_offer(first_name="Willem", **at)
    return log_in(policy.coordinator)


def test_the_keys_walk_through_the_line_and_find_buttons_and_the_note(page):
    page.goto(LIST)
    keys_work(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("A.")
    keys_work(page)
    page.keyboard.press("j")
    expect(heading(page)).to_contain_text("B.")
    keys_work(page)
    page.keyboard.press("k")
    expect(heading(page)).to_contain_text("A.")
    keys_work(page)
    page.keyboard.press("1")
    ask = page.get_by_role("button", name=re.compile("Vraag beiden"))
    assert ask.evaluate(FOCUSED)
    page.keyboard.press("b")
    assert page.get_by_role("link", name="Bel Amira").evaluate(FOCUSED)
    page.keyboard.press("n")
    note = page.get_by_label("Een notitie")
    assert note.evaluate(FOCUSED)
    page.keyboard.type("Belt liever. jk1")
    expect(note).to_have_value("Belt liever. jk1")
    page.get_by_role("button", name="Bewaar deze notitie").click()
    expect(page.get_by_role("status")).to_contain_text("Bewaard")
    expect(page.get_by_text("Belt liever. jk1")).to_be_visible()


def test_a_note_that_is_too_long_stays_in_the_field(page):
    page.goto(LIST)
    page.get_by_role("link", name=re.compile("^A.,")).click()
    note = page.get_by_label("Een notitie")
    note.evaluate("field => field.removeAttribute('maxlength')")
    note.fill("a" * 1001)
    page.get_by_role("button", name="Bewaar deze notitie").click()
    expect(note).to_have_value("a" * 1001)
    expect(note).to_have_attribute("aria-invalid", "true")
