"""What staff do most, with what it takes in clicks and fields (JOURNEYS, S1 to S5)."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from common.moderation.states import State
from places.models import Place, PlaceContact
from tests.browser.hands import Hands
from tests.kit.factories import (
    GROTE_MARKT,
    make_activity,
    make_organisation,
    make_place,
    make_places,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.once


@pytest.fixture
def bo(log_in, town):
    return log_in(make_staff(name="Bo"))


def test_s1_a_place_is_on_the_site_with_four_fields_and_likely_ones_said_before(bo):
    hands = Hands(bo)

    hands.tap("Een plek")
    hands.fill("Naam:", "Bank bij het water")
    bo.get_by_label("Soort plek:").select_option("Bankje")
    hands.fields += 1
    expect(bo.get_by_text("Is het een van deze?")).to_be_hidden()
    bo.get_by_label("Naam:", exact=True).fill("Valkenberg")
    said = bo.get_by_text("Is het een van deze? Verander die dan:")
    expect(said).to_be_visible()
    link = bo.get_by_role("link", name=re.compile("Valkenberg")).first
    expect(link).to_have_attribute("href", re.compile("/change/$"))
    bo.get_by_label("Naam:", exact=True).fill("Bank bij het water")
    hands.fill("Zoek een adres of plek", "Ulvenhout")
    hands.tap(re.compile("Ulvenhout"), "option")
    expect(said).to_be_hidden()
    hands.fill("Beschrijving:", "Een bank onder een boom.")
    hands.tap("Opslaan en besluiten", "button")
    hands.tap("Publiceren", "button")

    expect(bo.locator(".messagelist .success")).to_contain_text("staat nu op de site")
    place = Place.objects.published().get(name="Bank bij het water")
    assert place.neighbourhood is not None
    assert hands.fields <= 6
    assert (hands.taps, hands.fields) == (4, 4)


def test_s2_one_applicant_with_all_that_came_takes_two_clicks_and_one_to_undo(bo):
    amira = make_user(email="amira@example.org", name="Amira")
    club = make_organisation(name="De Naaikamer", state=State.SUGGESTED, owner=amira)
    for name in ("Naaien", "Breien"):
        make_activity(name=name, organisation=club, state=State.SUGGESTED)
    Place.objects.filter(state=State.SUGGESTED).delete()
    bo.reload()
    hands = Hands(bo)

    hands.tap("De Naaikamer")
    hands.tap(re.compile("Zet alles op de site: 3 dingen"), "button")
    expect(bo.locator(".messagelist .success")).to_contain_text("De Naaikamer")
    assert (hands.taps, hands.fields) == (2, 0)
    assert club.activities.filter(state=State.PUBLISHED).count() == 2

    hands.tap("Ongedaan maken", "button")
    expect(bo.locator(".messagelist .success")).to_contain_text("Ongedaan gemaakt")
    assert hands.taps == 3
    assert not club.activities.filter(state=State.PUBLISHED).exists()


def test_s4_a_file_is_on_the_site_in_five_clicks_and_two_fields(bo, tmp_path):
    make_places([{"name": "Een bank", "kind": "bankje"}])
    lines = ["soort;naam;lat;lon"]
    lines += [
        f"bankje;Bank {number};{GROTE_MARKT.y + number * 0.002:.6f};{GROTE_MARKT.x}"
        for number in range(1, 4)
    ]
    file = tmp_path / "banken.csv"
    file.write_text("\n".join(lines))
    bo.goto("/beheer/importeren/")
    hands = Hands(bo)

    bo.get_by_label("bestand").set_input_files(file)
    bo.get_by_label("Bron:", exact=True).fill("Banken")
    hands.fields += 2
    hands.tap("Uploaden en bekijken", "button")
    hands.tap("Bekijk wat er zou gebeuren", "button")
    hands.tap("Neem over wat gekozen is", "button")
    hands.tap(re.compile("Publiceer deze 3"))
    hands.tap(re.compile("^Ja, publiceer"), "button")

    expect(bo.locator(".messagelist .success")).to_contain_text("3")
    assert Place.objects.published().filter(name__startswith="Bank ").count() == 3
    assert (hands.taps, hands.fields) == (5, 2)


def test_s3_who_to_ring_is_one_click_and_each_answer_another(log_in, town):
    Place.objects.all().delete()
    place = make_places([{"name": "De bank", "checked_on": date(2020, 1, 1)}])[0]
    PlaceContact.objects.create(place=place, name="Wil", phone="076 123 45 67")
    page = log_in(make_staff())
    hands = Hands(page)

    hands.tap("Wie we bellen")
    number = page.get_by_role("link", name="076 123 45 67")
    expect(number).to_have_attribute("href", re.compile("^tel:"))
    hands.tap("Klopt nog", "button")

    expect(page.locator(".messagelist .success")).to_contain_text("De bank")
    assert (hands.taps, hands.fields) == (2, 0)


def test_s5_a_place_becomes_plain_complete_and_translated(bo):
    place = make_place(name="De stille bank", state=State.SUGGESTED, description="")
    bo.goto(f"/beheer/wachtrij/plek/{place.pk}/")
    hands = Hands(bo)

    to_go = bo.get_by_text(re.compile(r"nog \d dingen: een beschrijving"))
    expect(to_go).to_be_visible()
    bo.get_by_text("Verbeter wat is voorgesteld").click()
    hands.taps += 1
    hands.fill(
        re.compile("^Beschrijving$"),
        "Ter plaatse dient u te verifiëren of er plaats is.",
    )
    expect(bo.get_by_text("Tips om het makkelijker te schrijven")).to_be_visible()
    bo.get_by_label("Beschrijving", exact=True).fill("Een bank onder een boom.")
    hands.tap("Bewaar dit, beslis later", "button")
    expect(to_go).to_have_count(0)

    hands.tap("Zoals een bewoner het ziet")
    frame = bo.frame_locator("iframe.as-visitor")
    expect(frame.get_by_text("Een bank onder een boom.").first).to_be_visible()
    assert bo.locator("iframe.as-visitor").bounding_box()["width"] <= 400
    bo.goto(f"/beheer/wachtrij/plek/{place.pk}/")

    hands.tap("In andere talen")
    hands.fill(re.compile("^Beschrijving: English:?$"), "A bench below a tree.")
    bo.get_by_label("hoe zeker weet je het").select_option("checked")
    hands.fields += 1
    hands.tap("Opslaan", "button")
    hands.tap("Zoals een bewoner het ziet, in het Engels")
    expect(frame.get_by_text("A bench below a tree.").first).to_be_visible()

    assert (hands.taps, hands.fields) == (6, 3)


def test_p1_the_gaps_are_one_click_and_the_map_stands_beside_them(bo):
    hands = Hands(bo)

    hands.tap(re.compile("^Beleid: plekken"))

    expect(bo.get_by_role("table").first).to_be_visible()
    expect(
        bo.get_by_role("img", name=re.compile("Kaart van de buurten"))
    ).to_be_visible()
    assert (hands.taps, hands.fields) == (1, 0)


def test_p2_how_much_it_is_used_is_one_click(bo):
    hands = Hands(bo)

    hands.tap(re.compile("^Beleid: hoeveel"))

    expect(bo.get_by_role("table").first).to_be_visible()
    assert (hands.taps, hands.fields) == (1, 0)
