"""Desks in a real browser, on a phone: a resident finds one in her language in two
taps; a host can't come and a stand-in says yes; nobody can, and who had an appointment
hears it."""

import re
from datetime import date, time, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import expect
from pypdf import PdfReader

from desks.days import away, reminding
from desks.models import DeskChange, DeskDay, DeskHost
from initiatives.models import Membership, SignUp
from tests.browser.hands import PHONE, Hands
from tests.browser.inspector import NARROWEST, Inspector
from tests.kit.factories import (
    TILBURG,
    make_desk,
    make_desk_host,
    make_organisation,
    make_place,
    make_staff,
)
from tests.kit.letters import letters
from tests.kit.pictures import picture

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]
EVERY_DAY = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"
LIST, PAGE = "/ontmoetingsloket/", "/ontmoetingsloket/tafel/"
MARKT = {"latitude": 51.5887, "longitude": 4.7758}


@pytest.fixture
def tomorrow():
    return localdate() + timedelta(days=1)


@pytest.fixture
def desk(town, tomorrow):
    """From tomorrow on, every day from ten to twelve, in the park."""
    found = make_desk(
        name="De tafel",
        slug="tafel",
        place=town.park,
        organisation=make_organisation(name="De Huiskamer"),
        rule=EVERY_DAY,
        first_on=tomorrow,
        languages=["nl", "ar"],
        topics=["brief", "geld"],
        can_ask="Een brief lezen\nEen formulier invullen",
        not_here="Tot aan het inloggen met DigiD",
        bring="De brief",
        comes="both",
        slot_minutes=30,
        has_interpreter=True,
        has_private_room=False,
        coordinator_email="coordinator@example.org",
    )
    today = localdate()
    agreed = {"name_consent_on": today, "photo_consent_on": today}
    make_desk_host(found, first_name="Fatima", photo=picture(), **agreed)
    make_desk_host(found, title="vaste vervanger", email="karim@example.org")
    return found


def mail_link(page, email) -> str:
    """The address in the last mail to someone, at the server of the tests."""
    letter = [each for each in letters() if each.to == [email]][-1]
    path = re.search(
        r"http://[\w.:]+(/(?:jouw-afspraak|invallen|gaat-niet-door)\S+)", letter.body
    )
    return f"http://{page.guard.own}{path[1]}"


def test_a_resident_finds_arabic_near_her_this_week_in_two_taps(open_page, desk):
    make_desk(name="Zonder Arabisch", rule=EVERY_DAY, first_on=localdate())
    make_desk(
        name="Ver weg",
        place=make_place(point=TILBURG),
        languages=["ar"],
        rule=EVERY_DAY,
        first_on=localdate(),
    )
    here = {"geolocation": MARKT, "permissions": ["geolocation"]}
    page = open_page(LIST, **PHONE, **here)
    hands = Hands(page)

    hands.tap("Dichtbij", "button")
    expect(page).to_have_url(re.compile("bij=51.589"))
    hands.tap(re.compile("^Arabisch"))

    expect(page).to_have_url(re.compile("taal=ar"))
    rows = page.locator(".on--desk .main")
    expect(rows.first).to_have_text("De tafel")
    assert {*rows.all_inner_texts()} == {"De tafel"}
    assert hands.taps == 2


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_host_can_not_come_and_a_stand_in_says_yes(
    open_page, desk, tomorrow, javascript
):
    row = desk.activity.occurrences.get(rule_date=tomorrow)
    mine = reminding.path_of(desk.hosts.first(), row)
    page = open_page(mine, **PHONE, java_script_enabled=javascript)
    page.get_by_role("button", name="Ik kan niet").click()
    expect(page.get_by_text("We zoeken iemand die kan.")).to_be_visible()

    page.goto(mail_link(page, "karim@example.org"))
    page.get_by_role("button", name="Ja, ik kom").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je, jij komt")

    page.get_by_role("link", name="Naar de bladzij van het loket").click()
    expect(page.get_by_text("Met een vervanger").first).to_be_visible()


def test_nobody_can_and_who_had_an_appointment_hears_it(open_page, desk, tomorrow):
    page = open_page(PAGE, **PHONE)
    page.get_by_role("link", name="Kies een tijd").first.click()
    page.get_by_label("10.30").first.check()
    page.get_by_label("Je voornaam").fill("Nour")
    page.get_by_label("Je e-mailadres").fill("nour@example.org")
    page.get_by_role("button", name="Houd deze tijd vrij").click()
    page.goto(mail_link(page, "nour@example.org"))
    page.get_by_role("button", name="Ja, ik kom").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jouw afspraak")
    assert SignUp.objects.get().state == "seat"

    fixed, stand_in = desk.hosts.all()
    away.cannot_come(fixed, tomorrow)
    away.answer(stand_in.asks.get(), False)
    page.goto(mail_link(page, "coordinator@example.org"))
    page.get_by_role("button", name="Het gaat niet door").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Het gaat niet door")
    assert letters()[-1].to == ["nour@example.org"]
    page.goto(LIST)
    expect(page.get_by_text("Gaat niet door").first).to_be_visible()


def test_every_page_of_desks(open_page, desk, tomorrow):
    inspector = Inspector()
    row = desk.activity.occurrences.get(rule_date=tomorrow)
    fixed, stand_in = desk.hosts.all()
    page = open_page(LIST)
    for path in [
        LIST, f"{LIST}?vraag=brief&taal=ar", f"{LIST}?vraag=liefde", PAGE,
        f"/en{PAGE}", f"{PAGE}afspraak/", f"{PAGE}afspraak/gemaakt/",
        f"{PAGE}gezicht/{fixed.pk}/sta-jij-hierop/", f"{LIST}printen/",
        reminding.path_of(fixed, row), reminding.face_of(fixed),
    ]:  # fmt: skip
        page.goto(path)
        inspector.look(page, path)
    page.goto(f"{PAGE}afspraak/")
    page.get_by_role("button", name="Houd deze tijd vrij").click()
    inspector.look(page, "an appointment with errors")
    away.cannot_come(fixed, tomorrow)
    page.goto(mail_link(page, stand_in.email))
    inspector.look(page, "whether a stand-in can come")
    away.answer(stand_in.asks.get(), False)
    page.goto(mail_link(page, desk.coordinator_email))
    inspector.look(page, "nobody can")
    DeskDay.objects.update(stand_in=stand_in, full_at=timezone.now())
    page.goto(PAGE)
    inspector.look(page, "the page with a stand-in, full")
    inspector.check()


def test_every_page_of_who_keeps_a_desk(log_in, desk):
    inspector, staff = Inspector(), make_staff()
    organisation = desk.activity.organisation
    Membership.objects.create(organisation=organisation, person=staff, role="owner")
    host = desk.hosts.first()
    DeskHost.objects.filter(pk=host.pk).update(user=staff)
    make_desk_host(desk, first_name="Olena", name_consent_on=date(2020, 1, 1))
    make_desk(name="Leeg", first_on=localdate(), rule=EVERY_DAY)
    change = DeskChange.objects.create(
        activity=desk.activity, changes={"bring": ["", "De brief"]}, proposed_by=staff
    )
    page = log_in(staff)
    mine = f"/mijn/activiteit/{desk.activity.pk}/loket/"
    for path in [
        "/mijn/", mine, f"{mine}gezicht/", f"{mine}gezicht/{host.pk}/",
        "/beheer/loketten/", "/beheer/desks/desk/", "/beheer/desks/deskhost/",
        f"/beheer/desks/desk/{desk.pk}/change/", f"/beheer/wachtrij/loket/{change.pk}/",
    ]:  # fmt: skip
        page.goto(path)
        inspector.look(page, path, [(NARROWEST, "light"), (1280, "dark")])
    inspector.check()


def on_paper(page) -> list[str]:
    """The text of each sheet, as another program reads it."""
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [" ".join(each.extract_text().split()) for each in sheets]


def many(count):
    """Each as tall as they are, at its own minute of today."""
    for number in range(1, count + 1):
        make_desk(
            name=f"Tafel {number:02} in het huis van de wijk",
            place=make_place(name=f"Huis {number:02}"),
            rule=EVERY_DAY,
            first_on=localdate(),
            starts_at=time(23, number),
            topics=["brief", "geld", "wonen", "zorg"],
            languages=["nl", "ar", "tr", "uk"],
            phone=f"076 000 00 {number:02}",
        )


def sheet_of(sheets, number) -> str:
    """The one on which a desk stands, whole."""
    told = [f"Tafel {number:02} in het huis van de wijk", f"Huis {number:02}"]
    told += [f"23.{number:02}", "Brieven, geld, wonen en zorg"]
    [sheet] = [each for each in sheets if all(words in each for words in told)]
    return sheet


@pytest.mark.parametrize("count", [1, 7, 8, 9, 25])
def test_many_desks_are_whole_on_paper_over_several_sheets(open_page, town, count):
    many(count)
    sheets = on_paper(open_page(f"{LIST}printen/", width=800))

    for number in range(1, count + 1):
        assert f"076 000 00 {number:02}" in sheet_of(sheets, number)
    assert "Het ontmoetingsloket deze week" in sheets[0]
    assert "Iemand spreken?" in sheets[-1]
    assert all("Tafel" in each for each in sheets), "something stands alone"
    assert (len(sheets) > 1) is (count >= 7)


@pytest.mark.parametrize("count", [8, 25])
def test_the_list_itself_prints_whole_as_well(open_page, town, count):
    many(count)
    sheets = on_paper(open_page(f"{LIST}?dag={localdate()}&periode=dag", width=800))

    assert len(sheets) > 1
    for number in range(1, count + 1):
        sheet_of(sheets, number)
    [first] = [each for each in sheets if "Vandaag" in each]
    assert "Tafel 01" in first.partition("Vandaag")[2]
