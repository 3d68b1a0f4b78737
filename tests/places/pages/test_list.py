import pytest
from dateutil.relativedelta import relativedelta
from django.utils.timezone import localdate

from tests.kit.factories import (
    make_dataset,
    make_neighbourhood,
    make_place,
    make_places,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]


def page(client, query=""):
    return client.get(f"/plekken/{query}").content.decode()


def test_a_card_says_what_is_known_in_words(client):
    make_place(name="U-bank", step_free="yes", backrest=True)

    text = page(client)

    for words in [
        "U-bank",
        "Bankje",
        "Gratis",
        "Zonder drempel",
        "Altijd toegankelijk",
    ]:
        assert words in text
    assert "Rugleuning" in text


def test_what_is_unknown_is_called_unknown(client):
    make_place(kind="bibliotheek")

    text = page(client)

    assert text.count("Drempel, openingstijden: nog niet bekend") == 1
    assert "onbekend</li>" not in text


def test_a_card_has_at_most_three_known_facts_and_first_what_was_asked(client):
    make_place(table=True, backrest=True, lit=True, covered=True, paved=True)

    [(_place, facts)] = client.get("/plekken/?voorziening=hard-pad").context["cards"]

    known = [fact.text for fact in facts if not fact.topic]
    assert known == ["Verharde weg erheen", "Altijd toegankelijk", "Rugleuning"]
    assert [fact.topic for fact in facts if fact.topic] == ["Drempel"]


@pytest.mark.parametrize(
    ("query", "once", "on_each"),
    [
        ("", "allemaal gratis.", ["Zonder drempel"]),
        ("?drempelvrij=ja", "allemaal gratis en zonder drempel.", []),
        ("?gratis=alles", "", ["Gratis", "Zonder drempel"]),
        ("?gratis=alles&drempelvrij=ja", "allemaal zonder drempel.", ["Gratis"]),
    ],
)
def test_what_all_that_is_shown_shares_is_said_once(client, query, once, on_each):
    make_place(step_free="yes")
    make_place(step_free="yes")

    found = client.get(f"/plekken/{query}")

    text = found.content.decode()
    assert once in text
    assert (", allemaal" in text) is bool(once)
    for _place, facts in found.context["cards"]:
        shown = [fact.text for fact in facts if fact.icon in {"free", "step-free"}]
        assert shown == on_each


def test_people_come_before_furniture(client):
    make_place(name="A-bank")
    make_place(name="Zaal", kind="buurthuis", cost="free")

    text = page(client)

    assert text.index("Zaal") < text.index("A-bank")


def test_there_are_25_on_a_page_and_a_way_on(client):
    make_places({"name": f"Bank {number:02}"} for number in range(26))

    first, second = page(client), page(client, "?pagina=2")

    assert "Bank 24" in first
    assert "Bank 25" not in first
    assert "Bank 25" in second
    assert "?pagina=2" in first


def test_the_way_on_keeps_the_question(client):
    make_places({"step_free": "yes"} for _ in range(26))

    assert "drempelvrij=ja&amp;pagina=2" in page(client, "?drempelvrij=ja")


@pytest.mark.parametrize("number", ["0", "-1", "99", "twee", "1.5", "²"])
def test_a_page_that_is_not_there_is_said_with_the_parameter(client, number):
    make_place()

    response = client.get("/plekken/", {"pagina": number})

    assert response.status_code == 400
    assert "(pagina)" in response.content.decode()


def test_nothing_at_all_says_so(client):
    text = page(client)

    assert "Geen plekken gevonden" in text
    assert "Er is hier nog niets dat past" in text


def test_nothing_found_offers_what_would_help(client):
    make_place(kind="cafe")

    text = page(client, "?soort=cafe")

    assert "1 plek als je “Gratis” uitzet" in text
    assert 'href="/plekken/?soort=cafe&amp;gratis=alles"' in text


def test_what_people_typed_is_shown_as_text(client):
    make_place(name="<script>alert(1)</script>", description="<b>vet</b>", slug="vet")

    assert "<script>alert" not in page(client)
    assert "<b>vet</b>" not in client.get("/plekken/vet/").content.decode()


def test_the_sources_are_named(client):
    source = make_dataset(
        attribution="© OpenStreetMap contributors", licence="ODbL 1.0"
    )
    make_place(dataset=source, source_id="n1")
    make_dataset(attribution="Niet gebruikt")

    text = page(client)

    assert "© OpenStreetMap contributors (ODbL 1.0)" in text
    assert "Niet gebruikt" not in text


def test_a_hundred_places_cost_as_many_queries_as_one(
    client, django_assert_max_num_queries
):
    source = make_dataset()
    for number in range(100):
        area = make_neighbourhood()
        make_place(neighbourhood=area, dataset=source, source_id=str(number))

    client.get("/plekken/")  # this process reads the places once

    with django_assert_max_num_queries(8):
        assert client.get("/plekken/").context["page"].paginator.count == 100


def test_an_overdue_place_says_so(client):
    make_place(checked_on=localdate() - relativedelta(months=24, days=10))

    assert "controle is verlopen" in page(client)


def test_the_heading_names_the_neighbourhood_that_was_asked_for(client):
    make_neighbourhood(name="Belcrum")

    assert ">Gratis plekken in Belcrum</h1>" in page(client, "?buurt=belcrum")


def test_whatever_is_asked_a_card_says_until_when(client, time_machine):
    time_machine.move_to("2026-12-01 12:00+01:00", tick=False)  # a Tuesday
    make_place(
        name="Huis", kind="buurthuis", cost="free", step_free="yes", toilets=True,
        covered=True, drinking_water=True, opening_hours="Tu 10:00-17:00",
    )  # fmt: skip
    path = "/plekken/?voorziening=toilet&voorziening=overdekt&voorziening=water&open="

    now = client.get(f"{path}nu").content.decode()
    then = client.get(f"{path}2026-12-08T14:00").content.decode()

    assert "Nu open, tot 17.00" in now
    assert "Open van 10.00 tot 17.00 uur op dinsdag" in then
