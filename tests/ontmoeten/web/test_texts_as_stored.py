"""Whatever is typed into a text comes back the same out of everything that we give."""

import csv
import html
import io
import json
import re
from datetime import date
from xml.etree import ElementTree

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from common.kit.one_line import NEVER, writable
from common.kit.storing import store
from common.mail.models import Mail
from initiatives.dates import series
from initiatives.models import SignUp
from tests.initiatives.rfc5545 import faults
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_sign_up,
)
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ATOM = "{http://www.w3.org/2005/Atom}"
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
SIGNS = [
    *"<>&\"'`;:,\\/=+-@#%{}[]()|", "</script>", "<![CDATA[", "]]>", "&amp;", "&#38;",
    "\u202e", "\u200f", "\u2028", "שלום", "مرحبا", "😀", "👩‍👧", "é",
    "e\u0301", "ß", "\u00a0", "x", "Koffie", " ", "BEGIN:VEVENT", "=1+1",
]  # fmt: skip
CONTROL = ["\x01", "\x07", "\x0b", "\x1b", "\x1f", "\x7f", "\ufffe"]
one_line = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map(
    lambda parts: f"a{''.join(parts)}z"
)
many_lines = st.lists(st.sampled_from([*SIGNS, "\n", "\n\n"]), max_size=15).map(
    lambda parts: f"a{''.join(parts)}z"
)


@pytest.fixture
def rows():
    place = make_place(slug="plein", cost="free")
    club = make_organisation(slug="club")
    activity = make_activity(
        slug="koffie", place=place, organisation=club, first_on=date(2026, 11, 3)
    )
    return place, club, activity


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-03 09:00+01:00", tick=False)


def say(rows, name, text):
    place, club, activity = rows
    place.name, place.address, place.description = name, name, text
    club.name, club.description = name, text
    activity.name, activity.where, activity.description = name, name, text
    for each in rows:
        store(each)


def body(client, path) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def atom(client):
    entry = ElementTree.fromstring(body(client, "/agenda.atom")).find(f"{ATOM}entry")  # noqa: S314
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "text"
    return entry.findtext(f"{ATOM}title"), summary.text


def calendar(client):
    text = body(client, "/agenda/koffie.ics")
    assert faults(text) == []
    vobject.readOne(text.decode())
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    return str(event["SUMMARY"]), str(event["DESCRIPTION"]).rpartition("\n\n")[0]


def linked(client, path):
    [text] = LD.findall(body(client, path).decode())
    found = json.loads(text)
    return found["name"], found["description"]


def geojson(client):
    [found] = json.loads(body(client, "/plekken/plekken.geojson"))["features"]
    return found["properties"]["naam"], found["properties"]["omschrijving"]


def as_csv(client):
    text = body(client, "/plekken/plekken.csv").decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    return row["naam"], row["omschrijving"]


def xlsx(client):
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(body(client, "/plekken/plekken.xlsx"))
    )
    head, row, *_rest = book.get_sheet_by_index(0).to_python()
    found = dict(zip(head, row, strict=True))
    return found["naam"], found["omschrijving"]


def mail(rows) -> tuple[str, str]:
    """What someone who has a seat reads when it is called off: the text and the HTML,
    as a reader of each shows them. White space is one space there."""
    Mail.objects.all().delete()
    SignUp.objects.all().delete()
    activity = rows[2]
    make_sign_up(activity, activity.first_on, email="a@example.org")
    series.cancel(activity, activity.first_on, "")
    [letter], [stored] = letters(), Mail.objects.all()
    series.take_back(activity, activity.first_on)
    text = re.sub(r"\s+", " ", letter.body)
    shown = re.sub(r"<[^>]+>", " ", stored.html.partition("<body")[2].partition(">")[2])
    return text, re.sub(r"\s+", " ", html.unescape(shown))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=one_line, text=many_lines)
@example(name="Tom & <b>Jerry</b>", text="a < b && c > d\n\n“é” 😀 \u202eabc\u202c z")
def test_every_text_comes_back_as_it_was_stored(client, rows, name, text):
    say(rows, name, text)

    assert linked(client, "/agenda/koffie/") == (name, text)
    assert linked(client, "/plekken/plein/") == (name, text)
    assert linked(client, "/organisaties/club/") == (name, text)
    assert geojson(client) == (name, text)
    assert as_csv(client) == (name, text)
    assert xlsx(client) == (name, text)
    assert atom(client) == (name, text)
    assert calendar(client) == (name, text)
    words = re.sub(r"\s+", " ", name)
    assert all(words in each for each in mail(rows))


@pytest.mark.parametrize("sign", CONTROL)
def test_a_sign_that_cannot_be_written_breaks_nothing(client, rows, sign):
    say(rows, f"Kof{sign}fie", f"Een{sign}\ntwee")

    stored = "Kof fie", "Een \ntwee"  # a space instead, once, where it is saved
    assert atom(client) == stored
    assert calendar(client) == stored
    assert linked(client, "/agenda/koffie/") == stored
    geojson(client), as_csv(client), xlsx(client)


@given(st.text())
def test_what_is_written_can_be_read_by_any_xml_reader(text):
    found = writable(text)

    assert not NEVER.search(found)
    assert "\r" not in found
