"""Organisation A never sees or changes what is B's: every address, method and role."""

from copy import deepcopy

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.initiatives.views.addresses import (
    ACTIONS,
    ALL,
    BY_MAIL,
    FORMS,
    OF_ONESELF,
    OWNERS,
    OWNERS_POST,
    PAGES,
    PERSONAL,
    SECRET,
    build,
    route_of,
)
from tests.kit.addresses import EXAMPLES
from tests.ontmoeten.web.test_safety import public_names

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MONDAY = "2026-11-23 12:00+01:00"
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]
STRANGERS = ["amira-owner", "amira-editor", "staff", "staff-without-rights"]
BRAMS = ["bram-owner", "bram-editor"]
ALONE = sorted(name for name, arguments in EXAMPLES.items() if not arguments)
WRITING = sorted({*FORMS, *ACTIONS})


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to(MONDAY, tick=True)


@pytest.fixture(scope="module")
def made(for_all):
    with time_machine.travel(MONDAY):
        town, cookies = build(), {}
        for role, person in town.people.items():
            client = Client()
            if person:
                client.force_login(person)
            cookies[role] = client.cookies
        return town, settings.MEDIA_ROOT, cookies


@pytest.fixture(scope="module")
def before(made) -> dict:
    """All that this app holds when a test begins."""
    return everything()


@pytest.fixture
def town(made, settings):
    town, settings.MEDIA_ROOT, _cookies = made
    return deepcopy(town)


@pytest.fixture
def enter(visitors, made):
    """A visitor in this role, who came in before."""
    _town, _root, cookies = made

    def entered(role):
        visitor = visitors()
        visitor.cookies = deepcopy(cookies[role])
        return visitor

    return entered


def everything() -> dict:
    """All that the apps hold of which people keep something under /mijn/."""
    models = [
        model
        for app in ("initiatives", "tours")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def taken(name) -> set[str]:
    """The methods that an address takes."""
    if name in ACTIONS:
        return {"post"}
    return {"get", "head"} | ({"post"} if name in FORMS else set())


def _is_of_resident(name) -> bool:
    return name.endswith("@resident")


def ask(visitor, town, name, method):
    arguments, sent = ALL[name](town)
    path = reverse(route_of(name), kwargs=arguments)
    return getattr(visitor, method)(path, sent if method == "post" else None)


def test_every_address_is_in_one_of_the_tables():
    assert set(public_names()) == set(EXAMPLES) | PERSONAL
    assert not set(EXAMPLES) & PERSONAL


@pytest.mark.parametrize("name", sorted(ALL))
def test_what_is_of_another_organisation_is_not_there(enter, town, before, name):
    wrong = []
    others = BRAMS if _is_of_resident(name) else ["resident"]
    for role in [*STRANGERS, *others]:
        visitor = enter(role)
        for method in METHODS:
            answer = ask(visitor, town, name, method)
            expected = 404 if method in taken(name) else 405
            if answer.status_code != expected or SECRET in answer.content.decode():
                wrong.append(f"{role} {method}: {answer.status_code}")

    assert not wrong
    assert everything() == before


@pytest.mark.parametrize("name", sorted(ALL))
def test_who_is_not_logged_in_is_sent_to_log_in(enter, town, before, name):
    visitor = enter("visitor")
    for method in METHODS:
        answer = ask(visitor, town, name, method)
        if method in taken(name):
            assert answer.url.startswith("/inloggen/?next="), method
        else:
            assert answer.status_code == 405, method

    assert everything() == before


@pytest.mark.parametrize("name", WRITING)
def test_the_same_question_changes_something_for_who_may(enter, town, before, name):
    """Without this, the tests above could pass because they ask nonsense."""
    role = "bram-editor" if name == "leave" else "bram-owner"
    role = "resident" if _is_of_resident(name) else role

    answer = ask(enter(role), town, name, "post")

    assert answer.status_code == 302
    assert everything() != before


@pytest.mark.parametrize("name", sorted(OWNERS | OWNERS_POST))
def test_an_editor_decides_nothing_about_people(enter, town, before, name):
    assert ask(enter("bram-editor"), town, name, "post").status_code == 403

    assert everything() == before


@pytest.mark.parametrize("role", BRAMS)
@pytest.mark.parametrize("name", sorted({*FORMS, *PAGES}))
def test_who_may_see_the_pages_of_a_form_sees_them(enter, town, name, role):
    role = "resident" if _is_of_resident(name) else role
    assert ask(enter(role), town, name, "get").status_code == 200


@pytest.mark.parametrize("name", sorted(OF_ONESELF))
def test_ones_own_pages_hold_nothing_of_others(enter, town, name):
    for role in ["visitor", *STRANGERS]:
        answer = enter(role).get(reverse(name), follow=True)
        assert answer.status_code == 200, role
        assert SECRET not in answer.content.decode(), role


@pytest.mark.parametrize("name", ALONE)
def test_nothing_that_is_not_public_is_on_a_public_page(enter, town, name):
    for role in ["visitor", *STRANGERS, "bram-owner"]:
        answer = enter(role).get(reverse(name))
        body = b"".join(answer) if answer.streaming else answer.content
        assert SECRET.encode() not in body, role


def test_drafts_have_no_page_of_their_own(enter, town):
    visitor = enter("visitor")
    for entry in (town.draft, town.initiative, town.idea):
        assert visitor.get(entry.get_absolute_url()).status_code == 404
    assert SECRET not in visitor.get(town.club.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", sorted(BY_MAIL))
def test_a_token_that_was_never_mailed_opens_nothing(enter, before, name):
    path = reverse(name, args=["x" * 43])
    for role in ["visitor", *STRANGERS]:
        visitor = enter(role)
        assert visitor.get(path).status_code == 404
        assert visitor.post(path).status_code == 404

    assert everything() == before


@pytest.mark.parametrize("role", ["amira-owner", "bram-editor"])
def test_a_member_of_one_organisation_is_not_changed_through_another(
    enter, town, before, role
):
    """With one's own organisation in the address and another's person or invitation."""
    amira = town.people["amira-owner"].memberships.get()
    for name, argument in [
        ("change-role", {"member_pk": town.member_pk}),
        ("remove-person", {"member_pk": town.member_pk}),
        ("withdraw-invitation", {"invitation_pk": town.invitation.pk}),
    ]:
        arguments = {"pk": amira.organisation_id, **argument}
        path = reverse(f"initiatives:{name}", kwargs=arguments)
        assert enter(role).post(path, {"role": "editor"}).status_code == 404

    assert everything() == before


@pytest.mark.parametrize("kind", ["organisatie", "initiatief", "activiteit", "onzin"])
@pytest.mark.parametrize("what", ["resubmit", "stop"])
def test_no_kind_of_entry_is_a_way_round(enter, town, before, kind, what):
    visitor = enter("amira-owner")
    for pk in (town.club.pk, town.activity.pk, town.initiative.pk, town.draft.pk):
        if kind == "organisatie" and pk == visitor_organisation(town):
            continue
        path = reverse(f"initiatives:{what}", kwargs={"kind": kind, "pk": pk})
        assert visitor.post(path).status_code in {302, 404}

    assert everything() == before


def visitor_organisation(town) -> int:
    return town.people["amira-owner"].memberships.get().organisation_id
