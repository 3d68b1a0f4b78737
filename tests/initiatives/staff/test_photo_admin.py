"""Staff look at photos and hosts: in lists, and below the initiative."""

import pytest
from django.contrib.auth.models import Permission

from common.kit.storing import store
from common.photos import decisions
from initiatives.models import InitiativePhoto
from tests.initiatives.organising.test_photo_removal import act
from tests.initiatives.views.mine.pages import text_of
from tests.kit.factories import (
    make_host,
    make_initiative,
    make_photo,
    make_staff,
    make_user,
)
from tests.kit.pictures import picture
from tests.ontmoeten.staff.queue_item import address, opened, sent

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def table(club):
    return make_initiative(name="Lange tafel", organisation=club)


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


def test_staff_show_and_hide_photos_and_hosts(client, staff, table):
    for make, model in [(make_photo, "initiativephoto"), (make_host, "host")]:
        thing = make(table, state="waits")
        path = f"/beheer/initiatives/{model}/"
        assert client.get(path).status_code == 200
        act(client, "show", thing, path=path)
        thing.refresh_from_db()
        assert thing.state == "shown"
        act(client, "hide", thing, path=path)
        thing.refresh_from_db()
        assert thing.state == "hidden"
        assert client.get(f"{path}{thing.pk}/change/").status_code == 200


def test_staff_who_may_only_look_change_nothing(client, table):
    photo, person = make_photo(table, state="waits"), make_user(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_initiativephoto"))
    client.force_login(person)

    act(client, "show", photo, path="/beheer/initiatives/initiativephoto/")

    photo.refresh_from_db()
    assert photo.state == "waits"


def test_photos_cost_staff_as_many_queries_for_many(
    client, staff, table, django_assert_max_num_queries
):
    make_photo(table)
    path = "/beheer/initiatives/initiativephoto/"
    client.get(path)
    with django_assert_max_num_queries(12) as one:
        client.get(path)
    for _number in range(5):
        make_photo(make_initiative())

    with django_assert_max_num_queries(len(one)):
        client.get(path)


def inline(client, initiative, **answers):
    """The page of an initiative with a photo added below it, as staff send it."""
    path = f"/beheer/initiatives/initiative/{initiative.pk}/change/"
    page = client.get(path)
    data = {}
    for bound in page.context["adminform"].form:
        if bound.value() not in (None, False):
            data[bound.html_name] = bound.value()
    for formset in page.context["inline_admin_formsets"]:
        for bound in formset.formset.management_form:
            data[bound.html_name] = bound.value()
    usual = {
        "photos-TOTAL_FORMS": 1, "photos-0-initiative": initiative.pk,
        "photos-0-image": picture(), "photos-0-alt": "Soep", "photos-0-credit": "Bo",
        "photos-0-has_people": "False",
    }  # fmt: skip
    return client.post(path, data | usual | answers)


def test_staff_add_a_photo_in_the_page_of_the_initiative(client, staff, table):
    assert inline(client, table).status_code == 302

    photo = InitiativePhoto.objects.get()
    assert (photo.alt, photo.state) == ("Soep", "shown")
    assert photo.image.name.startswith("mensen/")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"photos-0-has_people": "True"}, "sinds welke dag"),
        ({"photos-0-has_people": ""}, "verplicht"),
        ({"photos-0-credit": ""}, "verplicht"),
        ({"photos-0-alt": ""}, "verplicht"),
    ],
)
def test_staff_are_refused_in_words_too(client, staff, table, wrong, words):
    answer = inline(client, table, **wrong)

    assert answer.status_code == 200
    assert words in text_of(answer)
    assert not InitiativePhoto.objects.exists()


def test_a_state_that_is_sent_along_is_not_listened_to(client, staff, table):
    assert inline(client, table, **{"photos-0-state": "hidden"}).status_code == 302

    assert InitiativePhoto.objects.get().state == "shown"


@pytest.mark.parametrize(
    ("kind", "make"), [("foto", make_photo), ("gastheer", make_host)]
)
def test_what_is_shown_or_hidden_is_decided_about_in_the_queue(
    client, staff, table, kind, make
):
    thing = make(table)
    page = f"/beheer/initiatives/{thing._meta.model_name}/{thing.pk}/change/"
    assert f'href="{address(kind, thing)}#decision"' in text_of(client.get(page))
    assert 'name="state"' not in text_of(client.get(page))

    for do, state in [("hide", "hidden"), ("show", "shown")]:
        assert sent(client, kind, thing, do=do).url == page
        thing.refresh_from_db()
        assert thing.state == state
    assert "Een collega was je voor" in text_of(
        client.post(
            address(kind, thing),
            {"do": "show", "seen": opened(client, kind, thing)},
            follow=True,
        )
    )


def test_what_someone_asked_off_the_site_is_not_shown_from_the_queue(
    client, staff, table
):
    photo = make_photo(table)
    decisions.ask_to_remove(photo, "")

    answer = sent(client, "foto", photo, do="show")

    assert "Beslis daar eerst over" in text_of(answer)
    photo.refresh_from_db()
    assert photo.state == "hidden"


def below(client, initiative) -> dict:
    """All that the page of an initiative sends when nothing is changed in it."""
    page = client.get(f"/beheer/initiatives/initiative/{initiative.pk}/change/")
    data = {}
    fields = list(page.context["adminform"].form)
    for formset in page.context["inline_admin_formsets"]:
        fields += formset.formset.management_form
        for form in formset.formset.forms:
            fields += form
    for bound in fields:
        is_off = bound.value() is False and bound.widget_type == "checkbox"
        is_file = bound.name in {"image", "photo"}
        if bound.value() is not None and not is_off and not is_file:
            data[bound.html_name] = bound.value()
    return data


def test_saving_an_initiative_leaves_photos_and_hosts_as_they_are(client, staff, table):
    photo, host = make_photo(table), make_host(table)
    path = f"/beheer/initiatives/initiative/{table.pk}/change/"

    answer = client.post(path, {**below(client, table), "name": "Ronde tafel"})

    assert answer.status_code == 302
    table.refresh_from_db()
    assert table.name == "Ronde tafel"
    for thing in (photo, host):
        changed_at = thing.changed_at
        thing.refresh_from_db()
        assert (thing.state, thing.changed_at) == ("shown", changed_at)


def test_a_page_of_staff_that_was_open_brings_nothing_back(client, staff, table):
    photo = make_photo(table)
    known = {"first_name": "Wilma", "name_consent_on": "2026-01-01"}
    host = make_host(table, **known)
    older = below(client, table)
    decisions.ask_to_remove(photo, "")
    host.first_name, host.name_consent_on = "", None
    store(host)

    path = f"/beheer/initiatives/initiative/{table.pk}/change/"
    answer = client.post(path, older)

    assert "Iemand anders wijzigde dit intussen" in text_of(answer)
    photo.refresh_from_db(), host.refresh_from_db()
    assert (photo.state, host.first_name) == ("hidden", "")


def test_what_someone_asked_off_the_site_is_not_shown_from_the_list(
    client, staff, table
):
    photo = make_photo(table)
    decisions.ask_to_remove(photo, "")

    act(client, "show", photo, path="/beheer/initiatives/initiativephoto/")

    photo.refresh_from_db()
    assert photo.state == "hidden"


@pytest.mark.parametrize("right", ["view_initiative", "change_initiative"])
def test_staff_with_fewer_rights_see_the_page(client, table, right):
    make_photo(table), make_host(table)
    person = make_user(is_staff=True)
    rights = [right, "view_initiativephoto", "view_host"]
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(person)

    path = f"/beheer/initiatives/initiative/{table.pk}/change/"
    assert client.get(path).status_code == 200
