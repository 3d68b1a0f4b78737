"""After dark: open places with light or people first, and it says why."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from places.hours import clock
from tests.kit.factories import make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]
EVENING = "2026-11-24 18:30+01:00"
AFTERNOON = "2026-11-24 15:40+01:00"


@pytest.fixture
def places():
    make_place(name="A-bank zonder licht", lit=False)
    make_place(name="B-bank, onbekend")
    make_place(name="C-bank met licht", lit=True)
    make_place(
        name="Bieb", kind="bibliotheek", cost="free", opening_hours="Mo-Fr 09:00-20:00"
    )
    make_place(
        name="Dichte bieb",
        kind="bibliotheek",
        cost="free",
        opening_hours="Mo-Fr 09:00-17:00",
    )


def names(client, query="?open=nu"):
    return [
        place.name for place, _facts in client.get(f"/plekken/{query}").context["cards"]
    ]


def test_lit_and_staffed_places_come_first_when_it_is_dark(
    client, places, time_machine
):
    time_machine.move_to(EVENING, tick=False)

    assert names(client) == [
        "Bieb",
        "C-bank met licht",
        "A-bank zonder licht",
        "B-bank, onbekend",
    ]


def test_by_day_the_order_is_as_always(client, places, time_machine):
    time_machine.move_to(AFTERNOON, tick=False)

    assert names(client) == [
        "Bieb",
        "Dichte bieb",
        "A-bank zonder licht",
        "B-bank, onbekend",
        "C-bank met licht",
    ]


def test_near_me_in_the_dark_light_comes_before_nearness(client, places, time_machine):
    time_machine.move_to(EVENING, tick=False)

    assert names(client, "?open=nu&bij=51.589,4.776")[:2] == [
        "Bieb",
        "C-bank met licht",
    ]


def test_the_page_and_its_cards_say_why(client, places, time_machine):
    time_machine.move_to(EVENING, tick=False)

    page = client.get("/plekken/?open=nu")

    assert "Het is dan donker" in page.content.decode()
    why = {place.name: facts[0].text for place, facts in page.context["cards"]}
    assert why["Bieb"] == "Er is iemand"
    assert why["C-bank met licht"] == "Er is licht"
    assert why["A-bank zonder licht"] == "Altijd toegankelijk"


def test_who_does_not_ask_for_now_is_not_told_of_the_dark(client, places, time_machine):
    time_machine.move_to(EVENING, tick=False)

    assert "donker" not in client.get("/plekken/").content.decode()


@pytest.mark.parametrize(
    ("local", "position", "expected"),
    [
        ("2026-06-21T22:30", (51.59, 4.78), False),  # dusk is at 22:45
        ("2026-06-21T22:50", (51.59, 4.78), True),
        ("2026-12-21T17:05", (51.59, 4.78), False),  # dusk is at 17:08
        ("2026-12-21T17:20", (51.59, 4.78), True),
        ("2026-12-21T08:00", (51.59, 4.78), True),
        ("2026-12-21T08:20", (51.59, 4.78), False),
        ("2026-12-21T17:05", (53.2, 6.57), True),  # Groningen is dark earlier
    ],
)
def test_dark_is_after_dusk_and_before_dawn_of_that_place_and_day(
    local, position, expected
):
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))

    assert clock.is_dark(moment, position) is expected


def test_people_now_is_where_someone_is_by_the_hours(client, places, time_machine):
    make_place(name="Zaal zonder tijden", kind="buurthuis", cost="free")
    time_machine.move_to(EVENING, tick=False)

    assert names(client, "?mensen=nu") == ["Bieb"]
    page = client.get("/plekken/?mensen=nu&onbekend=mee")
    unsure = [place.name for place, _facts in page.context["maybe_cards"]]
    assert unsure == ["Zaal zonder tijden"]


def test_another_word_than_now_is_refused(client):
    page = client.get("/plekken/?mensen=straks")

    assert page.status_code == 400
    assert "Schrijf mensen=nu" in page.content.decode()
