"""The first page of staff: what there is to find today, and the way to the rest."""

from datetime import date

import pytest

from tests.kit.factories import (
    change_date,
    make_activity,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.staffpages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]
FIRST, EVERYTHING = "/beheer/", "/beheer/alles/"
TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 09:00+01:00", tick=False)


@pytest.fixture
def page(client):
    def read(person, address=FIRST):
        client.force_login(person)
        return text_of(client.get(address))

    return read


def test_it_says_how_much_there_is_to_find_in_seven_days(page):
    park = make_place(checked_on=date(2026, 11, 1))
    make_place()
    coffee = make_activity(place=park)
    make_activity(place=park, first_on=date(2026, 12, 1))  # a week later
    change_date(coffee, TUESDAY, "cancel", reason="Ziek")

    shown = page(make_staff())

    assert "<b>2</b> plekken" in shown
    assert "<b>1</b> activiteit in zeven dagen" in shown
    assert "<b>1</b> daarvan afgezegd" in shown
    assert "1 van 2 plekken" in shown


def test_who_may_not_see_how_fresh_it_is_sees_none_of_that(page):
    assert "Vandaag op de site" not in page(make_user(is_staff=True))


def test_everything_of_the_administration_is_one_link_away(page):
    staff = make_staff()

    assert f'href="{EVERYTHING}"' in page(staff)
    assert "/beheer/places/place/add/" in page(staff, EVERYTHING)
