"""A host can't come: stand-ins are asked in order, the first yes is it; with nobody in
time it lapses; and a week later nobody knows who could not come."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from common.mail.models import Mail
from desks.days import away, reminding
from desks.models import DeskDay, StandInAsk
from initiatives.models import Occurrence
from ontmoeten.periodic import JOBS
from tests.desks.conftest import TUESDAY
from tests.kit.factories import make_sign_up
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AT = {job.name: job.work for job in JOBS}


def row_of(desk, on=TUESDAY) -> Occurrence:
    return desk.activity.occurrences.get(rule_date=on)


def day_of(desk) -> DeskDay:
    return DeskDay.objects.get(desk=desk, rule_date=TUESDAY)


def path_in(letter) -> str:
    return re.search(r"http://[\w.:]+(/\S+/)", letter.body)[1]


def asked() -> list[str]:
    """Who got the question, in order."""
    return [each.to[0] for each in letters() if each.subject.startswith("Kun je")]


def link_to(email) -> str:
    return path_in([each for each in letters() if each.to == [email]][-1])


def go_on():
    return away.go_on(timezone.now())


def test_who_sits_there_gets_her_own_page_the_day_before(desk, fatima, karim):
    now = timezone.now()

    assert [reminding.remind(now), reminding.remind(now)] == [1, 0]

    [letter] = letters()
    assert letter.to == ["fatima@example.org"]
    page = Client().get(path_in(letter)).content.decode()
    assert 'value="cannot"' in page


def test_opening_the_page_changes_nothing(desk, fatima, karim, client):
    client.get(reminding.path_of(fatima, row_of(desk)))

    assert not DeskDay.objects.exists()
    assert not letters()


def test_two_taps_and_the_first_stand_in_is_asked(desk, fatima, olena, client):
    client.post(reminding.path_of(fatima, row_of(desk)), {"do": "cannot"})

    assert asked() == ["karim@example.org"]
    assert away.who_sits(desk, day_of(desk)) is None
    names = {field.name for field in DeskDay._meta.get_fields()}
    assert names.isdisjoint({"reason", "why", "note"})


def test_pressed_twice_asks_once(desk, fatima, olena):
    for _number in range(2):
        away.cannot_come(fatima, TUESDAY)

    assert asked() == ["karim@example.org"]


def test_a_no_asks_the_next_at_once_and_a_yes_is_it(desk, fatima, olena, client):
    away.cannot_come(fatima, TUESDAY)

    client.post(link_to("karim@example.org"), {"do": "no"})
    assert asked() == ["karim@example.org", "olena@example.org"]
    client.post(link_to("olena@example.org"), {"do": "yes"})

    assert away.who_sits(desk, day_of(desk)) == olena
    assert row_of(desk).has_stand_in
    for path in (
        "/ontmoetingsloket/",
        "/ontmoetingsloket/tafel/",
        "/agenda/",
        f"{desk.activity.place.get_absolute_url()}",
    ):
        assert "met een vervanger" in client.get(path).content.decode(), path
    calendar = client.get("/agenda/tafel.ics").content.decode()
    assert "RECURRENCE-ID;TZID=Europe/Amsterdam:20261110T100000" in calendar
    assert "Met een vervanger" in calendar


def test_a_later_yes_hears_that_someone_comes_already(desk, fatima, olena, client):
    away.cannot_come(fatima, TUESDAY)
    client.post(link_to("karim@example.org"), {"do": "no"})
    client.post(link_to("olena@example.org"), {"do": "yes"})

    late = client.post(link_to("karim@example.org"), {"do": "yes"})

    assert "iemand anders" in late.content.decode()
    assert away.who_sits(desk, day_of(desk)) == olena


def test_who_says_nothing_is_passed_over_in_time(desk, fatima, olena, time_machine):
    away.cannot_come(fatima, TUESDAY)  # 22 hours before, 20 to find someone
    time_machine.move_to("2026-11-09 21:00+01:00", tick=False)
    assert go_on() == 0
    time_machine.move_to("2026-11-09 22:01+01:00", tick=False)

    assert go_on() == 1

    assert asked() == ["karim@example.org", "olena@example.org"]


def test_who_was_passed_over_may_still_say_yes(
    desk, fatima, olena, client, time_machine
):
    away.cannot_come(fatima, TUESDAY)
    time_machine.move_to("2026-11-09 22:01+01:00", tick=False)
    go_on()

    client.post(link_to("karim@example.org"), {"do": "yes"})

    assert away.who_sits(desk, day_of(desk)) == karim_of(desk)


def karim_of(desk):
    return desk.hosts.get(email="karim@example.org")


def test_a_stand_in_who_can_not_after_all_is_asked_for_anew(
    desk, fatima, olena, client
):
    away.cannot_come(fatima, TUESDAY)
    link = link_to("karim@example.org")
    client.post(link, {"do": "yes"})

    client.post(link, {"do": "no"})

    assert asked() == ["karim@example.org", "olena@example.org"]
    assert not row_of(desk).has_stand_in


def test_she_can_come_after_all_as_long_as_nobody_said_yes(desk, fatima, karim, client):
    away.cannot_come(fatima, TUESDAY)
    mine = reminding.path_of(fatima, row_of(desk))

    client.post(mine, {"do": "can"})
    assert away.who_sits(desk, day_of(desk)) == fatima
    answer = client.post(link_to("karim@example.org"), {"do": "yes"})
    assert "niet meer nodig" in answer.content.decode() or answer.status_code == 404

    away.cannot_come(fatima, TUESDAY)
    away.answer(StandInAsk.objects.get(), True)
    answer = client.post(mine, {"do": "can"})
    assert "kan niet meer" in answer.content.decode()
    assert away.who_sits(desk, day_of(desk)) == karim


@pytest.fixture
def _on_duty(settings):
    settings.ON_DUTY = ["dienst@example.org"]


@pytest.mark.usefixtures("_on_duty")
def test_nobody_in_time_is_told_and_one_tap_calls_it_off(
    desk, fatima, karim, client, time_machine
):
    visitor = make_sign_up(desk.activity, TUESDAY, email="bezoeker@example.org")
    away.cannot_come(fatima, TUESDAY)
    time_machine.move_to("2026-11-10 08:00+01:00", tick=False)

    assert go_on() == 1
    go_on()

    told = [each.to[0] for each in letters() if each.subject.startswith("Niemand")]
    assert sorted(told) == ["coordinator@example.org", "dienst@example.org"]
    link = link_to("coordinator@example.org")
    assert not row_of(desk).is_cancelled
    client.get(link)
    assert not row_of(desk).is_cancelled
    client.post(link)
    assert row_of(desk).is_cancelled
    assert letters()[-1].to == [visitor.email]
    assert letters()[-1].subject.startswith("Gaat niet door")
    assert "Gaat niet door" in client.get("/ontmoetingsloket/").content.decode()


@pytest.mark.usefixtures("_on_duty")
def test_when_all_say_no_nobody_waits_for_the_last_two_hours(
    desk, fatima, karim, client
):
    away.cannot_come(fatima, TUESDAY)

    client.post(link_to("karim@example.org"), {"do": "no"})

    assert letters()[-1].to == ["dienst@example.org"]


@pytest.mark.usefixtures("_on_duty")
def test_so_late_that_all_are_asked_and_it_is_told_at_once(
    desk, fatima, olena, time_machine
):
    time_machine.move_to("2026-11-10 09:00+01:00", tick=False)

    away.cannot_come(fatima, TUESDAY)

    assert asked() == ["karim@example.org", "olena@example.org"]
    assert letters()[-1].to == ["dienst@example.org"]


def test_when_someone_comes_it_can_not_be_called_off_by_that_link(
    desk, fatima, karim, client, time_machine
):
    away.cannot_come(fatima, TUESDAY)
    time_machine.move_to("2026-11-10 08:00+01:00", tick=False)
    go_on()
    client.post(link_to("karim@example.org"), {"do": "yes"})

    client.post(link_to("coordinator@example.org"))

    assert not row_of(desk).is_cancelled


@pytest.mark.parametrize("path", ["jouw-dag", "invallen", "gaat-niet-door"])
def test_a_link_that_we_did_not_make_opens_nothing(client, path):
    assert client.get(f"/{path}/1~2026-11-10.abcdef/").status_code == 404


def test_a_week_later_nobody_knows_who_could_not_come(
    desk, fatima, karim, time_machine
):
    away.cannot_come(fatima, TUESDAY)
    away.answer(StandInAsk.objects.get(), True)
    forget = AT["erase who could not come"]
    time_machine.move_to("2026-11-17 11:00+01:00", tick=False)
    assert forget(timezone.now()) == 0
    time_machine.move_to("2026-11-18 12:01+01:00", tick=False)

    assert forget(timezone.now()) == 1

    assert not DeskDay.objects.exists()
    assert not StandInAsk.objects.exists()
    AT["erase mails"](timezone.now())
    assert not Mail.objects.exists()


def test_a_day_that_was_moved_is_remembered_until_a_week_after_it(
    desk, fatima, karim, time_machine
):
    from initiatives.dates import series

    later = TUESDAY + timedelta(days=20)
    series.move(desk.activity, TUESDAY, later, row_of(desk).starts_at.time(), None)
    away.cannot_come(fatima, TUESDAY)
    time_machine.move_to("2026-12-01 12:00+01:00", tick=False)

    assert AT["erase who could not come"](timezone.now()) == 0
