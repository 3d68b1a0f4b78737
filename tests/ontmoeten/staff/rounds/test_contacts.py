"""A telephone number that only staff who ring see, and that has an end."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.protect.staff_contact import dialled, validate_end, validate_number
from initiatives.models import OrganisationContact
from ontmoeten.accounts.roles import COORDINATOR, EDITOR, POLICY
from ontmoeten.periodic import forget_contacts
from ontmoeten.staff.rounds import ringing
from places.models import PlaceContact
from tests.kit.factories import (
    make_activity,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CANARIES = (b"Kanarie", b"1123581321", b"112 358 13 21")
SECRET = {"name": "Kanarie Pietersen", "phone": "0112 358 13 21"}


@pytest.fixture
def place():
    place = make_place(
        slug="bank", name="Bank", neighbourhood=make_neighbourhood(name="Belcrum")
    )
    PlaceContact.objects.create(place=place, **SECRET)
    club = make_organisation(slug="club")
    OrganisationContact.objects.create(organisation=club, **SECRET)
    make_activity(slug="koffie", place=place, organisation=club)
    return place


@pytest.mark.parametrize(
    ("typed", "dials"),
    [
        ("076 529 90 00", "+31765299000"),
        ("(076) 529-9000", "+31765299000"),
        ("+31 (0)76 529 90 00", "+31765299000"),
        ("0032 3 123 45 67", "+3231234567"),
        ("06-12345678", "+31612345678"),
        ("bel maar", ""),
        ("12345678", ""),
    ],
)
def test_a_number_is_dialled_as_a_telephone_takes_it(typed, dials):
    assert dialled(typed) == dials


@pytest.mark.parametrize("typed", ["bel maar", "076 12", "javascript:alert(1)"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        validate_number(typed)


def test_a_number_is_kept_for_two_years_at_most():
    validate_end(date.today() + timedelta(days=700))
    with pytest.raises(ValidationError):
        validate_end(date.today() + timedelta(days=740))


def test_the_list_rings_with_one_press_until_its_end(place, time_machine):
    contacts = ringing.rows()[0].contacts
    assert contacts[0].words == "Kanarie Pietersen: 0112 358 13 21"
    assert contacts[0].url == "tel:+31112358132" + "1"

    time_machine.move_to(date.today() + timedelta(days=731), tick=False)
    assert not [each for each in ringing.rows()[0].contacts if "Kanarie" in each.words]


def test_after_its_end_a_job_erases_it(place):
    from django.utils import timezone

    now = timezone.now()
    assert forget_contacts(now) == 0
    assert forget_contacts(now + timedelta(days=731)) == 2
    assert not PlaceContact.objects.exists()


PUBLIC = [
    "/plekken/", "/plekken/bank/", "/plekken/plekken.csv", "/plekken/plekken.geojson",
    "/plekken/plekken.xlsx", "/organisaties/club/", "/agenda/", "/agenda/koffie/",
    "/agenda.ics", "/buurten/belcrum/", "/organisaties/",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_nobody_outside_sees_it(client, place, address):
    answer = client.get(address)

    assert answer.status_code == 200
    text = b"".join(answer) if answer.streaming else answer.content
    assert not [each for each in CANARIES if each in text]


def enter(client, role):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)


def texts_of_staff(client, place):
    club = OrganisationContact.objects.get().organisation
    pages = [
        reverse("admin:places_place_change", args=[place.pk]),
        reverse("admin:initiatives_organisation_change", args=[club.pk]),
        reverse("admin:places_place_changelist"),
        reverse("admin:places_place_history", args=[place.pk]),
        reverse("admin:places_place_export", args=["csv"]),
        reverse("admin:initiatives_organisation_export", args=["csv"]),
        reverse("phone-list"),
    ]
    for page in pages:
        answer = client.get(page)
        text = b"".join(answer) if answer.streaming else answer.content
        yield page, answer.status_code, any(each in text for each in CANARIES)


@pytest.mark.parametrize("role", [COORDINATOR, POLICY])
def test_a_colleague_who_may_not_ring_does_not_see_it(client, place, role):
    enter(client, role)

    assert not [page for page, _status, sees in texts_of_staff(client, place) if sees]


def test_who_may_ring_sees_it_where_it_is_kept_and_in_no_file(client, place):
    enter(client, EDITOR)
    seen = {page for page, _status, sees in texts_of_staff(client, place) if sees}

    assert reverse("admin:places_place_change", args=[place.pk]) in seen
    assert reverse("phone-list") in seen
    assert not [page for page in seen if "exporteren" in page or "history" in page]
