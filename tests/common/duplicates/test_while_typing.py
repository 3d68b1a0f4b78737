"""What looks like something new is said while staff type it, before they save."""

import pytest

from places.models import Place
from tests.kit.factories import make_organisation, make_place, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.both("merging")]


@pytest.fixture(autouse=True)
def _bo(client):
    client.force_login(make_staff())


def so_far(client, model, **typed):
    answer = client.post(f"/beheer/{model}/dubbelen/", typed)
    return [each["name"] for each in answer.json()["found"]]


def test_a_name_that_is_typed_says_what_is_called_so_before_there_is_a_point(
    client,
):
    make_place(name="Het Huis")
    make_place(name="Zwembad")

    assert so_far(client, "places/place", name="Het hui") == ["Het Huis"]
    assert so_far(client, "places/place", name="Hu") == []
    assert Place.objects.count() == 2


def test_a_point_that_is_chosen_says_what_is_near_and_alike(client):
    house = make_place(name="Het Huis")
    spot = f"{house.point.y},{house.point.x}"
    near = {"name": "iets anders", "kind": house.kind_id, "point": spot}

    assert so_far(client, "places/place", **near) == ["Het Huis"]
    assert so_far(client, "places/place", **near | {"point": "51.6,4.9"}) == []


def test_a_name_of_a_kind_finds_not_all_of_it(client):
    place = make_place(name="Bank bij de molen")

    assert so_far(client, "places/place", name=place.kind.name) == []


def test_an_organisation_is_known_by_its_number_while_it_is_typed(client):
    make_organisation(name="De Huiskamer", kvk_number="12345678")
    model = "initiatives/organisation"

    assert so_far(client, model, name="", kvk_number="12345678") == ["De Huiskamer"]
    assert so_far(client, model, name="") == []
