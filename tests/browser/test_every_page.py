"""Every page in every state: axe finds nothing, with no rule switched off, and nothing
scrolls sideways on the narrowest phone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.utils.timezone import localdate
from playwright.sync_api import expect

from ontmoeten import views
from places.models import Confirmation, PlaceReport
from places.reportviews import THANKS
from tests.browser.test_staff import PASSWORD
from tests.browser.town import picture
from tests.factories import make_neighbourhood, make_staff

pytestmark = pytest.mark.once

NARROWEST = 320
LOOKS = [
    (NARROWEST, "light"),
    (360, "light"),
    (360, "dark"),
    (1280, "dark"),
    (1280, "light"),
]
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


MAPS_ARE_DRAWN = """() => [...document.querySelectorAll("[data-map]")].every((map) => {
  const is_hidden = map.offsetParent === null;
  const is_there = map.matches(".leaflet-container");
  return is_hidden || (is_there && (!map.dataset.tiles || map.nextSibling.textContent));
})"""


# HTML_CodeSniffer, the second opinion; there where npm is.
SNIFFER = (
    Path(__file__).parent.parent / "js/node_modules/html_codesniffer/build/HTMLCS.js"
)
SNIFFED = [(360, "light"), (1280, "light")]
RUN_SNIFFER = """() => new Promise((resolve) => {
  HTMLCS.process("WCAG2AA", document, () => resolve(
    HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR).map(
      ({ code, msg, element }) => `${code}: ${msg} ${element.outerHTML?.slice(0, 120)}`
    )
  ), (error) => resolve([String(error)]));
})"""

RUN_AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations;
}"""


class Inspector:
    """Looks at a page in all its sizes and colours; remembers what is wrong."""

    def __init__(self):
        self.wrong = []
        self.axe = Axe()

    def look(self, page, name, looks=LOOKS):
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(MAPS_ARE_DRAWN)
            where = f"{name} ({width} px, {scheme})"
            self.wrong += [f"{where}: {line}" for line in self._axe(page)]
            if (width, scheme) in SNIFFED and SNIFFER.is_file():
                self.wrong += [f"{where}: {line}" for line in self._sniff(page)]
            if width == NARROWEST:
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > NARROWEST:
                    self.wrong.append(f"{where}: scrolls sideways, {wide} px wide")

    def _axe(self, page):
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(self.axe.axe_script)
        page.guard.axe_is_at = page.url
        found = page.evaluate(RUN_AXE)
        for rule in found:
            for node in rule["nodes"]:
                why = node["failureSummary"].splitlines()[1].strip()
                yield f"{rule['id']} ({rule['impact']}) {node['target']}: {why}"

    def _sniff(self, page):
        if "/beheer/" in page.url:
            return []  # Django's own markup there is not what it likes
        if page.evaluate("typeof HTMLCS") == "undefined":
            page.evaluate(SNIFFER.read_text())
        return page.evaluate(RUN_SNIFFER)

    def check(self):
        assert not self.wrong, f"{len(self.wrong)} wrong:\n" + "\n".join(self.wrong)


@pytest.fixture
def inspector():
    return Inspector()


def visit_all(page, inspector, paths, looks=LOOKS):
    for path in paths:
        page.goto(path)
        inspector.look(page, path, looks)


def test_every_page_of_an_empty_site(open_page, inspector):
    page = open_page("/")
    visit_all(page, inspector, ["/", "/plekken/", "/buurten/", THEMES[0]])
    inspector.check()


def test_every_page_of_a_filled_site(open_page, inspector, town):
    page = open_page("/")
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
        *THEMES,
        *TEXTS,
    ]
    visit_all(page, inspector, paths)
    inspector.check()


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
    inspector.look(page, "several spots, and a photo that is kept")

    park = town.park.point
    page.get_by_label("Waar is het?").fill(f"{park.y},{park.x}")
    page.get_by_role("button", name="Stel deze plek voor").click()
    expect(page.get_by_role("heading", name="Staat hij er al?")).to_be_visible()
    inspector.look(page, "is it there already?")

    page.goto(SUGGEST)
    page.get_by_label("Waar is het?").fill(f"{park.y},{park.x}")
    page.get_by_label("Waar is het?").press("Tab")
    expect(page.locator(".where .card").first).to_be_visible()
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
    inspector.look(page, "map over the list", LOOKS[:3])
    inspector.check()


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
            places,
            f"{places}?q=nergens",
            f"{places}add/",
            f"{places}{town.park.pk}/change/",
            f"{places}{town.park.pk}/history/",
            f"{places}{town.park.pk}/delete/",
            "/beheer/places/placekind/",
            "/beheer/places/closingday/add/",
            "/beheer/places/synonym/",
            "/beheer/places/synonym/add/",
            "/beheer/places/placereport/",
            f"/beheer/places/placereport/{urgent.pk}/change/",
            f"/beheer/places/neighbourhood/{town.centre.pk}/change/",
            "/beheer/places/figure/",
            "/beheer/ontmoeten/user/",
            "/beheer/ontmoeten/user/add/",
            "/beheer/themes/theme/",
            "/beheer/password_change/",
        ],
        [(NARROWEST, "light"), (1280, "dark")],
    )
    page.goto(f"{places}add/")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    inspector.look(page, "a place with errors")
    inspector.check()
