"""Every page of staff in every state: axe finds nothing, with no rule switched off, and
nothing scrolls sideways on the narrowest phone."""

import re
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localdate, localtime, now
from playwright.sync_api import expect

from common.history import bin
from common.kit.storing import store
from common.mail.models import Mail
from common.moderation.answers import AnswerTemplate
from common.moderation.states import State
from initiatives.dates import series
from initiatives.models import LiveChange
from learning.models import Heard, Tally
from ontmoeten.accounts import passwords
from places.models import ImportRun, Place, PlaceReport
from places.models.imports import folder
from tests.browser import meetings
from tests.browser.everyone import pact
from tests.browser.inspector import NARROWEST, Inspector, visit_all
from tests.browser.staff.test_staff import PASSWORD
from tests.kit import waiting
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.staffpages import staff_page

pytestmark = pytest.mark.once
DECIDED = [State.PUBLISHED, State.REFUSED, State.CLOSED]


@pytest.fixture
def inspector():
    return Inspector()


def test_every_page_of_staff_of_an_empty_site(log_in, inspector):
    page = log_in(make_staff())
    own = ["", "wachtrij/", "bellen/", "versheid/", "dubbelen/", "importeren/"]
    own += ["prullenbak/", "vertalingen/", "moeilijke-teksten/", "places/place/"]
    own += ["persoonsgegevens/"]
    visit_all(page, inspector, [f"/beheer/{each}" for each in own])
    inspector.check()


def password_page(person) -> str:
    """Where a colleague comes by the link in her mail."""
    passwords.mail_link(person, passwords.INVITED)
    return re.search(r"/nieuw-wachtwoord/[^\"]+/", Mail.objects.latest("pk").html)[0]


def test_every_page_of_the_queue(open_page, inspector, town):
    found = waiting.build()
    staff = make_staff(name="Bo")
    page = open_page("/beheer/")
    page.get_by_label("E-mailadres").fill(staff.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    looks = [(NARROWEST, "light"), (1280, "light"), (1280, "dark")]
    items = [f"/beheer/wachtrij/{kind}/{found[kind].pk}/" for kind in waiting.KINDS]
    known = [make_place(state=each, refusal_reason="Dubbel.") for each in DECIDED]
    items += [f"/beheer/wachtrij/plek/{each.pk}/" for each in known]
    amira = make_user()
    clubs = [make_organisation(state=each, refusal_reason="Dubbel.", owner=amira)
             for each in [*DECIDED, State.RETURNED]]  # fmt: skip
    items += [f"/beheer/wachtrij/organisatie/{each.pk}/" for each in clubs]
    items += [
        staff_page(found[kind])
        for kind in ["plek", "wijziging", "claim", "foto", "initiatief"]
    ]
    shown = ContentType.objects.get_for_model(Place).pk
    items += [
        f"/beheer/r/{shown}/{found['plek'].pk}/",
        password_page(staff), "/nieuw-wachtwoord/dood/", "/wachtwoord-vergeten/",
    ]  # fmt: skip
    visit_all(page, inspector, ["/beheer/", "/beheer/wachtrij/", *items], looks)

    page.goto(f"/beheer/wachtrij/organisatie/{found['organisatie'].pk}/")
    page.get_by_role("button", name="Weigeren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "a refusal without words", looks)
    page.goto(f"/beheer/wachtrij/plek/{found['plek'].pk}/")
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    inspector.look(page, "after a decision", looks)
    inspector.check()


def imports(staff) -> list[str]:
    """A file whose columns are asked, and one that was looked at."""
    folder().mkdir(parents=True)
    (folder() / "x.csv").write_text("nr;naam;wat\n1;Bank;zitje\n")
    facts = {"source": "Banken", "stored": "x.csv", "made_by": staff}
    asked = ImportRun.objects.create(file_name="banken.csv", **facts)
    seen = ImportRun.objects.create(
        file_name="lang.csv", state="checked", counts={"new": 1, "wrong": 1}, **facts
    )
    seen.rows.create(sort="new", where="regel 2", texts=[["naam", "–", "Bank"]])
    seen.rows.create(
        sort="wrong", where="regel 3", texts=["Onbekend."], raw={"kind": "zitje"}
    )
    page = f"/beheer/importeren/{seen.pk}/"
    brought = waiting.brought_in(
        make_place(name="De ingelezen bank", state="suggested")
    )
    return [
        f"/beheer/importeren/{asked.pk}/",
        page,
        f"{page}?soort=wrong",
        f"/beheer/wachtrij/ingelezen/{brought.pk}/",
        f"/beheer/importeren/{brought.pk}/publiceren/",
        "/beheer/importeren/organisaties/",
    ]


def test_every_page_of_staff(open_page, inspector, town):
    page = open_page("/beheer/")
    inspector.look(page, "/beheer/login/")
    staff = make_staff()
    urgent = PlaceReport.objects.create(
        place=town.park,
        reason="unsafe",
        text="Er ligt los hout.",
        email="a@example.org",
    )
    PlaceReport.objects.create(place=town.long, reason="other", text="x" * 900)
    AnswerTemplate.objects.create(name="Klaar", move="report", text="Dank je.")
    found = meetings.build(town)
    day = localdate() + timedelta(days=1)
    series.cancel(found.coffee, day, "Ziek", by=staff)
    LiveChange.objects.create(activity=found.coffee, fields=["name", "where"])
    version = town.park.history.first()
    town.park.website = "https://example.org/" + "lang" * 40
    store(town.park)
    bin.throw_away(make_place(name="Bankje dat weg is"), staff)
    LiveChange.objects.create(organisation=found.club, seen_by=staff, seen_at=now())
    page.get_by_label("E-mailadres").fill("niemand@example.org")
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.locator(".errornote")).to_be_visible()
    inspector.look(page, "log in, refused")
    page.get_by_label("E-mailadres").fill(staff.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", name="Wat wil je doen?")).to_be_visible()
    places = "/beheer/places/place/"
    visit_all(
        page,
        inspector,
        [
            "/beheer/",
            "/beheer/bellen/",
            "/beheer/versheid/",
            places,
            f"{places}?q=nergens",
            f"{places}add/",
            f"{places}{town.park.pk}/change/",
            f"{places}{town.park.pk}/history/",
            f"{places}{town.park.pk}/history/{version.pk}/",
            f"{places}{town.park.pk}/delete/",
            "/beheer/prullenbak/",
            f"/beheer/initiatives/activity/{found.coffee.pk}/history/",
            "/beheer/wachtrij/",
            "/beheer/wachtrij/?soort=melding",
            f"/beheer/wachtrij/melding/{urgent.pk}/",
            "/beheer/places/placekind/",
            "/beheer/places/closingday/add/",
            "/beheer/places/synonym/",
            "/beheer/moeilijke-teksten/",
            "/beheer/importeren/",
            *imports(staff),
            "/beheer/vertalingen/",
            f"/beheer/vertalingen/plek/{town.park.pk}/",
            "/beheer/dubbelen/",
            f"/beheer/dubbelen/plek/{town.park.pk}-{town.old.pk}/",
            "/beheer/ontmoeten/hardword/add/",
            f"/beheer/ontmoeten/user/{staff.pk}/change/",
            "/beheer/places/synonym/add/",
            "/beheer/places/placereport/",
            f"/beheer/places/placereport/{urgent.pk}/change/",
            f"/beheer/initiatives/activity/{found.coffee.pk}/change/",
            "/beheer/initiatives/livechange/",
            f"/beheer/places/neighbourhood/{town.centre.pk}/change/",
            "/beheer/places/figure/",
            "/beheer/ontmoeten/user/",
            "/beheer/ontmoeten/user/add/",
            "/beheer/themes/theme/",
            "/beheer/password_change/",
        ],
        [(NARROWEST, "light"), (1280, "dark")],
    )
    page.goto("/beheer/places/placereport/")
    page.get_by_role("row", name="Dringend: ").get_by_role("checkbox").check()
    page.get_by_label("Actie:").select_option("Afgehandeld")
    page.get_by_role("button", name="Uitvoeren").click()
    looks = [(NARROWEST, "light"), (1280, "dark")]
    inspector.look(page, "an answer to a report", looks)
    page.get_by_role("button", name="Mail dit antwoord").click()
    expect(page.locator(".errorlist")).to_be_visible()
    inspector.look(page, "an answer that is missing", looks)
    page.goto(f"{places}add/")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    inspector.look(page, "a place with errors")
    page.goto(f"{places}{town.park.pk}/change/")
    town.park.name, town.park.address = "Een ander park", "Markt 1"
    store(town.park)
    page.get_by_label("Naam:").fill("Mijn park")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_text("jullie wijzigden dit allebei")).to_be_visible()
    inspector.look(page, "two versions of a place", looks)
    inspector.check()


def test_every_page_of_staff_about_goals(log_in, inspector, town):
    page = log_in(make_staff())
    goal, leading = pact.build([town.park])
    counted = goal.indicators.get(counter="buurten-zonder-plek")
    goals, numbers = "/beheer/learning/goal/", "/beheer/learning/indicator/"
    one, leads, table = (f"{goals}{goal.pk}/", f"{numbers}{leading.pk}/", "tabel/")
    visit_all(
        page, inspector,
        [
            goals, f"{goals}add/", f"{one}change/", f"{one}history/",
            f"{one}zoeken/?q=park", f"{one}zoeken/?q=niets", f"{one}vastleggen/",
            f"{goals}bij/plek/{town.park.pk}/",
            numbers, f"{numbers}add/", f"{leads}change/", f"{leads}{table}",
            f"{numbers}{counted.pk}/change/",
        ],
    )  # fmt: skip
    for path, button in [
        (f"{goals}add/", "Opslaan"),
        (f"{numbers}add/", "Opslaan"),
        (f"{leads}{table}", "Breng binnen"),
        (f"{one}vastleggen/", "Leg dit jaar voorgoed vast"),
    ]:
        page.goto(path)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".errornote, [role=alert]").first).to_be_visible()
        inspector.look(page, f"{path} with errors")
    inspector.check()


def test_every_page_of_counting_and_of_what_was_heard(log_in, inspector, town):
    staff, begun = make_staff(), localtime() - timedelta(minutes=30)
    activity = make_activity(
        organisation=make_organisation(owner=staff), place=town.park, rule="",
        first_on=begun.date(), starts_at=begun.time().replace(microsecond=0),
    )  # fmt: skip
    facts = {"activity": activity, "first_times": 12, "more_often": 30}
    tally = Tally.objects.create(rule_date=begun.date(), **facts)
    told = {"sentence": "Ik ken mijn buren nu.", "neighbourhood": town.centre}
    heard = Heard.objects.create(typed_by=staff, **told)
    page, own = log_in(staff), f"/mijn/activiteit/{activity.pk}/turf/"
    cards = f"{own}{begun.date()}/kaartjes/"
    visit_all(
        page, inspector,
        [
            "/mijn/", own, f"{own}{begun.date()}/", cards, "/beheer/gehoord/",
            "/beheer/learning/heard/", f"/beheer/learning/heard/{heard.pk}/change/",
            "/beheer/learning/tally/", f"/beheer/learning/tally/{tally.pk}/change/",
            f"/beheer/learning/tally/{tally.pk}/history/",
        ],
    )  # fmt: skip
    for path, label, wrong, button in [
        (f"{own}{begun.date()}/", "Voor het eerst", "-1", "Opslaan"),
        (cards, "Hoeveel kaartjes", "99", "Maak het vel"),
        ("/beheer/gehoord/", "Wat je hoorde", "Bel 076 123 45 67", "Noteer"),
    ]:
        page.goto(path)
        page.get_by_label(label).fill(wrong)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_be_visible()
        inspector.look(page, f"{path} with errors")
    page.goto(cards)
    page.get_by_label("Hoeveel kaartjes").fill("3")
    page.get_by_role("button", name="Maak het vel").click()
    expect(page.locator(".slips > li")).to_have_count(3)
    inspector.look(page, "a sheet of cards")
    inspector.check()
