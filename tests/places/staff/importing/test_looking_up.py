"""A file of which the rows have an address and no point: looked up by the worker when
there is an address server, one question for each, kept; refused in words when not."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from places.importing.addresses import looking_up
from places.models import ImportRow, ImportRun, KnownAddress, Place
from tests.kit.servers import running
from tests.places.staff.importing.pages import PAGE, address, do, look, text

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]

FILE = (
    "nr;soort;naam;adres\n"
    "1;bankje;Bank een;Markt 1\n"
    "2;bankje;Bank twee;Markt 12, Breda\n"
    "3;bankje;Bank drie;Nergensstraat 9\n"
)
HOUSES = {"Markt 1": "POINT(4.7758 51.5887)", "Markt 12": "POINT(4.7761 51.5889)"}


def answer(path):
    """As the address server does: the nearest in spelling, whatever was asked."""
    asked = parse_qs(urlsplit(path).query)["q"][0]
    found = [
        {
            "type": "adres",
            "weergavenaam": f"{label}, 4811XZ Breda",
            "straatnaam": "Markt",
            "woonplaatsnaam": "Breda",
            "centroide_ll": point,
        }
        for label, point in sorted(
            HOUSES.items(), key=lambda each: each[0] not in asked
        )
    ]
    return 200, json.dumps({"response": {"docs": found}}).encode()


@pytest.fixture
def server(settings, monkeypatch):
    monkeypatch.setattr(looking_up, "PAUSE", 0)
    cache.clear()
    with running(answer) as address_server:
        settings.ADDRESS_SERVER = f"{address_server.url}/free"
        yield address_server
    cache.clear()


def upload(client):
    file = SimpleUploadedFile("adressen.csv", FILE.encode())
    client.post(PAGE, {"file": file, "source": "Adressen"})
    return ImportRun.objects.latest("pk")


def test_the_page_says_how_many_and_asks(client, bo, server):
    run = look(client, upload(client))

    assert "3 adressen van dit bestand hebben nog geen punt" in text(
        client.get(address(run))
    )
    assert run.state == ImportRun.State.UPLOADED
    assert server.asked == []


def test_each_is_asked_once_and_what_is_found_is_a_point(client, bo, server):
    run = look(client, upload(client))
    assert "worden opgezocht" in text(do(client, run, "addresses"))

    assert looking_up.look_up.func(run.pk) == 3
    run = look(client, run)

    assert len(server.asked) == 3
    rows = run.rows.filter(sort=ImportRow.Sort.NEW).values_list("name", flat=True)
    assert set(rows) == {"Bank een", "Bank twee"}
    wrong = run.rows.get(sort=ImportRow.Sort.WRONG)
    assert "Nergensstraat 9" in wrong.texts[0]

    do(client, run, "take")
    assert Place.objects.get(name="Bank twee").point.coords == pytest.approx(
        (4.7761, 51.5889)
    )


def test_a_second_file_asks_nothing_again(client, bo, server):
    first = look(client, upload(client))
    looking_up.look_up.func(first.pk)

    second = look(client, upload(client))

    assert second.state == ImportRun.State.CHECKED
    assert looking_up.look_up.func(second.pk) == 0
    assert len(server.asked) == 3


def test_when_the_server_is_away_what_was_found_stays(client, bo, settings, server):
    run = look(client, upload(client))
    server.answer = 503, b"away"
    assert looking_up.look_up.func(run.pk) == 0

    page = text(client.get(address(run)))
    assert "3 adressen van dit bestand" in page
    assert "Zoek de adressen op" in page


def test_without_a_server_it_is_refused_in_words(client, bo, settings):
    settings.ADDRESS_SERVER = "off"
    run = upload(client)
    sent = {"do": "look"}
    page = text(client.post(address(run), sent))

    assert "3 rijen hebben een adres en geen punt" in page
    assert "Zoek de adressen op" not in page
    assert do(client, run, "addresses").status_code == 200
    assert ImportRun.objects.get().looking_up_at is None


def test_what_was_looked_up_long_ago_is_asked_anew():
    today = timezone.localdate()
    KnownAddress.objects.create(words="markt 1", looked_up_on=today)
    KnownAddress.objects.create(
        words="markt 2", looked_up_on=today - timedelta(days=366)
    )

    assert KnownAddress.forget(today) == 1
    assert KnownAddress.objects.get().words == "markt 1"
