"""Columns are known by what they mean; of two that could be meant both are named."""

import pytest

from places.models import Place
from tests.places.importing.test_table import refused

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("city"),
    pytest.mark.both("imports"),
]
SPOT = "51,5887;4,7758"


def only(**facts):
    place = Place.objects.get()
    return {name: getattr(place, name) for name in facts} == facts


@pytest.mark.parametrize(
    ("header", "cells", "facts"),
    [
        # Which column is the identity.
        ("nummer;id", "12;B-1", {"source_id": "B-1"}),
        ("id;nummer", "B-1;12", {"source_id": "B-1"}),
        ("nummer;identificatie", "12;B-1", {"source_id": "B-1"}),
        ("volgnummer;OBJECTID", "12;B-1", {"source_id": "B-1"}),
        ("ID;id in the source", "12;B-1", {"source_id": "12"}),
        ("nummer;kleur", "12;rood", {"source_id": "12"}),
        ("Plek-ID;kleur", "12;rood", {"source_id": "12"}),
        ("objectNummer;kleur", "12;rood", {"source_id": "12"}),
        ("Identificatie (verplicht);kleur", "12;rood", {"source_id": "12"}),
        # A house number is none; with its street it is an address.
        ("straat;nummer;id", "Haagweg;12;7", {"address": "Haagweg 12"}),
        ("Straatnaam;Huis-nummer;id", "Haagweg;12;7", {"address": "Haagweg 12"}),
        ("addr:street;addr:housenumber;id", "Haagweg;12;7", {"address": "Haagweg 12"}),
        ("adres;nummer;id", "Haagweg;12;7", {"address": "Haagweg 12"}),
        ("adres;nr", "Haagweg 5;7", {"address": "Haagweg 5", "source_id": "7"}),
        ("straat;nummer;toevoeging;id", "Haagweg;12;bis;7",
         {"address": "Haagweg 12 bis"}),
        ("street;house number;id", ";12;7", {"address": ""}),
        # The spelling of a heading.
        ("id;OPENINGSTIJDEN", "7;Mo-Fr 09:00-17:00",
         {"opening_hours": "Mo-Fr 09:00-17:00"}),
        ("id;openings-tijden", "7;Tu 10:00-12:00", {"opening_hours": "Tu 10:00-12:00"}),
        ("id;Opening hours", "7;Tu 10:00-12:00", {"opening_hours": "Tu 10:00-12:00"}),
        ("id;Naam van de plek", "7;De Toren", {"name": "De Toren"}),
        ("id;plekNaam", "7;De Toren", {"name": "De Toren"}),
        ("id;Titel", "7;De Toren", {"name": "De Toren"}),
        ("id;Hard pad", "7;ja", {"paved": True}),
        ("id;rolstoel toegankelijk?", "7;nee", {"step_free": "no"}),
        ("id;Zonder drempel", "7;ja", {"step_free": "yes"}),
        ("id;Toilets (wheelchair)", "7;ja", {"toilets_wheelchair": True}),
        ("id;toilets:wheelchair", "7;ja", {"toilets_wheelchair": True}),
        ("id;Omschrijving*", "7;Mooi.", {"description": "Mooi."}),
        ("id;name:nl;naam", "7;;De Toren", {"name": "De Toren"}),
        ("id;name:nl;naam", "7;De Toren;", {"name": "De Toren"}),
        ("id;contact:website;url", "7;a.example.nl;b.example.nl",
         {"website": "https://a.example.nl"}),
    ],
)  # fmt: skip
def test_a_column_is_known_by_what_it_means(take, table, header, cells, facts):
    take(table(f"{cells};{SPOT}", header=f"{header};lat;lon"), kind="bankje")

    assert only(**facts)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("Breedtegraad (WGS84)", "Lengtegraad (WGS84)"), ("LATITUDE", "Longitude"),
     ("lat.", "lon."), ("Geo_lat", "Geo_long"), ("breedte graad", "lengte graad"),
     ("Y (lat)", "X (lon)")],
)  # fmt: skip
def test_degrees_are_known_whatever_the_spelling(take, table, lat, lon):
    take(table(f"7;{SPOT}", header=f"id;{lat};{lon}"), kind="bankje")

    assert Place.objects.get().point.coords == (4.7758, 51.5887)


@pytest.mark.parametrize(
    ("x", "y"),
    [("X-coördinaat", "Y-coördinaat"), ("x (RD)", "y (RD)"), ("RD X", "RD Y"),
     ("xcoord", "ycoord"), ("X_COORDINAAT", "Y_COORDINAAT")],
)  # fmt: skip
def test_metres_are_known_whatever_the_spelling(take, table, x, y):
    take(table("7;112651,2;400159,7", header=f"id;{x};{y}"), kind="bankje")

    assert Place.objects.get().point.x == pytest.approx(4.776112, abs=2e-5)


@pytest.mark.parametrize(
    ("header", "cells", "one", "other"),
    [
        ("id;soort;lat;lon;naam;name", "1;bankje;51;4;a;b", "naam", "name"),
        ("objectid;lokaalid;soort;lat;lon", "1;2;bankje;51;4", "objectid", "lokaalid"),
        ("id;soort;kind;lat;lon", "1;bankje;park;51;4", "soort", "kind"),
        ("id;type;categorie;lat;lon", "1;bankje;park;51;4", "type", "categorie"),
        ("id;soort;lat;latitude;lon", "1;bankje;51;52;4", "lat", "latitude"),
        ("id;soort;x;y;rd_x", "1;bankje;51;52;4", "x", "rd_x"),
        ("id;soort;wkt;geom", "1;bankje;POINT(4 51);POINT(5 52)", "wkt", "geom"),
        ("id;soort;lat;lon;cost;kosten", "1;bankje;51;4;free;paid", "cost", "kosten"),
        ("ID;Id;soort;lat;lon", "1;2;bankje;51;4", "ID", "Id"),
    ],
)
def test_two_that_could_be_meant_are_refused_and_named(
    take, table, header, cells, one, other
):
    problem = refused(take, table(cells, header=header))

    assert f"“{one}”" in problem
    assert f"“{other}”" in problem
    assert "--columns" in problem


def test_a_choice_ends_the_doubt(take, table):
    header = "objectid;lokaalid;soort;lat;lon"
    take(table(f"1;2;bankje;{SPOT}", header=header), columns="id=lokaalid")

    assert only(source_id="2")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("soort;type", "straatmeubilair;bank"),
        ("type;soort", "node;bank"),
        ("type;soort", "multipolygon;bank"),
        ("categorie;plus_type", "bank;"),
        ("@type;amenity", "node;bench"),
        ("type;leisure", "multipolygon;park"),
    ],
)
def test_the_type_of_place_is_in_the_column_with_words_for_it(
    take, table, header, cells
):
    take(table(f"7;{cells};{SPOT}", header=f"id;{header};lat;lon"))

    assert Place.objects.get().kind.slug in ("bankje", "park")


def test_the_numbers_of_houses_may_change_places(take, table):
    """Two benches whose house numbers were swapped stay where they are."""
    header = "straat;nummer;id;naam;soort;lat;lon"
    one, other = "B-001;Molenbank;bankje", "B-002;Singelbank;bankje"
    first = [f"Haagweg;12;{one};{SPOT}", f"Ginnekenweg;7;{other};51,580;4,785"]
    second = [f"Haagweg;7;{one};{SPOT}", f"Ginnekenweg;12;{other};51,580;4,785"]
    take(table(*first, header=header), anywhere=True)
    done = take(table(*second, header=header), anywhere=True)

    assert (done.created, done.updated, done.vanished) == (0, 2, 0)
    addresses = Place.objects.order_by("source_id").values_list("address", flat=True)
    assert list(addresses) == ["Haagweg 7", "Ginnekenweg 12"]


# --- Positions ------------------------------------------------------------------------

SQUARE = "4.7700 51.5850,4.7720 51.5850,4.7720 51.5870,4.7700 51.5870,4.7700 51.5850"
RD = "112651.2 400159.7"
WKB = "0101000020e61000008a8ee4f21f1a13401ea7e8482ecb4940"


@pytest.mark.parametrize(
    ("column", "text", "lon", "lat"),
    [
        ("WKT_LNG_LAT", "POINT(4.76 51.586)", 4.76, 51.586),
        ("geometrie", "point (4.76 51.586)", 4.76, 51.586),
        ("vlak", f"POLYGON(({SQUARE}))", 4.771, 51.586),
        ("the_geom", f"MULTIPOLYGON((({SQUARE})))", 4.771, 51.586),
        ("geom", "LINESTRING(4.76 51.586,4.762 51.586)", 4.761, 51.586),
        ("geom", "SRID=4326;POINT(4.76 51.586)", 4.76, 51.586),
        ("geom", f"SRID=28992;POINT({RD})", 4.776112, 51.58875),
        ("geom", f"POINT({RD})", 4.776112, 51.58875),
        ("geom", "POINT Z (4.76 51.586 3)", 4.76, 51.586),
        ("geom", WKB, 4.7755125, 51.5873500),
        ("geo_shape", '{"type": "Point", "coordinates": [4.76, 51.586]}', 4.76, 51.586),
        ("geo_point_2d", "51.5860, 4.7600", 4.76, 51.586),
        ("Coördinaten", "51.5860,4.7600", 4.76, 51.586),
        ("coordinates", "(51.5860, 4.7600)", 4.76, 51.586),
        ("lat/lon", "51,5860; 4,7600", 4.76, 51.586),
        ("latlng", "51.5860 4.7600", 4.76, 51.586),
        ("lng_lat", "4.7600, 51.5860", 4.76, 51.586),
        ("lon,lat", "4.7600, 51.5860", 4.76, 51.586),
        ("waar", "51.5860, 4.7600", 4.76, 51.586),
        ("locatie", "N51.5860 E4.7600", 4.76, 51.586),
        ("locatie", "112651.2, 400159.7", 4.776112, 51.58875),
    ],
)
def test_a_position_may_stand_in_one_column(take, tmp_path, column, text, lon, lat):
    cell = text.replace('"', '""')
    path = tmp_path / "plekken.csv"
    path.write_text(f'id\tsoort\t{column}\n1\tbankje\t"{cell}"\n', "utf-8")
    take(path, anywhere=True)

    assert Place.objects.get().point.coords == pytest.approx((lon, lat), abs=2e-5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("POINT(51.586 4.76)", "swapped"),
        ("POINT(4.76", "no position"),
        ("POINT EMPTY", "no point"),
        ("ergens", "no position"),
        ("4.7600, 51.5860", "swapped"),
        ("", "no point"),
    ],
)
def test_a_wrong_position_is_explained(take, table, text, words):
    good = "goed;bankje;POINT(4.7758 51.5887)"
    rows = [good, f'1;bankje;"{text}"']

    assert words in refused(take, table(*rows, header="id;soort;wkt"))


def test_columns_for_degrees_count_before_a_shape(take, table):
    header = "id;soort;lat;lon;geo_shape"
    take(table(f"1;bankje;{SPOT};POINT(4.9 51.9)", header=header))

    assert Place.objects.get().point.coords == (4.7758, 51.5887)


def test_a_point_and_the_shape_it_lies_in_are_no_doubt(take, table):
    header = "id;soort;geo_point_2d;geo_shape"
    shape = f'"POLYGON(({SQUARE}))"'
    take(table(f'1;bankje;"51.5887, 4.7758";{shape}', header=header))

    assert Place.objects.get().point.coords == (4.7758, 51.5887)


def test_a_place_name_in_a_column_called_location_is_no_position(take, table):
    take(table(f"1;bankje;Haagweg;{SPOT}", header="id;soort;locatie;lat;lon"))

    assert Place.objects.get().point.coords == (4.7758, 51.5887)


# --- The first line of Excel ----------------------------------------------------------


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;"])
def test_the_separator_that_excel_writes_first_is_a_setting(take, table, first):
    header = f"{first}\nid;soort;lat;lon;a,b,c,d,e,f"
    done = take(
        table(f"1;bankje;{SPOT};", f"2;fout;{SPOT};", header=header), skip_bad=True
    )

    assert only(source_id="1")
    assert "line 4" in done.only_problem


def test_the_separator_may_be_any_sign(take, table):
    take(table("1^bankje^51.5887^4.7758", header="sep=^\nid^soort^lat^lon"))

    assert only(source_id="1")


def test_geojson_with_the_word_for_a_shape_is_read_by_its_tags(take, geojson):
    ring = [[4.77, 51.585], [4.772, 51.585], [4.772, 51.587], [4.77, 51.585]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    tags = [{"type": "multipolygon", "leisure": "playground"}, {"leisure": "park"}]
    features = [
        {"type": "Feature", "id": f"way/{number}", "properties": each,
         "geometry": shape}
        for number, each in enumerate(tags)
    ]  # fmt: skip
    take(geojson(*features), anywhere=True)

    kinds = Place.objects.order_by("source_id").values_list("kind__slug", flat=True)
    assert list(kinds) == ["speelplek", "park"]


def test_geojson_with_two_names_is_refused(take, geojson):
    one = {"id": "1", "soort": "bankje", "naam": "a", "Name": "b"}
    point = {"type": "Point", "coordinates": [4.7758, 51.5887]}
    feature = {"type": "Feature", "properties": one, "geometry": point}

    problem = take(geojson(feature)).only_problem

    assert "“naam”" in problem
    assert "“Name”" in problem


def test_geojson_has_its_address_from_the_tags(take, geojson):
    tags = {"amenity": "bench", "addr:street": "Haagweg", "addr:housenumber": "12"}
    point = {"type": "Point", "coordinates": [4.7758, 51.5887]}
    feature = {"type": "Feature", "id": 1, "properties": tags, "geometry": point}
    take(geojson(feature))

    assert only(address="Haagweg 12")
