"""Lessons: the list, the page of one, and those that contradict each other."""

import json

import pytest

from tests.kit.factories import make_decided, make_lesson, make_neighbourhood
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def some():
    theme = Theme.objects.get(slug="gezondheid")
    area = make_neighbourhood(name="Belcrum", slug="belcrum")
    make_lesson(
        sentence="Vrouwen rijden mee als de fiets past",
        story="Met lage fietsen kwamen er evenveel vrouwen.",
        ground="voor-en-na",
        themes=[theme],
        areas=[area],
    )
    make_lesson(sentence="Aanbellen werkt", story="Beter dan een folder.")
    make_lesson(sentence="Wacht nog", state="suggested")


BOTH = {"Vrouwen rijden mee als de fiets past", "Aanbellen werkt"}
BIKE = {"Vrouwen rijden mee als de fiets past"}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, BOTH),
        ({"thema": "gezondheid"}, BIKE),
        ({"buurt": "belcrum"}, BIKE),
        ({"grond": "voor-en-na"}, BIKE),
        ({"grond": "telling"}, set()),
        ({"q": "wat weten we over vrouwen en fietsen"}, BIKE),
        ({"q": "vrouwen en raketten"}, set()),
        ({"q": "FOLDERS"}, {"Aanbellen werkt"}),
    ],
)
def test_page_feed_and_files_find_the_same(client, some, asked, names):
    cards = client.get("/lessen/", asked).context["cards"]
    feed = text(client, "/lessen.atom", **asked)
    file = json.loads(b"".join(client.get("/lessen/lessen.json", asked)))
    rows = b"".join(client.get("/lessen/lessen.csv", asked)).decode()

    assert {card.sentence.text for card in cards} == names
    assert {each["les"] for each in file} == names
    assert all((name in feed) is (name in names) for name in BOTH | {"Wacht nog"})
    assert len(rows.strip().splitlines()) == 1 + len(names)


@pytest.mark.parametrize(
    ("name", "value"), [("thema", "x"), ("buurt", "x"), ("grond", "gevoel")]
)
@pytest.mark.parametrize(
    "address", ["/lessen/", "/lessen.atom", "/lessen/lessen.csv", "/lessen/lessen.json"]
)
def test_what_nobody_can_ask_answers_400_and_names_it(client, address, name, value):
    answer = client.get(address, {name: value})

    assert answer.status_code == 400
    assert name in answer.content.decode()


def test_each_choice_has_an_address_that_takes_it_away(client, some):
    page = text(client, "/lessen/", thema="gezondheid", grond="voor-en-na")

    assert 'href="/lessen/?grond=voor-en-na"' in page
    assert 'href="/lessen/?thema=gezondheid"' in page


def test_a_lesson_shows_what_was_decided_where_it_comes_from(client):
    decision = make_decided(title="Soep op het plein")

    page = text(client, decision.lesson.get_absolute_url())

    assert "Soep op het plein" in page
    assert "We maken het groter" in page


def test_an_experiment_that_waits_is_not_told(client):
    decision = make_decided(title="Soep op het plein", state="suggested")

    assert "Soep" not in text(client, decision.lesson.get_absolute_url())
    assert "Soep" not in text(client, "/lessen/")


def test_two_that_contradict_show_each_other(client):
    one, other = (
        make_lesson(sentence="Klein werkt"),
        make_lesson(sentence="Groot werkt"),
    )
    one.contradicts.add(other)

    assert "Groot werkt" in text(client, one.get_absolute_url())
    assert "Klein werkt" in text(client, other.get_absolute_url())


def test_only_published_ones_are_shown_as_saying_something_else(client):
    one = make_lesson()
    one.contradicts.add(make_lesson(sentence="Groot werkt", state="suggested"))

    assert "Groot werkt" not in text(client, one.get_absolute_url())
    file = json.loads(b"".join(client.get("/lessen/lessen.json")))
    assert file[0]["zegt_iets_anders"] == []


def test_one_that_waits_is_not_there(client):
    lesson = make_lesson(state="suggested")

    assert client.get(lesson.get_absolute_url()).status_code == 404


def test_the_sheet_for_the_council_has_what_the_filters_find(client, some):
    page = text(client, "/lessen/alle/a4/", thema="gezondheid")

    assert "Vrouwen rijden mee" in page
    assert "Aanbellen werkt" not in page
    assert "/lessen/?thema=gezondheid" in page
    assert client.get("/lessen/alle/a4/", {"thema": "onzin"}).status_code == 400


def test_the_sheet_says_how_many_more_there_are(client, django_assert_max_num_queries):
    for number in range(9):
        make_lesson(sentence=f"Les {number}")
    with django_assert_max_num_queries(8) as few:
        assert "Nog" not in text(client, "/lessen/alle/a4/").partition("<ol")[2]
    many = len(few)
    for number in range(3):
        make_lesson(sentence=f"Nog een les {number}")

    page = text(client, "/lessen/alle/a4/")
    assert "Nog 3:" in page
    assert page.count("sheet__lesson") == 9
    with django_assert_max_num_queries(many + 1):
        client.get("/lessen/alle/a4/")
