"""What is not known is never among the answers, and never hidden."""

import csv
import io

import pytest

from places.facts import derived
from tests.kit.factories import make_place, make_places

pytestmark = [pytest.mark.django_db, pytest.mark.both("read model")]


def shown(client, query):
    """The names of what is sure, and of what is not."""
    context = client.get(f"/plekken/{query}").context
    groups = context["cards"], context["maybe_cards"]
    return [[place.name for place, _facts in group] for group in groups]


@pytest.fixture
def places():
    make_place(name="Zonder", step_free="yes", table=True)
    make_place(name="Met", step_free="no", table=True)
    make_place(name="Deels", step_free="limited", table=True)
    make_place(name="Onbekend", step_free="unknown", table=None)
    make_place(name="Zonder tafel", step_free="unknown", table=False)


def test_unknown_and_partly_stand_in_a_group_of_their_own(client, places):
    sure, maybe = shown(client, "?drempelvrij=ja&onbekend=mee")

    assert sure == ["Zonder"]
    assert maybe == ["Deels", "Onbekend", "Zonder tafel"]


def test_a_known_no_is_in_neither_group(client, places):
    sure, maybe = shown(client, "?drempelvrij=ja&voorziening=tafel&onbekend=mee")

    assert (sure, maybe) == (["Zonder"], ["Deels", "Onbekend"])


def test_what_is_asked_without_the_unknown_is_only_what_is_sure(client, places):
    assert shown(client, "?drempelvrij=ja") == [["Zonder"], []]


def test_below_the_answers_stands_how_many_are_not_sure_and_the_way_to_them(
    client, places
):
    page = client.get("/plekken/?drempelvrij=ja").content.decode()

    assert "Misschien: 3 plekken, niet zeker" in page
    assert 'href="?drempelvrij=ja&amp;onbekend=mee#misschien"' in page


def test_when_nothing_is_sure_what_may_fit_is_offered_first(client):
    make_place(step_free="unknown")

    page = client.get("/plekken/?drempelvrij=ja").content.decode()

    assert "Geen plekken die zeker passen" in page
    assert "Misschien: 1 plek, niet zeker" in page


def test_without_anything_unknown_nothing_is_said_of_it(client):
    make_place(step_free="yes")

    assert "Misschien" not in client.get("/plekken/?drempelvrij=ja").content.decode()


@pytest.mark.parametrize(
    ("slug", "cost", "sure", "possible"),
    [
        ("bankje", "", True, True),
        ("buurthuis", "", False, True),
        ("buurthuis", "consumption", False, False),
        ("cafe", "", False, False),
        ("cafe", "unknown", False, True),
    ],
)
def test_an_unknown_cost_may_be_free_and_a_known_one_may_not(
    slug, cost, sure, possible
):
    place = make_place(kind=slug, cost=cost)

    assert bool(place.facets & derived.FREE) == sure
    assert bool(place.possible & derived.FREE) == possible


def test_what_is_so_may_always_be_so():
    for answer in ("yes", "no", "limited", "unknown"):
        place = make_place(step_free=answer, table=True, lit=False)

        assert place.facets & ~place.possible == 0


def test_what_is_sure_comes_first_over_the_pages(client):
    make_places({"name": f"A {number:02}"} for number in range(20))
    make_places({"name": f"B {number:02}", "step_free": "yes"} for number in range(20))

    first = shown(client, "?drempelvrij=ja&onbekend=mee")
    second = shown(client, "?drempelvrij=ja&onbekend=mee&pagina=2")

    assert [len(group) for group in first] == [20, 5]
    assert [len(group) for group in second] == [0, 15]


def test_an_export_says_of_each_line_whether_it_is_sure(client, places):
    response = client.get("/plekken/plekken.csv?drempelvrij=ja&onbekend=mee")
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    sure = {row["naam"]: row["past_zeker"] for row in csv.DictReader(io.StringIO(text))}
    assert sure == {
        "Zonder": "ja",
        "Deels": "nee",
        "Onbekend": "nee",
        "Zonder tafel": "nee",
    }
