"""A resident, and a member of the council, find out what the city tries and learns."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import PHONE, Hands
from tests.kit.factories import (
    make_decided,
    make_goal,
    make_indicator,
    make_lesson,
    make_news,
    make_question,
)
from themes.models import Theme

pytestmark = pytest.mark.once
PAGES_OF_PDF = re.compile(rb"/Type\s*/Page[^s]")


@pytest.fixture
def city(town):
    theme = Theme.objects.get(slug="gezondheid")
    soup = make_decided(title="Soep op het plein", slug="soep", themes=[theme])
    bikes = make_lesson(
        sentence="Vrouwen rijden mee als de fiets past", themes=[theme],
        story="Met lage fietsen kwamen er evenveel vrouwen.",
        experiments=[soup.experiment],
    )  # fmt: skip
    other = make_lesson(sentence="Op de fiets spreekt niemand elkaar", themes=[theme])
    bikes.contradicts.add(other)
    goal = make_goal(title="Elke week iets te doen", theme=theme, slug="elke-week")
    make_indicator(goal, name="keer per week", unit="keer")
    make_news(bikes, title="Wat we leerden van fietsen", slug="fietsen")
    make_question(title="Wat helpt jou naar buiten?", slug="buiten", themes=[theme])


def heading(page):
    return page.get_by_role("heading", level=1)


def is_one_sheet(page):
    return len(PAGES_OF_PDF.findall(page.pdf(prefer_css_page_size=True))) == 1


def test_from_a_theme_to_what_was_tried_and_what_the_goal_is(open_page, city):
    page = open_page("/themas/gezondheid/", **PHONE)
    hands = Hands(page)
    hands.tap("Soep op het plein")
    expect(page.locator(".steps")).to_contain_text("Het werkte.")
    page.go_back()
    hands.tap("Elke week iets te doen")
    expect(heading(page)).to_have_text("Elke week iets te doen")
    hands.tap("Eén A4 voor de raad")

    assert hands.taps == 3
    assert is_one_sheet(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_what_we_know_of_women_and_cycling_and_what_says_otherwise(
    open_page, city, javascript
):
    page = open_page("/lessen/", **PHONE, java_script_enabled=javascript)
    hands = Hands(page)
    hands.fill("Zoek in lessen", "wat weten we over vrouwen en fietsen")
    hands.tap("Zoek", "button")
    hands.tap("Vrouwen rijden mee als de fiets past")
    expect(heading(page)).to_have_text("Vrouwen rijden mee als de fiets past")
    hands.tap("Op de fiets spreekt niemand elkaar")
    hands.tap("Vrouwen rijden mee als de fiets past")

    expect(heading(page)).to_have_text("Vrouwen rijden mee als de fiets past")


def test_the_council_gets_the_lessons_of_a_theme_on_one_sheet(open_page, city):
    theme = Theme.objects.get(slug="gezondheid")
    for number in range(12):
        make_lesson(
            sentence=f"Les {number}: wie iets meebrengt, blijft langer zitten",
            themes=[theme], sure="Twee keer gezien, door drie mensen, op twee pleinen.",
        )  # fmt: skip
    page = open_page("/lessen/?thema=gezondheid")
    page.get_by_role("link", name="Eén A4").click()

    expect(page.get_by_text("Nog 5:")).to_be_visible()
    assert is_one_sheet(page)


def test_the_news_leads_to_what_it_is_about(open_page, city):
    page = open_page("/nieuws/", **PHONE)
    page.get_by_role("link", name="Wat we leerden van fietsen").first.click()
    page.get_by_role("link", name="Vrouwen rijden mee").first.click()

    expect(heading(page)).to_have_text("Vrouwen rijden mee als de fiets past")


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_who_has_five_minutes_opens_the_form_in_three_taps(open_page, city, javascript):
    page = open_page("/doe-mee/", **PHONE, java_script_enabled=javascript)
    hands = Hands(page)
    hands.tap("5 minuten")
    hands.tap("bewoner")
    expect(page.get_by_role("heading", name="Een uur")).to_have_count(0)
    hands.tap("Stel een plek voor")

    assert hands.taps == 3
    expect(heading(page)).to_have_text("Plek voorstellen")
    expect(page).to_have_url(re.compile("/plekken/voorstellen/"))
