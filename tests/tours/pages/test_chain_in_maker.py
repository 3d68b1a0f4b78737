"""Numbers of junctions in the maker: typed or tapped, checked, printed, proposed."""

import pytest

from tests.kit.factories import make_place
from tests.tours.pages.test_maker import _that_morning, north, page, pressed, stops  # noqa: F401
from tours.forms.propose import ProposeTourForm
from tours.models import Junction, Tour
from tours.views.maker import wish_of

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]


@pytest.fixture(scope="module")
def town(for_all):
    make_place(name="A", slug="a", opening_hours="24/7", point=north(0))
    make_place(name="B", slug="b", opening_hours="24/7", point=north(8))
    for ref, kilometres in [
        ("12", 0.1), ("47", 1), ("88", 2), ("05", 2.5), ("12", 2.9), ("33", 8),
        ("61", 30),
    ]:  # fmt: skip
        Junction.objects.create(
            ref=ref, point=north(kilometres), source="x",
            source_id=f"{ref}-{kilometres}",
        )  # fmt: skip


def junctions_of(answer):
    return answer[1].get("knopen", [""])[0]


def offered(text):
    return [each.split('"')[0] for each in text.split('name="knoop" value="')[1:]]


def test_near_a_stop_the_nearest_numbers_are_offered(client, town):
    assert offered(page(client, "a")) == ["12", "47", "88"]


def test_after_a_number_those_near_it_come_first(client, town):
    text = page(client, "b", knopen="88 33")

    assert offered(text) == ["terug", "33"]
    assert offered(page(client, "b", "a", knopen="47"))[:4] == [
        "terug",
        "12",
        "88",
        "05",
    ]


def test_a_tap_adds_a_number_and_another_takes_it_away(client, town):
    assert junctions_of(pressed(client, "a", knopen="47 12", knoop="88")) == "47-12-88"
    assert junctions_of(pressed(client, "a", knopen="47 12", knoop="terug")) == "47"
    assert junctions_of(pressed(client, "a", knopen="47", knoop="<b>")) == "47"


def test_numbers_far_apart_or_unknown_are_asked_about(client, town):
    text = page(client, "a", knopen="33 - 61 - 99")

    assert "61 ligt 22 km van 33: klopt dat?" in text
    assert "99" in text.split("kennen geen knooppunt")[1][:5]


def test_what_is_no_number_stays_as_it_was_typed(client, town):
    text = page(client, "a", knopen="47 links")

    assert "“links” is geen nummer van een knooppunt" in text
    assert 'value="47 links"' in text
    assert (
        junctions_of(pressed(client, "a", knopen="47 links", knoop="88")) == "47 links"
    )


def test_without_junctions_near_none_are_offered(client, town):
    Junction.objects.all().delete()

    assert offered(page(client, "a", knopen="47")) == ["terug"]


def test_the_paper_shows_them_and_the_strip_nothing_else(client, town):
    path = "/fietstochten/maken/printen/"
    asked = {"s": stops("a"), "knopen": "47 12"}

    assert 'class="nodes"' in client.get(path, asked).content.decode()
    strip = client.get(path, asked | {"alleen": "strook"}).content.decode()
    assert "<b>47</b>" in strip
    assert "sheet-stops" not in strip


def test_a_proposed_tour_has_them(rf, town):
    request = rf.get("/", {"s": stops("a", "b"), "knopen": "47 12 88"})
    form = ProposeTourForm(request=request, wish=wish_of(request))
    form.cleaned_data = {"name": "Rondje", "about": "Langs tafels.", "email": ""}

    form.save()

    assert Tour.objects.get().chain == ["47", "12", "88"]
