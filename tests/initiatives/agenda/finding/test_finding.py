"""Finding in the agenda: by words, by day, near by, and what is on now."""

import re
from datetime import date, time

import pytest
from django.urls import reverse

from common.moderation.states import Move, State
from initiatives.deciding import decisions
from tests.initiatives.agenda.test_agenda import AGENDA, shown
from tests.kit.factories import (
    VALKENBERG,
    make_activity,
    make_initiative,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]


@pytest.fixture(autouse=True)
def _on_a_wednesday(time_machine, settings):
    settings.ADDRESS_SERVER = "off"
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


def leads_to(client, **query):
    response = client.get("/zoek/", query)
    assert response.status_code == 302, response.content.decode()
    return response.url


def test_the_field_of_the_agenda_leads_back_to_it_with_what_was_chosen(client):
    make_neighbourhood(name="Belcrum")
    page = client.get(AGENDA, {"zin": "spelen"}).content.decode()
    assert '<input type="hidden" name="naar" value="agenda">' in page
    assert '<input type="hidden" name="zin" value="spelen">' in page

    asked = {"naar": "agenda", "zin": "spelen"}

    assert leads_to(client, q="schaken", **asked) == "/agenda/?zin=spelen&q=schaken"
    found = leads_to(client, q="schaken in belcrum", **asked)
    assert found == "/agenda/?zin=spelen&q=schaken&buurt=belcrum"


def test_a_moment_in_the_words_becomes_a_day_and_a_part_of_it(client):
    found = leads_to(client, q="schaken vanavond", naar="agenda")
    page = client.get(found, follow=True)

    assert page.redirect_chain[-1][0] == (
        "/agenda/?q=schaken&dagdeel=avond&dag=2026-11-04&periode=dag"
    )
    assert leads_to(client, q="schaken nu", naar="agenda") == (
        "/agenda/?dagdeel=nu&q=schaken"
    )


@pytest.mark.parametrize("naar", ["elders", "//example.org", "https://example.org/"])
def test_the_field_leads_to_no_list_that_is_not_ours(client, naar):
    assert leads_to(client, q="bankje", naar=naar).startswith("/plekken/?")


def test_the_agenda_can_be_asked_near_by(client):
    make_activity(name="Hier", place=make_place(point=VALKENBERG))
    far = make_place(name="Ver")
    make_activity(name="Daar", place=far)
    here = f"{VALKENBERG.y:.3f},{VALKENBERG.x:.3f}"

    assert shown(client, bij=here, straal="200") == ["Hier"]
    near = client.get(AGENDA, {"bij": here}).content.decode()
    assert re.search(r"ongeveer \d0 m hemelsbreed", near)
    page = client.get(AGENDA).content.decode()
    assert f'data-locate="{AGENDA}"' in page


def test_each_of_the_seven_days_says_how_many_there_are(client):
    make_activity(rule="", first_on=date(2026, 11, 4), starts_at=time(15))
    for hour in (10, 14, 19):
        make_activity(rule="", first_on=date(2026, 11, 6), starts_at=time(hour))

    def counts(**query):
        return [each["count"] for each in client.get(AGENDA, query).context["strip"]]

    assert counts() == [1, 0, 3, 0, 0, 0, 0]
    assert counts(dagdeel="avond") == [0, 0, 1, 0, 0, 0, 0]
    assert counts(dag="2026-11-06", periode="dag") == [1, 0, 3, 0, 0, 0, 0]


def test_the_count_of_a_day_is_that_of_its_list(client, time_machine):
    make_activity(rule="", first_on=date(2026, 11, 4), starts_at=time(22), minutes=240)
    make_activity(rule="", first_on=date(2026, 11, 5), starts_at=time(10))
    time_machine.move_to("2026-11-05 00:30+01:00", tick=False)

    page = client.get(AGENDA)

    [day] = page.context["days"]
    assert page.context["strip"][0]["count"] == day.count == 2


def test_what_is_on_now_stands_on_top_also_when_it_began_before_midnight(
    client, time_machine
):
    make_activity(
        name="Nacht", rule="", first_on=date(2026, 11, 4), starts_at=time(22),
        minutes=240,
    )  # fmt: skip
    make_activity(
        name="Ontbijt", rule="", first_on=date(2026, 11, 5), starts_at=time(8)
    )
    time_machine.move_to("2026-11-05 00:30+01:00", tick=False)

    page = client.get(AGENDA)

    [day] = page.context["days"]
    assert [row.activity.name for row in day.begun] == ["Nacht"]
    parts = [
        (slot, [row.activity.name for row in rows]) for slot, *_, rows in day.parts
    ]
    assert parts == [("morning", ["Ontbijt"])]
    text = page.content.decode()
    assert (
        text.index("Nu bezig</h3>")
        < text.index("Nacht</a>")
        < text.index("Ontbijt</a>")
    )


def test_the_search_field_of_the_site_finds_activities_and_who_organises_them(client):
    club = make_organisation(name="Samen Eten Breda")
    make_activity(name="Soep", description="Samen eten met buren.", organisation=club)
    make_initiative(name="Samen eten op straat")

    page = client.get(leads_to(client, q="samen eten"))

    assert [each.text for each in page.context["others"]] == [
        "1 activiteit met “samen eten”",
        "1 organisatie",
        "1 initiatief",
    ]
    assert 'href="/agenda/?q=samen+eten"' in page.content.decode()


@pytest.mark.parametrize("make", [make_organisation, make_initiative])
def test_who_writes_of_it_is_found_after_who_is_called_so(client, make):
    for number in range(4):
        make(name=f"Anders {number}", description="Wij naaien en repareren.")
    make(name="Naaien en repareren")
    make(name="Iets anders", description="Wij naaien nooit.")

    page = client.get("/plekken/?q=naaien repareren")

    [found] = page.context["others"]
    assert found.text.startswith("5 ")
    labels = [each.label for each in found.things]
    assert labels == ["Naaien en repareren", "Anders 0", "Anders 1"]


def test_what_is_written_of_who_waits_is_not_found(client):
    make_organisation(name="Club", description="Wij naaien.", state="suggested")

    assert client.get("/plekken/?q=naaien").context["others"] == []


def test_with_the_address_server_away_words_still_lead_to_activities(client, settings):
    settings.ADDRESS_SERVER = "http://127.0.0.1:9/free"
    make_activity(name="Zumba")

    assert leads_to(client, q="zumba") == "/plekken/?q=zumba&adressen=weg"
    assert "Zumba</span>" in client.get("/plekken/?q=zumba").content.decode()


def test_suggestions_lead_to_the_next_date(client):
    make_activity(name="Zumba", slug="zumba")

    asks = {"headers": {"accept": "application/json"}}
    answer = client.get("/zoek/", {"q": "zumba"}, **asks).json()["suggestions"]

    assert [(each["label"], each["detail"], each["url"]) for each in answer] == [
        ("Zumba", "dinsdag 10 november, 10.00", "/agenda/zumba/2026-11-10/")
    ]


def test_what_is_over_or_waits_is_not_found(client):
    make_activity(name="Zumba", rule="", first_on=date(2026, 11, 3))
    make_activity(name="Zumba twee", state="suggested")
    make_organisation(name="Zumbaclub", state="suggested")

    page = client.get("/plekken/?q=zumba")

    assert page.context["others"] == []


def test_calendars_are_followed_or_taken_along_once(client, settings):
    settings.SITE_URL = "https://ontmoeten.example.nl"
    make_activity(place=make_place(slug="zaal"))
    path = reverse("initiatives:at-place", args=["zaal"])

    for page in ("/agenda/", "/plekken/zaal/"):
        text = client.get(page).content.decode()
        address = path if "zaal" in page else "/agenda.ics"
        assert f'href="webcal://ontmoeten.example.nl{address}"' in text
        assert f'href="{address}"' in text


def test_a_date_says_where_who_and_how_to_get_there_before_all_else(client):
    club = make_organisation(name="De Huiskamer")
    place = make_place(name="Zaal Zuid", point=VALKENBERG, address="Dorpsstraat 1")
    make_activity(slug="koffie", place=place, organisation=club, description="Lekker.")

    text = client.get("/agenda/koffie/2026-11-10/").content.decode()

    told = ["De Huiskamer", "10 november", "Zaal Zuid", "Dorpsstraat 1", "geo:51.5",
            "https://www.openstreetmap.org/directions?to=51.5", "Lekker."]  # fmt: skip
    main = text[text.index("<main") :]
    assert [main.index(each) for each in told] == sorted(
        main.index(each) for each in told
    )


@pytest.mark.parametrize("path", ["/agenda/koffie/", "/agenda/koffie/2026-11-10/"])
def test_an_activity_that_stopped_says_so_and_what_is_on_instead(client, path):
    place = make_place(name="Zaal Zuid")
    coffee = make_activity(slug="koffie", name="Koffie", place=place)
    make_activity(name="Thee", place=place)
    decisions.decide(coffee, Move.CLOSE, make_staff())

    page = client.get(path)

    assert page.status_code == 404
    text = page.content.decode()
    assert "Deze activiteit is gestopt" in text
    assert "Thee</a>" in text
    assert "Koffie</a>" not in text


def test_an_activity_that_was_never_public_is_just_not_there(client):
    make_activity(slug="koffie", state=State.CLOSED)

    page = client.get("/agenda/koffie/")

    assert page.status_code == 404
    assert "gestopt" not in page.content.decode()
