"""From registering an organisation to calling one time off, through every hand that it
passes: a volunteer's, staff's, a resident's, and that of someone who may not."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localtime
from icalendar import Calendar
from playwright.sync_api import expect

from common.mail.models import Mail
from initiatives.models import Activity, Organisation
from tests.browser.hands import PHONE
from tests.browser.organisations.test_organisations import MINE, code, log_in
from tests.kit.factories import make_activity, make_organisation, make_staff, make_user

pytestmark = pytest.mark.usefixtures("no_hurry")

MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)
PASSWORD = "geheim"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def volunteer(open_page):
    return open_page("/", **PHONE)


def registers(page, first: date):
    page.get_by_role("link", name="Organisatie aanmelden").first.click()
    page.get_by_label("Hoe heet je organisatie?").fill("De Huiskamer")
    page.get_by_label("Je e-mailadres").fill("amira@example.org")
    page.get_by_label("Hoe heet het?").fill("Samen eten")
    page.get_by_label("Wat doen jullie samen?").fill("Soep koken en opeten.")
    page.get_by_label("Waar is het?").fill("Park Valkenberg")
    page.get_by_label("De eerste keer").fill(f"{first}")
    page.get_by_label("Van", exact=True).fill("18:30")
    page.get_by_label("Niets, het is gratis").check()
    page.get_by_role("button", name="Aanmelden").last.click()
    page.get_by_label("De code uit de mail").fill(code())
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De Huiskamer")


def makes_it_tuesday_and_thursday(page):
    """What waits can still be changed, without asking anyone."""
    page.get_by_role("link", name=re.compile("Wijzig")).last.click()
    days = page.get_by_role("group", name="Op welke dagen?")
    for day in ("dinsdag", "donderdag"):
        days.get_by_label(day).check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("status")).to_be_visible()


def staff_publish(open_page, *paths):
    page = open_page("/beheer/")
    page.get_by_label("E-mailadres").fill(make_staff(email="bo@example.org").email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    for path in paths:
        page.goto(path)
        page.get_by_role("link", name="Hierover besluiten").click()
        page.get_by_role("button", name="Publiceren", exact=True).click()
        expect(page.locator(".messagelist .success")).to_be_visible()


def finds_it_on_tuesday_evening(open_page, day: date):
    page = open_page("/", **PHONE)
    page.get_by_role("link", name="Agenda").first.click()
    page.get_by_role("link", name=re.compile("^Zonder drempel")).click()
    page.get_by_role("link", name=re.compile("^'s Avonds")).click()
    section = page.locator(f"section[aria-labelledby='dag-{day}']")
    section.get_by_role("link", name="Samen eten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samen eten")
    return page


def takes_it_along(page) -> Calendar:
    with page.expect_download() as download:
        page.get_by_role("link", name="Alle datums in mijn agenda").click()
    with open(download.value.path(), "rb") as file:
        return Calendar.from_ical(file.read())


def calls_off(page, day: date):
    """One tap for the page, one for the reason."""
    page.goto(MINE)
    link = f"a[href^='/mijn/'][href$='/{day}/']"
    page.locator(link).first.click()
    page.get_by_role("button", name="De gastvrouw of gastheer is ziek.").click()
    expect(page.get_by_role("status")).to_contain_text("Gaat niet door.")


def test_from_registering_to_calling_one_time_off(open_page, town, volunteer):
    registers(volunteer, TUESDAY)
    makes_it_tuesday_and_thursday(volunteer)
    organisation, activity = Organisation.objects.get(), Activity.objects.get()
    resident = open_page("/agenda/", **PHONE)
    expect(resident.get_by_role("link", name="Samen eten")).to_have_count(0)

    staff_publish(
        open_page,
        f"/beheer/initiatives/organisation/{organisation.pk}/change/",
        f"/beheer/initiatives/activity/{activity.pk}/change/",
    )

    resident = finds_it_on_tuesday_evening(open_page, TUESDAY)
    calendar = takes_it_along(resident)
    [event] = calendar.walk("VEVENT")
    start = localtime(event["DTSTART"].dt)
    assert not calendar.errors + event.errors
    assert (start.date(), f"{start:%H:%M}") == (TUESDAY, "18:30")
    assert event["RRULE"]["BYDAY"] == ["TU", "TH"]

    calls_off(volunteer, THURSDAY)
    resident.goto(f"/agenda/?dag={THURSDAY}&periode=dag&drempelvrij=ja")
    expect(resident.get_by_text("De gastvrouw of gastheer is ziek.")).to_be_visible()
    resident.get_by_role("link", name="Samen eten").click()
    events = takes_it_along(resident).walk("VEVENT")
    off = [each for each in events if each.get("STATUS") == "CANCELLED"]
    assert [localtime(each["DTSTART"].dt).date() for each in off] == [THURSDAY]


def test_who_is_of_another_organisation_fails_at_all_of_it(open_page, town):
    theirs = make_organisation(name="De Huiskamer", owner=make_user())
    activity = make_activity(organisation=theirs, first_on=TUESDAY)
    cees = make_user(email="cees@example.org")
    make_organisation(name="De Moestuin", owner=cees)
    page = open_page("/", **PHONE)
    log_in(page, cees)
    day = activity.occurrences.first().rule_date
    Mail.objects.all().delete()

    expect(page.get_by_text("De Huiskamer")).to_have_count(0)
    for path in [
        f"/mijn/organisatie/{theirs.pk}/",
        f"/mijn/organisatie/{theirs.pk}/mensen/",
        f"/mijn/organisatie/{theirs.pk}/activiteit/",
        f"/mijn/organisatie/{theirs.pk}/initiatief/",
        f"/mijn/activiteit/{activity.pk}/",
        f"/mijn/activiteit/{activity.pk}/datums/",
        f"/mijn/activiteit/{activity.pk}/pauze-of-extra/",
        f"/mijn/activiteit/{activity.pk}/{day}/",
    ]:
        assert page.goto(path).status == 404, path
    assert not Mail.objects.exists()
