"""What staff throw away lies in the bin for 30 days, and comes back as it was."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.history import bin
from common.history.bin import Binned
from common.moderation.states import NotAllowed, State
from initiatives.models import (
    Activity,
    Initiative,
)
from places.models import ClosingDay, Place, PlaceKind, Synonym
from tests.kit.factories import (
    kind,
    made,
    make_activity,
    make_dataset,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.staffpages import staff_page, text_of
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.both("bin")]
BIN = "/beheer/prullenbak/"
MAKE = [make_place, make_organisation, make_initiative, make_activity]
LATER = timedelta(days=31)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


def throw(client, entry):
    return client.post(staff_page(entry, "delete"), {"post": "yes"})


def take_back(client, found):
    return client.post(f"{BIN}{found.pk}/terug/", follow=True)


def later():
    return timezone.now() + LATER


@pytest.mark.parametrize("make", MAKE)
def test_what_is_thrown_away_leaves_the_site_and_the_lists_and_comes_back(
    client, bo, make
):
    entry = make(name="Uilenbos")
    visitor, url = Client(), entry.get_absolute_url()
    assert visitor.get(url).status_code == 200

    assert "prullenbak" in text_of(client.get(staff_page(entry, "delete")))
    throw(client, entry)

    assert visitor.get(url).status_code == 404
    assert client.get(staff_page(entry, "changelist")).context["cl"].result_count == 0
    assert client.get(staff_page(entry)).status_code == 302
    page = text_of(client.get(BIN))
    assert "Uilenbos" in page
    assert "door Bo" in page
    answer = take_back(client, Binned.objects.get())
    assert "is terug" in text_of(answer)
    assert visitor.get(url).status_code == 200
    assert client.get(staff_page(entry, "changelist")).context["cl"].result_count == 1
    assert not Binned.objects.exists()
    newest = entry.history.first()
    assert newest.history_user == bo
    assert newest.history_change_reason == "terug uit de prullenbak"


def test_the_map_the_search_the_feed_and_the_exports_do_not_have_it(client, bo):
    place = make_place(name="Uilenbos")
    coffee = make_activity(name="Uilenkoffie")
    throw(client, place)
    throw(client, coffee)

    pages = ["/plekken/", "/plekken/plekken.geojson", "/plekken/plekken.csv"]
    pages += ["/plekken/?q=uilenbos", "/zoek/?q=uilen", "/agenda/", "/agenda.ics", "/"]
    for page in pages:
        answer = Client().get(page)
        body = b"".join(answer) if answer.streaming else answer.content
        found = body.decode().replace("q=uilen", "").replace('value="uilenbos"', "")
        assert "Uilenbos" not in found, page
        assert "Uilenkoffie" not in found, page


@pytest.mark.parametrize("make", MAKE)
@pytest.mark.parametrize("state", [State.SUGGESTED, State.REFUSED, State.CLOSED])
def test_it_comes_back_in_the_state_it_had(make, state):
    entry, by = make(state=state, refusal_reason="Reclame."), make_staff()

    bin.take_back(bin.throw_away(entry, by), by)

    entry.refresh_from_db()
    assert (entry.state, entry.refusal_reason) == (state, "Reclame.")


def test_many_at_once_go_by_the_action_of_the_list(client, bo):
    places = [make_place() for _each in range(3)]
    data = {"action": "delete_selected", "_selected_action": [p.pk for p in places]}
    assert "prullenbak" in text_of(
        client.post(staff_page(places[0], "changelist"), data)
    )

    client.post(staff_page(places[0], "changelist"), data | {"post": "yes"})

    assert Binned.objects.count() == 3
    assert Place.objects.count() == 3


def test_its_address_stays_its_own(client, bo):
    throw(client, make_initiative(name="Moestuin"))

    new = make_initiative(name="Moestuin")

    assert new.slug != "moestuin"
    take_back(client, Binned.objects.get())
    assert Client().get("/initiatieven/moestuin/").status_code == 200


def test_a_place_with_activities_stays_and_they_are_named(client, bo):
    coffee = make_activity(name="Koffie")

    page = text_of(throw(client, coffee.place))

    assert "kan niet weg" in page
    assert "Koffie" in page
    coffee.place.refresh_from_db()
    assert coffee.place.state == State.PUBLISHED
    assert not Binned.objects.exists()


def test_a_place_goes_once_its_activity_went_and_both_are_erased(client, bo):
    coffee = make_activity()
    throw(client, coffee)
    throw(client, coffee.place)
    assert Binned.objects.count() == 2

    bin.empty(later())

    assert not Binned.objects.exists()
    assert not Place.objects.exists()
    assert not Activity.objects.exists()


def test_what_something_came_to_need_meanwhile_stays_in_the_bin():
    place = make_place()
    bin.throw_away(place, None)
    make_activity(place=place)

    assert bin.empty(later()) == 0

    assert Binned.objects.count() == 1


def test_an_organisation_takes_its_activities_off_the_site_and_back(client, bo):
    club = make_organisation()
    coffee = make_activity(organisation=club)
    throw(client, club)
    assert Client().get(coffee.get_absolute_url()).status_code == 404

    take_back(client, Binned.objects.get())

    assert Client().get(coffee.get_absolute_url()).status_code == 200


def test_its_owner_does_not_see_it_any_more(client, bo):
    amira = make_user()
    club = make_organisation(name="De Huiskamer", owner=amira)
    garden = make_initiative(organisation=club)
    mine = Client()
    mine.force_login(amira)
    throw(client, garden)
    assert mine.get(f"/mijn/initiatief/{garden.pk}/").status_code == 404

    throw(client, club)

    assert mine.get(f"/mijn/organisatie/{club.pk}/").status_code == 404
    assert "De Huiskamer" not in text_of(mine.get("/mijn/"))


# --- What has no state -------------------------------------------------------------


def test_a_kind_that_is_used_stays(client, bo):
    make_place()

    page = text_of(throw(client, kind()))

    assert "kan niet weg" in page
    assert PlaceKind.objects.filter(slug="bankje").exists()


def test_a_kind_whose_place_lies_in_the_bin_stays(client, bo):
    throw(client, make_place())

    throw(client, kind())

    assert PlaceKind.objects.filter(slug="bankje").exists()


def test_a_kind_that_nothing_uses_goes_and_comes_back_whole(client, bo):
    hut = made(PlaceKind(slug="hut", name="hut", words="keet, blokhut"))
    hut.themes.set([Theme.objects.get(slug="gezondheid")])
    throw(client, hut)
    assert not PlaceKind.objects.filter(slug="hut").exists()

    take_back(client, Binned.objects.get())

    back = PlaceKind.objects.get(slug="hut")
    assert (back.pk, back.words) == (hut.pk, "keet, blokhut")
    assert [each.slug for each in back.themes.all()] == ["gezondheid"]


def test_a_kind_whose_address_was_taken_is_refused_in_words(client, bo):
    throw(client, made(PlaceKind(slug="hut", name="hut")))
    made(PlaceKind(slug="hut", name="andere hut"))

    page = text_of(take_back(client, Binned.objects.get()))

    assert "kan niet terug" in page
    assert "bestaat al" in page
    assert Binned.objects.count() == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: made(ClosingDay(date=date(2026, 12, 24), name="Kerstavond")),
        lambda: made(Synonym(words="uil, steenuil")),
        make_dataset,
    ],
)
def test_other_things_of_staff_come_back_too(client, bo, make):
    thing = make()
    throw(client, thing)
    assert not type(thing).objects.filter(pk=thing.pk).exists()

    take_back(client, Binned.objects.get())

    assert str(type(thing).objects.get(pk=thing.pk)) == str(thing)


def test_a_theme_is_never_thrown_away(client, bo):
    assert throw(client, Theme.objects.first()).status_code == 403


# --- Who may -----------------------------------------------------------------------


def with_rights(*names):
    person = make_user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(person)
    return client


def test_without_the_right_to_delete_there_is_no_bin():
    bin.throw_away(make_place(), None)

    assert with_rights("change_place", "view_place").get(BIN).status_code == 403
    assert Client().get(BIN).status_code == 302


def test_everyone_sees_what_they_may_delete_and_no_more():
    bin.throw_away(make_place(name="Uilenbos"), None)
    bin.throw_away(make_organisation(name="De Huiskamer"), None)

    page = text_of(with_rights("delete_place").get(BIN))

    assert "Uilenbos" in page
    assert "De Huiskamer" not in page
    assert "terughalen" not in page.split("<ul")[-1]


@pytest.mark.parametrize("rights", [["delete_place"], ["change_place"], []])
def test_taking_back_needs_both_rights(rights):
    found = bin.throw_away(make_place(), None)

    answer = with_rights(*rights).post(f"{BIN}{found.pk}/terug/")

    assert answer.status_code == 403
    assert Binned.objects.exists()
    both = with_rights("delete_place", "change_place")
    assert both.post(f"{BIN}{found.pk}/terug/").status_code == 302
    assert not Binned.objects.exists()


def test_looking_takes_nothing_back(client, bo):
    found = bin.throw_away(make_place(), None)

    assert client.get(f"{BIN}{found.pk}/terug/").status_code == 405
    assert client.post(f"{BIN}{found.pk + 1}/terug/").status_code == 404


def test_what_is_in_it_can_not_be_thrown_in_again():
    place = make_place()
    bin.throw_away(place, None)

    with pytest.raises(NotAllowed):
        bin.throw_away(place, None)


def test_who_is_second_to_take_it_back_hears_so():
    place, by = make_place(), make_staff()
    found = bin.throw_away(place, by)
    bin.take_back(found, by)

    with pytest.raises(NotAllowed):
        bin.take_back(found, by)


def test_an_empty_bin_says_so(client, bo):
    assert "De prullenbak is leeg" in text_of(client.get(BIN))


def test_the_bin_costs_as_many_queries_for_many_things(client, bo):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(BIN)
        return len(queries)

    bin.throw_away(make_place(), bo)
    client.get(BIN)
    one = count()
    for _each in range(20):
        bin.throw_away(make_place(), bo)
        bin.throw_away(make_initiative(), bo)

    assert count() == one
    assert Initiative.objects.count() == 20
