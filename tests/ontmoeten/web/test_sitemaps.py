"""What search engines find: every public page, in both languages, and nothing else."""

from xml.etree import ElementTree

import pytest

from common.moderation.states import State
from tests.kit import addresses
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def locations(client, path) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 — our own
    return [each.text for each in root.iter(f"{NS}loc")]


def test_every_address_in_it_is_a_page(client, settings):
    settings.SITE_URL = "https://ontmoeten.example.nl"
    addresses.build()

    sections = locations(client, "/sitemap.xml")
    pages = [
        page.removeprefix(settings.SITE_URL)
        for each in sections
        for page in locations(client, each.removeprefix(settings.SITE_URL))
    ]

    assert {"/", "/en/", "/plekken/bankje/", "/en/agenda/koffie/"} <= set(pages)
    assert len(pages) == len(set(pages))
    for page in pages:
        assert client.get(page).status_code == 200, page


def test_each_page_names_itself_in_the_other_language(client, settings):
    settings.SITE_URL = "https://ontmoeten.example.nl"
    make_place(slug="bankje")

    answer = client.get("/sitemap-plekken.xml")

    root = ElementTree.fromstring(answer.content)  # noqa: S314
    found = {each.get("hreflang"): each.get("href") for each in root.iter(LINK)}
    assert found["nl"] == "https://ontmoeten.example.nl/plekken/bankje/"
    assert found["en"] == "https://ontmoeten.example.nl/en/plekken/bankje/"
    page = client.get("/plekken/bankje/").content.decode()
    assert f'hreflang="en" href="{found["en"]}"' in page


def test_what_is_not_public_is_not_in_it(client):
    make_place(name="Geheim", slug="geheim", state=State.SUGGESTED)
    hidden = make_organisation(slug="verborgen", state=State.SUGGESTED)
    make_activity(slug="ook-niet", organisation=hidden)

    assert not locations(client, "/sitemap-organisaties.xml")
    assert not locations(client, "/sitemap-activiteiten.xml")
    assert "geheim" not in " ".join(locations(client, "/sitemap-plekken.xml"))


def test_a_large_town_takes_more_files_and_each_the_same_queries(
    client, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("ontmoeten.web.sitemaps.Section.limit", 10)
    make_places({"name": f"Bank {number}"} for number in range(25))

    parts = [each for each in locations(client, "/sitemap.xml") if "plekken" in each]
    assert len(parts) == 3
    for part, count in zip(parts, [20, 20, 10], strict=True):  # in both languages
        with django_assert_num_queries(2):
            assert len(locations(client, part)) == count


@pytest.mark.parametrize("path", ["/sitemap-raket.xml", "/sitemap-plekken.xml?p=99"])
def test_what_is_no_part_of_it_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_nobody_looks_at_what_is_not_for_everyone(client, settings):
    settings.SITE_URL = "https://ontmoeten.example.nl"

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: https://ontmoeten.example.nl/sitemap.xml" in lines
    for path in [
        "/beheer/",
        "/mijn/",
        "/uitnodiging/",
        "/en/aanmelding/",
        "/plekken/?",
    ]:
        assert f"Disallow: {path}" in lines
    assert "Disallow: /" not in lines
