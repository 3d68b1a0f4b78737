"""Addresses from a server on loopback that is right, slow, wrong or away."""

import json
import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from places.finding import geocoding, locatieserver
from places.finding.locatieserver import Unavailable, addresses
from tests.kit.factories import make_neighbourhood, make_place
from tests.kit.servers import running

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def document(**facts):
    usual = {
        "type": "weg",
        "weergavenaam": "Middellaan, Breda",
        "straatnaam": "Middellaan",
        "woonplaatsnaam": "Breda",
        "centroide_ll": "POINT(4.78412 51.59735)",
    }
    return usual | facts


def answer(*documents):
    body = {"response": {"numFound": len(documents), "docs": documents}}
    return 200, json.dumps(body).encode()


@pytest.fixture
def server(settings):
    cache.clear()
    with running(answer(document())) as address_server:
        settings.ADDRESS_SERVER = f"{address_server.url}/free"
        yield address_server
    cache.clear()


def test_a_street_is_found_with_its_position(server):
    [spot] = addresses("middellaan", 8)

    assert (spot.label, spot.detail) == ("Middellaan", "Breda")
    assert (spot.lat, spot.lon) == (51.59735, 4.78412)
    assert spot.is_called("MIDDELLAAN")


def test_the_nearest_address_to_a_point_is_asked_beside_it(server):
    server.answer = answer({"weergavenaam": "Markt 5, 4811XX Breda"})

    assert locatieserver.nearest_address(51.588, 4.775) == "Markt 5, 4811XX Breda"
    [path] = server.asked
    assert urlsplit(path).path == "/reverse"
    assert parse_qs(urlsplit(path).query)["lat"] == ["51.588000"]


def test_without_an_answer_there_is_no_nearest_address(server):
    server.answer = (500, b"")

    assert locatieserver.nearest_address(51.588, 4.775) == ""


def test_it_is_asked_for_this_municipality_only_and_told_nothing_else(server):
    addresses("middellaan", 8)

    [path] = server.asked
    question = parse_qs(urlsplit(path).query)
    assert question["q"] == ["middellaan"]
    assert "gemeentecode:0758" in question["fq"]
    assert set(question) == {"q", "rows", "fl", "fq"}


def test_an_answer_is_kept_so_that_the_same_words_ask_once(server):
    addresses("Middellaan", 8)
    addresses("middellaan ", 8)

    assert len(server.asked) == 1


def test_a_house_number_stays_out_of_what_goes_into_an_address(server):
    server.answer = answer(
        document(
            type="adres",
            weergavenaam="Middellaan 12, 4811VL Breda",
            postcode="4811VL",
        )
    )

    [spot] = addresses("middellaan 12", 8)

    assert spot.label == "Middellaan 12"
    assert spot.area == "Middellaan"
    assert spot.is_called("4811 vl")


@pytest.mark.parametrize(
    "wrong",
    [
        (400, b"wat?"),
        (404, b"niet hier"),
        (200, b"<html>onderhoud</html>"),
        (200, b"[]"),
        (200, b'{"response": {}}'),
        (200, b'{"response": {"docs": [{"type": "weg"}]}}'),
        (200, b'{"response": {"docs": [7]}}'),
        (200, b" " * 600_000),
    ],
    ids=["400", "404", "html", "list", "empty", "no point", "number", "too large"],
)
def test_one_wrong_answer_switches_nothing_off_for_others(server, wrong):
    server.answer = wrong
    for _again in range(5):
        with pytest.raises(Unavailable):
            addresses("middellaan", 8)

    server.answer = answer(document())

    assert addresses("dorpsstraat", 8)


def test_a_server_that_fails_three_times_is_left_alone_for_a_while(server):
    server.answer = (500, b"kapot")

    for _again in range(5):
        with pytest.raises(Unavailable):
            addresses("middellaan", 8)

    assert len(server.asked) == 3


def test_what_lies_nowhere_in_the_country_is_left_out(server):
    server.answer = answer(
        document(centroide_ll="POINT(0 0)"),
        document(centroide_ll="51.5, 4.7"),
        document(),
    )

    assert len(addresses("middellaan", 8)) == 1


def test_a_slow_server_is_not_waited_for(server, monkeypatch):
    monkeypatch.setattr(locatieserver, "PATIENCE", 0.1)
    server.delay = 0.5

    with pytest.raises(Unavailable):
        addresses("middellaan", 8)


def test_a_server_that_is_away_leaves_our_own_places(settings):
    cache.clear()
    settings.ADDRESS_SERVER = "http://127.0.0.1:9/free"
    make_neighbourhood(name="Belcrum")

    found = geocoding.look_up("belcr")

    assert [spot.label for spot in found.spots] == ["Belcrum"]
    assert not found.is_complete
    cache.clear()


def test_who_names_a_neighbourhood_waits_for_no_server(server):
    make_neighbourhood(name="Belcrum")

    found = geocoding.look_up("belcrum")

    assert [spot.label for spot in found.spots] == ["Belcrum"]
    assert found.is_complete
    assert server.asked == []


def test_what_someone_typed_stands_in_no_log(server, caplog):
    server.answer = (500, b"")

    with caplog.at_level(logging.DEBUG), pytest.raises(Unavailable):
        addresses("geheimstraat 7", 8)

    assert "the address server fails" in caplog.text
    assert "geheim" not in caplog.text


def test_our_own_come_first_when_they_have_just_that_name(server):
    server.answer = answer(document(weergavenaam="Belcrumweg, Breda"))
    make_neighbourhood(name="Belcrum")
    make_place(name="Bankje in Belcrum")

    labels = [spot.label for spot in geocoding.find("belcrum")]

    assert labels == ["Belcrum", "Belcrumweg", "Bankje in Belcrum"]


def test_without_a_server_nothing_is_asked_and_nothing_is_missing():
    assert addresses("middellaan", 8) == []
    assert geocoding.look_up("middellaan").is_complete
