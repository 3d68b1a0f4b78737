"""The first page of staff: what there is to find today, and the way to the rest."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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


GROUPS = [
    "Beslissen", "Bellen en langsgaan", "Toevoegen", "Importeren", "Opzoeken",
    "Instellen",
]  # fmt: skip


def test_the_work_stands_in_six_groups(page):
    shown = page(make_staff())
    places = [shown.index(f">{words}</h3>") for words in GROUPS]

    assert places == sorted(places)


def test_who_has_no_role_finds_no_group_but_her_own_settings(page):
    shown = page(make_user(is_staff=True))

    assert [each for each in GROUPS if f">{each}</h3>" in shown] == ["Instellen"]


def test_it_counts_what_there_is_of_the_work(page):
    make_place(name="De bank")  # published, and nobody ever checked it
    make_place(name="Het park", checked_on=TUESDAY)
    shown = page(make_staff())

    assert re.search(r'/beheer/bellen/">.*?<span class="count">1</span>', shown)
    assert re.search(r'/places/place/">.*?<span class="count">2</span>', shown)


def test_the_counts_cost_as_many_queries_however_much_there_is(
    client, django_assert_num_queries
):
    client.force_login(make_staff())
    make_place()
    make_activity()
    with CaptureQueriesContext(connection) as one:
        client.get(FIRST)
    count = len(one)
    for _number in range(3):
        make_activity(place=make_place())

    with django_assert_num_queries(count):
        client.get(FIRST)
