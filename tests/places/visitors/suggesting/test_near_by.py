"""What lies near by is shown first: perhaps it is the same."""

import pytest

from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    make_place,
)
from tests.kit.pictures import picture
from tests.places.visitors.suggesting.form import MARKET, errors, is_stored, near

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# "Staat hij er al?"


def test_what_lies_near_by_is_shown_first_with_all_that_was_typed(send):
    known = make_place(name="Bank op de markt", slug="markt")

    response = send(name="Mijn bank", about="Zon")

    page = response.content.decode()
    assert "Staat hij er al?" in page
    assert known.get_absolute_url() in page
    assert "ongeveer 10 m hemelsbreed" in page
    assert 'value="Mijn bank"' in page
    assert Place.objects.count() == 1


def test_no_it_is_another_place_stores_it(send):
    make_place()
    asked = send(name="Mijn bank", photo=picture())

    again = send(asked, name="Mijn bank", known="nee")

    assert is_stored(again)
    place = Place.objects.get(name="Mijn bank")
    assert place.photos.count() == 1


def test_yes_it_is_there_stores_nothing_and_erases_the_photo(client, send, settings):
    make_place()
    asked = send(photo=picture())
    assert len(list((settings.DATA_DIR / "waiting").iterdir())) == 1

    response = send(asked, known="ja")

    assert "dan staat hij er al" in client.get(response.url).content.decode()
    assert Place.objects.count() == 1
    assert not list((settings.DATA_DIR / "waiting").iterdir())


def test_after_a_change_of_the_spot_it_is_asked_anew(send):
    make_place(point=GROTE_MARKT)
    make_place(point=VALKENBERG)
    asked = send()

    again = send(asked, where=f"{VALKENBERG.y},{VALKENBERG.x}", known="nee")

    assert again.context["known"]
    assert is_stored(send(again, where=f"{VALKENBERG.y},{VALKENBERG.x}", known="nee"))


def test_a_no_that_meets_another_refusal_is_not_asked_twice(send, settings):
    make_place()
    asked = send()
    wrong = send(asked, known="nee", name="x" * 121)
    assert errors(wrong).keys() == {"name"}

    assert is_stored(send(wrong, name="Bank"))


def test_pages_where_only_a_place_of_another_kind_is_far_ask_nothing(send):
    make_place(kind="park", point=VALKENBERG)

    assert is_stored(send())


def test_the_map_hears_what_is_near_by(client):
    place = make_place(name="Bank <b>", slug="markt")

    answer = near(client, where=MARKET).json()

    assert answer["key"] == "51.58870,4.77580"
    assert answer["places"] == [
        {
            "name": "Bank <b>",
            "url": place.get_absolute_url(),
            "icon": "bench",
            "about": "Bankje, ongeveer 10 m hemelsbreed",
        }
    ]


def test_its_no_holds_for_the_form(client, send):
    make_place()
    key = near(client, where=MARKET, kind="bankje").json()["key"]

    assert is_stored(send(another=key))


@pytest.mark.parametrize(
    "data", [{}, {"where": "hier"}, {"where": MARKET, "kind": "raket"}]
)
def test_the_map_hears_what_is_wrong(client, data):
    response = near(client, **data)

    assert response.status_code == 400
    assert response.json()["errors"]
