"""What is kept of a host has an end, whoever forgets to erase it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from desks.models import Desk, DeskChange, DeskHost
from ontmoeten.periodic import JOBS
from tests.kit.factories import make_desk, make_desk_host, make_staff
from tests.kit.pictures import picture
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AGREED = date(2026, 11, 9)
TWO_YEARS, NINETY_DAYS = timedelta(days=730), timedelta(days=90)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path / "photos"
    time_machine.move_to("2026-11-09 12:00+01:00", tick=False)


def run(name) -> int:
    [job] = [each for each in JOBS if each.name == name]
    return job.work(timezone.now())


def go_to(time_machine, day):
    time_machine.move_to(f"{day} 12:00+01:00", tick=False)


@pytest.fixture
def host():
    return make_desk_host(
        make_desk(name="De tafel", coordinator_email="bo@example.org", phone="076 1"),
        first_name="Fatima",
        languages=["ar"],
        photo=picture(),
        name_consent_on=AGREED,
        languages_consent_on=AGREED,
        photo_consent_on=AGREED,
    )


def test_after_two_years_it_is_shown_no_more_and_staff_are_told(host, time_machine):
    go_to(time_machine, AGREED + TWO_YEARS - timedelta(days=1))
    assert host.shown_name == "Fatima"
    go_to(time_machine, AGREED + TWO_YEARS)

    assert (host.shown_name, host.shown_languages, host.shown_picture) == (None,) * 3
    page = as_(make_staff()).get("/beheer/loketten/").content.decode()
    assert f"/beheer/desks/deskhost/{host.pk}/" in page


def test_ninety_days_later_it_is_erased(host, time_machine):
    go_to(time_machine, AGREED + TWO_YEARS + NINETY_DAYS - timedelta(days=1))
    assert run("erase consents of long ago") == 0
    go_to(time_machine, AGREED + TWO_YEARS + NINETY_DAYS)

    assert run("erase consents of long ago") == 1

    host = DeskHost.objects.get()
    assert (host.first_name, host.languages, host.photo.name) == ("", [], "")
    assert host.title


def test_a_year_after_a_desk_left_nothing_of_its_people_is_there(host, time_machine):
    activity = host.desk.activity
    activity.state = activity.State.CLOSED
    activity.save()
    go_to(time_machine, AGREED + timedelta(days=364))
    assert run("erase hosts of desks that left") == 0
    go_to(time_machine, AGREED + timedelta(days=366))

    run("erase hosts of desks that left")

    assert not DeskHost.objects.exists()
    desk = Desk.objects.get()
    assert (desk.phone, desk.coordinator_email) == ("", "")


def test_a_proposed_change_is_erased_a_year_later(host, time_machine):
    changes = {"phone": ["", "076 1234567"]}
    DeskChange.objects.create(activity=host.desk.activity, changes=changes)
    go_to(time_machine, AGREED + timedelta(days=366))

    run("erase proposals of long ago")

    assert not DeskChange.objects.exists()


def test_staff_see_a_desk_without_a_host_next_week(time_machine):
    desk = make_desk(name="De lege tafel")
    make_desk_host(make_desk(name="De volle tafel"))

    page = as_(make_staff()).get("/beheer/loketten/").content.decode()

    assert f"/beheer/desks/desk/{desk.pk}/" in page
    assert "De volle tafel" not in page.partition("Vraag opnieuw")[0]
