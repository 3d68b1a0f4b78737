"""A visitor suggests a place: on the map, where the phone is, or in words."""

import re

import pytest
from playwright.sync_api import expect

from common.moderation.states import State
from places.models import Place
from tests.browser.inspector import Inspector
from tests.browser.town import picture
from tests.kit.factories import GROTE_MARKT, TILBURG, VALKENBERG, make_place

PHONE = {"width": 360, "height": 780}
PATH = "/plekken/voorstellen/"
FULL = re.compile(r"^51\.\d{6},4\.\d{6}$")

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]


def choose_photo(page):
    photo = {"name": "IMG_1.png", "mimeType": "image/png", "buffer": picture()}
    page.get_by_label("Een foto").set_input_files(photo)


def tell_about_photo(page):
    page.get_by_label("Wat staat er op de foto?").fill("Een bank aan het water")
    page.get_by_label("Wie maakte de foto?").fill("Jo")
    page.get_by_label("Ja, en zij vinden het goed").check()


def suggested(name) -> Place:
    place = Place.objects.get(name=name)
    assert place.state == State.SUGGESTED
    return place


def test_on_a_phone_a_tap_on_the_map_is_enough(open_page, town):
    page = open_page("/", **PHONE)
    page.get_by_role("link", name="Plek voorstellen").click()
    chosen = page.locator(".map--choose[data-ready]")
    expect(chosen.locator(".outline").first).to_be_attached()
    chosen.click(position={"x": 40, "y": 250})
    expect(page.get_by_label("Waar is het?")).to_have_value(FULL)
    expect(page.get_by_text("Het punt is gekozen.")).to_be_visible()
    # The village and its surroundings are far from here; put the pin in the town.
    page.get_by_label("Waar is het?").fill("51.594500,4.781500")
    page.get_by_label("Wat is het?").select_option("Bankje")
    page.get_by_label("Hoe heet het?").fill("Bank bij de vijver")
    expect(page.get_by_label("Wie maakte de foto?")).to_be_hidden()
    choose_photo(page)
    tell_about_photo(page)
    page.get_by_role("button", name="Stel deze plek voor").click()

    expect(page.get_by_text("We bekijken je plek binnen 14 dagen.")).to_be_visible()
    assert suggested("Bank bij de vijver").photos.count() == 1


def test_where_the_phone_is_goes_into_the_form_and_into_no_address(open_page, town):
    here = {"latitude": 51.588712, "longitude": 4.775834}
    page = open_page(PATH, **PHONE, geolocation=here, permissions=["geolocation"])
    sent = []
    page.on("request", lambda request: sent.append(request))
    page.get_by_role("button", name="Bij mij").click()

    expect(page.get_by_label("Waar is het?")).to_have_value("51.588712,4.775834")
    expect(page.get_by_text("Staat hij er al?")).to_be_visible()
    expect(page.locator(".whereabouts .card").first).to_contain_text("hemelsbreed")
    page.get_by_label("Wat is het?").select_option("Bankje")
    page.get_by_label("Hoe heet het?").fill("Hier")
    page.get_by_role("button", name="Nee, dit is een andere plek").click()
    page.get_by_role("button", name="Stel deze plek voor").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel")

    assert suggested("Hier").point.coords == pytest.approx((4.775834, 51.588712))
    assert not [each.url for each in sent if "51.588" in each.url]
    bodies = [each.post_data or "" for each in sent if each.method == "POST"]
    assert len([body for body in bodies if "51.588712" in body]) >= 2


def test_a_phone_that_says_not_where_it_is_leaves_the_map_and_words(open_page, town):
    page = open_page(PATH, **PHONE)
    page.get_by_role("button", name="Bij mij").click()

    expect(page.get_by_text("Je telefoon zegt niet waar je bent.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_words_are_enough_and_everything_survives_the_questions(
    open_page, town, javascript
):
    make_place(name="Bank in het park", point=VALKENBERG)
    page = open_page(PATH, **PHONE, java_script_enabled=javascript)
    expect(page.locator(".whereabouts")).to_be_visible(visible=javascript)
    page.get_by_label("Waar is het?").fill("Nergenshuizen")
    page.get_by_label("Wat is het?").select_option("Bankje")
    page.get_by_label("Hoe heet het?").fill("Bank in de zon")
    page.get_by_label("Wat is er fijn?").fill("Zon tot acht uur.")
    choose_photo(page)
    page.get_by_role("button", name="Stel deze plek voor").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("We vinden “Nergenshuizen” niet")
    expect(page.get_by_role("alert")).to_contain_text("Zeg wie de foto maakte.")
    tell_about_photo(page)
    page.get_by_label("Waar is het?").fill("Park Valkenberg")
    page.get_by_role("button", name="Stel deze plek voor").click()

    question = page.get_by_role("heading", name="Staat hij er al?")
    expect(question).to_be_focused()
    expect(page.get_by_role("link", name="Bank in het park")).to_be_visible()
    expect(page.get_by_label("Wat is er fijn?")).to_have_value("Zon tot acht uur.")
    expect(page.get_by_text("Je foto ook.")).to_be_visible()
    page.get_by_role("button", name="Nee, dit is een andere plek").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel")
    place = suggested("Bank in de zon")
    assert place.description == "Zon tot acht uur."
    assert place.photos.count() == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_spot_outside_the_municipality_is_asked_about(open_page, town, javascript):
    page = open_page(PATH, **PHONE, java_script_enabled=javascript)
    page.get_by_label("Waar is het?").fill(f"{TILBURG.y},{TILBURG.x}")
    page.get_by_label("Wat is het?").select_option("Bankje")
    page.get_by_label("Hoe heet het?").fill("Bank over de grens")
    page.get_by_role("button", name="Stel deze plek voor").click()

    expect(page.get_by_role("alert")).to_contain_text("buiten Breda. Toch hier?")
    expect(page.get_by_label("Hoe heet het?")).to_have_value("Bank over de grens")
    if javascript:
        page.locator(".map--choose[data-ready]").wait_for()
        inspector = Inspector()
        inspector.look(page, "a spot outside the municipality")
        inspector.check()
    page.get_by_label("Ja, het is hier, buiten Breda").check()
    page.get_by_role("button", name="Stel deze plek voor").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel")
    assert suggested("Bank over de grens").point.equals_exact(TILBURG, 1e-5)


def test_a_question_about_one_spot_goes_when_another_is_chosen(open_page, town):
    page = open_page(PATH)
    field = page.get_by_label("Waar is het?")
    field.fill(f"{TILBURG.y},{TILBURG.x}")
    page.get_by_label("Wat is het?").select_option("Bankje")
    page.get_by_role("button", name="Stel deze plek voor").click()
    box = page.get_by_label("Ja, het is hier, buiten Breda")
    page.locator(".map--choose[data-ready]").wait_for()
    expect(box).to_be_visible()

    field.fill("51.594500,4.781500")
    field.press("Tab")

    expect(box).to_have_count(0)


def test_who_sees_that_it_is_there_already_is_thanked_and_stores_nothing(
    open_page, town
):
    page = open_page(PATH, **PHONE, java_script_enabled=False)
    page.get_by_label("Waar is het?").fill(f"{GROTE_MARKT.y},{GROTE_MARKT.x}")
    page.get_by_label("Wat is het?").select_option("Bankje")
    page.get_by_role("button", name="Stel deze plek voor").click()
    page.get_by_role("button", name="Ja, hij staat er al").click()

    expect(page.get_by_text("dan staat hij er al")).to_be_visible()
    assert Place.objects.filter(state=State.SUGGESTED).count() == 1  # the town's own


def test_the_pin_follows_a_typed_position_and_can_be_moved(open_page, town):
    page = open_page(PATH)
    field = page.get_by_label("Waar is het?")
    page.locator(".map--choose[data-ready]").wait_for()
    field.fill("51.594500,4.781500")
    field.press("Tab")
    pin = page.locator(".map--choose .pin")
    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 50, steps=5)
    page.mouse.up()

    expect(field).not_to_have_value("51.594500,4.781500")
    expect(field).to_have_value(FULL)
    field.fill("Belcrum")
    field.press("Tab")
    expect(pin).to_have_count(0)
