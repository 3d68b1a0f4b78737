"""Old versions forget how someone can be reached; what was not taken goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.history import ending
from common.history.bin import Binned
from common.kit.storing import store
from common.moderation.states import State
from initiatives.models import Organisation
from places.models import Place
from tests.kit.factories import make_dataset, make_organisation, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both("bin")]
YEAR = timedelta(days=365)
ONE, TWO, THREE = "076-1111111", "076-2222222", "076-3333333"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)


def called(club, *steps, time_machine):
    """Its telephone number becomes this, that many days later; gives the versions."""
    for phone, days in steps:
        time_machine.shift(timedelta(days=days))
        club.phone = phone
        store(club)
    return club


def versions(club) -> list[str]:
    rows = Organisation.history.filter(id=club.pk).order_by("history_date", "pk")
    return [*rows.values_list("phone", flat=True)]


def forget():
    return ending.forget_replaced(Organisation, ["phone"], timezone.now() - YEAR)


@pytest.mark.parametrize(
    ("steps", "later", "kept"),
    [
        ([(TWO, 1)], 400, ["", TWO]),
        ([(TWO, 1)], 300, [ONE, TWO]),  # replaced less than a year ago
        ([(TWO, 800)], 10, [ONE, TWO]),  # that it was there for long is no matter
        ([(ONE, 1), (TWO, 1)], 400, ["", "", TWO]),
        ([(TWO, 1), (ONE, 1)], 400, [ONE, "", ONE]),  # it is so again
        ([(TWO, 1), (THREE, 300)], 100, ["", TWO, THREE]),
        ([("", 1)], 400, ["", ""]),
    ],
)
def test_what_was_replaced_a_year_ago_is_forgotten(steps, later, kept, time_machine):
    club = called(make_organisation(phone=ONE), *steps, time_machine=time_machine)
    time_machine.shift(timedelta(days=later))

    forget()

    assert versions(club) == kept
    assert forget() == 0


def test_of_a_row_that_is_gone_nothing_is_remembered(time_machine):
    club = make_organisation(phone=ONE)
    pk = club.pk
    club.delete()
    club.pk = pk
    assert versions(club) == [ONE, ONE]

    time_machine.shift(YEAR)
    forget()

    assert versions(club) == ["", ""]


def test_what_left_the_site_a_year_ago_cannot_be_reached_any_more(time_machine):
    closed = make_organisation(phone=ONE, state=State.CLOSED)
    public = make_organisation(phone=TWO)
    before = timezone.now() + YEAR
    count = ending.forget_of_closed(Organisation, ["phone", "address"], before)

    closed.refresh_from_db()
    public.refresh_from_db()
    assert (closed.phone, public.phone, count) == ("", TWO, 2)
    assert versions(closed) == [""]
    assert ending.forget_of_closed(Organisation, ["phone"], before) == 0


@pytest.mark.parametrize("state", State.values)
def test_what_was_not_taken_goes_into_the_bin_after_a_year(state, time_machine):
    refused = {"refusal_reason": "Nee."} if state == State.REFUSED else {}
    make_place(state=state, name="De tuin", **refused)
    source = {"dataset": make_dataset(), "source_id": "1"}
    make_place(state=state, name="Uit een bron", **source, **refused)
    time_machine.shift(YEAR - timedelta(days=1))
    assert ending.throw_away_not_taken(timezone.now()) == 0

    time_machine.shift(timedelta(days=1))
    count = ending.throw_away_not_taken(timezone.now())

    is_gone = state in {State.REFUSED, State.RETURNED}
    thrown = [each.name for each in Binned.objects.all()]
    assert thrown == (["De tuin"] if is_gone else [])
    assert count == len(thrown)
    assert Place.objects.count() == 2  # until the bin is emptied
    assert ending.throw_away_not_taken(timezone.now()) == 0
