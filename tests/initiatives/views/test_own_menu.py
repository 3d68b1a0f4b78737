"""Who keeps something up to date has a menu of their own on every page of theirs."""

import re

import pytest

from initiatives.models import Membership
from tests.kit.factories import make_activity, make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def amira(client):
    person = make_user(email="amira@example.org", name="Amira")
    client.force_login(person)
    return person


def menu_of(page) -> dict[str, str]:
    """Words and address of each of its links."""
    menu = re.search(r'<nav class="menu".*?</nav>', page, re.DOTALL)[0]
    links = re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', menu, re.DOTALL)
    return {re.sub(r"<.*?>", "", words).strip(): url for url, words in links}


def test_each_of_its_links_leads_to_a_part_of_the_page(client, amira):
    club = make_organisation(owner=amira)
    other = make_organisation(owner=amira)
    make_activity(organisation=club)
    make_activity(organisation=other)

    page = client.get("/mijn/").content.decode()

    menu = menu_of(page)
    assert list(menu) == ["Bureau", "Onze agenda", "Bladzijden", "Mensen"]
    for part in ("keren", "bladzijden", "mensen"):
        assert f"/mijn/#{part}" in menu.values()
        assert page.count(f'id="{part}"') == 1
    assert 'aria-current="page"' in page


def test_the_pages_below_it_have_the_same_menu_and_lead_out(client, amira):
    club = make_organisation(owner=amira)
    assert Membership.objects.filter(organisation=club, person=amira).exists()

    page = client.get(f"/mijn/organisatie/{club.pk}/").content.decode()

    assert list(menu_of(page)) == ["Bureau", "Onze agenda", "Bladzijden", "Mensen"]
    assert "/uitloggen/" in page or "logout" in page
