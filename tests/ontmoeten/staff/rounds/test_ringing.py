"""Staff ring about what nobody keeps right: opened most, checked longest ago first."""

from datetime import date

import pytest

from common.moderation.states import State
from ontmoeten.staff.rounds import ringing
from places.models import PlaceVisits
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]

ADDRESS = "/beheer/bellen/"
OLD = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00+01:00", tick=False)


@pytest.fixture
def staff(client):
    staff = make_staff()
    client.force_login(staff)
    return staff


def visited(place, count, month=date(2026, 11, 1)):
    PlaceVisits.objects.create(place=place, month=month, count=count)
    return place


def names():
    return [row.entry.name for row in ringing.rows()]


def said(row):
    return [contact.words for contact in row.contacts]


def answer(client, entry, do, word="plek"):
    return client.post(ADDRESS, {"entry": f"{word}-{entry.pk}", "do": do})


def test_visits_times_age_says_what_comes_first():
    visited(make_place(name="Vaak, kort", checked_on=date(2024, 11, 20)), 9)
    visited(make_place(name="Zelden, lang", checked_on=date(2020, 11, 20)), 2)
    make_place(name="Nooit bezocht", checked_on=date(2016, 11, 20))

    assert names() == ["Vaak, kort", "Zelden, lang", "Nooit bezocht"]


def test_the_weight_is_the_same_on_every_database():
    visited(make_place(checked_on=date(2024, 11, 20)), 9)

    (row,) = ringing.rows()

    assert (row.visits, row.weight) == (9, 10 * 734)


def test_visits_of_longer_than_a_year_ago_do_not_count():
    place = visited(make_place(checked_on=OLD), 5, date(2025, 11, 1))
    visited(place, 3, date(2026, 1, 1))

    assert [row.visits for row in ringing.rows()] == [3]


def test_it_has_what_is_due_and_what_was_never_checked():
    make_place(name="Vers", checked_on=date(2026, 11, 1))
    make_place(name="Bijna", checked_on=date(2024, 12, 8))
    make_place(name="Nog lang niet", checked_on=date(2024, 12, 9))
    make_place(name="Nooit")
    make_place(name="Weg", state=State.CLOSED)

    assert sorted(names()) == ["Bijna", "Nooit"]


def test_what_one_organisation_looks_after_is_not_rung_about():
    place = make_place(name="Zaal", checked_on=OLD)
    surplus = make_organisation(owner=make_user())
    make_activity(place=place, organisation=surplus, checked_on=date(2026, 11, 1))
    assert names() == []

    two = make_organisation(name="Avans", phone="076 1234567", owner=make_user())
    make_initiative(organisation=two).places.add(place)
    (row,) = ringing.rows()
    assert (row.entry, said(row)) == (place, ["Avans: 076 1234567"])


def test_an_organisation_without_people_looks_after_nothing():
    place = make_place(name="Zaal", checked_on=OLD)
    club = make_organisation(name="Club", phone="076 7654321")
    make_activity(place=place, organisation=club)

    (row,) = ringing.rows()

    assert (row.entry, said(row)) == (place, ["Club: 076 7654321"])


def test_activities_of_nobody_are_on_it_too(client, staff):
    place = make_place(checked_on=date(2026, 11, 1))
    coffee = make_activity(name="Koffie", place=place)
    make_activity(name="Van iemand", place=place, created_by=make_user())
    make_activity(name="Vers", place=place, checked_on=date(2026, 11, 1))
    type(coffee).objects.filter(pk=coffee.pk).update(checked_on=OLD)
    assert names() == ["Koffie"]
    answer(client, coffee, "right", "activiteit")
    coffee.refresh_from_db()
    assert coffee.checked_on == date(2026, 11, 24)


def test_still_right_is_one_press_and_the_list_goes_on(client, staff):
    place = make_place(name="Bank", checked_on=OLD)
    make_place(name="Andere", checked_on=OLD)

    done = answer(client, place, "right")

    assert (done.status_code, done.url) == (302, ADDRESS)
    place.refresh_from_db()
    assert (place.checked_on, place.checked_by) == (date(2026, 11, 24), staff)
    assert place.history.first().history_user == staff
    page = client.get(ADDRESS).content.decode()
    assert "Bank: vandaag gecontroleerd." in page
    assert names() == ["Andere"]


def test_has_stopped_closes_it_and_a_colleague_who_was_first_is_told(client, staff):
    place = make_place(name="Bank", checked_on=OLD)
    answer(client, place, "stopped")
    place.refresh_from_db()
    assert place.state == State.CLOSED

    assert answer(client, place, "stopped").status_code == 404


@pytest.mark.parametrize(
    "typed",
    [{}, {"entry": "plek-0"}, {"entry": "plek-x", "do": "right"}, {"entry": "huis-1"}],
)
def test_nonsense_is_refused(client, staff, typed):
    assert client.post(ADDRESS, typed).status_code == 404


def test_looking_changes_nothing(client, staff):
    place = make_place(checked_on=OLD)
    client.get(ADDRESS, {"entry": f"plek-{place.pk}", "do": "right"})

    place.refresh_from_db()
    assert place.checked_on == OLD


def test_only_staff_who_may_change_entries_come_here(client):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS).status_code == 403


def test_many_entries_cost_as_many_queries_as_few(
    client, staff, django_assert_max_num_queries
):
    for number in range(40):
        place = make_place(checked_on=OLD)
        if number % 2:
            for _organisation in range(2):
                club = make_organisation(phone="076 1", owner=make_user())
                make_initiative(organisation=club).places.add(place)
    with django_assert_max_num_queries(20):
        page = client.get(ADDRESS)

    assert len(page.context["rows"]) == ringing.SHOWN
