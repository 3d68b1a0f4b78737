"""Where questions are found: list, feed, files, search, theme, and the page of what
carries one."""

import json

import pytest
from django.core.cache import cache

from tests.kit.factories import (
    make_activity,
    make_experiment,
    make_place,
    make_question,
)
from tests.kit.staffpages import text_of
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def some(for_all):
    theme = Theme.objects.get(slug="gezondheid")
    make_question(title="Open nu", themes=[theme], text="Over bankjes.")
    make_question(title="Te laat", opened=30)
    make_question(title="Straks", opened=-5)
    make_question(title="Wordt gelezen", opened=9)
    make_question(
        title="Gezegd", opened=40, summary="Zo gaat het.", answered_on="2026-11-01"
    )
    make_question(title="Geheim", state="suggested")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Open nu", "Te laat", "Wordt gelezen", "Straks", "Gezegd"]),
        ({"stand": "open"}, ["Open nu"]),
        ({"stand": "te-laat"}, ["Te laat"]),
        ({"stand": "straks"}, ["Straks"]),
        ({"stand": "lezen"}, ["Wordt gelezen"]),
        ({"stand": "beantwoord"}, ["Gezegd"]),
        ({"thema": "gezondheid"}, ["Open nu"]),
        ({"q": "bankjes"}, ["Open nu"]),
    ],
)
def test_page_feed_and_files_find_the_same(client, some, asked, names):
    cards = client.get("/vragen/", asked).context["cards"]
    feed = client.get("/vragen.atom", asked).content.decode()
    file = json.loads(b"".join(client.get("/vragen/vragen.json", asked)))
    rows = b"".join(client.get("/vragen/vragen.csv", asked)).decode()

    assert [card.title.text for card in cards] == names
    assert [each["vraag"] for each in file] == names
    assert len(rows.strip().splitlines()) == 1 + len(names)
    assert all(f">{name}<" in feed for name in names)
    assert "Geheim" not in feed + rows


@pytest.mark.parametrize(
    "address", ["/vragen/", "/vragen.atom", "/vragen/vragen.csv", "/vragen/vragen.json"]
)
def test_what_nobody_can_ask_answers_400_and_names_it(client, address):
    answer = client.get(address, {"stand": "ooit"})

    assert answer.status_code == 400
    assert "stand" in answer.content.decode()


def test_the_search_of_the_site_finds_it(client, some):
    assert "Open nu" in text_of(client.get("/plekken/?q=bankjes&gratis=alles"))


def test_an_old_address_leads_to_the_new_one(client):
    question = make_question(slug="oud")
    question.slug = "nieuw"
    question.save()

    assert client.get("/vragen/oud/").headers["Location"] == "/vragen/nieuw/"


def test_a_theme_shows_what_is_open_within_it(client, some):
    cache.clear()
    page = text_of(client.get("/themas/gezondheid/"))

    assert "Open nu" in page
    assert "Te laat" not in page
    assert "/doe-mee/" in page


@pytest.mark.parametrize("make", [make_place, make_activity, make_experiment])
def test_a_page_carries_its_question_while_it_is_open(client, make):
    thing = make(slug="hier")
    make_question(slug="buiten", title="Wat mis je hier?", at=thing)
    make_question(title="Over iets anders", at=make())
    page = text_of(client.get(thing.get_absolute_url()))

    assert "Een vraag aan jou" in page
    assert 'href="/vragen/buiten/antwoord/"' in page
    assert "Over iets anders" not in page
    assert "hier" in text_of(client.get("/vragen/buiten/"))


@pytest.mark.parametrize("facts", [{"opened": 9}, {"opened": -2}, {"state": "closed"}])
def test_what_is_not_open_is_not_carried(client, facts):
    place = make_place(slug="hier")
    make_question(at=place, **facts)

    assert "Een vraag aan jou" not in text_of(client.get("/plekken/hier/"))


def test_an_activity_called_alike_carries_nothing_of_a_place(client):
    place, activity = make_place(), make_activity(slug="hier")
    make_question(at=place, title="Van de plek")
    if place.pk != activity.pk:
        type(activity).objects.filter(pk=activity.pk).update(pk=place.pk)

    assert "Van de plek" not in text_of(client.get("/agenda/hier/"))


def test_earlier_questions_stand_beside_it_what_is_late_first(client, some):
    page = text_of(client.get(make_question().get_absolute_url()))

    assert page.index("Te laat") < page.index("Gezegd")
