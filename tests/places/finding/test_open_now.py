"""Open at a moment: only what is known to be, by a clock that stands still."""

import json
from datetime import date

import pytest
from django.contrib.gis.geos import Point

from places.models import Place
from tests.kit.factories import make_municipality, make_place, make_places

pytestmark = [pytest.mark.django_db, pytest.mark.both("read model")]
MONDAY = "2026-11-23 15:40+01:00"


@pytest.fixture(autouse=True)
def _monday_afternoon(time_machine):
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def places():
    make_place(name="Bank")
    make_place(name="Bieb", kind="bibliotheek", opening_hours="Mo-Fr 09:00-17:00")
    make_place(name="Zondagsbieb", kind="bibliotheek", opening_hours="Su 12:00-17:00")
    make_place(name="Park zonder tijden", kind="park")
    make_place(name="Onleesbaar", source_raw={"opening_hours": "bel even"})
    make_place(
        name="Lang geleden",
        kind="bibliotheek",
        opening_hours="Mo-Su 09:00-17:00",
        checked_on=date(2025, 11, 10),  # twelve months, and thirteen days
    )


def groups(client, query):
    context = client.get(f"/plekken/?gratis=alles&{query}").context
    return [
        {place.name for place, _facts in context[name]}
        for name in ("cards", "maybe_cards")
    ]


def test_open_now_is_what_is_known_to_be_open(client, places):
    assert groups(client, "open=nu") == [{"Bank", "Bieb"}, set()]


def test_what_may_be_open_stands_apart_and_what_is_closed_nowhere(client, places):
    sure, maybe = groups(client, "open=nu&onbekend=mee")

    assert sure == {"Bank", "Bieb"}
    assert maybe == {"Park zonder tijden", "Onleesbaar", "Lang geleden"}


def test_an_overdue_entry_is_never_surely_open_and_an_unchecked_one_may_be(client):
    make_place(name="Nooit bekeken")
    make_place(name="Verlopen", checked_on=date(2020, 1, 1))

    assert groups(client, "open=nu") == [{"Nooit bekeken"}, set()]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:59", {"Bank"}),
        ("2026-11-23T09:00", {"Bank", "Bieb"}),
        ("2026-11-23T17:00", {"Bank"}),
        ("2026-11-29T12:30", {"Bank", "Zondagsbieb"}),
    ],
)
def test_another_moment_can_be_asked_for(client, places, moment, expected):
    assert groups(client, f"open={moment}")[0] == expected


def test_past_midnight_belongs_to_the_night_before(client):
    make_place(name="Nachtpost", kind="park", opening_hours="Fr 22:00-02:00")

    assert groups(client, "open=2026-11-28T01:59")[0] == {"Nachtpost"}
    assert groups(client, "open=2026-11-28T02:00")[0] == set()


def test_a_public_holiday_counts(client):
    make_place(name="Bieb", kind="park", opening_hours="Mo-Su 09:00-17:00; PH off")

    assert groups(client, "open=2026-12-25T12:00")[0] == set()
    assert groups(client, "open=2026-12-24T12:00")[0] == {"Bieb"}


def test_hours_that_forget_the_holidays_are_not_sure_on_one(client):
    make_place(name="Bieb", kind="park", opening_hours="Mo-Su 09:00-17:00")

    query = "open=2026-12-25T12:00&onbekend=mee"
    assert groups(client, query) == [set(), {"Bieb"}]


@pytest.mark.parametrize(
    ("hours", "moment", "groups_of_it"),
    [
        ("sunrise-sunset", "2026-12-25T12:00", "sure"),
        ("Mo-Su sunrise-sunset", "2026-12-25T12:00", "sure"),
        ("dawn-dusk", "2026-12-25T12:00", "sure"),
        ("Apr-Sep sunrise-sunset; Oct-Mar dawn-dusk", "2026-12-25T12:00", "sure"),
        ("(sunrise-00:30)-(sunset+00:30)", "2026-12-25T12:00", "sure"),
        ("00:00-24:00", "2026-12-25T12:00", "sure"),
        ("Mo-Su", "2026-12-25T12:00", "sure"),
        ("sunrise-sunset", "2026-12-25T22:00", "closed"),
        ("sunrise-sunset; PH off", "2026-12-25T12:00", "closed"),
        ("Mo-Fr sunrise-sunset", "2026-12-25T12:00", "maybe"),
        ("08:00-dusk", "2026-12-25T12:00", "maybe"),
        ("sunrise-18:00", "2026-12-25T12:00", "maybe"),
        # What says something about just this day has not forgotten it.
        ("09:00-17:00; Dec 25 10:00-14:00", "2026-12-25T12:00", "sure"),
        ("09:00-17:00; Dec 24-26 off", "2026-12-25T12:00", "closed"),
        ("09:00-17:00; Dec 31 off", "2026-12-25T12:00", "maybe"),
        ("Apr 1-Dec 31 09:00-17:00", "2026-12-25T12:00", "maybe"),
        ('09:00-17:00 open "PHONE us"', "2026-12-25T12:00", "maybe"),
    ],
)
def test_outdoors_a_public_holiday_is_a_day_as_any(client, hours, moment, groups_of_it):
    make_place(name="Park", kind="park", opening_hours=hours)

    sure, maybe = groups(client, f"open={moment}&onbekend=mee")
    found = {"sure": sure, "maybe": maybe}.get(groups_of_it, set())

    assert sure | maybe == found == ({"Park"} if groups_of_it != "closed" else set())


@pytest.mark.parametrize(
    ("centre", "expected"),
    [((4.895, 52.374), set()), ((6.896, 52.219), {"Park"}), (None, set())],
)
def test_the_sun_rises_at_the_centre_of_the_municipality(client, centre, expected):
    # On 23 November it rises in Enschede at 8.09, in the middle of the country at
    # 8.14 and in Amsterdam at 8.18.
    make_place(name="Park", kind="park", opening_hours="sunrise-sunset")
    if centre:
        make_municipality(centre=Point(*centre, srid=4326))

    assert groups(client, "open=2026-11-23T08:11")[0] == expected


def test_the_week_ahead_warns_of_a_holiday_that_the_hours_forget(client, time_machine):
    time_machine.move_to("2026-12-23 12:00+01:00")
    make_place(slug="park", kind="park", opening_hours="Mo-Su 09:00-17:00")

    page = client.get("/plekken/park/").content.decode()

    assert "Vrijdag 9.00 – 17.00 (feestdag: kan anders zijn)" in page
    assert "Donderdag 9.00 – 17.00</li>" in page


@pytest.mark.parametrize(("is_holiday", "expected"), [(True, set()), (False, {"Bieb"})])
def test_the_municipality_decides_on_good_friday(
    client, settings, is_holiday, expected
):
    settings.GOOD_FRIDAY = is_holiday
    make_place(name="Bieb", kind="park", opening_hours="Mo-Su 09:00-17:00; PH off")

    assert groups(client, "open=2027-03-26T12:00")[0] == expected


@pytest.mark.parametrize(
    "moment",
    ["straks", "2026-13-01T10:00", "2026-02-30T10:00", "2026-03-29T02:30", "15:40"],
)
def test_a_moment_that_does_not_exist_is_refused_with_the_parameter(client, moment):
    response = client.get("/plekken/plekken.geojson", {"open": moment})

    assert response.status_code == 400
    assert "open=nu" in response.json()["errors"]["open"][0]


def test_the_map_and_the_export_agree_with_the_list(client, places):
    query = "?gratis=alles&open=nu"
    features = client.get(f"/plekken/kaart/0/0/0.json{query}").json()["features"]
    text = b"".join(client.get(f"/plekken/plekken.geojson{query}").streaming_content)

    counts = [feature["properties"].get("point_count", 1) for feature in features]
    assert sum(counts) == len(json.loads(text)["features"]) == 2


def test_a_tile_of_what_is_open_is_kept_no_longer_than_a_minute(client, time_machine):
    make_place()
    first = client.get("/plekken/kaart/3/4/2.json?open=nu")["ETag"]
    time_machine.shift(60)

    again = client.get("/plekken/kaart/3/4/2.json?open=nu")["ETag"]
    assert again != first
    usual = {client.get("/plekken/kaart/3/4/2.json")["ETag"] for _ in range(2)}
    assert len(usual) == 1


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Fr 09:00-17:00", "Nu open, tot 17.00"),
        ("Mo-Fr 09:00-12:00", "Nu dicht, morgen 9.00 open"),
        ("Mo 17:30-20:00", "Nu dicht, 17.30 open"),
        ("Sa 10:00-12:00", "Nu dicht, zaterdag 10.00 open"),
        ("Jan 10:00-12:00", "Nu dicht, 1 januari 10.00 open"),
    ],
)
def test_a_card_says_until_when_it_is_open_or_when_it_opens(client, hours, words):
    make_place(kind="bibliotheek", opening_hours=hours)

    assert words in client.get("/plekken/").content.decode()


def test_the_same_hours_of_many_places_are_evaluated_once(client, monkeypatch):
    from places.hours import clock

    asked = []
    status = clock.status
    monkeypatch.setattr(
        clock, "status", lambda *args: asked.append(args) or status(*args)
    )
    make_places({"opening_hours": "Mo-Fr 09:00-17:00"} for _ in range(30))
    clock_only = Place.objects.published()

    clock_only._open_at(clock.read_moment("nu"))

    assert len(asked) == 1


def test_open_now_costs_as_many_queries_for_a_hundred_places(
    client, django_assert_max_num_queries
):
    make_places({"opening_hours": "Mo-Fr 09:00-17:00"} for _ in range(40))

    with django_assert_max_num_queries(12):
        client.get("/plekken/?open=nu")
