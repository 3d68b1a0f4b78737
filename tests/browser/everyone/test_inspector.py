"""Who looks at all our pages finds what is wrong, also beside what it saw before."""

import pytest

from tests.browser.inspector import IBM, LOOKS, SNIFFER, Inspector

pytestmark = pytest.mark.once
PAGE = "/toegankelijkheid/"
NAMELESS = """document.querySelector("main").insertAdjacentHTML(
  "beforeend", '<p class="wrong"><input type="search" name="q"></p>'
)"""
PALE = """(name) => {
  const text = document.createElement("p");
  text.className = name;
  text.textContent = "Dit leest bijna niemand.";
  text.style.color = matchMedia("(prefers-color-scheme: dark)").matches ? "#222" : "";
  document.querySelector("main").append(text);
}"""
BEHIND = """() => {
  const box = document.createElement("div");
  const part = document.createElement("section");
  part.innerHTML = "<p class='known'>Dit las iedereen.</p>";
  box.append(part);
  document.querySelector("main").append(box);
}"""
DARKEN = "document.querySelector('.known').closest('div').style.background = '#333'"


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
    page.evaluate(PALE, "pale")
    assert "color-contrast" in seen(page, [(360, "dark")])
    page.guard.wrong.clear()  # the style that this test gave it, past our policy


def test_what_is_pale_only_in_the_dark_is_found_after_a_look_in_the_light(page):
    page.emulate_media(color_scheme="dark")
    page.evaluate(PALE, "paler")  # what is known is not looked at once more
    found = seen(page, [(360, "light"), (360, "dark")])
    assert "360 px, dark): color-contrast" in found
    page.guard.wrong.clear()


def test_a_known_text_is_found_where_what_lies_far_behind_it_is_dark(page):
    page.evaluate(BEHIND)
    assert not seen(page, [(360, "light")])
    page.evaluate(DARKEN)
    assert "color-contrast" in seen(page, [(360, "light")])
    page.guard.wrong.clear()
