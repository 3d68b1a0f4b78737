"""The pages of tours that we keep, and what comes out of them."""

from datetime import date, time
from xml.etree.ElementTree import fromstring

import pytest
import time_machine
from django.contrib.gis.geos import LineString, Point

from common.moderation.states import State
from common.translations.giving import give
from common.translations.models import Status
from initiatives.dates.sync import sync_occurrences
from tests.kit.factories import (
    GROTE_MARKT,
    VALKENBERG,
    make_activity,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_tour,
    square,
)
from tours.models import Tour

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = "2026-11-24 08:00+01:00"
NORTH = Point(4.7758, 51.6087, srid=4326)  # 2.2 km away, 15 minutes with the factor


@pytest.fixture(scope="module")
def town(for_all):
    with time_machine.travel(TUESDAY, tick=False):
        square_ = make_place(
            name="Marktplein", slug="markt", opening_hours="24/7", toilets=True
        )
        hall = make_place(
            name="De Zaal", slug="zaal", kind="buurthuis", point=NORTH,
            opening_hours="Tu 09:00-14:00", drinking_water=True,
        )  # fmt: skip
        shed = make_place(
            name="De Schuur", kind="buurthuis", point=VALKENBERG, opening_hours=""
        )
        make_neighbourhood(name="Middenbuurt", boundary=square(GROTE_MARKT, 900))
        ride = make_activity(
            name="Samen fietsen", place=square_, starts_at=time(13, 30)
        )
        sync_occurrences(ride)
        make_tour(
            slug="rondje", name="Rondje", stops=[square_, hall, shed], stay=15,
            junctions="12 - 47 - 9", activity=ride, advice="Vlakke weg\nGeen trappen",
            checked_on=date(2026, 11, 1),
        )  # fmt: skip
        yield


@pytest.fixture(autouse=True)
def _that_morning():
    with time_machine.travel(TUESDAY, tick=False):
        yield


def page(client, path="/fietstochten/rondje/", **asked):
    response = client.get(path, asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_list_says_how_far_and_how_long(client, town):
    text = page(client, "/fietstochten/")

    assert "Rondje" in text
    assert "5,1 km" in text


def test_it_says_when_one_is_where(client, town):
    text = page(client, begin="12.00", dag="2026-11-24")

    assert '<time datetime="12:00">12.00</time>' in text
    assert (
        '<time datetime="12:30">12.30</time>' in text
    )  # 15 minutes there, 15 on the way


def test_times_go_on_over_the_hour_that_the_clock_skips(client, town):
    text = page(client, begin="1.30", dag="2027-03-28")

    assert '<time datetime="03:00">3.00</time>' in text  # half an hour later


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-11-23", "morgen"])
def test_a_day_that_is_over_or_far_away_is_none(client, town, day):
    assert page(client, dag=day, begin="12.00")


def test_a_stop_that_is_closed_by_then_says_so(client, town):
    assert "nr--no" not in page(client, begin="12.00", dag="2026-11-24")
    assert "nr--no" in page(client, begin="13.40", dag="2026-11-24")


def test_of_unknown_hours_it_says_call_first(client, town):
    assert page(client).count("tel:14076") == 2  # there, and in the footer


def test_without_a_question_it_counts_from_the_ride_together(client, town):
    assert '<option value="13.30" selected>' in page(client)


def test_the_numbers_for_the_handlebar_are_there(client, town):
    text = page(client)

    assert "<li><b>12</b>" in text
    assert "<li><b>09</b>" in text


def test_what_is_good_to_know_is_computed(client, town):
    text = page(client)

    assert "Geen trappen" in text
    assert "plek 1 en plek 3" in text  # no toilet in between


def test_make_it_different_opens_the_maker_with_its_stops(client, town):
    text = page(client)

    assert "/fietstochten/maken/?s=plek.markt.15&amp;s=plek.zaal.15" in text


def test_the_map_has_a_pin_for_each_stop_and_the_neighbourhood(client, town):
    text = page(client)

    assert text.count('class="spot') == 3
    assert text.count('class="outline') == 1


def test_a_sheet_of_paper_and_the_strip_alone(client, town):
    sheet = page(client, "/fietstochten/rondje/printen/")
    strip = page(client, "/fietstochten/rondje/printen/", alleen="strook")

    assert "De Zaal" in sheet
    assert "De Zaal" not in strip
    assert "<b>47</b>" in sheet
    assert "<b>47</b>" in strip


def test_the_gpx_has_a_waypoint_for_each_stop(client, town):
    response = client.get("/fietstochten/rondje.gpx")

    root = fromstring(response.content)  # noqa: S314
    names = [each.text for each in root.iterfind("{*}wpt/{*}name")]
    assert response["Content-Type"] == "application/gpx+xml"
    assert names == ["Marktplein", "De Zaal", "De Schuur"]


def test_a_line_that_was_uploaded_is_drawn_and_written(client, town):
    line = LineString([(4.7758, 51.5887), (4.78, 51.6), (4.7758, 51.6087)], srid=4326)
    make_tour(slug="met-lijn", line=line, stops=[make_place()])

    assert "ride--known" in page(client, "/fietstochten/met-lijn/")
    root = fromstring(client.get("/fietstochten/met-lijn.gpx").content)  # noqa: S314
    assert len(root.findall("{*}trk/{*}trkseg/{*}trkpt")) == 3


def test_what_waits_or_is_of_a_hidden_organisation_is_not_there(client, town):
    hidden = make_organisation(state=State.SUGGESTED)
    make_tour(slug="verborgen", organisation=hidden)
    make_tour(slug="wacht", state=State.SUGGESTED)

    for slug in ("verborgen", "wacht"):
        assert client.get(f"/fietstochten/{slug}/").status_code == 404
        assert slug not in page(client, "/fietstochten/")


def test_a_stop_that_is_gone_is_left_out_in_words(client, town):
    gone = make_place(name="Weg")
    make_tour(slug="halve", stops=[make_place(name="Blijft"), gone])
    gone.state = State.CLOSED
    gone.save()

    text = page(client, "/fietstochten/halve/")
    assert "Blijft" in text
    assert "niet meer op de site" in text


def test_more_stops_cost_no_more_questions(client, town, django_assert_max_num_queries):
    make_tour(slug="lang", stops=[make_place() for _each in range(15)])
    client.get("/fietstochten/lang/")

    with django_assert_max_num_queries(12):
        client.get("/fietstochten/lang/")


def test_it_is_found_by_its_name(client, town):
    assert "/fietstochten/rondje/" in page(client, "/plekken/", q="rondje")


def test_its_texts_are_there_in_english(client, town):
    tour = Tour.objects.get(slug="rondje")
    for field, text in [
        ("name", "Short round"),
        ("advice", "Smooth road\nNo stairs"),
        ("description", "A quiet round."),
    ]:
        give(tour, field, "en", text, Status.CHECKED, None)

    for path in ("", "printen/"):
        text = page(client, f"/en/fietstochten/rondje/{path}")
        assert '<span lang="en">No stairs' in text or '"small" lang="en">No' in text
        assert ' lang="en">Short round</h1>' in text
    listed = page(client, "/en/fietstochten/")
    assert 'lang="en">Short round</a>' in listed
    assert 'lang="en">A quiet round.' in listed
    assert b"<name>Short round" in client.get("/en/fietstochten/rondje.gpx").content
