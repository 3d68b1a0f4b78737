"""Who gives wrong passwords waits; who sits beside them does not."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from common.protect import known_device, login_delay
from common.protect.rate_limit import SendCount
from tests.kit.factories import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
LOGIN = "/beheer/login/"
RIGHT = "geheim"
TOWN_HALL, HOME = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def bo():
    return make_staff(email="bo@example.org")


def log_in(email="bo@example.org", password=RIGHT, at=TOWN_HALL, **more):
    client = Client(REMOTE_ADDR=at, **more)
    return client.post(LOGIN, {"username": email, "password": password})


def guess(times, **more):
    for number in range(times):
        answer = log_in(password=f"fout-{number}", **more)
    return answer.content.decode()


def is_in(answer) -> bool:
    return answer.status_code == 302


def test_five_mistakes_are_free_then_one_waits_and_reads_how_long(bo):
    assert "te vaak mis" not in guess(5)

    page = guess(1)

    assert "Dat ging te vaak mis. Probeer het over 1 minuut opnieuw." in page
    assert not is_in(log_in())  # not even with the right one


def test_each_mistake_after_that_costs_twice_as_long():
    waits = [login_delay.delay_after(tries) for tries in (4, 5, 6, 7, 8, 40)]

    minutes = [wait // timedelta(minutes=1) for wait in waits]
    assert minutes == [0, 1, 2, 4, 8, 60]


def test_after_waiting_the_right_password_works(bo, time_machine):
    time_machine.move_to("2026-11-27 12:00+01:00", tick=False)
    guess(5)
    time_machine.move_to("2026-11-27 12:00:59+01:00", tick=False)
    assert not is_in(log_in())
    time_machine.move_to("2026-11-27 12:01:01+01:00", tick=False)
    assert is_in(log_in())


def test_the_right_password_makes_that_nothing_counts(bo):
    guess(4)
    assert is_in(log_in())

    assert "te vaak mis" not in guess(5)
    assert not SendCount.objects.filter(form=login_delay.ACCOUNT, count=4)


def test_a_colleague_in_the_same_town_hall_still_gets_in(bo):
    make_staff(email="mo@example.org")
    guess(12)

    assert not is_in(log_in())
    assert is_in(log_in("mo@example.org"))


def test_nobody_locks_out_a_colleague_who_is_elsewhere(bo):
    guess(30, at=HOME)

    assert is_in(log_in())


def test_a_hundred_people_of_one_town_hall_log_in_in_one_hour(bo):
    for _person in range(100):
        assert is_in(log_in())


def test_who_tries_many_accounts_from_one_address_is_slowed(bo, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"password": 20}
    for number in range(20):
        log_in(f"iemand{number}@example.org", at=HOME)

    page = log_in(at=HOME).content.decode()

    assert "Probeer het over 60 minuten opnieuw" in page
    assert is_in(log_in())


def test_an_address_in_capitals_is_the_same_account(bo):
    guess(3)
    guess(2, email="BO@example.org")

    assert not is_in(log_in())


def test_behind_our_web_server_its_word_counts_and_not_the_visitors(bo, settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        made_up = f"203.0.113.{number}, {HOME}"
        log_in(password="fout", HTTP_X_FORWARDED_FOR=made_up)

    assert not is_in(log_in(HTTP_X_FORWARDED_FOR=f"203.0.113.99, {HOME}"))
    assert is_in(log_in(HTTP_X_FORWARDED_FOR=TOWN_HALL))


def test_who_is_not_staff_learns_no_more_than_that_it_is_wrong(bo):
    page = guess(1, email="niemand@example.org")

    assert "niemand@example.org" in page  # what was typed stays
    assert "bestaat niet" not in page


# --- Devices on which someone logged in before ----------------------------------------


def known(email="bo@example.org", at=TOWN_HALL) -> Client:
    """A browser in which this account logged in, and out again."""
    client = Client(REMOTE_ADDR=at)
    assert is_in(client.post(LOGIN, {"username": email, "password": RIGHT}))
    client.cookies.pop("sessionid", None)
    return client


def again(client, password=RIGHT, email="bo@example.org"):
    return client.post(LOGIN, {"username": email, "password": password})


def test_a_stranger_in_the_building_keeps_nobody_out_who_was_in_before(bo, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"password": 10}
    device = known()
    for number in range(30):
        log_in(email=f"verzonnen-{number}@example.org", password="fout")
    guess(9)
    assert not is_in(log_in())

    assert is_in(again(device))


def test_a_known_device_that_guesses_waits_too(bo):
    device = known()
    for _again in range(5):
        again(device, password="fout")

    assert not is_in(again(device))


def test_a_device_is_known_for_the_account_that_was_in_on_it_alone(bo):
    make_staff(email="yara@example.org")
    device = known()
    for _again in range(5):
        again(device, password="fout", email="yara@example.org")

    assert not is_in(again(device, email="yara@example.org"))
    assert not is_in(log_in(email="yara@example.org"))
    assert is_in(again(device))


@pytest.mark.parametrize("cookie", ["", "onzin", "WyJ4Iixbxx:1a:b"])
def test_a_made_up_cookie_makes_nothing_known(bo, cookie):
    guess(5)
    client = Client(REMOTE_ADDR=TOWN_HALL)
    client.cookies[known_device.COOKIE] = cookie

    assert not is_in(again(client))


def test_a_program_at_many_addresses_is_slowed_for_one_account(bo, settings):
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {"guesses": 20}
    device = known(at=HOME)
    for number in range(25):
        log_in(password="fout", at=f"203.0.113.{number}")

    assert not is_in(log_in(at="203.0.113.99"))
    assert is_in(again(device))


def test_the_cookie_holds_no_address(bo):
    cookie = known().cookies[known_device.COOKIE]

    assert "example.org" not in str(signing.loads(cookie.value, salt=known_device.SALT))
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
