"""How often one sender may send; of the address only a hash is kept, for a day."""

import threading

import pytest
from django.db import connection
from django.test import RequestFactory

from common.protect.rate_limit import (
    SendCount,
    address_of,
    forget_old,
    may_send,
    sender_of,
)

pytestmark = pytest.mark.both("constraints")

ASK = RequestFactory()


def request(address="192.0.2.7", **headers):
    return ASK.post("/", REMOTE_ADDR=address, headers=headers)


@pytest.fixture(autouse=True)
def _few(settings):
    settings.PUBLIC_FORM_LIMITS = {"report": 3, "photo": 1}


@pytest.mark.django_db
def test_the_hour_is_full_after_so_many():
    assert [may_send(request(), "report") for _ in range(4)] == [True] * 3 + [False]


@pytest.mark.django_db
def test_another_address_and_another_form_have_counts_of_their_own():
    assert may_send(request(), "photo")

    assert not may_send(request(), "photo")
    assert may_send(request("192.0.2.8"), "photo")
    assert may_send(request(), "report")


@pytest.mark.django_db
def test_after_an_hour_it_begins_anew(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    assert may_send(request(), "photo")
    time_machine.move_to("2026-11-23 12:59+01:00", tick=False)
    assert not may_send(request(), "photo")
    time_machine.move_to("2026-11-23 13:00+01:00", tick=False)

    assert may_send(request(), "photo")


@pytest.mark.django_db
def test_no_address_is_kept_and_the_hash_is_gone_after_a_day(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    may_send(request("192.0.2.7"), "report")
    kept = SendCount.objects.get()
    assert "192.0.2" not in f"{kept} {kept.sender}"
    time_machine.move_to("2026-11-24 11:59+01:00", tick=False)
    assert forget_old() == 0
    time_machine.move_to("2026-11-24 12:00+01:00", tick=False)

    assert (forget_old(), forget_old()) == (1, 0)
    assert not SendCount.objects.exists()


@pytest.mark.django_db
def test_the_old_also_goes_when_anyone_sends(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    may_send(request("192.0.2.7"), "report")
    time_machine.move_to("2026-11-25 12:00+01:00", tick=False)
    may_send(request("192.0.2.8"), "report")

    assert SendCount.objects.get().sender == sender_of(request("192.0.2.8"))


def test_the_key_decides_on_the_hash(settings):
    before = sender_of(request())
    settings.SECRET_KEY = "another key of more than thirty-two letters"

    assert sender_of(request()) != before


def test_a_made_up_forwarded_address_counts_for_nothing(settings):
    settings.BEHIND_PROXY = False
    made_up = request("192.0.2.7", x_forwarded_for="198.51.100.1")

    assert address_of(made_up) == "192.0.2.7"


def test_behind_a_proxy_only_what_the_proxy_wrote_counts(settings):
    settings.BEHIND_PROXY = True
    forwarded = request("127.0.0.1", x_forwarded_for="203.0.113.9, 198.51.100.1")

    assert address_of(forwarded) == "198.51.100.1"
    assert address_of(request("192.0.2.7")) == "192.0.2.7"


def test_a_household_with_ipv6_is_one_sender():
    one, two = request("2001:db8:1:2:aaaa::1"), request("2001:db8:1:2:bbbb::2")
    neighbour = request("2001:db8:1:3::1")

    assert sender_of(one) == sender_of(two) != sender_of(neighbour)
    assert sender_of(request("::ffff:192.0.2.7")) == sender_of(request("192.0.2.7"))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_both_get_the_last_one():
    may_send(request(), "report")
    may_send(request(), "report")
    together, answers = threading.Barrier(4), []

    def send():
        together.wait()
        try:
            answers.append(may_send(request(), "report"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False, False, False, True]
