"""Every page in every state: axe finds nothing, with no rule switched off, and nothing
scrolls sideways on the narrowest phone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.utils.timezone import localdate, now
from playwright.sync_api import expect

from learning.experiments import asking
from ontmoeten.web import views
from places.models import Confirmation, Neighbourhood, PlaceReport
from places.visitors.report_views import THANKS
from tests.browser import meetings
from tests.browser.everyone import pact
from tests.browser.inspector import (
    LOOKS,
    MAPS_ARE_DRAWN,
    NARROWEST,
    Inspector,
    visit_all,
)
from tests.browser.staff.test_learning import PAGES_OF_PDF
from tests.browser.town import picture
from tests.kit.factories import (
    make_activity,
    make_decided,
    make_desk,
    make_experiment,
    make_goal,
    make_heard,
    make_initiative,
    make_lesson,
    make_neighbourhood,
    make_news,
    make_tour,
)
from themes.models import Theme

pytestmark = pytest.mark.once

TEXTS = ["/over/", "/privacy/", "/toegankelijkheid/"]
THEMES = [
    f"/themas/{slug}/"
    for slug in [
        "leefomgeving",
        "gezondheid",
        "dienstverlening",
        "talentontwikkeling",
    ]
]


@pytest.fixture
def inspector():
    return Inspector()


def test_every_page_of_an_empty_site(open_page, inspector):
    page = open_page("/")
    empty = ["/", "/plekken/", "/buurten/", THEMES[0], "/agenda/", "/organisaties/"]
    empty += ["/initiatieven/", "/initiatieven/voorstellen/", "/ontmoetingsloket/"]
    empty += ["/ontmoetingsloket/printen/", "/fietstochten/", "/fietstochten/maken/"]
    empty += ["/doelen/", "/tellingen/initiatieven/", "/wat-ontmoeten-doet/"]
    visit_all(page, inspector, empty)
    inspector.check()


def test_every_page_of_a_filled_site(open_page, inspector, town):
    page = open_page("/")
    park = town.park.get_absolute_url()
    paths = [
        "/",
        "/plekken/",
        "/plekken/?pagina=2",
        "/plekken/?soort=cafe",
        "/plekken/?q=pikcnicktafel&onbekend=mee&drempelvrij=ja",
        "/plekken/printen/?bij=51.589,4.776",
        "/plekken/printen/?soort=cafe",
        "/zoek/?q=bij+bankje",
        "/buurten/",
        *(place.get_absolute_url() for place in [town.park, town.old, town.long]),
        *(area.get_absolute_url() for area in [town.centre, town.village]),
        "/plekken/bankje-01/",
        f"{park}foto/{town.park.photos.get().pk}/sta-jij-hierop/",
        f"{park}foto-verborgen/",
        "/themas/",
        *THEMES,
        *TEXTS,
    ]
    visit_all(page, inspector, paths)
    inspector.check()


def test_every_page_of_what_is_on(open_page, inspector, town):
    found = meetings.build(town)
    tomorrow = localdate() + timedelta(days=1)
    called_off = localdate() + timedelta(days=2)
    page = open_page("/")
    paths = [
        "/agenda/",
        "/agenda/?gratis=alles&zin=praatje&taal=ar&onbekend=mee",
        f"/agenda/?dag={tomorrow}&periode=dag",
        "/agenda/?zin=helpen",
        "/agenda/?dagdeel=ochtend&taal=ar&drempelvrij=ja&soort=bibliotheek",
        "/agenda/?zin=vliegen&dag=morgen",
        found.coffee.get_absolute_url(),
        f"/agenda/koffie/{called_off}/",
        found.once.get_absolute_url(),
        town.park.get_absolute_url(),
        town.centre.get_absolute_url(),
        "/organisaties/",
        "/organisaties/voorwaarden/",
        found.club.get_absolute_url(),
        "/initiatieven/",
        found.start.get_absolute_url(),
        "/en/agenda/",
        "/en/agenda/koffie/",
    ]
    visit_all(page, inspector, paths)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/plekken/?soort=park")
    page.get_by_role("button", name=town.park.name).click()
    expect(page.locator(".leaflet-popup .soon")).to_be_visible()
    inspector.look(page, "what is on in a popup", [(1280, "light"), (1280, "dark")])
    inspector.check()


def test_every_page_of_what_is_learnt(open_page, inspector, town):
    theme = Theme.objects.get(slug="gezondheid")
    around = {"themes": [theme], "areas": Neighbourhood.objects.all()[:1]}
    told = {"euros": 640, "hours": 12, "reach": "Buren.", "saw": "Soep.", "said": "Ja."}
    make_experiment(slug="idee", phase="idea", stop_on=None, **around)
    make_experiment(slug="loopt", ties=[town.park, make_activity()], **around)
    make_experiment(slug="voorbij", phase="ended", is_invented=True, **told)
    late = make_decided(days_ago=200, slug="besloten", **told, **around)
    asking.ask(now())
    late.lesson.contradicts.add(make_lesson(slug="anders", **around))
    make_news(late.experiment, slug="bericht", is_invented=True)
    heard = make_heard(theme=theme, neighbourhood=Neighbourhood.objects.first())
    tried = [f"/experimenten/{each}/" for each in ["idee", "loopt", "voorbij"]]
    visit_all(
        open_page("/experimenten/"), inspector,
        [
            "/experimenten/", *tried, "/experimenten/besloten/",
            "/experimenten/besloten/a4/", "/experimenten/besloten/tellingen/",
            "/experimenten/?fase=loopt&thema=gezondheid", "/experimenten/?thema=x",
            "/lessen/", "/lessen/anders/", "/lessen/?q=niets", "/nieuws/",
            "/nieuws/bericht/", "/themas/gezondheid/", "/en/experimenten/besloten/",
            "/gehoord/", f"/gehoord/{heard.pk}/", "/en/gehoord/?q=niets",
            asking.link(late),
        ],
    )  # fmt: skip
    inspector.check()


def test_every_page_of_a_goal(open_page, inspector, town):
    helpers = [town.park, make_desk(), make_tour(stops=[town.park]), make_initiative()]
    pact.build(helpers)
    page, frozen = open_page("/doelen/"), f"/doelen/zitten/{localdate().year}/"
    visit_all(
        page, inspector,
        [
            "/doelen/", "/doelen/zitten/", "/doelen/zitten/a4/", frozen,
            "/doelen/leeg/", "/tellingen/buurten-zonder-plek/", "/en/doelen/",
            "/en/doelen/zitten/", "/themas/leefomgeving/",
            *(each.get_absolute_url() for each in helpers),
        ],
    )  # fmt: skip
    inspector.check()
    for path in ["/doelen/zitten/a4/", frozen]:
        page.goto(path)
        sheet = page.pdf(prefer_css_page_size=True)
        assert len(PAGES_OF_PDF.findall(sheet)) == 1, path


def test_four_cards_stand_two_by_two(open_page):
    for _ in range(4):
        make_goal()
    page = open_page("/doelen/", width=1280)
    cards = page.locator("main .grid > li")
    boxes = [cards.nth(at).bounding_box() for at in range(4)]
    assert len({box["x"] for box in boxes}) == len({box["y"] for box in boxes}) == 2


def test_every_page_in_english(open_page, inspector, town):
    page = open_page("/en/")
    paths = ["/", "/plekken/", town.park.get_absolute_url(), "/buurten/", *TEXTS]
    paths = [f"/en{path}" for path in [*paths, THEMES[1]]]
    visit_all(page, inspector, paths, [(NARROWEST, "light"), (1280, "dark")])
    inspector.check()


REPORT, UNSAFE = (
    "/plekken/park-valkenberg/melden/",
    "/plekken/park-valkenberg/onveilig/",
)
SUGGEST = "/plekken/voorstellen/"


def test_every_page_that_visitors_write_on(open_page, inspector, town):
    PlaceReport.objects.create(place=town.park, reason="gone")
    Confirmation.objects.create(place=town.park, day=localdate())
    page = open_page("/")
    paths = [
        town.park.get_absolute_url(),
        "/plekken/park-valkenberg/klopt/",
        "/plekken/park-valkenberg/bedankt/klopt-niet/",
        REPORT,
        "/plekken/lange-naam/melden/",
        UNSAFE,
        *(f"/plekken/park-valkenberg/bedankt/{what}/" for what in THANKS),
        SUGGEST,
        f"{SUGGEST}bedankt/",
        f"{SUGGEST}al-bekend/",
        f"/en{REPORT}",
        f"/en{SUGGEST}",
    ]
    visit_all(page, inspector, paths)
    inspector.check()


def test_every_question_and_refusal_to_who_writes(
    open_page, inspector, town, no_hurry, monkeypatch, settings
):
    make_neighbourhood(name="Valkenberg Noord")
    page = open_page(REPORT)
    for path, button in [
        (REPORT, "Melden"),
        (UNSAFE, "Melden"),
        (SUGGEST, "Stel deze plek voor"),
    ]:
        page.goto(path)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_be_visible()
        inspector.look(page, f"{path} with errors")

    page.get_by_label("Waar is het?").fill("valk")
    page.get_by_label("Wat is het?").select_option("Bankje")
    photo = {"name": "IMG_1.png", "mimeType": "image/png", "buffer": picture()}
    page.get_by_label("Een foto").set_input_files(photo)
    page.get_by_role("button", name="Stel deze plek voor").click()
    expect(page.get_by_text("Welke bedoel je?")).to_be_visible()
    inspector.look(page, "several spots, a photo that is kept, questions about it")
    page.get_by_label("Wat staat er op de foto?").fill("Een bank")
    page.get_by_label("Wie maakte de foto?").fill("Jo")
    page.get_by_label("Nee, niemand").check()

    park = town.park.point
    page.get_by_label("Waar is het?").fill(f"{park.y},{park.x}")
    page.get_by_role("button", name="Stel deze plek voor").click()
    expect(page.get_by_role("heading", name="Staat hij er al?")).to_be_visible()
    inspector.look(page, "is it there already?")

    page.goto(SUGGEST)
    page.get_by_label("Waar is het?").fill(f"{park.y},{park.x}")
    page.get_by_label("Waar is het?").press("Tab")
    expect(page.locator(".whereabouts .card").first).to_be_visible()
    inspector.look(page, "what the map of the form found")

    settings.PUBLIC_FORM_LIMITS = {"confirmation": 0}
    page.goto("/plekken/park-valkenberg/klopt/")
    page.get_by_role("button", name="Ja, klopt").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "too many confirmations")
    inspector.check()


class Broken:
    """A model whose every question goes wrong."""

    def __init__(self, error):
        self.error = error

    @property
    def objects(self):
        raise self.error


def test_every_page_about_what_went_wrong(open_page, inspector, town, monkeypatch):
    page = open_page("/")
    wrong = ["/plekken/?soort=raket&gratis=soms", "/plekken/?pagina=99", "/nergens/"]
    visit_all(page, inspector, [*wrong, "/en/nergens/"])

    page.goto("/beheer/login/")
    page.get_by_label("E-mailadres").fill("iemand@example.org")
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.context.clear_cookies()
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Niet verstuurd")
    inspector.look(page, "a form without its cookie")

    for error, heading in [
        (SuspiciousOperation(), "Dit adres begrijpen we niet"),
        (PermissionDenied(), "Hier mag je niet komen"),
        (RuntimeError("on purpose"), "Er ging iets mis"),
    ]:
        monkeypatch.setattr(views, "Theme", Broken(error))
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert "Traceback" not in page.content()
        inspector.look(page, heading)
    inspector.check()


def test_what_opens_over_a_page(open_page, inspector, town):
    page = open_page("/plekken/?soort=park")
    page.locator("summary", has_text="Meer").click()
    inspector.look(page, "filters open")

    page.goto("/")
    page.get_by_role("combobox").fill("valk")
    expect(page.get_by_role("option")).to_have_count(2)
    inspector.look(page, "suggestions open")

    page.goto("/plekken/?soort=park")
    page.get_by_role("button", name=town.park.name).click()
    expect(page.locator(".leaflet-popup")).to_be_visible()
    inspector.look(page, "popup open", [(1280, "light"), (1280, "dark")])

    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/plekken/")
    page.get_by_role("button", name="Toon kaart").click()
    inspector.look(page, "map over the list", LOOKS[:2])
    inspector.check()


def test_every_state_of_the_map(open_page, inspector, town):
    wide = [(1280, "light"), (1280, "dark")]
    page = open_page("/plekken/#kaart=15/51.5887/4.7758")
    page.wait_for_function(MAPS_ARE_DRAWN)
    expect(page.get_by_role("link", name="Zoek in dit stuk")).to_be_visible()
    page.locator(".place", has_text="Bankje 01").hover()
    expect(page.locator(".is-lit")).to_have_count(1)
    inspector.look(page, "a card and its marker lit, and searching here", wide)

    page.goto("/plekken/?soort=park&drempelvrij=ja#kaart=16/51.5887/4.7758")
    note = page.locator(".map-over")
    expect(note).to_contain_text("Geen plekken hier")
    expect(note.get_by_role("link")).not_to_have_count(0)
    inspector.look(page, "nothing here", wide)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/plekken/?soort=park&drempelvrij=ja#kaart=16/51.5887/4.7758")
    page.reload()
    page.get_by_role("button", name="Toon kaart").click()
    expect(note).to_be_visible()
    inspector.look(page, "nothing here, on a phone", LOOKS[:2])

    page.set_viewport_size({"width": 1280, "height": 800})
    page.route("**/plekken/kaart/**", lambda route: route.abort())
    page.goto("/plekken/?gratis=alles#kaart=17/51.5887/4.7758")
    expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
    inspector.look(page, "a part of the map that does not come", wide)
    page.guard.wrong.clear()  # that is what this state is about
    inspector.check()
