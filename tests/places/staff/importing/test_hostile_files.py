"""Whatever somebody uploads, the page says in Dutch what is wrong, and where."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from places.models import ImportRun
from tests.places.staff.importing.pages import PAGE, address, guessed, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
GOOD = b"id;soort;naam;lat;lon\n1;bankje;Bank;51.5887;4.7758\n"
FOREIGN = re.compile(
    r"--\w|error|unexpected|invalid|expected|token|codec|decode|line \d|None|Traceback"
)


def a_zip(**parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in parts.items():
            book.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


FILES = {
    "empty.csv": (b"", "leeg"),
    "blank.csv": (b"  \n \n", "leeg"),
    "heading.csv": (b"id;soort;naam;lat;lon\n", "geen plekken"),
    "one.csv": (b"alleen dit\n", "twee kolommen"),
    "page.csv": (b"<html><body>x", "webpagina"),
    "picture.csv": (b"\x89PNG\r\n\0\0\0", "geen tekstbestand"),
    "mixed.csv": (GOOD + "2;bankje;Café;1;1\n".encode() * 2 + b"3;b;Caf\xe9;1;1", "5"),
    "quote.csv": (GOOD + b'2;"' + b"x" * 200_000, "Regel 3"),
    "utf16.csv": ("id;naam\n1;x".encode("utf-16"), "UTF-16"),
    "no-point.csv": (b"id;soort;naam\n1;bankje;Bank\n", "een punt"),
    "address.csv": (
        b"id;soort;naam;adres\n1;bankje;A;Markt 1\n2;bankje;B;Markt 2\n3;bankje;C;\n",
        "2 rijen hebben een adres en geen punt",
    ),
    "twice.csv": (b"id;id;naam\n1;2;x\n", "twee keer"),
    "broken.geojson": (b'{"type": "FeatureCollection",\n"features": [}', "regel 2"),
    "cut.geojson": (b'{"type": "FeatureCollection", "features": [{"type"', "regel 1"),
    "latin.geojson": (b'{"features": [{"properties": {"naam": "Caf\xe9"}}]}', "UTF-8"),
    "other.geojson": (b'{"a": 1}', "objecten"),
    "crs.geojson": (b'{"crs": "EPSG:4258x", "features": []}', "EPSG:4258x"),
    "broken.xlsx": (b"PK\x03\x04 nothing", "kunnen we niet lezen"),
    "other.xlsx": (a_zip(word__document_xml=b"<x/>"), "Excel"),
    "hollow.xlsx": (a_zip(xl__workbook_xml=b"<x/>"), "stuk"),
    "broken.pbf": (b"nothing of the sort", "OpenStreetMap"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_wrong_is_said_in_dutch(client, bo, name):
    content, words = FILES[name]
    file = SimpleUploadedFile(name, content)
    answer = client.post(PAGE, {"file": file, "source": "Proef"})
    if answer.status_code == 302:
        run = ImportRun.objects.get()
        answer = client.get(answer.url)
        if answer.status_code == 200:
            sent = guessed(client, run) | {"do": "look"}
            answer = client.post(address(run), sent)

    page = text(answer)
    said = re.findall(r'class="(?:alert|error\w*)"[^>]*>(.*?)</(?:p|ul)', page)
    assert words in " ".join(said), said
    assert not FOREIGN.search(re.sub(r"<[^>]*>", " ", " ".join(said))), said
