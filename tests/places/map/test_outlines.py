"""The neighbourhoods that the map draws where there is no background."""

import json
from decimal import Decimal

import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry

from places.map.widgets import boundary_map
from places.models import Figure
from tests.kit.factories import (
    GROTE_MARKT,
    ULVENHOUT,
    VALKENBERG,
    make_neighbourhood,
    square,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("geometry")]


def outlines(client):
    return json.loads(client.get("/buurten/kaart.geojson").content)


def count(area, inhabitants, year=2024):
    Figure.objects.create(
        code=area.code,
        name=Figure.Name.INHABITANTS,
        year=year,
        value=inhabitants and Decimal(inhabitants),
        source="CBS",
    )


def test_a_neighbourhood_is_its_boundary_or_its_centre(client):
    make_neighbourhood(name="Met grens", boundary=square(GROTE_MARKT, 300))
    make_neighbourhood(name="Zonder grens", centre=VALKENBERG)

    found = outlines(client)["features"]

    shapes = {each["properties"]["name"]: each["geometry"]["type"] for each in found}
    assert shapes == {"Met grens": "MultiPolygon", "Zonder grens": "Point"}


def test_whose_boundaries_they_are_is_said(client):
    make_neighbourhood(boundary=square(GROTE_MARKT, 300))

    assert outlines(client)["credit"] == "Buurten: CBS/Kadaster (CC BY 4.0)"


def test_for_centres_alone_nobody_is_named(client):
    make_neighbourhood(centre=VALKENBERG)

    assert outlines(client)["credit"] == ""


@pytest.mark.parametrize(
    ("inhabitants", "tint"),
    # On a square kilometre, roughly.
    [(100, "outlying"), (2_000, "loose"), (6_000, "built"), (None, "loose")],
)
def test_the_tint_follows_the_density(client, inhabitants, tint):
    area = make_neighbourhood(boundary=square(GROTE_MARKT, 500))
    count(area, inhabitants)

    [found] = outlines(client)["features"]
    assert found["properties"]["tint"] == tint


def test_the_newest_count_decides(client):
    area = make_neighbourhood(boundary=square(GROTE_MARKT, 500))
    count(area, 6_000, 2024)
    count(area, 100, 2020)

    [found] = outlines(client)["features"]
    assert found["properties"]["tint"] == "built"


def wavy(west, east, swings):
    """A strip 2 km high, one of whose sides swings to and fro within 8 metres."""
    south, north, steps = 51.58, 51.598, 120
    step = (north - south) / steps
    swing = [
        (swings + (0.0001 if i % 2 else 0), south + i * step) for i in range(steps + 1)
    ]
    other = west if swings == east else east
    ring = [(other, south), *swing, (other, north), (other, south)]
    shape = shapely.MultiPolygon([shapely.Polygon(ring)])
    return GEOSGeometry(shapely.to_wkt(shape, -1), srid=4326)


def shapes_of(found):
    return [shapely.geometry.shape(each["geometry"]) for each in found["features"]]


def test_a_border_that_two_share_is_simplified_once(client):
    make_neighbourhood(boundary=wavy(4.77, 4.78, 4.78))
    make_neighbourhood(boundary=wavy(4.78, 4.79, 4.78))

    shapes = shapes_of(outlines(client))

    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).geom_type == "Polygon"  # no gap between them
    assert max(shapely.get_num_coordinates(shapes)) < 40  # of 124


def test_what_is_generalised_is_drawn_as_it_is(client):
    shape = wavy(4.77, 4.78, 4.78)
    make_neighbourhood(boundary=shape, is_generalised=True)

    [drawn] = shapes_of(outlines(client))
    assert shapely.get_num_coordinates(drawn) == shape.num_coords


def test_the_number_of_questions_stays_the_same(client, django_assert_num_queries):
    from places.map.outlines import features

    for centre in (GROTE_MARKT, ULVENHOUT, VALKENBERG):
        count(make_neighbourhood(boundary=square(centre, 300)), 1_000)

    with django_assert_num_queries(2):
        assert len(features()) == 3


def test_staff_are_told_that_a_boundary_is_generalised():
    facts = {"boundary": square(GROTE_MARKT, 300)}
    generalised = make_neighbourhood(**facts, is_generalised=True)

    assert "vereenvoudigde grens" in boundary_map(generalised)
    assert "vereenvoudigde grens" not in boundary_map(make_neighbourhood(**facts))
