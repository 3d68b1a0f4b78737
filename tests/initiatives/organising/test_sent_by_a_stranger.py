"""Anyone can type anyone's e-mail address: what was sent under mine is not mine yet."""

import pytest

from initiatives.models import Organisation, Registration
from tests.initiatives.organising.registration import (
    MINE,
    PATH,
    answers,
    confirm,
    text_of,
)
from tests.kit.factories import make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("no_hurry", "_monday"),
    pytest.mark.both("locks"),
]
QUESTION = "Heb jij ons dit gestuurd?"


@pytest.fixture
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


@pytest.fixture
def mine(visitors, amira):
    """Amira, who logs in by a code after a stranger sent something in her name."""
    visitors().post(PATH, answers(visitors(), your_name="Piet Anders"))
    own = visitors()
    own.post("/inloggen/", {"email": amira.email})
    confirm(own)
    return own


def test_logging_in_makes_it_not_hers_and_asks(mine, amira):
    words = text_of(mine.get(MINE))

    assert QUESTION in words
    assert "Koffie op dinsdag (Stichting De Huiskamer)" in words
    assert not Organisation.objects.exists()
    amira.refresh_from_db()
    assert amira.name != "Piet Anders"


def test_what_she_says_she_sent_waits_for_staff(mine, amira):
    answer = mine.post(
        f"/mijn/verstuurd/{Registration.objects.get().pk}/van-mij/", follow=True
    )

    assert QUESTION not in text_of(answer)
    assert Organisation.objects.get().memberships.get().person == amira


def test_what_she_did_not_send_is_erased(mine):
    answer = mine.post(
        f"/mijn/verstuurd/{Registration.objects.get().pk}/niet-van-mij/", follow=True
    )

    assert QUESTION not in text_of(answer)
    assert not Registration.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("word", ["van-mij", "niet-van-mij"])
def test_nobody_answers_for_another(mine, logged_in, word):
    waiting = Registration.objects.get()

    answer = logged_in(make_user()).post(f"/mijn/verstuurd/{waiting.pk}/{word}/")

    assert answer.status_code == 404
    assert Registration.objects.exists()


def test_a_look_at_the_page_answers_nothing(mine):
    waiting = Registration.objects.get()

    assert mine.get(f"/mijn/verstuurd/{waiting.pk}/van-mij/").status_code == 405
    assert Registration.objects.exists()


def test_what_her_own_browser_sent_is_hers_with_the_code_and_the_rest_still_asked(
    visitors, visitor
):
    visitors().post(PATH, answers(visitors(), org_name="Van een ander", name="Iets"))
    visitor.post(PATH, answers(visitor))

    assert confirm(visitor).url == MINE

    assert Organisation.objects.get().name == "Stichting De Huiskamer"
    assert "Iets (Van een ander)" in text_of(visitor.get(MINE))
