"""What staff do, from logging in to seeing their work on the public page."""

import re

from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from places.models import Place
from tests.browser.town import picture
from tests.kit.factories import make_staff

PASSWORD = "geheim"
PHOTO_IS_THERE = "() => document.querySelector('.photos img').naturalWidth > 0"


def test_staff_add_a_place_on_the_map_and_publish_it(log_in, town):
    page = log_in(make_staff(email="amira@example.org", name="Amira"))
    page.goto("/beheer/places/place/add/")
    page.get_by_label("Naam:", exact=True).fill("Bank bij de molen")
    page.get_by_label("Soort plek:").select_option("Bankje")
    page.locator(".staff-map[data-ready]").click(position={"x": 200, "y": 150})
    position = page.get_by_label("Ligging")
    expect(position).to_have_value(re.compile(r"^51\.\d{6},4\.\d{6}$"))
    # Between the centre and the village, so outside both; put the pin in the village.
    position.fill("51.553000,4.803000")
    page.get_by_role("button", name="Nog een Foto van een plek toevoegen").click()
    new = page.locator("#photos-0")
    new.get_by_label("Foto:").set_input_files(
        {"name": "IMG_1.png", "mimeType": "image/png", "buffer": picture()}
    )
    new.get_by_label("Wat je erop ziet:").fill("Een bank naast een molen")
    new.get_by_label("Gemaakt door:").fill("Amira")
    new.get_by_label("Staan er mensen herkenbaar op?").select_option("nee")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("Bank bij de molen")

    page.get_by_role("row", name="Bank bij de molen").get_by_role("checkbox").check()
    page.get_by_label("Actie:").select_option("Publiceren")
    page.get_by_role("button", name="Uitvoeren").click()
    page.get_by_role("button", name="Publiceren (1)").click()
    said = page.locator(".messagelist .success")
    expect(said).to_contain_text("1 plek gepubliceerd.")
    expect(said.get_by_role("link", name="Ongedaan maken")).to_be_visible()

    page.goto("/plekken/?soort=bankje&pagina=1")
    page.get_by_role("link", name="Bank bij de molen").click()
    photo = page.get_by_role("img", name="Een bank naast een molen")
    photo.scroll_into_view_if_needed()
    page.wait_for_function(PHOTO_IS_THERE)

    place = Place.objects.get(name="Bank bij de molen")
    page.goto(f"/beheer/places/place/{place.pk}/history/")
    newest = page.get_by_role("main").get_by_role("listitem").first
    expect(newest).to_contain_text("door Amira")
    expect(newest).to_contain_text("publiceren")


def test_staff_put_the_pin_by_a_name_and_drag_nothing(log_in, town):
    page = log_in(make_staff())
    page.goto("/beheer/places/place/add/")
    words = page.get_by_role("combobox", name="Zoek een adres of plek")
    words.press_sequentially(town.park.name[:6])
    expect(page.get_by_role("option", name=town.park.name)).to_be_visible()
    words.press("Enter")  # chooses, and sends nothing

    words.press("Enter")

    at = f"{town.park.point.y:.6f},{town.park.point.x:.6f}"
    expect(page.get_by_label("Ligging")).to_have_value(at)
    expect(page.locator(".staff-map .pin")).to_be_visible()
    said = page.get_by_text(f"De speld staat bij {town.park.name}.")
    expect(said).to_be_visible()
    expect(words).to_have_value("")


def test_without_javascript_there_is_no_empty_box_of_a_map(log_in, town):
    page = log_in(make_staff(), java_script_enabled=False)

    page.goto(f"/beheer/places/place/{town.park.pk}/change/")

    expect(page.get_by_label("Ligging")).to_be_visible()
    expect(page.locator("[data-staff-map]")).to_be_hidden()


def test_staff_move_the_pin_of_a_place(log_in, town):
    page = log_in(make_staff())
    page.goto(f"/beheer/places/place/{town.park.pk}/change/")
    field = page.get_by_label("Ligging")
    before = field.input_value()
    pin = page.locator(".staff-map .pin")
    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()
    expect(field).not_to_have_value(before)

    field.fill("51.592000,4.779000")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    town.park.refresh_from_db()
    assert town.park.point.equals_exact(Point(4.779, 51.592, srid=4326), 1e-6)


def test_a_position_that_cannot_be_is_refused_and_kept(log_in, town):
    page = log_in(make_staff())
    page.goto(f"/beheer/places/place/{town.park.pk}/change/")
    page.get_by_label("Ligging").fill("4.79,51.6")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.locator(".errorlist").first).to_contain_text("verkeerd om")
    expect(page.get_by_label("Ligging")).to_have_value("4.79,51.6")


def test_staff_see_the_boundary_of_a_neighbourhood(log_in, town):
    page = log_in(make_staff())
    page.goto(f"/beheer/places/neighbourhood/{town.centre.pk}/change/")
    expect(page.locator(".staff-map path.boundary")).to_have_count(1)
