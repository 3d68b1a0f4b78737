"""Each "Sta jij hierop?" takes a picture off at once; many in a short time ring."""

from datetime import timedelta

import pytest

from common.photos.decisions import MANY, ask_to_remove
from tests.kit.factories import (
    make_initiative,
    make_photo,
    make_place,
    make_place_photo,
)
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DUTY = ["bo@example.org", "mo@example.org"]


@pytest.fixture(autouse=True)
def _on_duty(settings, time_machine):
    settings.ON_DUTY = DUTY
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)


@pytest.fixture
def photos():
    """Of places and of initiatives: whoever empties the site takes all of them."""
    square, table = make_place(name="Het plein"), make_initiative(name="Lange tafel")
    both = [(make_place_photo(square), make_photo(table)) for _each in range(MANY)]
    return [photo for pair in both for photo in pair]


@pytest.fixture
def ask(photos, django_capture_on_commit_callbacks):
    def asked(how_many):
        with django_capture_on_commit_callbacks(execute=True):
            for _number in range(how_many):
                ask_to_remove(photos.pop(), "jan@example.org")

    return asked


def test_a_few_ring_nobody(ask):
    ask(MANY - 1)

    assert not letters()


def test_many_in_an_hour_ring_the_one_on_duty_and_the_stand_in_once(ask):
    ask(MANY + 2)

    assert sorted(mail.to[0] for mail in letters()) == DUTY
    for mail in letters():
        assert mail.subject == f"Dringend: {MANY} foto’s weggehaald in een uur"
        assert "/beheer/wachtrij/" in mail.body
        assert "jan@" not in mail.body


def test_as_many_over_a_day_ring_nobody(ask, time_machine):
    for _number in range(MANY + 1):
        ask(1)
        time_machine.shift(timedelta(hours=2))

    assert not letters()


def test_a_new_wave_on_another_day_rings_again(ask, time_machine):
    ask(MANY)
    time_machine.shift(timedelta(days=1))
    ask(MANY)

    assert len(letters()) == 2 * len(DUTY)
