"""What trusted organisations changed at once: staff see it and say that they looked."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client

from initiatives.models import Activity, LiveChange
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]
LIST = "/beheer/initiatives/livechange/"
FIRST = "/beheer/"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


@pytest.fixture
def ans():
    return make_user(name="Ans", email="ans@example.org")


@pytest.fixture
def club(ans):
    return make_organisation(name="De Huiskamer", owner=ans, is_trusted=True)


@pytest.fixture
def staff(client):
    person = make_staff(name="Sjaak")
    client.force_login(person)
    return person


def with_rights(client, *codenames):
    person = make_user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(person)
    return person


def change(person, entry, **typed):
    """As its form sends it back, with some of it typed anew."""
    client = Client()
    client.force_login(person)
    path = f"/mijn/{entry._meta.verbose_name}/{entry.pk}/"
    form = client.get(path).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, [], False):
            data[bound.html_name] = value
    response = client.post(path, {**data, "scope": "alle", **typed})
    assert response.status_code == 302, response.context["form"].errors
    return response


def make_change(entry, **facts):
    facts.setdefault("fields", ["name"])
    return LiveChange.objects.create(**{entry._meta.model_name: entry}, **facts)


def test_a_change_of_a_trusted_organisation_is_told_with_its_fields(
    client, staff, ans, club
):
    start = make_initiative(name="Samen eten", organisation=club)
    change(ans, start, description="Elke dag.", name="Samen koken")

    page = client.get(LIST).content.decode()

    [row] = LiveChange.objects.all()
    assert (row.fields, row.changed_by) == (["description", "name"], ans)
    assert f'href="/beheer/initiatives/initiative/{start.pk}/change/">Samen koken' in (
        page
    )
    assert f'href="/beheer/initiatives/initiative/{start.pk}/history/"' in page
    assert "beschrijving, naam" in page
    assert "organisatie De Huiskamer" in page


def test_only_what_everyone_sees_of_who_is_trusted_is_told(ans, club):
    other = make_organisation(owner=ans)
    change(ans, make_initiative(organisation=other), name="Anders")
    change(ans, make_initiative(organisation=club, state="suggested"), name="Anders")
    unchanged = make_initiative(organisation=club)
    change(ans, unchanged)

    assert not LiveChange.objects.exists()


def test_a_new_entry_and_one_that_ended_are_told_too(client, staff, ans, club):
    person = Client()
    person.force_login(ans)
    path = f"/mijn/organisatie/{club.pk}/initiatief/"
    form = person.get(path).context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value()}
    data |= {"name": "Een nieuw begin", "description": "Samen."}
    person.post(path, data)
    coffee = make_activity(organisation=club)
    person.post(f"/mijn/activiteit/{coffee.pk}/stoppen/")

    assert Activity.objects.get().state == "closed"
    rows = LiveChange.objects.order_by("pk")
    assert [row.fields for row in rows] == [[], ["state"]]
    page = client.get(LIST).content.decode()
    assert "nieuw" in page


def test_the_newest_comes_first_and_the_unseen_are_counted_on_the_first_page(
    client, staff, club
):
    old = make_change(club)
    new = make_change(make_activity(organisation=club))

    assert list(client.get(LIST).context["cl"].result_list) == [new, old]
    page = client.get(FIRST).content.decode()
    assert "2 wijzigingen van organisaties die we vertrouwen zijn nog niet" in page
    assert f'href="{LIST}?gezien=nee"' in page


def test_one_press_says_that_it_was_looked_at_and_the_first_one_counts(
    client, staff, club
):
    row = make_change(club)
    path = f"{LIST}{row.pk}/gezien/"
    assert f'formaction="{path}"' in client.get(LIST).content.decode()
    assert client.get(path).status_code == 405

    client.post(path)

    row.refresh_from_db()
    assert row.seen_by == staff
    assert "vertrouwen" not in client.get(FIRST).content.decode()
    assert client.get(LIST, {"gezien": "nee"}).context["cl"].result_count == 0
    client.force_login(make_staff())
    response = client.post(path)
    said = [str(each) for each in get_messages(response.wsgi_request)]
    assert said[-1] == "0 wijzigingen bekeken."
    row.refresh_from_db()
    assert row.seen_by == staff


def test_many_are_looked_at_in_one_go(client, staff, club):
    rows = [make_change(club) for _number in range(3)]
    chosen = [row.pk for row in rows]

    client.post(LIST, {"action": "look_at_all", "_selected_action": chosen})

    assert not LiveChange.objects.filter(seen_at=None).exists()


def test_only_who_may_see_them_sees_or_marks_them(client, club):
    row = make_change(club)
    path = f"{LIST}{row.pk}/gezien/"

    with_rights(client, "view_organisation", "change_organisation")
    assert client.get(LIST).status_code == 403
    assert client.post(path).status_code == 403
    assert "vertrouwen" not in client.get(FIRST).content.decode()

    with_rights(client, "view_livechange")
    assert client.get(LIST).status_code == 200
    assert "vertrouwen" in client.get(FIRST).content.decode()
    assert client.post(path).status_code == 302
    assert client.get(f"{LIST}add/").status_code == 403
    client.logout()
    assert client.get(LIST).status_code == 302


def test_a_name_is_text(client, staff):
    make_change(make_organisation(name="<script>alert(1)</script>", is_trusted=True))

    assert "<script>alert" not in client.get(LIST).content.decode()


def test_the_list_and_the_first_page_cost_a_fixed_number_of_queries(
    client, staff, club, django_assert_num_queries, django_assert_max_num_queries
):
    make_change(club, changed_by=make_user())
    with django_assert_max_num_queries(8) as one:
        client.get(LIST)
    client.get(FIRST)  # what a process remembers it asks once
    with django_assert_max_num_queries(62) as first:  # all that waits stands there
        client.get(FIRST)
    for _number in range(5):
        make_change(make_activity(organisation=club), changed_by=make_user())
        make_change(make_initiative(organisation=club))

    with django_assert_num_queries(len(one)):
        client.get(LIST)
    with django_assert_num_queries(len(first)):
        client.get(FIRST)
