"""What people type is text in everything that goes out: in pages, feeds, calendars,
tables, workbooks, JSON-LD and mail. Each sort of file has a payload of its own."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from email import message_from_bytes, policy
from zipfile import ZipFile

import icalendar
import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from common.mail.delivery import deliver_due
from initiatives.joining import seats
from initiatives.models import Activity, Organisation
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = date(2026, 11, 10)
NOW = "2026-11-04 12:00+01:00"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


def everything(text):
    """A place, an organisation, an initiative and an activity that are called this."""
    place = make_place(name=text, slug="plek", address=text, description=text,
                       cost_note=text)  # fmt: skip
    club = make_organisation(name=text, slug="club", description=text, address=text)
    initiative = make_initiative(name=text, slug="initiatief", description=text,
                                 organisation=club, for_whom=text)  # fmt: skip
    return make_activity(
        name=text, slug="activiteit", description=text, organisation=club, place=place,
        initiative=initiative, cost_note=text, received_by=text, first_minutes=text,
    )  # fmt: skip


@pytest.fixture(scope="module")
def named(for_all, request):
    """What everything is called; all that is asked of that name is asked in turn."""
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        everything(request.param)
        yield request.param
        transaction.set_rollback(True)


def body(response):
    assert response.status_code == 200, response
    whole = getattr(response, "streaming_content", None)
    return b"".join(whole) if whole else response.content


HTML_PAYLOADS = [
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "{{ 7|add:7 }}{% debug %}",
    "javascript:alert(1)",
]
PAGES = ["/plekken/plek/", "/organisaties/club/", "/initiatieven/initiatief/",
         "/agenda/activiteit/", "/agenda/", "/plekken/", "/"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("named", HTML_PAYLOADS, indirect=True)
def test_html_shows_it_and_runs_none_of_it(client, named, path):
    page = body(client.get(path)).decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert "1414" not in page


@pytest.mark.parametrize("path", PAGES[:4])
@pytest.mark.parametrize(
    "named", [*HTML_PAYLOADS, "\u2028<!--", "]]>", "a\nb"], indirect=True
)
def test_json_ld_is_one_block_that_reads_as_the_text(client, named, path):
    page = body(client.get(path)).decode()

    blocks = re.findall(
        r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", page, re.DOTALL
    )
    for block in blocks:
        assert "<" not in block
        json.loads(block)
    if path == "/agenda/activiteit/":
        names = [each.get("name") for block in blocks
                 for each in _things(json.loads(block))]  # fmt: skip
        assert re.sub("[\n\u2028]", " ", named) in names


def _things(found):
    return found if isinstance(found, list) else [found]


XML_PAYLOADS = ["<b>&amp;</b>", "]]><!ENTITY x>", "a\x01b\x0bc", "a\ufffeb", "a\nb",
                "🪑 \u202eאבג", '"\'<>&']  # fmt: skip


@pytest.mark.parametrize("path", ["/agenda.atom", "/initiatieven.atom"])
@pytest.mark.parametrize("named", XML_PAYLOADS, indirect=True)
def test_atom_is_xml_whatever_it_is_called(client, named, path):
    feed = ET.fromstring(body(client.get(path)))  # noqa: S314 — our own

    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 1
    assert "<!ENTITY" not in feed.tag


ICS_PAYLOADS = [
    "Koor\nEND:VEVENT",
    "Koor\r\nATTENDEE:mailto:x@example.org",
    "a;b,c\\nd:e\\",
    '"x"^n',
    "\u2028BEGIN:VALARM",
    "x" * 110,
    "a\x00b\x07c\x85d",
]


@pytest.mark.parametrize(
    "path",
    ["/agenda.ics", "/organisaties/club/agenda.ics", "/plekken/plek/agenda.ics",
     "/agenda/activiteit.ics"],
)  # fmt: skip
@pytest.mark.parametrize("named", ICS_PAYLOADS, indirect=True)
def test_a_calendar_has_one_event_and_the_text_as_its_summary(client, named, path):
    activity = Activity.objects.get()

    whole = body(client.get(path))

    events = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [activity.name]
    assert "ATTENDEE" not in events[0]
    assert not events[0].subcomponents
    lines = whole.decode().splitlines()
    assert sum(line == "END:VEVENT" for line in lines) == 1


@pytest.mark.parametrize("named", ["Koor"], indirect=True, ids=[""])
def test_a_name_of_before_with_a_break_breaks_no_calendar(client, named):
    """As it may still stand in a database of before."""
    with connection.cursor() as cursor:
        for table in ["organisation", "activity"]:
            cursor.execute(f"UPDATE initiatives_{table} SET name = %s", ["Koor\nIJs"])
    assert "\n" in Organisation.objects.get(slug="club").name

    whole = body(client.get("/organisaties/club/agenda.ics"))

    [event] = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    assert event["summary"] == "Koor IJs"


CSV_PAYLOADS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "x;=1+1", "x,=1+1", 'x;"=1+1"', "x\n=1+1",
    "x\t=1+1", "x|=1+1", 'a";=1+1', '=cmd|"/c calc"!A1', "＝1+1", "x; =1+1", "'=1+1",
]  # fmt: skip
FORMULAS = tuple("=+-@\t\r＝＋－＠")


def cells(text, separator):
    return [
        cell
        for row in csv.reader(io.StringIO(text), delimiter=separator)
        for cell in row
    ]


def is_formula(cell):
    """A cell that a spreadsheet would run; a negative number is none."""
    bare = cell.strip(' "')
    if not bare.startswith(FORMULAS):
        return False
    return re.fullmatch(r"-?\d+([.,]\d+)?", bare) is None or bare.startswith("=")


@pytest.fixture(scope="module")
def tables(named) -> list[str]:
    client = Client()
    client.force_login(make_staff())
    return [
        body(client.get(path)).decode("utf-8-sig")
        for path in [
            "/plekken/plekken.csv",
            "/beheer/places/place/exporteren/csv/",
            "/beheer/initiatives/organisation/exporteren/csv/",
            "/beheer/initiatives/activity/exporteren/csv/",
        ]
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("named", CSV_PAYLOADS, indirect=True)
def test_no_cell_of_a_table_is_a_formula_whatever_separates_them(
    tables, named, separator
):
    for table in tables:
        wrong = [cell for cell in cells(table, separator) if is_formula(cell)]
        assert not [cell for cell in wrong if cell.strip(' "') not in ("-1", "+1")]


@pytest.mark.parametrize(
    "named", [*CSV_PAYLOADS, "a\x01b", "_x0041_", "http://x.nl"], indirect=True
)
def test_a_workbook_holds_texts_no_formulas_and_no_links(client, named):
    client.force_login(make_staff())

    for path in [
        "/plekken/plekken.xlsx",
        "/beheer/initiatives/organisation/exporteren/xlsx/",
    ]:
        with ZipFile(io.BytesIO(body(client.get(path)))) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            ET.fromstring(sheet)  # noqa: S314 — our own
            assert not re.search(r"<f[ >]", sheet)
            assert "hyperlink" not in sheet
            assert not [name for name in book.namelist() if "external" in name]


@pytest.mark.parametrize(
    "text",
    ["Koor\nBcc: x@example.org", "Koor\r\n\r\n<b>vet</b>", "<script>alert(1)</script>",
     "a\x00b", "=?utf-8?q?x?=", "Koor\u2028Bcc: x@example.org"],
)  # fmt: skip
def test_a_mail_goes_to_one_with_the_text_as_text(text):
    activity = make_activity(name=text, slug="aanmelden", has_sign_up=True)
    row = activity.occurrences.get(rule_date=TUESDAY)
    seats.ask(activity, row, "Fatima", "fatima@example.org")
    deliver_due()

    assert len(mail.outbox) == 1
    for each in mail.outbox:
        sent = message_from_bytes(each.message().as_bytes(), policy=policy.default)
        assert len(each.recipients()) == 1
        assert sent["bcc"] is None
        assert "\n" not in sent["subject"]
        html = sent.get_body(["html"])
        assert html is None or "<script>" not in html.get_content()


def test_a_suggestion_with_a_break_puts_no_formula_into_a_cell(client):
    name = client.get("/plekken/voorstellen/").context["form"].fields["name"]

    assert name.clean("Bank\n=1+1;=2+2") == "Bank =1+1;=2+2"
