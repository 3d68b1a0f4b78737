"""What our own files say reads back the same: CSV, XLSX and GeoJSON."""

import csv
import io

import pytest
from django.contrib.admin import site
from django.contrib.gis.geos import Point
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.kit import tables
from common.web.list_export import Table
from places.facts.facilities import FACILITIES
from places.models import Place, PlaceKind
from places.pages import exports
from tests.kit.factories import make_dataset, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BASE = "http://testserver"
OURS = ["id", "buurt", "buurtcode", "bron", "naamsvermelding", "adres_op_deze_site"]
SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"])
ODD = st.sampled_from(
    ["=1+1", "'=1", "x;=1+1", 'x;"=1', "a,-b", "<b>vet</b>", "Jip &amp; Janneke", "007",
     "1.0", "ja", "🪑 مقعد", "_x0041_", "sep=;", "  twee  spaties", "nan", "None"]
)  # fmt: skip


def line(most):
    text = st.text(SIGNS, max_size=most) | ODD
    # Signs that nobody sees are left out when they come in.
    text = text.map(lambda one: one.replace("\u200b", "").replace("\ufeff", ""))
    return text.map(str.strip).filter(lambda one: len(one) <= most)


FACTS = st.fixed_dictionaries(
    {
        "name": line(60).filter(bool),
        "kind": st.sampled_from(["bankje", "buurthuis", "cafe", "toilet", "speelplek"]),
        "point": st.tuples(st.integers(0, 9_999), st.integers(0, 9_999)),
        "address": line(60),
        "description": st.lists(line(40), max_size=3).map(lambda one: "\n".join(one)),
        "cost": st.sampled_from(["", *Place.Cost.values]),
        "opening_hours": st.sampled_from(["", "24/7", "Mo-Fr 09:00-17:00; PH off"]),
        "step_free": st.sampled_from(Place.StepFree.values),
        "source_raw": st.sampled_from([{}, {"opening_hours": "gesloten?"}]),
    }
    | {each.field: st.sampled_from([True, False, None]) for each in FACILITIES}
)


def as_csv(path, separator=","):
    rows = exports.rows(Place.objects.all(), BASE)
    text = "".join(tables.csv_lines(exports.COLUMNS, rows))
    path = path / "plekken.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def as_xlsx(path):
    path = path / "plekken.xlsx"
    rows = exports.rows(Place.objects.all(), BASE)
    with tables.xlsx_file(exports.COLUMNS, rows) as file:
        path.write_bytes(file.read())
    return path


def as_geojson(path):
    path = path / "plekken.geojson"
    lines = exports.geojson(Place.objects.all(), BASE, "gemeente Breda")
    path.write_text("".join(lines), encoding="utf-8")
    return path


def said():
    """What a public file says of each place, but for what is ours alone."""
    rows = exports.rows(Place.objects.all(), BASE)
    found = [dict(zip(exports.COLUMNS, row, strict=True)) for row in rows]
    return [
        {name: value for name, value in row.items() if name not in OURS}
        for row in found
    ]


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_geojson])
@given(places=st.lists(FACTS, min_size=1, max_size=4))
@settings(
    max_examples=30, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_what_a_public_file_says_reads_back_the_same(take, tmp_path, write, places):
    Place.objects.all().delete()
    for facts in places:
        x, y = facts["point"]
        point = Point(4.7 + x / 1e6, 51.5 + y / 1e6, srid=4326)
        make_place(**facts | {"point": point, "description": facts["description"]
                              .strip()})  # fmt: skip
    before, path = said(), write(tmp_path)
    Place.objects.all().delete()

    done = take(path, anywhere=True, publish=True)

    assert (done.problems, done.warnings) == (0, 0), done.messages
    assert said() == before


def list_of_staff(path, kind, language):
    request = RequestFactory().get("/")
    with override(language):
        page = site._registry[Place]
        table = Table(Place, page.export_leaves_out, request)
        found = Place.objects.all()
        path = path / f"place.{kind}"
        if kind == "geojson":
            path.write_text("".join(table.geojson(found, "point")), encoding="utf-8")
        elif kind in ("csv", "excel"):
            lines = {"csv": tables.csv_lines, "excel": tables.excel_lines}[kind]
            path = path.with_suffix(".csv")
            text = "".join(lines(table.heading, table.rows(found)))
            path.write_text(text, encoding="utf-8", newline="")
        else:
            with tables.xlsx_file(table.heading, table.rows(found)) as file:
                path.write_bytes(file.read())
    return path


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", ["csv", "excel", "xlsx", "geojson"])
def test_a_list_of_staff_reads_back_the_same(take, tmp_path, kind, language):
    odd = {"name": "Jip &amp; <b>Janneke</b>", "description": "=1\nTwee; -regels"}
    kinds = list(PlaceKind.objects.all())[::3]
    for number, cost in enumerate(["", *Place.Cost.values]):
        steps = Place.StepFree.values[number % 4]
        make_place(cost=cost, step_free=steps, lit=True, table=False, cost_note="Nu €2",
                   website="https://example.nl/", opening_hours="Mo 09:00-10:00",
                   kind=kinds[number],
                   dataset=make_dataset(), source_id=f"b{number}", **odd)  # fmt: skip
    fields = [
        *("name", "kind", "cost", "cost_note", "step_free", "lit", "table", "toilets"),
        *("description", "website", "opening_hours"),
    ]
    before = list(Place.objects.order_by("pk").values(*fields))
    path = list_of_staff(tmp_path, kind, language)
    Place.objects.all().delete()

    done = take(path, anywhere=True)

    assert (done.problems, done.warnings) == (0, 0), done.messages
    assert list(Place.objects.order_by("pk").values(*fields)) == before


def test_a_text_that_is_no_formula_has_no_apostrophe_any_more(tmp_path):
    text = "".join(tables.csv_lines(["a"], [["=1"], ["'=1"], ["'t Hoekje"]]))

    cells = [row[0] for row in csv.reader(io.StringIO(text))][1:]
    assert cells == ["'=1", "''=1", "'t Hoekje"]
    assert [tables.unescaped(cell) for cell in cells] == ["=1", "'=1", "'t Hoekje"]
