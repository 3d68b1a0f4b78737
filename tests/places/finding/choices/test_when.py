"""One "When?" on places and in the agenda."""

from datetime import date, datetime, time

import pytest

from places.finding.choices import when
from places.hours.clock import HERE
from tests.kit.factories import make_activity, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _on_a_monday(time_machine):
    time_machine.move_to("2026-11-30 12:00+01:00", tick=False)


def moments(client, path):
    return {
        moment.label: moment.query
        for moment in client.get(path).context["when"].moments
    }


def test_on_places_each_moment_asks_what_is_open_then(client):
    assert moments(client, "/plekken/?soort=park") == {
        "Nu": "?soort=park&open=nu",
        "Vanavond": "?soort=park&open=2026-11-30T19%3A00",
        "Morgen": "?soort=park&open=2026-12-01T14%3A00",
        "Zaterdag": "?soort=park&open=2026-12-05T14%3A00",
    }


def test_in_the_agenda_each_moment_asks_a_day_and_a_part_of_it(client):
    assert moments(client, "/agenda/?zin=eten&dag=2026-12-09") == {
        "Nu": "?zin=eten&dagdeel=nu",
        "Vanavond": "?zin=eten&dag=2026-11-30&periode=dag&dagdeel=avond",
        "Morgen": "?zin=eten&dag=2026-12-01&periode=dag",
        "Zaterdag": "?zin=eten&dag=2026-12-05&periode=dag",
    }


@pytest.mark.parametrize(
    ("now", "labels"),
    [
        (datetime(2026, 12, 1, 19, 0), ["Nu", "Morgen", "Zaterdag"]),
        (datetime(2026, 12, 4, 9, 0), ["Nu", "Vanavond", "Morgen", "Zondag"]),
        (datetime(2026, 12, 5, 9, 0), ["Nu", "Vanavond", "Morgen"]),
    ],
)
def test_no_moment_is_over_or_named_twice(now, labels):
    found = when.moments(now.replace(tzinfo=HERE), lambda day, part: "?", "")

    assert [moment.label for moment in found] == labels


@pytest.mark.parametrize(
    ("answers", "moment"),
    [
        ({"dagdeel": "ochtend"}, "2026-12-05T10:00"),
        ({"dagdeel": "middag", "tijd": ""}, "2026-12-05T14:00"),
        ({"dagdeel": "avond"}, "2026-12-05T19:00"),
        ({"dagdeel": "avond", "tijd": "15:40"}, "2026-12-05T15:40"),
        ({}, "2026-12-05T14:00"),
    ],
)
def test_the_form_of_places_leads_to_the_address_of_the_moment(client, answers, moment):
    page = client.get(
        "/plekken/", {"drempelvrij": "ja", "dag": "2026-12-05", **answers}, follow=True
    )

    assert page.redirect_chain == [
        (f"/plekken/?drempelvrij=ja&open={moment.replace(':', '%3A')}", 302)
    ]


@pytest.mark.parametrize("answers", [{"dag": "zaterdag"}, {"dagdeel": "nacht"}])
def test_what_says_no_moment_is_refused_in_words(client, answers):
    page = client.get("/plekken/", {"dag": "2026-12-05", **answers})

    assert page.status_code == 400
    assert "Schrijf open=nu" in page.content.decode()


def test_the_form_of_the_agenda_takes_a_time_as_its_part_of_the_day(client):
    page = client.get(
        "/agenda/",
        {"dag": "2026-12-05", "periode": "dag", "dagdeel": "", "tijd": "15:40"},
        follow=True,
    )

    assert page.redirect_chain == [
        ("/agenda/?dagdeel=middag&dag=2026-12-05&periode=dag", 302)
    ]
    assert client.get("/agenda/", {"tijd": "laat"}).status_code == 400


def test_the_card_says_from_when_until_when_that_day(client):
    make_place(name="Zaal Zuid", kind="buurthuis", cost="free",
               opening_hours="Sa 10:00-17:00; PH off")  # fmt: skip
    make_place(name="Bankje")

    page = client.get("/plekken/?open=2026-12-05T14:00").content.decode()
    night = client.get("/plekken/?open=2026-12-05T20:00&onbekend=mee").content.decode()

    assert "Open van 10.00 tot 17.00 uur op zaterdag" in page
    assert "Altijd toegankelijk" in page
    assert "Zaal Zuid" not in night


def test_a_night_is_told_by_the_day_on_which_one_comes(client):
    make_place(name="Nachtzaal", kind="buurthuis", cost="free",
               opening_hours="Fr 22:00-03:30; PH off")  # fmt: skip

    page = client.get("/plekken/?open=2026-12-05T01:00").content.decode()

    assert "Open tot 3.30 uur op zaterdag" in page


def test_now_in_the_agenda_is_what_is_going_on(client):
    once = {"rule": "", "first_on": date(2026, 11, 30), "minutes": 90}
    make_activity(name="Bezig", starts_at=time(11, 30), **once)
    make_activity(name="Straks", starts_at=time(15), **once)

    days = client.get("/agenda/?dagdeel=nu").context["days"]

    assert [row.activity.name for day in days for row in day.rows] == ["Bezig"]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 30, 12), date(2026, 12, 5)),  # a Monday
        (datetime(2026, 12, 4, 23), date(2026, 12, 5)),  # on Friday night
        (datetime(2026, 12, 5, 13, 59), date(2026, 12, 5)),
        (datetime(2026, 12, 5, 14), date(2026, 12, 6)),  # its afternoon has begun
        (datetime(2026, 12, 6, 9), date(2026, 12, 6)),
        (datetime(2026, 12, 6, 15), date(2026, 12, 12)),
    ],
)
def test_the_next_free_afternoon_is_still_to_come(now, day):
    assert when.free_day(now.replace(tzinfo=HERE)) == day


def test_who_comes_with_children_is_asked_on(client):
    def quick(path):
        chips = client.get(path).context["chips"]["quick"]
        return {chip["label"]: chip["query"] for chip in chips}

    assert "Toilet" not in quick("/plekken/")
    found = quick("/plekken/?voorziening=speeltoestel")
    assert found["Toilet"] == "?voorziening=speeltoestel&voorziening=toilet"
    afternoon = "?voorziening=speeltoestel&open=2026-12-05T14%3A00"
    assert found["Zaterdagmiddag"] == afternoon


def test_a_moment_takes_the_place_of_another(client):
    page = client.get("/plekken/?soort=park&open=2026-12-05T14:00")

    queries = {chip["label"]: chip["query"] for chip in page.context["chips"]["quick"]}
    assert queries["Nu open"] == "?soort=park&open=nu"
