"""An activity that nobody checked for too long sinks in the agenda, and leaves it."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from places.facts import timetable
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]

LAST_CHECK = date(2026, 8, 24)  # three months ago: today is its last day
WORDS = "Verouderd: te lang niet gecontroleerd"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 09:00+01:00", tick=False)  # a Tuesday


def coffee(name, days_overdue=None, **facts):
    if days_overdue is not None:
        facts["checked_on"] = LAST_CHECK - timedelta(days=days_overdue)
    return make_activity(name=name, **facts)


def in_agenda(client, **query):
    page = client.get("/agenda/", query)
    days = page.context["days"]
    return (
        [row.activity.name for day in days for row in day.rows],
        [row.activity.name for day in days for row in day.old_rows],
    )


@pytest.mark.parametrize("period", ["dag", "week"])
def test_in_a_day_what_is_out_of_date_comes_last(client, period):
    coffee("Verlopen", 1)
    coffee("Vers", 0, starts_at=time(14))
    coffee("Nooit", starts_at=time(16))

    assert in_agenda(client, periode=period) == (["Vers", "Nooit", "Verlopen"], [])


def test_its_card_and_its_page_say_so(client):
    activity = coffee("Verlopen", 1)

    assert "controle is verlopen" in client.get("/agenda/").content.decode()
    page = client.get(activity.get_absolute_url()).content.decode()
    assert "gecontroleerd op 23 augustus 2026" in page.lower()
    assert "Dat is lang geleden" in page
    assert "niet in onze lijsten" not in page


@pytest.mark.parametrize(("days", "is_there"), [(30, True), (31, False)])
def test_after_thirty_days_it_leaves_every_list(client, days, is_there):
    owner = make_organisation(name="Surplus")
    place = make_place(slug="zaal")
    initiative = make_initiative(organisation=owner)
    activity = coffee(
        "Koffie", days, organisation=owner, place=place, initiative=initiative
    )
    name = activity.name.encode()

    assert (in_agenda(client)[0] == ["Koffie"]) is is_there
    for address in [
        "/", "/agenda.ics", "/agenda.atom", "/plekken/zaal/",
        "/plekken/zaal/agenda.ics", "/plekken/zaal/straks.json",
        owner.get_absolute_url(),
        initiative.get_absolute_url(), f"{owner.get_absolute_url()}agenda.ics",
    ]:  # fmt: skip
        assert (name in client.get(address).content) is is_there, address
    assert client.get(activity.get_absolute_url()).status_code == 200
    assert name in client.get(f"/agenda/{activity.slug}.ics").content


def test_who_asks_sees_it_in_a_group_of_its_own(client):
    coffee("Oud", 60)
    coffee("Vers", 0, starts_at=time(14))
    page = client.get("/agenda/").content.decode()
    assert "Verouderd: 1 activiteit" in page

    for period in ["dag", "week"]:
        found = in_agenda(client, verouderd="mee", periode=period)
        assert found == (["Vers"], ["Oud"])
    assert WORDS in client.get("/agenda/", {"verouderd": "mee"}).content.decode()


def test_nobody_is_surely_there_when_the_timetable_is_out_of_date():
    old = coffee("Verlopen", 1)
    fresh = coffee("Vers", 0)
    at_ten = timezone.now() + timedelta(hours=1, minutes=30)

    present = timetable.present(at_ten)

    assert fresh.place_id in present
    assert old.place_id not in present


def test_what_was_never_checked_stays(client, time_machine):
    coffee("Nooit")
    assert in_agenda(client)[0] == ["Nooit"]


def test_the_facts_of_a_place_that_left_the_lists_still_count_in_the_agenda(client):
    place = make_place(step_free="yes", checked_on=date(2020, 1, 1))
    coffee("Vers", 0, place=place)

    assert in_agenda(client, drempelvrij="ja")[0] == ["Vers"]


def test_how_long_a_check_holds_is_a_setting(client, settings):
    settings.ACTIVITY_SHELF_LIFE = 12
    coffee("Vers", 60)

    assert in_agenda(client)[0] == ["Vers"]
