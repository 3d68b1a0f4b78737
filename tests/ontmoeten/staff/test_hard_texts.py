"""How easy a text reads is kept with each version; staff see which are hardest."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.kit.storing import store
from common.moderation.states import State
from ontmoeten.staff.hard_texts import KINDS, hardest
from places.importing.run import writing
from places.models import Place
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]
PAGE = "/beheer/moeilijke-teksten/"
PLAIN = "We drinken koffie. Je bent welkom. Kom gerust alleen. Het is gratis. " * 3
STIFF = (
    "Ten behoeve van maatschappelijke participatie organiseert de welzijnsorganisatie "
    "periodieke ontmoetingsactiviteiten waarbij deelname uitsluitend mogelijk is "
    "indien voorafgaande aanmelding tijdig heeft plaatsgevonden bij deze balie."
)
MAKERS = [make_place, make_organisation, make_initiative, make_activity]


@pytest.mark.parametrize("make", MAKERS)
def test_each_version_has_its_own_ease(make):
    entry = make(description=PLAIN)
    entry.description = STIFF
    store(entry)

    now, before = entry.history.order_by("-history_id")[:2]
    assert now.ease == entry.ease < 50
    assert before.ease > 80


def test_a_text_too_short_to_say_has_none():
    assert make_place(description="Een bank.").ease is None
    assert make_place(description="").ease is None


def test_saving_other_fields_alone_changes_no_ease():
    place = make_place(description=PLAIN)
    place.description = STIFF
    store(place, update_fields=["state"])

    place.refresh_from_db()
    assert place.ease > 80


def test_saving_the_text_alone_saves_its_ease():
    place = make_place(description=PLAIN)
    place.description = STIFF
    store(place, update_fields=["description"])

    place.refresh_from_db()
    assert place.ease < 50


def test_an_import_measures_too():
    place = make_place(description=PLAIN)
    place = Place.objects.prefetch_related("themes").get(pk=place.pk)
    place.description = STIFF
    writing.update([place], "import")

    assert Place.objects.get(pk=place.pk).ease < 50
    assert place.history.first().ease < 50


def test_the_hardest_comes_first_with_how_it_was_before():
    place = make_place(name="Bank", description=PLAIN)
    was = place.ease
    place.description = STIFF
    store(place)
    make_organisation(name="Huiskamer", description=f"{STIFF} {PLAIN}")
    make_activity(description=PLAIN)
    make_initiative(description=STIFF, state=State.SUGGESTED)

    found = hardest(KINDS)

    assert found[0].entry == place
    assert (found[0].ease, found[0].before) == (place.ease, was)
    assert all(each.ease < 50 for each in found)
    assert "Bank" not in [each.entry.name for each in found[1:]]


def test_staff_see_the_list_and_open_a_text(client):
    client.force_login(make_staff())
    place = make_place(name="Bank", description=STIFF)

    page = client.get(PAGE).content.decode()

    assert f'<a href="/beheer/places/place/{place.pk}/change/">Bank</a>' in page
    assert "Deze tekst is moeilijk te lezen." in page
    assert PAGE in client.get("/beheer/").content.decode()


def test_who_may_see_places_only_sees_no_organisations(client):
    person = make_user(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_place"))
    client.force_login(person)
    make_place(name="Bank", description=STIFF)
    make_organisation(name="Huiskamer", description=STIFF)

    page = client.get(PAGE).content.decode()

    assert "Bank" in page
    assert "Huiskamer" not in page


def test_who_may_see_nothing_gets_nothing(client):
    client.force_login(make_user(is_staff=True))

    assert client.get(PAGE).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_the_list_costs_as_many_queries_for_many(client, django_assert_num_queries):
    client.force_login(make_staff())
    for make in MAKERS:
        make(description=STIFF)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for make in MAKERS * 5:
        make(description=STIFF)

    with django_assert_num_queries(len(few)):
        client.get(PAGE)
