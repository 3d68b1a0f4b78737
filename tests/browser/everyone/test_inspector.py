"""Who looks at all our pages finds what is wrong, also beside what it saw before."""

import pytest

from tests.browser.inspector import IBM, LOOKS, SNIFFER, Inspector

pytestmark = pytest.mark.once
PAGE = "/toegankelijkheid/"
NAMELESS = """document.querySelector("main").insertAdjacentHTML(
  "beforeend", '<p class="wrong"><input type="search" name="q"></p>'
)"""
PALE = """() => {
  const text = document.createElement("p");
  text.className = "pale";
  text.textContent = "Dit leest bijna niemand.";
  text.style.color = matchMedia("(prefers-color-scheme: dark)").matches ? "#222" : "";
  document.querySelector("main").append(text);
}"""


@pytest.fixture
def page(open_page):
    """A page that all three looked at before, and found nothing."""
    page, before = open_page(PAGE), Inspector()
    before.look(page, PAGE)
    before.check()
    return page


def seen(page, looks=LOOKS) -> str:
    inspector = Inspector()
    inspector.look(page, PAGE, looks)
    return "\n".join(inspector.wrong)


def test_a_known_page_with_a_field_without_a_name_is_found_by_each_of_the_three(page):
    page.evaluate(NAMELESS)
    found = seen(page)
    assert "320 px, light): label (" in found
    assert "1280 px, light): label (" in found
    if SNIFFER.is_file():
        assert "WCAG2AA.Principle4.Guideline4_1.4_1_2.H91.InputSearch.Name" in found
    if IBM.is_file():
        assert "input_label_exists" in found


def test_what_is_pale_only_in_the_dark_is_found(page):
    page.emulate_media(color_scheme="dark")
    page.evaluate(PALE)
    assert "color-contrast" in seen(page, [(360, "dark")])
    page.guard.wrong.clear()  # the style that this test gave it, past our policy


def test_what_is_pale_only_in_the_dark_is_found_after_a_look_in_the_light(page):
    page.emulate_media(color_scheme="dark")
    page.evaluate(PALE)
    found = seen(page, [(360, "light"), (360, "dark")])
    assert "360 px, dark): color-contrast" in found
    page.guard.wrong.clear()
