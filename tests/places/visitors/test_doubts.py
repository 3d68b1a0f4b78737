"""“Nee”: one tap of a passer-by, without a word. Three of them make a place wait."""

from datetime import date, timedelta

import pytest
from django.test import Client

from common.kit.storing import store
from common.moderation.queue import Asked
from common.moderation.states import State
from common.moderation.still_right import still_right
from ontmoeten.staff.queue.waiting import Queue
from places.models import Doubt, MapVersion, PlaceReport
from places.staff.queue_sources import DoubtedPlaces
from tests.kit.factories import make_place, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]

NO = "/plekken/bank/klopt-niet/"
TODAY = date(2026, 11, 20)
ADDRESSES = ["192.0.2.1", "192.0.2.2", "192.0.2.3"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)


@pytest.fixture
def place():
    return make_place(name="Bank", slug="bank")


@pytest.fixture
def bo():
    return make_staff()


def said_by(client, *addresses):
    for address in addresses:
        client.post(NO, REMOTE_ADDR=address)


def waiting(bo):
    return [each.pk for each in Queue(bo, "twijfel").waiting]


def test_one_tap_is_enough_and_then_one_may_say_what(client, place):
    response = client.post(NO)

    assert response.url == "/plekken/bank/bedankt/klopt-niet/"
    assert 'href="/plekken/bank/melden/"' in client.get(response.url).content.decode()
    assert Doubt.objects.get().count == 1


def test_it_needs_no_token_and_leaves_no_cookie(place):
    response = Client(enforce_csrf_checks=True).post(NO)

    assert response.status_code == 302
    assert not response.cookies


def test_the_button_stands_on_the_page(client, place):
    assert f'formaction="{NO}"' in client.get("/plekken/bank/").content.decode()


def test_reading_its_page_says_nothing(client, place):
    assert client.get(NO).status_code == 200
    assert not Doubt.objects.exists()


def test_another_site_can_not_say_it(client, place):
    response = client.post(NO, headers={"sec-fetch-site": "cross-site"})

    assert response.status_code == 403
    assert not Doubt.objects.exists()


def test_who_presses_three_times_is_one(client, place, bo):
    said_by(client, *ADDRESSES[:1] * 3)

    assert Doubt.objects.get().count == 1
    assert waiting(bo) == []


def test_three_people_make_it_wait_two_do_not(client, place, bo):
    said_by(client, *ADDRESSES[:2])
    assert waiting(bo) == []

    said_by(client, *ADDRESSES)
    assert waiting(bo) == [place.pk]


def test_it_waits_since_the_first_of_them(place, bo):
    Doubt.objects.create(place=place, day=TODAY - timedelta(days=9), count=1)
    Doubt.objects.create(place=place, day=TODAY, count=2)

    (one,) = Queue(bo, "twijfel").waiting

    assert one.since.isoformat() == "2026-11-11T00:00:00+01:00"


def test_what_was_said_before_the_last_check_counts_no_more(place, bo):
    Doubt.objects.create(place=place, day=TODAY - timedelta(days=3), count=5)
    place.checked_on = TODAY - timedelta(days=1)
    store(place)

    assert waiting(bo) == []


def test_a_hidden_place_does_not_wait_for_it(place, bo):
    Doubt.objects.create(place=place, day=TODAY, count=5)
    place.state = State.CLOSED
    store(place)

    assert waiting(bo) == []


def test_it_changes_no_map_and_no_check(client, place):
    before = MapVersion.current()

    said_by(client, *ADDRESSES)

    place.refresh_from_db()
    assert (place.checked_on, MapVersion.current()) == (None, before)


def test_staff_say_that_it_is_right_and_it_is_checked(client, place, bo):
    said_by(client, *ADDRESSES)

    DoubtedPlaces().decide(place, Asked("right", bo))

    place.refresh_from_db()
    assert (place.checked_on, place.checked_by) == (TODAY, bo)
    assert place.history.first().history_user == bo
    assert waiting(bo) == []


def test_a_call_answers_doubts_too(client, place, bo):
    said_by(client, *ADDRESSES)

    still_right(place, bo)

    assert not Doubt.objects.exists()


def test_what_is_there_no_more_is_closed(client, place, bo):
    said_by(client, *ADDRESSES)

    DoubtedPlaces().decide(place, Asked("close", bo))

    place.refresh_from_db()
    assert place.state == State.CLOSED
    assert waiting(bo) == []


def test_after_half_a_year_they_are_erased(place):
    Doubt.objects.create(place=place, day=TODAY - timedelta(days=181), count=1)
    Doubt.objects.create(place=place, day=TODAY - timedelta(days=180), count=1)

    assert Doubt.forget(TODAY) == 1
    assert Doubt.objects.count() == 1


def test_a_second_tap_says_what_is_different_in_no_words(client, place):
    page = client.get(client.post(NO).url).content.decode()
    assert 'name="reden" value="gone"' in page
    assert 'value="other"' not in page  # that needs words

    response = client.post(NO, {"reden": "gone"})

    assert response.url == "/plekken/bank/bedankt/melding/"
    report = PlaceReport.objects.get()
    assert (report.place, report.reason, report.text) == (place, "gone", "")
    assert Doubt.objects.get().count == 1  # of the first tap


def test_the_same_reason_from_one_address_is_one_report(client, place):
    for address in ["192.0.2.1", "192.0.2.1", "192.0.2.2"]:
        client.post(NO, {"reden": "hours"}, REMOTE_ADDR=address)

    assert PlaceReport.objects.count() == 2


@pytest.mark.parametrize("reason", ["other", "unsafe", "weg"])
def test_a_reason_that_has_no_button_stores_nothing(client, place, reason):
    response = client.post(NO, {"reden": reason})

    assert response.status_code == 400
    assert "Niet geteld" in response.content.decode()
    assert not PlaceReport.objects.exists()
    assert not Doubt.objects.exists()


def test_another_site_can_not_say_what_is_different(client, place):
    response = client.post(
        NO, {"reden": "gone"}, headers={"sec-fetch-site": "cross-site"}
    )

    assert response.status_code == 403
    assert not PlaceReport.objects.exists()


def test_too_many_reasons_from_one_address_are_refused(client, place, settings):
    settings.PUBLIC_FORM_LIMITS = {"report": 1}
    client.post(NO, {"reden": "gone"})

    assert client.post(NO, {"reden": "hours"}).status_code == 429
    assert PlaceReport.objects.count() == 1
