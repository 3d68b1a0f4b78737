import pytest

from places.models import Figure
from tests.kit.factories import (
    GROTE_MARKT,
    ULVENHOUT,
    make_district,
    make_neighbourhood,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("counts")]


def figure(area, name, value, year=2024, source="CBS"):
    Figure.objects.create(
        code=area.code, name=name, value=value, year=year, source=source
    )


def test_every_neighbourhood_is_listed_in_its_district_with_its_free_places(client):
    north = make_district(name="Breda noord", code="WK075801")
    belcrum = make_neighbourhood(name="Belcrum", district=north)
    make_place(neighbourhood=belcrum)
    make_place(neighbourhood=belcrum, kind="cafe")

    page = client.get("/buurten/").content.decode()

    assert "Breda noord" in page
    assert "Belcrum" in page
    assert "1 plek<" in page


def test_without_neighbourhoods_the_page_says_so_without_words_of_developers(client):
    page = client.get("/buurten/").content.decode()

    assert "Er zijn nog geen buurten." in page
    assert "import_areas" not in page


def test_all_neighbourhoods_cost_as_many_queries_as_one(
    client, django_assert_max_num_queries
):
    for _ in range(30):
        make_neighbourhood()

    with django_assert_max_num_queries(3):
        client.get("/buurten/")


def test_a_neighbourhood_shows_its_places_and_kinds(client):
    area = make_neighbourhood(name="Belcrum")
    make_place(name="U-bank", neighbourhood=area)
    make_place(name="Elders", neighbourhood=make_neighbourhood())

    page = client.get("/buurten/belcrum/").content.decode()

    assert "U-bank" in page
    assert "Elders" not in page
    assert "1 gratis plek" in page


def test_an_empty_neighbourhood_points_elsewhere(client):
    make_neighbourhood(name="Belcrum")

    assert (
        "We kennen hier nog geen gratis plek"
        in client.get("/buurten/belcrum/").content.decode()
    )


def test_a_figure_comes_with_its_year_and_source(client):
    area = make_neighbourhood(name="Belcrum")
    figure(area, "inhabitants", 4100, 2020, "CBS 2020")
    figure(area, "inhabitants", 4245, 2024, "CBS 2024")

    page = client.get("/buurten/belcrum/").content.decode()

    assert "4.245" in page
    assert "2024" in page
    assert "CBS 2024" in page
    assert "4.100" not in page


def test_an_unknown_figure_is_left_out_and_an_older_known_one_shown(client):
    area = make_neighbourhood(name="Belcrum")
    figure(area, "inhabitants", 4100, 2020)
    figure(area, "inhabitants", None, 2024)

    assert "4.100" in client.get("/buurten/belcrum/").content.decode()


def test_loneliness_is_no_label_for_a_neighbourhood(client):
    area = make_neighbourhood(name="Belcrum")
    figure(area, "lonely_18_plus_pct", 43.1, 2020)

    page = client.get("/buurten/belcrum/").content.decode()

    assert "43,1" not in page
    assert "43.1" not in page
    assert "eenza" not in page


def test_an_unknown_neighbourhood_is_not_there(client):
    assert client.get("/buurten/atlantis/").status_code == 404


def test_two_neighbourhoods_of_one_name_have_addresses_of_their_own():
    first = make_neighbourhood(name="Centrum")
    second = make_neighbourhood(name="Centrum")

    assert first.slug == "centrum"
    assert second.slug == f"centrum-{second.code.lower()}"


def test_a_neighbourhood_costs_as_many_queries_for_a_hundred_places(
    client, django_assert_max_num_queries
):
    area = make_neighbourhood(name="Belcrum")
    make_places({"neighbourhood": area} for _ in range(40))

    with django_assert_max_num_queries(15):
        client.get("/buurten/belcrum/")


def test_a_neighbourhood_without_places_shows_those_around_it(client):
    make_neighbourhood(name="Leeg", centre=ULVENHOUT)
    make_place(name="Markt", point=GROTE_MARKT, neighbourhood=None)

    page = client.get("/buurten/leeg/")

    assert [place.name for place, _facts in page.context["around"]] == ["Markt"]
    assert "km hemelsbreed" in page.content.decode()
