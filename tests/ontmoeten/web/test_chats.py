"""What chats show of a link, and what a phone puts on its home screen."""

import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from places.templatetags.places_tags import DRAWINGS
from tests.kit.factories import make_activity, make_organisation, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]
META = re.compile(r'<meta (?:name="\w+" )?property="og:(\w+)" content="([^"]*)">')


def facts(client, path):
    return dict(META.findall(client.get(path).content.decode()))


@pytest.fixture
def site(settings, time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)
    settings.SITE_URL = "https://ontmoeten.example.nl"
    make_place(
        slug="park", name="Park Zuid", kind="park", description="Met een vijver."
    )
    make_organisation(slug="club", name="De Club")
    make_activity(slug="koffie", name="Koffie", place=make_place(name="Zaal Zuid"))


@pytest.mark.parametrize(
    ("path", "title", "words"),
    [
        ("/plekken/park/", "Park Zuid", "Met een vijver."),
        ("/plekken/?soort=park", "Parken", ""),
        (
            "/agenda/koffie/2026-11-10/",
            "Koffie, dinsdag 10 november, 10.00",
            "Zaal Zuid",
        ),
        (
            "/agenda/?dagdeel=avond",
            "Activiteiten &#x27;s avonds",
            "vrij van kosten|gratis",
        ),
        ("/organisaties/club/", "Ontmoeten in Breda", ""),
        ("/", "Ontmoeten in Breda", "Gratis plekken"),
    ],
)
def test_a_link_in_a_chat_has_a_title_words_and_a_drawing_of_ours(
    client, site, path, title, words
):
    said = facts(client, path)

    assert said["title"] == title
    assert re.search(words, said["description"])
    site_url, _sign, picture = said["image"].partition("/static/")
    assert site_url == "https://ontmoeten.example.nl"
    assert finders.find(picture)


def test_every_drawing_has_its_picture_and_they_are_small():
    for name in {*DRAWINGS.values(), "bank", "samen", "loket"}:
        path = finders.find(f"chat/{name}.png")
        with Image.open(path) as picture:
            assert picture.size == (600, 315)
        with open(path, "rb") as file:
            assert len(file.read()) < 20_000


def test_a_phone_can_put_the_site_on_its_home_screen(client):
    answer = client.get("/manifest.webmanifest")

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.json()["start_url"] == "/"
    for icon in answer.json()["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert icon["sizes"] == f"{picture.width}x{picture.height}"
    assert (
        'rel="manifest" href="/manifest.webmanifest"'
        in client.get("/").content.decode()
    )
