"""Every list of the administration goes out as a file, with the rows it shows."""

import csv
import io
import json
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.kit import tables
from common.web.list_export import ExportsList
from places.models import PlaceReport
from tests.kit.factories import (
    make_activity,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_places,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]

STAYS_HERE = {  # personal data with an end date, or of people of ours
    "claim", "deskchange", "deskhost", "host", "hostremoval",
    "initiativephoto", "mail", "photo", "photoremoval",
    "placephotoremoval", "proposal", "tourchange", "user", "group",
    "contribution",  # what everyone may read goes out from its question
    "tally",  # a day may be a small group
    "visitorfact",  # counts of what passers-by say, on their way to a fact
}  # fmt: skip
PLACES = "/beheer/places/place/exporteren/"


@pytest.fixture
def staff(client):
    staff = make_staff()
    client.force_login(staff)
    return staff


def body(response):
    return b"".join(response.streaming_content)


def table(client, url):
    text = body(client.get(url)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sheet(response) -> str:
    with ZipFile(io.BytesIO(body(response))) as book:
        texts = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in book.namelist() if "sharedStrings" in name]
    return texts


def test_all_that_is_found_goes_out_however_few_the_list_shows(
    client, staff, monkeypatch
):
    monkeypatch.setattr("common.web.long_lists.CountedSoFar.MOST", 2)
    for number in range(5):
        make_place(name=f"Bank {number}")

    assert len(table(client, f"{PLACES}csv/?q=bank")) == 5


def test_every_list_goes_out_or_says_why_not():
    lists = admin.site._registry.items()
    without = {
        model._meta.model_name
        for model, page in lists
        if not isinstance(page, ExportsList)
    }

    assert without <= STAYS_HERE


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_every_list_has_a_file_of_each_kind_it_offers(client, staff, kind):
    make_activity(place=make_place())
    make_organisation()
    for model, page in admin.site._registry.items():
        if isinstance(page, ExportsList) and kind in page._kinds():
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_export"
            response = client.get(reverse(name, args=[kind]))
            assert response.status_code == 200, model
            assert body(response)


def test_the_file_has_the_rows_that_the_list_shows(client, staff):
    make_place(name="Bank in de buurt", kind="bankje", state="published")
    make_place(name="Oude bank", kind="bankje", state="closed")

    rows = table(client, f"{PLACES}csv/?state__exact=closed&q=bank&p=7")

    assert [row["Naam"] for row in rows] == ["Oude bank"]


def test_the_list_links_to_its_files_with_its_filter(client, staff):
    page = client.get("/beheer/places/place/?state__exact=closed&p=2").content.decode()

    for kind in ("csv", "xlsx", "geojson"):
        assert f'href="{PLACES}{kind}/?state__exact=closed"' in page


def test_a_row_is_in_words(client, staff):
    area = make_neighbourhood(name="Belcrum")
    make_place(
        name="Bank", slug="bank", neighbourhood=area, step_free="limited",
        table=True, backrest=False,
    )  # fmt: skip

    (row,) = table(client, f"{PLACES}csv/")

    assert row["Buurt"] == "Belcrum"
    assert row["Pagina"] == "http://testserver/plekken/bank/"
    assert (row["lat"], row["lon"]) == ("51.5887", "4.7758")
    assert {"deels", "ja", "nee"} <= set(row.values())


def test_no_text_is_a_formula(client, staff):
    make_place(name='=HYPERLINK("https://example.org")')

    (row,) = table(client, f"{PLACES}csv/")
    assert row["Naam"].startswith("'=")

    texts = sheet(client.get(f"{PLACES}xlsx/"))
    assert "<f>" not in texts
    assert "=HYPERLINK" in texts


def test_a_sheet_has_dates_and_numbers(staff, client):
    make_place(checked_on=date(2026, 11, 3))

    texts = sheet(client.get(f"{PLACES}xlsx/"))

    assert "<v>46329</v>" in texts  # days since the end of 1899
    assert "<v>51.5887</v>" in texts


def test_geojson_says_where_it_is(client, staff):
    make_activity(name="Koffie", place=make_place())
    make_activity(name="Thee", place=None, where="bij Ali")
    url = "/beheer/initiatives/activity/exporteren/geojson/"

    found = json.loads(body(client.get(url)))["features"]

    at = {each["properties"]["Naam"]: each["geometry"] for each in found}
    assert at["Thee"] is None
    assert at["Koffie"] == {"type": "Point", "coordinates": [4.7758, 51.5887]}


def test_who_reported_does_not_go_out(client, staff):
    PlaceReport.objects.create(
        place=make_place(), reason="hours", email="amira@example.org"
    )

    url = "/beheer/places/placereport/exporteren/csv/"

    assert b"amira" not in body(client.get(url))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_who_may_not_see_the_list_gets_no_file(client, kind):
    helper = make_user(email="b@example.org", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="view_theme"))
    client.force_login(helper)

    assert client.get(f"{PLACES}{kind}/").status_code == 403


def test_a_visitor_is_asked_to_log_in(client):
    assert client.get(f"{PLACES}csv/").status_code == 302


def test_another_kind_of_file_is_not_there(client, staff):
    assert client.get(f"{PLACES}exe/").status_code == 404
    assert client.get("/beheer/themes/theme/exporteren/geojson/").status_code == 404


def test_a_filter_that_does_not_exist_leads_back(client, staff):
    response = client.get(f"{PLACES}csv/?nonsense=1", follow=True)

    assert response.redirect_chain == [("/beheer/places/place/", 302)]
    assert "Dat filter bestaat niet" in response.content.decode()


def test_what_no_sheet_takes_is_refused_in_words(client, staff, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    make_place()
    make_place()

    response = client.get(f"{PLACES}xlsx/", follow=True)

    assert "kies een filter" in response.content.decode()
    assert len(table(client, f"{PLACES}csv/")) == 2


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_more_rows_are_no_more_questions(client, staff, kind):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            body(client.get(f"{PLACES}{kind}/"))
        return len(asked)

    make_place(neighbourhood=make_neighbourhood())
    few = questions()
    make_places({"name": f"Bank {number}"} for number in range(20))

    assert questions() == few


def test_csv_for_excel_is_as_excel_opens_it_here(client, staff):
    make_place(name="=1+1", dataset=None)
    with_english = {"HTTP_ACCEPT_LANGUAGE": "en"}

    answer = client.get(f"{PLACES}excel/", **with_english)
    text = body(answer).decode()

    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")
    assert row["Naam"] == "'=1+1"
    assert re.fullmatch(r"51,\d+", row["lat"])
    assert 'filename="plekken.csv"' in answer["Content-Disposition"]


def test_every_list_has_csv_for_excel_beside_the_plain_one(client, staff):
    for model, page in admin.site._registry.items():
        if isinstance(page, ExportsList):
            assert page._kinds()[:2] == ["csv", "excel"], model
    assert "CSV voor Excel" in client.get("/beheer/places/place/").content.decode()
