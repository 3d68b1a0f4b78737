"""What lay in the bin for 30 days is gone for good; what must not be kept, sooner."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from common.history import bin
from common.history.bin import Binned
from initiatives.models import (
    Activity,
    InitiativePhoto,
    Organisation,
    SignUp,
)
from tests.kit.factories import (
    make_activity,
    make_host,
    make_initiative,
    make_organisation,
    make_photo,
    make_place,
    make_place_photo,
    make_sign_up,
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("bin")]
BIN = "/beheer/prullenbak/"
MAKE = [make_place, make_organisation, make_initiative, make_activity]
LATER = timedelta(days=31)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


def take_back(client, found):
    return client.post(f"{BIN}{found.pk}/terug/", follow=True)


def later():
    return timezone.now() + LATER


@pytest.mark.parametrize("make", MAKE)
def test_after_thirty_days_it_is_gone_for_good_with_its_history(make, time_machine):
    time_machine.move_to("2026-11-01 12:00+01:00", tick=True)
    entry = make()
    bin.throw_away(entry, make_staff())
    time_machine.move_to("2026-11-30 12:00+01:00", tick=True)
    call_command("do_periodic")
    assert type(entry).objects.filter(pk=entry.pk).exists()

    time_machine.move_to("2026-12-02 12:00+01:00", tick=True)
    call_command("do_periodic")

    assert not type(entry).objects.filter(pk=entry.pk).exists()
    assert not type(entry).history.filter(id=entry.pk).exists()
    assert not Binned.objects.exists()


def test_an_organisation_that_is_erased_leaves_its_initiatives():
    club = make_organisation()
    garden = make_initiative(organisation=club)
    make_activity(organisation=club)
    bin.throw_away(club, None)

    bin.empty(later())

    garden.refresh_from_db()
    assert garden.organisation is None
    assert not Activity.objects.exists()
    assert not Organisation.objects.exists()


def test_the_files_of_photos_go_at_the_end_and_not_before(
    django_capture_on_commit_callbacks,
):
    place, garden = make_place(), make_initiative()
    photos = [
        make_place_photo(place),
        make_photo(garden),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        bin.throw_away(place, None)
        bin.throw_away(garden, None)
    for photo in photos:
        photo.refresh_from_db()
    files = [(photo.image.storage, photo.image.name) for photo in photos]
    assert all(storage.exists(name) for storage, name in files)

    with django_capture_on_commit_callbacks(execute=True):
        bin.empty(later())

    assert not any(storage.exists(name) for storage, name in files)
    assert not InitiativePhoto.history.exists()


def test_who_kept_the_address_of_a_photo_of_people_has_nothing_any_more(
    django_capture_on_commit_callbacks,
):
    photo = make_photo(make_initiative())
    storage, old = photo.image.storage, photo.image.name

    with django_capture_on_commit_callbacks(execute=True):
        found = bin.throw_away(photo.initiative, None)

    assert not storage.exists(old)
    bin.take_back(found, make_staff())
    photo.refresh_from_db()
    assert storage.exists(photo.image.name)
    assert photo.history.count() == 1


def test_who_signed_up_is_forgotten_on_their_own_day_in_the_bin_too():
    coffee = make_activity()
    make_sign_up(coffee, date(2026, 11, 3), forget_on=timezone.localdate())
    bin.throw_away(coffee, None)

    SignUp.objects.all().forget(timezone.now())

    assert not SignUp.objects.exists()
    assert "Fatima" not in Binned.objects.get().row


def test_nothing_personal_is_copied_into_the_bin():
    garden = make_initiative()
    make_host(garden, first_name="Fatima", name_consent_on="2026-01-01")

    bin.throw_away(garden, None)

    assert Binned.objects.get().row == ""
