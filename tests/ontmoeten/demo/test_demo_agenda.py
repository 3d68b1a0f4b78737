"""The agenda of the demonstration: by day something is on at nearly any hour."""

from datetime import date, datetime, timedelta

import pytest

from initiatives.models import Activity, Occurrence, Organisation
from ontmoeten.demo.initiatives import read
from ontmoeten.demo.loading import load_demo
from places.hours.clock import HERE

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(3)]
TODAY = date(2027, 3, 10)
NEW = "Ontmoetingsloket in De Brievenbus"  # of which the list says so
ONE_DAY = {"full", "stand_in", "lapses"}
FIRST, LAST = 9, 21  # o'clock: of a day on which people go out


@pytest.fixture(scope="module")
def demo(for_all):
    import time_machine

    with time_machine.travel(f"{TODAY} 08:00+01:00"):
        load_demo()


def week():
    return Occurrence.objects.published().on_days(TODAY, TODAY + timedelta(days=7))


def test_the_agenda_of_every_day_of_the_week_is_full(demo):
    assert Organisation.objects.published().count() >= 12
    assert Activity.objects.published().count() >= 100
    for number in range(7):
        day = TODAY + timedelta(days=number)
        rows = Occurrence.objects.published().on_days(day, day + timedelta(days=1))
        assert rows.count() >= 8, day


def test_by_day_something_is_on_at_nearly_any_hour(demo):
    times = list(week().filter(is_cancelled=False).values_list("starts_at", "ends_at"))
    moments = [
        datetime(TODAY.year, TODAY.month, TODAY.day + day, hour, minute, tzinfo=HERE)
        for day in range(7)
        for hour in range(FIRST, LAST)
        for minute in (0, 30)
    ]

    empty = [
        moment
        for moment in moments
        if not any(begin <= moment < end for begin, end in times if end)
    ]

    assert len(empty) <= len(moments) / 20, empty


def test_series_do_not_begin_at_the_moment_of_loading(demo):
    series = Activity.objects.exclude(rule="")
    begun = series.exclude(name=NEW).values_list("first_on", flat=True)

    assert max(begun) < date(2026, 10, 2)
    assert series.get(name=NEW).first_on > TODAY - timedelta(weeks=2)


def test_the_list_of_desks_shows_every_state_there_is(demo, client, time_machine):
    time_machine.move_to(f"{TODAY} 11:00+01:00", tick=False)

    answer = client.get("/ontmoetingsloket/")
    page = " ".join(answer.content.decode().split())

    found = [each for _day, of_it in answer.context["days"] for each in of_it]
    assert answer.context["now"]
    for words in (
        "vandaag vol",
        "vandaag met een vervanger",
        ">nieuw<",
        "Gaat niet door",
    ):
        assert words in page
    assert {each.desk.comes for each in found} == {"walk-in", "appointment", "both"}
    assert len({each.activity.place.neighbourhood_id for each in found}) >= 3


def test_desks_of_which_one_day_is_different_are_there_every_day():
    desks = [each for each in read("desks.toml")["desk"] if each.keys() & ONE_DAY]

    assert {len(each["days"]) for each in desks} == {7}
    assert {word for each in desks for word in each} >= ONE_DAY


def test_nobody_eats_outside_in_winter(demo):
    """Nor cooks or drinks coffee at a picnic table."""
    for activity in Activity.objects.filter(feelings__contains="eten"):
        assert activity.place is None or activity.place.kind.slug != "picknicktafel"


def test_one_can_sign_up_wait_and_be_waited_for(demo):
    found = Activity.objects.published()

    assert found.filter(has_sign_up=True, capacity__isnull=False).count() >= 3
    waits = found.filter(waits_at_door=True).select_related("organisation")
    assert waits.count() >= 3
    assert all(each.organisation.is_vetted for each in waits)
