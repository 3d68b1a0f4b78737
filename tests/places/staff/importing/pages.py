"""What staff do on the pages of an import."""

from django.core.files.uploadedfile import SimpleUploadedFile

from places.models import ImportRun, PlaceKind
from tests.kit.factories import (
    GROTE_MARKT,
)

PAGE = "/beheer/importeren/"
HEADING = "nr;soort;naam;lat;lon"
METRE = 0.000009  # degrees of latitude


def line(number, kind="bankje", name="", north=0.0, east=0.0):
    name = name or f"Bank {number} van de wijk"
    lat, lon = GROTE_MARKT.y + north * METRE, GROTE_MARKT.x + east * METRE * 1.6
    return f"{number};{kind};{name};{lat:.6f};{lon:.6f}"


def rows(count, first=1):
    """So far apart that none is like another."""
    return [
        line(number, north=60 * (number % 30), east=60 * (number // 30))
        for number in range(first, first + count)
    ]


def upload(client, lines, name="banken.csv", source="Banken", **more):
    content = "\n".join([HEADING, *lines]).encode()
    file = SimpleUploadedFile(name, content)
    response = client.post(PAGE, {"file": file, "source": source} | more)
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.latest("pk")


def address(run):
    return f"{PAGE}{run.pk}/"


def bench():
    return PlaceKind.objects.get(slug="bankje").pk


def guessed(client, run):
    form = client.get(address(run)).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def look(client, run, **columns):
    sent = guessed(client, run)
    response = client.post(address(run), sent | columns | {"do": "look"})
    assert response.status_code == 302, text(response)
    run.refresh_from_db()
    return run


def do(client, run, what, **more):
    response = client.post(address(run), {"do": what} | more, follow=True)
    run.refresh_from_db()
    return response


def text(response):
    return " ".join(response.content.decode().split())
