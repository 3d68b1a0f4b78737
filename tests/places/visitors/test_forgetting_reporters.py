"""Who reported is forgotten: the address and the words, each in its time."""

import logging
from datetime import date

import pytest
from django.core.management import call_command

from common.moderation.states import NotAllowed
from places.models import Place, PlaceReport
from tests.kit.factories import make_place, make_staff
from tests.places.visitors.test_reports import MAIL, NOON, send

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def place(time_machine):
    time_machine.move_to(NOON, tick=False)
    return make_place(slug="bank", name="Bank bij de molen")


def forget():
    call_command("forget_reporters", verbosity=0)


@pytest.fixture
def report(place):
    return PlaceReport.objects.create(
        place=place, reason="gone", text="Vraag Jan.", email=MAIL
    )


def test_an_open_report_keeps_its_words_and_loses_the_address_after_90_days(
    report, time_machine
):
    time_machine.move_to("2027-02-17 12:00+01:00", tick=False)
    forget()
    report.refresh_from_db()
    assert report.email == MAIL
    time_machine.move_to("2027-02-18 12:00+01:00", tick=False)

    forget()
    forget()  # safe to run twice

    report.refresh_from_db()
    assert (report.email, report.text, report.state) == ("", "Vraag Jan.", "open")


def test_30_days_after_it_was_handled_address_and_words_are_gone(report, time_machine):
    report.handle(make_staff())
    report.save()
    time_machine.move_to("2026-12-19 12:00+01:00", tick=False)
    forget()
    report.refresh_from_db()
    assert (report.email, report.text) == (MAIL, "Vraag Jan.")
    time_machine.move_to("2026-12-20 12:00+01:00", tick=False)

    forget()

    report.refresh_from_db()
    assert (report.email, report.text, report.reason) == ("", "", "gone")


def test_handling_late_makes_the_end_no_later(report, time_machine):
    time_machine.move_to("2027-02-10 12:00+01:00", tick=False)

    report.handle(make_staff())

    assert report.forget_on == date(2027, 2, 18)


def test_what_is_handled_can_not_be_handled_again(report):
    first = make_staff()
    report.handle(first)

    with pytest.raises(NotAllowed):
        report.handle(make_staff())

    assert report.handled_by == first


def test_the_command_says_what_it_erased(report, time_machine, capsys):
    time_machine.move_to("2027-02-18 12:00+01:00", tick=False)

    call_command("forget_reporters")

    assert "1 reports" in capsys.readouterr().out


def test_an_address_stands_in_no_log_and_in_no_history(
    client, place, time_machine, caplog
):
    caplog.set_level(logging.DEBUG)
    send(client, time_machine, reason="gone", email=MAIL)
    report = PlaceReport.objects.get()
    client.force_login(make_staff())
    client.post(
        "/beheer/places/placereport/",
        {"action": "hide_place", "sure": 1, "_selected_action": [report.pk]},
    )
    client.post(
        "/beheer/places/placereport/",
        {"action": "mark_handled", "sure": 1, "_selected_action": [report.pk]},
    )
    time_machine.move_to("2027-03-01 12:00+01:00", tick=False)
    forget()

    assert "amira" not in caplog.text
    assert "amira" not in str(list(Place.history.values()))
    from django.contrib.admin.models import LogEntry

    assert "amira" not in str(list(LogEntry.objects.values()))
    assert "amira" not in str(list(PlaceReport.objects.values()))
