"""Counting at the door: sums only, each press once, from any number of phones."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from learning.measuring import door
from learning.models import Tally, TallyBatch
from tests.kit.factories import change_date, make_organisation, make_user
from tests.kit.staffpages import as_
from tests.learning.measuring.conftest import TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def path(soup):
    return door.path_of(soup, TUESDAY)


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


def send(phone, path, first=0, more=0, key=None):
    batch = {"key": str(key or uuid.uuid4()), "first": first, "more": more}
    return phone.post(path, batch, content_type="application/json")


def counted():
    return list(Tally.objects.values_list("rule_date", "first_times", "more_often"))


def test_a_phone_sends_what_it_counted_without_cookie_or_token(phone, path):
    answer = send(phone, path, 2, 3)

    assert (answer.json()["first"], answer.json()["more"]) == (2, 3)
    assert not answer.cookies
    assert counted() == [(TUESDAY, 2, 3)]


def test_two_phones_at_one_door_add_up(path):
    send(Client(), path, 2, 3)
    send(Client(), path, 1, 4)

    assert counted() == [(TUESDAY, 3, 7)]


def test_the_same_sent_twice_counts_once(phone, path):
    key = uuid.uuid4()
    first = send(phone, path, 2, 3, key)
    again = send(phone, path, 2, 3, key)

    assert first.json() == again.json()
    assert counted() == [(TUESDAY, 2, 3)]


def test_the_last_one_can_be_taken_away_but_never_below_nought(phone, path):
    send(phone, path, 2, 0)
    send(phone, path, -1, -1)

    assert counted() == [(TUESDAY, 1, 0)]


@pytest.mark.parametrize(
    "sent",
    ["x", "[]", '{"key": "x"}', '{"key": "x", "first": 1, "more": 1}',
     '{"key": "8e3f1f0e-4a44-4a4c-9e9e-0c1a2b3c4d5e", "first": "1", "more": 0}',
     '{"key": "8e3f1f0e-4a44-4a4c-9e9e-0c1a2b3c4d5e", "first": 9999999, "more": 0}'],
)  # fmt: skip
def test_what_is_no_count_is_refused(phone, path, sent):
    answer = phone.post(path, sent, content_type="application/json")

    assert answer.status_code == 400
    assert counted() == []


def test_more_than_anyone_can_count_is_refused(phone, path):
    send(phone, path, 4_000)

    assert send(phone, path, 4_000).status_code == 409
    assert counted() == [(TUESDAY, 4_000, 0)]


def test_what_a_phone_kept_comes_in_for_two_weeks(phone, path, time_machine):
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    assert send(phone, path, 1).status_code == 200

    time_machine.move_to("2026-11-25 10:00+01:00", tick=False)
    assert send(phone, path, 1).status_code == 409
    assert counted() == [(TUESDAY, 1, 0)]


def test_without_javascript_each_button_is_a_form(phone, path):
    answer = phone.post(path, {"wie": "eerst", "key": uuid.uuid4()})
    page = phone.get(answer.url).content.decode()
    assert counted() == [(TUESDAY, 1, 0)]
    assert 'value="eerst-weg"' in page

    phone.post(path, {"wie": "eerst-weg", "key": uuid.uuid4()})
    assert counted() == [(TUESDAY, 0, 0)]


def test_a_button_pressed_twice_in_one_page_counts_once(phone, path):
    key = uuid.uuid4()
    for _time in range(2):
        phone.post(path, {"wie": "vaker", "key": key})

    assert counted() == [(TUESDAY, 0, 1)]


def test_the_page_tells_nothing_of_a_person(client, path, amira):
    page = client.get(path)

    assert amira.name not in page.content.decode()
    assert not page.cookies
    assert "csrf" not in page.content.decode()


def test_no_buttons_before_the_day(client, path, time_machine):
    time_machine.move_to("2026-11-09 10:00+01:00", tick=False)

    assert 'name="wie"' not in client.get(path).content.decode()
    client.post(path, {"wie": "vaker", "key": uuid.uuid4()})
    assert counted() == []


def test_what_is_called_off_has_no_door(client, path, soup):
    change_date(soup, TUESDAY, "cancel")

    assert client.get(path).status_code == 404


def test_a_link_that_we_did_not_make_opens_nothing(client, path):
    assert client.get(path[:-3] + "xx/").status_code == 404


def test_the_worker_looks_after_these_pages_alone(client):
    answer = client.get("/turf/bewaar.js")

    assert answer["Content-Type"] == "text/javascript"
    assert "Service-Worker-Allowed" not in answer.headers


# --- Who organises it ---------------------------------------------------------------


@pytest.fixture
def mine(soup):
    return f"/mijn/activiteit/{soup.pk}/turf/{TUESDAY}/"


def correction(page, first, more):
    return {"first_times": first, "more_often": more, "seen": page.context["seen"]}


def test_who_organises_it_corrects_it_and_the_history_says_who(
    amira, mine, path, time_machine
):
    send(Client(), path, 2, 3)
    time_machine.move_to("2026-11-11 09:00+01:00", tick=False)
    organiser = as_(amira)
    organiser.post(mine, correction(organiser.get(mine), 5, 9))

    assert counted() == [(TUESDAY, 5, 9)]
    version = Tally.history.latest()
    assert (version.history_user, version.first_times) == (amira, 5)


def test_a_press_meanwhile_is_not_lost_by_a_correction(amira, mine, path):
    organiser = as_(amira)
    sent = correction(organiser.get(mine), 5, 9)
    send(Client(), path, 2, 3)
    answer = organiser.post(mine, sent)

    assert "Intussen" in answer.content.decode()
    assert counted() == [(TUESDAY, 2, 3)]


@pytest.mark.parametrize("page", ["", f"{TUESDAY}/", f"{TUESDAY}/kaartjes/"])
def test_what_is_of_another_organisation_is_not_there(soup, page):
    path = f"/mijn/activiteit/{soup.pk}/turf/{page}"
    sent = {"first_times": 1, "more_often": 1, "number": 1, "seen": ""}
    others = make_user()
    make_organisation(owner=others)

    for visitor in (as_(others), as_(make_user(is_staff=True)), Client()):
        gone = 302 if visitor.cookies.get("sessionid") is None else 404
        assert visitor.get(path).status_code == gone
        taken = gone if page or gone == 302 else 405
        assert visitor.post(path, sent).status_code in {taken, 405}
    assert counted() == []


def test_after_two_weeks_nothing_is_corrected_any_more(amira, mine, time_machine):
    sent = correction(as_(amira).get(mine), 5, 9)
    time_machine.move_to("2026-11-26 09:00+01:00", tick=False)
    as_(amira).post(mine, sent)

    assert counted() == []


def test_my_page_says_what_can_be_counted_now(amira, mine):
    assert mine in as_(amira).get("/mijn/").content.decode()
    assert mine not in as_(make_user()).get("/mijn/").content.decode()


def test_the_page_of_a_date_shows_the_link_for_the_door(amira, mine, path):
    page = as_(amira).get(mine).content.decode()

    assert path in page
    assert as_(amira).get(mine.replace(f"{TUESDAY}/", "")).status_code == 200


def test_keys_of_phones_are_erased(path, time_machine):
    send(Client(), path, 1)
    time_machine.move_to("2026-11-25 10:00+01:00", tick=False)

    assert TallyBatch.objects.all().forget(timezone.now()) == 1
