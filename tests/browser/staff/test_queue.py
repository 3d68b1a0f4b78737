"""Staff work through what waits: by keyboard, on a phone, without JavaScript."""

import pytest
from playwright.sync_api import expect

from common.moderation.answers import AnswerTemplate
from common.moderation.attention import Attention
from common.moderation.states import State
from places.models import Place, PlaceReport
from tests.browser.hands import PHONE, tab_to
from tests.kit import waiting
from tests.kit.factories import make_organisation, make_place, make_places, make_staff

pytestmark = pytest.mark.once

LIST = "/beheer/wachtrij/"
FOCUSED = "element => element === document.activeElement"


class Keyboard:
    """Counts what is pressed."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1


@pytest.fixture
def page(log_in, town):
    Place.objects.filter(state=State.SUGGESTED).delete()
    return log_in(make_staff(name="Bo"))


def heading(page):
    return page.locator("#content h1")


def keys_work(page):
    """The page says so once its script is there; a press before that goes nowhere."""
    expect(page.get_by_label("Sneltoetsen")).to_be_visible()


def test_twenty_ordinary_things_take_three_presses_each_at_most(page):
    make_places(
        {"name": f"Voorstel {number:02}", "state": State.SUGGESTED}
        for number in range(20)
    )
    page.goto(LIST)
    hands = Keyboard(page)
    keys_work(page)
    hands.press("j", "Enter")
    for number in range(20):
        expect(heading(page)).to_have_text(f"Voorstel {number:02}")
        keys_work(page)
        hands.press("g")
        expect(page.get_by_role("button", name="Publiceren")).to_be_focused()
        hands.press("Enter")
        expect(page.locator(".messagelist .success")).to_contain_text(f"{number:02}")

    expect(page.get_by_text("Er wacht niets.")).to_be_visible()
    assert (
        Place.objects.filter(name__startswith="Voorstel", state="published").count()
        == 20
    )
    assert hands.presses / 20 <= 3
    assert hands.presses == 42


def test_the_keys_walk_through_the_list_and_the_things(page):
    for name in ["Eerste", "Tweede", "Derde"]:
        make_place(name=name, state=State.SUGGESTED)
    page.goto(LIST)
    links = page.locator("[data-queue] a")
    keys_work(page)
    for key, at in [("j", 0), ("j", 1), ("ArrowDown", 2), ("j", 2), ("k", 1),
                    ("ArrowUp", 0)]:  # fmt: skip
        page.keyboard.press(key)
        assert links.nth(at).evaluate(FOCUSED)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Eerste")
    keys_work(page)
    page.keyboard.press("j")
    expect(heading(page)).to_have_text("Tweede")
    keys_work(page)
    page.keyboard.press("k")
    expect(heading(page)).to_have_text("Eerste")


def test_keys_do_nothing_while_someone_types_or_when_they_are_off(page):
    for name in ["Eerste", "Tweede"]:
        make_place(name=name, state=State.SUGGESTED)
    page.goto(LIST)
    keys_work(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Eerste")
    keys_work(page)
    reason = page.get_by_label("reden")
    reason.press_sequentially("jkgw")
    expect(reason).to_have_value("jkgw")
    expect(heading(page)).to_have_text("Eerste")
    assert reason.evaluate(FOCUSED)

    page.get_by_label("Sneltoetsen").uncheck()
    page.reload()
    expect(page.get_by_label("Sneltoetsen")).not_to_be_checked()
    page.keyboard.press("g")
    page.keyboard.press("j")
    expect(heading(page)).to_have_text("Eerste")
    assert page.evaluate("document.activeElement === document.body")


def test_an_answer_to_start_from_can_be_changed_before_it_is_sent(page):
    AnswerTemplate.objects.create(name="Besloten", move="refuse", text="Alleen leden.")
    AnswerTemplate.objects.create(name="Reclame", move="refuse", text="Reclame.")
    club = waiting.build()["organisatie"]
    page.goto(f"{LIST}organisatie/{club.pk}/")
    answer = page.get_by_label("antwoord", exact=True)
    start = page.get_by_label("antwoord om mee te beginnen")
    start.select_option("Besloten")
    expect(answer).to_have_value("Alleen leden.")
    start.select_option("Reclame")
    expect(answer).to_have_value("Reclame.")
    answer.fill("Reclame. Jammer!")
    start.select_option("Besloten")
    expect(answer).to_have_value("Reclame. Jammer!\n\nAlleen leden.")


def test_colleagues_see_who_opened_it(page, log_in):
    club = make_organisation(name="Club", state=State.SUGGESTED)
    with page.expect_response(f"**{LIST}organisatie/{club.pk}/bezig/"):
        page.goto(f"{LIST}organisatie/{club.pk}/")
    assert Attention.objects.get().person.name == "Bo"

    other = log_in(make_staff(name="Mo"))
    expect(other.get_by_text("Bo kijkt hiernaar, sinds")).to_be_visible()


def test_hiding_after_an_urgent_report_is_one_press_on_a_phone(log_in, town):
    report = PlaceReport.objects.create(place=town.park, reason="unsafe")
    page = log_in(make_staff(), **PHONE)
    page.get_by_role("link", name="Dringend: ").first.click()
    page.get_by_role("button", name="Verberg dit nu").click()

    expect(page.locator(".messagelist .success")).to_contain_text("is verborgen")
    town.park.refresh_from_db()
    assert town.park.state == State.SUGGESTED
    page.get_by_role("button", name="Ongedaan maken: zet dit weer op de site").click()
    expect(page.locator(".messagelist .success")).to_contain_text("staat nu op de site")
    town.park.refresh_from_db()
    assert town.park.state == State.PUBLISHED
    report.refresh_from_db()
    assert report.state == PlaceReport.State.OPEN


def to_hide(page, town):
    """From the page of a place to the decision, with one press."""
    page.goto(f"/beheer/places/place/{town.park.pk}/change/")
    return page.get_by_role("link", name="Hierover besluiten")


def hidden_and_back(page, town):
    expect(page.locator(".messagelist .success")).to_contain_text("is verborgen")
    assert page.url.endswith(f"/place/{town.park.pk}/change/")
    town.park.refresh_from_db()
    assert town.park.state == State.SUGGESTED
    assert town.park.history.first().history_change_reason == "Los hout"


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_place_on_the_site_is_hidden_from_its_own_page_on_a_phone(
    log_in, town, javascript
):
    page = log_in(make_staff(), **PHONE, java_script_enabled=javascript)
    to_hide(page, town).click()
    expect(page.get_by_text("Dit is nu: gepubliceerd.")).to_be_attached()
    page.get_by_label("reden").fill("Los hout")
    expect(page.get_by_label("reden")).to_be_in_viewport()
    page.get_by_role("button", name="Verbergen").click()
    hidden_and_back(page, town)

    page.get_by_role("link", name="Hierover besluiten").click()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("staat nu op de site")
    town.park.refresh_from_db()
    assert town.park.state == State.PUBLISHED


def test_a_place_on_the_site_is_hidden_by_keyboard(log_in, town):
    page = log_in(make_staff())
    tab_to(page, to_hide(page, town))
    page.keyboard.press("Enter")
    keys_work(page)
    tab_to(page, page.get_by_label("reden"))
    page.keyboard.type("Los hout")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Verbergen")).to_be_focused()
    page.keyboard.press("Enter")
    hidden_and_back(page, town)


def test_who_puts_something_right_goes_on_to_decide_about_it(log_in, town):
    place = make_place(name="bankje", state=State.SUGGESTED)
    page = log_in(make_staff())
    page.goto(f"{LIST}plek/{place.pk}/")
    page.get_by_role("link", name="Eerst wijzigen").click()
    page.get_by_label("Naam:", exact=True).fill("Bank bij de molen")
    page.get_by_role("button", name="Opslaan en besluiten").click()
    expect(heading(page)).to_have_text("Bank bij de molen")
    page.get_by_role("button", name="Publiceren", exact=True).click()

    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    place.refresh_from_db()
    assert (place.name, place.state) == ("Bank bij de molen", State.PUBLISHED)


def test_without_javascript_everything_works_by_buttons(log_in, town):
    first = make_place(name="Eerste", state=State.SUGGESTED)
    make_place(name="Tweede", state=State.SUGGESTED)
    page = log_in(make_staff(name="Bo"), java_script_enabled=False)
    page.get_by_role("link", name="Eerste").click()
    page.get_by_role("button", name="Ik pak dit op").click()
    expect(page.get_by_text("Jij kijkt hiernaar, sinds")).to_be_visible()
    page.get_by_role("button", name="Publiceren").click()
    expect(heading(page)).to_have_text("Tweede")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(heading(page)).to_have_text("Eerste")
    first.refresh_from_db()
    assert first.state == State.SUGGESTED
