"""Photos, hosts and residents' proposals, as people meet them: on a phone, with the
keyboard, without JavaScript."""

import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from common.moderation.states import State
from initiatives.models import Host, Initiative, InitiativePhoto, PhotoRemoval
from tests.browser import meetings
from tests.browser.hands import PHONE, tab_to
from tests.browser.inspector import Inspector
from tests.browser.organisations.test_organisations import code, log_in
from tests.browser.staff.test_staff import PASSWORD
from tests.browser.town import picture
from tests.kit.factories import (
    make_host,
    make_initiative,
    make_organisation,
    make_photo,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]

PROPOSE = "/initiatieven/voorstellen/"
PHOTO = {"name": "IMG_1.png", "mimeType": "image/png", "buffer": picture()}
NO_PHOTO = {"name": "brief.png", "mimeType": "image/png", "buffer": b"geen foto"}


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_resident_proposes_and_changes_an_initiative(open_page, town, javascript):
    page = open_page("/initiatieven/", **PHONE, java_script_enabled=javascript)
    page.get_by_role("link", name="Initiatief indienen").click()
    page.get_by_label("Hoe noem je het?").fill("Soep in onze straat")
    page.get_by_role("button", name="Indienen").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Zeg waar het is.")
    expect(page.get_by_label("Hoe noem je het?")).to_have_value("Soep in onze straat")
    page.get_by_label("Wat wil je met anderen doen?").fill("Samen soep eten.")
    page.get_by_label("Waar is het?").fill("Park Valkenberg, bij de vijver")
    page.get_by_label("Je e-mailadres").fill("nour@example.org")
    page.get_by_role("button", name="Indienen").last.click()
    page.get_by_label("De code uit de mail").fill(code())
    page.get_by_role("button", name="Verder").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Wat je voorstelde")
    expect(page.get_by_text("Je hoort uiterlijk")).to_be_visible()
    page.get_by_role("link", name="Wijzigen").click()
    page.get_by_label("Voor wie").fill("De straat")
    page.get_by_role("button", name="Opslaan").click()

    initiative = Initiative.objects.get()
    assert (initiative.for_whom, initiative.organisation) == ("De straat", None)
    assert list(initiative.places.all()) == [town.park]


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_volunteer_adds_a_photo_and_a_host(open_page, town, javascript):
    amira = make_user(email="amira@example.org")
    club = make_organisation(owner=amira)
    initiative = make_initiative(organisation=club)
    page = open_page("/", **PHONE, java_script_enabled=javascript)
    log_in(page, amira)
    page.goto(f"/mijn/initiatief/{initiative.pk}/")
    page.get_by_role("link", name="Foto toevoegen").click()
    page.get_by_label("Foto", exact=True).set_input_files(NO_PHOTO)
    page.get_by_label("Wat staat erop?").fill("Een lange tafel")
    page.get_by_label("Wie maakte hem?").fill("Amira")
    page.get_by_role("radio", name="nee").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("geen foto")
    expect(page.get_by_label("Wat staat erop?")).to_have_value("Een lange tafel")
    page.get_by_label("Foto", exact=True).set_input_files(PHOTO)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("status")).to_contain_text("Wij kijken er eerst naar")

    page.get_by_role("link", name="Vast gezicht toevoegen").click()
    page.get_by_label("Wat is zij of hij hier?").fill("vaste kok")
    page.get_by_role("textbox", name="Voornaam").fill("Sjors")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("Alleen als zij het goedvinden")
    page.get_by_label("dat de voornaam op de pagina staat").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("status")).to_be_visible()

    photo, host = InitiativePhoto.objects.get(), Host.objects.get()
    assert (photo.state, host.state) == ("waits", "waits")
    assert (host.first_name, host.name_consent_on) == ("Sjors", localdate())


def test_who_is_on_a_photo_has_it_off_the_site_by_keyboard(open_page, town):
    found = meetings.build(town)
    page = open_page(found.start.get_absolute_url(), **PHONE)
    photo = page.get_by_role("img", name="Een lange tafel")
    expect(photo).to_be_visible()
    link = page.get_by_role("link", name="Sta jij hierop? Een lange tafel")
    tab_to(page, link)
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Haal deze foto van de site")
    tab_to(page, button)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("De foto is van de site")
    page.get_by_role("link", name=re.compile("Terug naar")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(photo).to_have_count(0)
    assert PhotoRemoval.objects.count() == 1


def test_nobody_is_named_on_paper(open_page, town):
    found = meetings.build(town)
    for path in [found.start.get_absolute_url(), found.coffee.get_absolute_url()]:
        page = open_page(path)
        name = page.get_by_text("Fatima")
        expect(name).to_be_visible()
        page.emulate_media(media="print")
        expect(name).to_be_hidden()
        expect(page.get_by_text("Spreekt")).to_be_hidden()
        expect(page.get_by_role("img", name="vaste gastvrouw")).to_be_hidden()
        expect(page.locator(".host p").first).to_be_visible()


@pytest.mark.once
def test_every_page_of_photos_hosts_and_proposals(open_page, town):
    inspector, amira = Inspector(), make_user(email="amira@example.org")
    found = meetings.build(town)
    club = make_organisation(owner=amira)
    initiative = make_initiative(organisation=club)
    today = localdate()
    photos = [make_photo(initiative, state=s) for s in ("shown", "waits", "hidden")]
    known = {"first_name": "Fatima", "name_consent_on": today}
    hosts = [make_host(initiative, state="shown", **known), make_host(initiative)]
    make_initiative(created_by=amira, state=State.SUGGESTED)
    page = open_page(PROPOSE)
    public = found.start.get_absolute_url()
    shown = found.start.photos.first()
    for path in [
        PROPOSE, f"/en{PROPOSE}", "/initiatieven/", public, f"/en{public}",
        f"{public}foto/{shown.pk}/sta-jij-hierop/", f"{public}foto-verborgen/",
        f"{public}gezicht/{found.start.hosts.first().pk}/sta-jij-hierop/",
        found.coffee.get_absolute_url(),
    ]:  # fmt: skip
        page.goto(path)
        inspector.look(page, path)
    page.goto(PROPOSE)
    page.get_by_role("button", name="Indienen").last.click()
    inspector.look(page, "proposing with errors")
    log_in(page, amira)
    mine = f"/mijn/initiatief/{initiative.pk}/"
    inspector.look(page, "/mijn/ with a proposal of one's own")
    for path in [
        mine, f"{mine}foto/", f"{mine}gezicht/", f"/en{mine}gezicht/",
        *(f"{mine}foto/{photo.pk}/" for photo in photos),
        *(f"{mine}gezicht/{host.pk}/" for host in hosts),
    ]:  # fmt: skip
        page.goto(path)
        inspector.look(page, path)
    for path in [f"{mine}foto/", f"{mine}gezicht/"]:
        page.goto(path)
        page.get_by_label("Foto", exact=True).set_input_files(PHOTO)
        page.get_by_role("button", name="Opslaan").click()
        expect(page.get_by_text("We hebben je foto")).to_be_visible()
        inspector.look(page, f"{path} with errors and a photo that is kept")
    inspector.check()


@pytest.mark.once
def test_every_page_of_staff_about_photos(open_page, town):
    inspector, staff = Inspector(), make_staff()
    found = meetings.build(town)
    photo, host = found.start.photos.first(), found.start.hosts.first()
    removal = PhotoRemoval.objects.create(initiative=found.start, photo=photo)
    page = open_page("/beheer/")
    page.get_by_label("E-mailadres").fill(staff.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    ours = "/beheer/initiatives"
    for path in [
        f"{ours}/initiativephoto/", f"{ours}/initiativephoto/{photo.pk}/change/",
        f"{ours}/host/", f"{ours}/host/{host.pk}/change/",
        f"{ours}/photoremoval/", f"{ours}/photoremoval/{removal.pk}/change/",
        f"{ours}/initiative/{found.start.pk}/change/",
    ]:  # fmt: skip
        page.goto(path)
        inspector.look(page, path, [(320, "light"), (1280, "dark")])
    inspector.check()
