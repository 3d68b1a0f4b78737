"""What somebody new on the staff does in a first week, each counted in presses."""

from hashlib import md5

import pytest
from django.contrib.gis.geos import Point
from playwright.sync_api import expect

from common.moderation.states import State
from initiatives.models import Decision, Organisation
from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.once


def spot(number) -> Point:
    """Fifteen metres from the next, south-west of the places of the town."""
    row, column = divmod(number, 20)
    east, north = 0.0002 * column, 0.00014 * row
    return Point(GROTE_MARKT.x - 0.005 + east, GROTE_MARKT.y - 0.003 + north, srid=4326)


def name_of(number) -> str:
    """Like no other one."""
    return md5(str(number).encode(), usedforsecurity=False).hexdigest()


def row(number, name, kind="bankje") -> str:
    at = spot(number)
    return f"{number};{kind};{name};{at.y:.6f};{at.x:.6f}"


class Mouse:
    """Counts what is clicked, whatever it is."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, role, name, **options):
        self.page.get_by_role(role, name=name, **options).first.click()
        self.clicks += 1


@pytest.fixture
def empty(town):
    Place.objects.filter(state=State.SUGGESTED).delete()


def test_a_suggestion_is_approved_in_three_clicks(log_in, empty):
    make_place(name="Bank bij de molen", state=State.SUGGESTED)
    page = log_in(make_staff())
    hand = Mouse(page)

    hand.click("link", "Bank bij de molen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bank bij de molen")
    hand.click("button", "Publiceren")

    expect(page.locator(".messagelist .success")).to_contain_text("staat nu op de site")
    assert Place.objects.published().filter(name="Bank bij de molen").exists()
    assert hand.clicks <= 3


def test_an_organisation_is_sent_back_with_a_reason_in_three_clicks(log_in, empty):
    amira = make_user(email="amira@example.org")
    club = make_organisation(name="Nieuwe club", owner=amira, state=State.SUGGESTED)
    page = log_in(make_staff())
    hand = Mouse(page)

    hand.click("link", "Nieuwe club")
    page.get_by_label("antwoord", exact=True).fill("Waar komen jullie bij elkaar?")
    hand.click("button", "Iets vragen")

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Organisation.objects.get(pk=club.pk).state == State.RETURNED
    assert Decision.objects.get().answer == "Waar komen jullie bij elkaar?"
    assert hand.clicks <= 3


def test_a_conflict_is_solved_in_two_clicks(log_in, town):
    bo, yara = make_staff(email="bo@example.org"), make_staff(email="y@example.org")
    address = f"/beheer/places/place/{town.park.pk}/change/"
    first, second = log_in(bo), log_in(yara)
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Adres:").fill("Valkenberg 2, Breda")
    first.get_by_role("button", name="Opslaan", exact=True).click()
    expect(first.locator(".messagelist .success")).to_be_visible()

    hand = Mouse(second)
    second.get_by_label("Adres:").fill("Valkenberg 3, Breda")
    second.get_by_label("Website:").fill("https://example.org/nieuw")
    second.get_by_role("button", name="Opslaan", exact=True).click()
    expect(second.get_by_text("er is niets van jou weg")).to_be_visible()
    second.locator("label", has_text="Valkenberg 3, Breda").click()
    hand.clicks += 1
    hand.click("button", "Opslaan zoals gekozen")

    expect(second.locator(".messagelist .success")).to_be_visible()
    park = Place.objects.get(pk=town.park.pk)
    assert (park.address, park.website) == (
        "Valkenberg 3, Breda",
        "https://example.org/nieuw",
    )
    assert hand.clicks == 2


def test_a_file_is_brought_in_and_undone_in_a_handful_of_clicks(log_in, town, tmp_path):
    for number in range(7):
        make_place(name=name_of(number), kind="bankje", point=spot(number))
    lines = ["nr;soort;naam;lat;lon"]
    lines += [row(number, name_of(number)) for number in range(288)]
    lines += [row(number, "Fout", kind="fiets") for number in range(300, 312)]
    file = tmp_path / "banken.csv"
    file.write_text("\n".join(lines))
    before = Place.objects.published().count()
    page = log_in(make_staff())
    hand = Mouse(page)

    hand.click("link", "Plekken uit een bestand")
    page.get_by_label("bestand").set_input_files(file)
    page.get_by_label("Bron:", exact=True).fill("Banken")
    page.get_by_label("meteen op de site").check()
    hand.click("button", "Uploaden en bekijken")
    hand.click("button", "Bekijk wat er zou gebeuren")
    expect(page.get_by_role("link", name="nieuw: 281")).to_be_visible()
    expect(page.get_by_role("link", name="misschien al hier: 7")).to_be_visible()
    expect(page.get_by_role("link", name="fout: 12")).to_be_visible()
    hand.click("button", "Neem over wat gekozen is")
    expect(page.locator(".messagelist .success")).to_contain_text("281 nieuw")
    assert Place.objects.published().count() == before + 281
    assert hand.clicks == 4

    hand.click("button", "Draai de hele import terug")
    expect(page.locator(".messagelist .success")).to_contain_text("281 plekken")
    assert Place.objects.published().count() == before
    assert hand.clicks == 5
