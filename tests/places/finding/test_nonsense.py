"""Addresses that nobody types by accident: refused in words, never an error of ours."""

import pytest

from tests.kit.factories import make_neighbourhood, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.strict]
WHERE = ["/plekken/", "/plekken/plekken.geojson", "/plekken/kaart/3/4/2.json"]


@pytest.mark.parametrize("path", WHERE)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("buurt", "\0"),
        ("soort", "bankje\0"),
        ("thema", "\0"),
        ("bij", "nan,4"),
        ("bij", "1e999,4"),
        ("vak", "nan,51,5,52"),
        ("straal", "9" * 5000),
        ("open", "0001-01-01T00:00"),
        ("open", "9999-12-31T23:59"),
        ("open", "2026-12-05T15:40\0"),
    ],
)
def test_nonsense_answers_400_and_names_the_parameter(client, path, name, value):
    make_place(opening_hours="Mo-Su 09:00-17:00")

    response = client.get(path, {name: value})

    assert response.status_code == 400
    if not path.endswith("/"):
        assert list(response.json()["errors"]) == [name]


@pytest.mark.parametrize("number", ["9" * 5000, "١", "\0"])
def test_a_page_number_of_any_length_is_only_a_page_that_is_not_there(client, number):
    make_neighbourhood()

    assert client.get("/plekken/", {"pagina": number}).status_code in {200, 400}


@pytest.mark.parametrize("here", ["90,0", "-90,180", "89.999,-180"])
def test_the_poles_are_far_from_everything_and_break_nothing(client, here):
    make_place()

    response = client.get("/plekken/", {"bij": here, "straal": 25_000})

    assert response.status_code == 200
    assert not response.context["cards"]
