"""A volunteer keeps an organisation's pages, on a phone."""

import re
import time
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from common.mail.models import Mail
from common.moderation.states import Move
from initiatives.dates import series
from initiatives.deciding import decisions
from initiatives.models import Activity, Organisation
from tests.browser.hands import PHONE
from tests.browser.inspector import Inspector
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_sign_up,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.letters import letters
from tests.kit.servers import running

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]

REGISTER, MINE = "/organisaties/aanmelden/", "/mijn/"


def next_tuesday():
    today = localdate()
    return today + timedelta(days=(1 - today.weekday()) % 7 or 7)


def code() -> str:
    """That of the last mail; the server sends it from a thread of its own."""
    for _try in range(50):
        if letters():
            return re.search(r"\d{4}-\d{4}", letters()[-1].body)[0]
        time.sleep(0.1)
    pytest.fail("no mail came")


def log_in(page, person):
    Mail.objects.all().delete()
    page.goto("/inloggen/")
    page.get_by_label("Je e-mailadres").fill(person.email)
    page.get_by_role("button", name="Mail me een code").click()
    page.get_by_label("De code uit de mail").fill(code())
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_url(re.compile(f"{MINE}$"))


def fill_in(page):
    page.get_by_label("Hoe heet je organisatie?").fill("De Huiskamer")
    page.get_by_label("Je e-mailadres").fill("amira@example.org")
    page.get_by_label("Hoe heet het?").fill("Koffie op dinsdag")
    page.get_by_label("Wat doen jullie samen?").fill("Koffie drinken en bijpraten.")
    page.get_by_label("Waar is het?").fill("Park Valkenberg, bij de vijver")
    page.get_by_label("De eerste keer").fill(f"{next_tuesday()}")
    page.get_by_label("Van", exact=True).fill("10:00")


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_volunteer_registers_a_weekly_activity_and_calls_one_time_off(
    open_page, town, javascript
):
    page = open_page("/", **PHONE, java_script_enabled=javascript)
    page.get_by_role("link", name="Organisatie aanmelden").first.click()
    fill_in(page)
    if javascript:
        dates = page.locator("[data-preview-times] li")
        expect(dates).to_have_count(8)
        expect(dates.first).to_contain_text("10.00")
        expect(page.get_by_text("Elke dinsdag")).to_be_visible()
    else:
        page.get_by_role("button", name="Toon de datums").click()
        expect(page.locator("[data-preview-times] li")).to_have_count(8)
    page.get_by_role("button", name="Aanmelden").last.click()
    page.get_by_label("De code uit de mail").fill(code())
    page.get_by_role("button", name="Verder").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("De Huiskamer")
    expect(page.get_by_text("Je hoort uiterlijk").first).to_be_visible()
    organisation, activity = Organisation.objects.get(), Activity.objects.get()
    assert activity.place == town.park
    assert activity.where == "bij de vijver"

    staff = make_staff()
    for entry in (organisation, activity):
        decisions.decide(entry, Move.PUBLISH, staff)
    resident = open_page(f"/agenda/?gratis=alles&dag={next_tuesday()}", **PHONE)
    expect(resident.get_by_role("link", name="Koffie op dinsdag")).to_be_visible()

    page.goto(MINE)
    page.get_by_role("link", name="Deze keer niet").first.click()
    page.get_by_role("button", name="De gastvrouw of gastheer is ziek.").click()
    expect(page.get_by_role("status")).to_contain_text("Gaat niet door.")
    resident.reload()
    expect(resident.get_by_text("De gastvrouw of gastheer is ziek.")).to_be_visible()

    page.get_by_role("button", name="Toch zoals altijd").click()
    resident.reload()
    expect(resident.get_by_text("ziek")).to_have_count(0)


def test_what_was_typed_survives_every_question(open_page, town):
    make_organisation(name="Huiskamer")
    page = open_page(REGISTER, **PHONE)
    fill_in(page)
    page.get_by_label("De eerste keer").fill("")
    page.get_by_role("button", name="Aanmelden").last.click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("De eerste keer").fill(f"{next_tuesday()}")
    page.get_by_role("button", name="Aanmelden").last.click()

    question = page.get_by_role("heading", name="Staat je organisatie hier al?")
    expect(question).to_be_focused()
    expect(page.get_by_label("Wat doen jullie samen?")).to_have_value(
        "Koffie drinken en bijpraten."
    )
    page.get_by_role("button", name="Nee, dit is een andere organisatie").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Typ de code")


def test_a_colleague_comes_in_by_the_link_in_the_mail(open_page, town):
    amira = make_user(email="amira@example.org", name="Amira")
    club = make_organisation(name="De Huiskamer", owner=amira)
    page = open_page("/", **PHONE)
    log_in(page, amira)
    page.get_by_role("complementary").get_by_role("link", name="Mensen").click()
    page.get_by_label("E-mailadres van je collega").fill("bo@example.org")
    Mail.objects.all().delete()
    page.get_by_role("button", name="Mail de uitnodiging").click()
    expect(page.get_by_text("Je collega krijgt een mail")).to_be_visible()
    link = re.search(r"/uitnodiging/\w+/", letters()[-1].body)[0]

    colleague = open_page(link, **PHONE)
    colleague.get_by_role("button", name="Doe mee").click()

    expect(colleague.get_by_role("heading", level=1)).to_have_text("De Huiskamer")
    assert club.people.count() == 2


@pytest.mark.once
def test_every_page_of_an_organisation(open_page, town):
    inspector, amira = Inspector(), make_user(email="amira@example.org", name="Amira")
    club = make_organisation(name="De Huiskamer", owner=amira, editor=make_user())
    today = localdate()
    activity = make_activity(
        organisation=club, first_on=today, rule="FREQ=WEEKLY;BYDAY=MO"
    )
    refused = make_activity(organisation=club, state="suggested", where="x" * 150)
    initiative = make_initiative(organisation=club, state="suggested")
    staff = make_staff()
    decisions.decide(initiative, Move.RETURN, staff, answer="Waar is het?")
    refusal = {"criterion": "open", "answer": "Het is alleen voor leden."}
    decisions.decide(refused, Move.REFUSE, staff, **refusal)
    decisions.propose(club, {"phone": ""}, {"phone": "076 1"}, amira)
    page = open_page("/inloggen/")
    inspector.look(page, "/inloggen/")
    for path in [REGISTER, f"/en{REGISTER}", "/uitnodiging/onzin/"]:
        page.goto(path)
        inspector.look(page, path)
    page.goto(REGISTER)
    page.get_by_role("button", name="Aanmelden").last.click()
    inspector.look(page, "registering with errors")
    fill_in(page)
    page.get_by_label("Hoe heet je organisatie?").fill("Huiskamer")
    page.get_by_role("button", name="Aanmelden").last.click()
    inspector.look(page, "registering what looks like another")
    page.goto("/inloggen/")
    page.get_by_label("Je e-mailadres").fill(amira.email)
    page.get_by_role("button", name="Mail me een code").click()
    inspector.look(page, "/inloggen/code/")
    page.get_by_label("De code uit de mail").fill("0")
    page.get_by_role("button", name="Verder").click()
    inspector.look(page, "a wrong code")
    page.get_by_label("De code uit de mail").fill(code())
    page.get_by_role("button", name="Verder").click()
    monday, later = (
        row.rule_date for row in activity.occurrences.filter(rule_date__gt=today)[:2]
    )
    series.cancel(activity, later, "Ziek", by=amira)
    for name, state in [("Fatima", "seat"), ("Jan", "seat"), ("Piet", "waiting")]:
        make_sign_up(activity, monday, first_name=name, state=state)
    tour = make_tour(organisation=club, stops=[make_place()])
    for path in [
        MINE,
        f"/en{MINE}",
        f"/mijn/tocht/{tour.pk}/",
        f"/mijn/organisatie/{club.pk}/",
        f"/mijn/organisatie/{club.pk}/mensen/",
        f"/mijn/organisatie/{club.pk}/talen/",
        f"/mijn/activiteit/{activity.pk}/talen/",
        f"/mijn/organisatie/{club.pk}/activiteit/",
        f"/mijn/organisatie/{club.pk}/initiatief/",
        f"/mijn/initiatief/{initiative.pk}/",
        f"/mijn/activiteit/{activity.pk}/",
        f"/mijn/activiteit/{activity.pk}/datums/",
        f"/mijn/activiteit/{activity.pk}/pauze-of-extra/",
        f"/mijn/activiteit/{activity.pk}/{monday}/",
        f"/mijn/activiteit/{activity.pk}/{later}/",
        f"/mijn/activiteit/{activity.pk}/{monday}/wie-komt/",
        "/inloggen/uitloggen/",
    ]:
        page.goto(path)
        inspector.look(page, path)
    page.goto(f"/mijn/activiteit/{activity.pk}/{monday}/")
    series.cancel(activity, monday, "Sneeuw")
    page.get_by_label("Waarom niet?").fill("De kachel is stuk.")
    page.get_by_role("button", name="Het gaat niet door").click()
    expect(page.get_by_role("alert")).to_be_focused()
    inspector.look(page, "a date that a colleague changed meanwhile")
    page.goto(f"/mijn/activiteit/{activity.pk}/")
    page.get_by_label("Van", exact=True).fill("11:00")
    page.get_by_role("button", name="Stel deze wijziging voor").click()
    inspector.look(page, "for which times?")
    inspector.check()


def test_an_agenda_stands_in_the_site_of_an_organisation(
    new_context, live_server, time_machine
):
    """Three presses: the page, the text, and it stands on their own site."""
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    club = make_organisation(name="De Huiskamer")
    make_activity(name="Koffie", slug="koffie", organisation=club)
    page = new_context().new_page()
    page.goto(f"/organisaties/{club.slug}/op-je-eigen-site/")
    copied = page.get_by_label("Kopieer dit").first.input_value()

    html = copied.replace("http://127.0.0.1:8000", live_server.url)
    with running((200, f"<!doctype html><title>Wij</title>{html}".encode())) as theirs:
        page.goto(theirs.url)
        frame = page.frame_locator("iframe[title='Agenda van De Huiskamer']")
        expect(frame.get_by_role("link", name="Koffie").first).to_be_visible()
        with page.expect_popup() as opened:
            frame.get_by_role("link", name="Koffie").first.click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("Koffie")
        assert page.context.cookies() == []
