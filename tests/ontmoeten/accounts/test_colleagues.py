"""Colleagues come by an invitation, choose their own password, and may forget it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ontmoeten.accounts import roles
from ontmoeten.models import User
from tests.kit.factories import make_staff, make_user
from tests.kit.letters import letters
from tests.kit.staffpages import as_, save_as_shown, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORGOTTEN = "/wachtwoord-vergeten/"
NEW = "een-lange-zin-met-soep"


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    cache.clear()


def role(name=roles.EDITOR) -> int:
    return Group.objects.get(name=name).pk


def invite(**facts) -> User:
    sent = {"email": "bo@example.org", "name": "Bo", "groups": [role()]}
    add = reverse("admin:ontmoeten_user_add")
    answer = as_(make_staff(name="Ans")).post(add, {**sent, **facts})
    assert answer.status_code == 302, answer.context["errors"]
    return User.objects.get(email="bo@example.org")


def link() -> str:
    return re.search(r"http://[\w.:]+(/nieuw-wachtwoord/[^\s/]+/)", letters()[-1].body)[
        1
    ]


def choose(address, password=NEW):
    return Client().post(
        address, {"new_password1": password, "new_password2": password}
    )


def save(person, client=None, **rights):
    page = reverse("admin:ontmoeten_user_change", args=[person.pk])
    client = client or as_(make_staff())
    facts = {"email": person.email, "name": person.name}
    return save_as_shown(client, page, **facts | rights)


def test_who_is_invited_is_staff_in_her_role_and_chooses_her_own_password():
    bo = invite()

    assert bo.is_staff
    assert [each.name for each in bo.groups.all()] == [roles.EDITOR]
    assert not bo.has_usable_password()
    assert letters()[-1].to == ["bo@example.org"]
    assert choose(link()).url == reverse("admin:login")
    assert authenticate(email="bo@example.org", password=NEW) == bo


def test_nobody_is_invited_without_a_role():
    client = as_(make_staff())
    sent = {"email": "bo@example.org", "name": "Bo"}

    answer = client.post(reverse("admin:ontmoeten_user_add"), sent)

    assert answer.status_code == 200
    assert not User.objects.filter(email="bo@example.org").exists()


def test_the_link_works_once():
    invite()
    address = link()
    choose(address)

    answer = choose(address, "een-andere-lange-zin")

    assert answer.status_code == 404
    assert "werkt niet meer" in words_of(answer)
    assert authenticate(email="bo@example.org", password=NEW)


@pytest.mark.parametrize(("days", "works"), [(6, True), (8, False)])
def test_the_link_of_an_invitation_lasts_a_week(days, works):
    invite()

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        answer = Client().get(link())

    assert (answer.status_code == 200) == works


def test_a_link_of_who_works_here_no_more_opens_nothing():
    bo = invite()
    User.objects.filter(pk=bo.pk).update(is_active=False)

    assert Client().get(link()).status_code == 404


def test_a_link_is_not_made_up():
    assert Client().get("/nieuw-wachtwoord/verzonnen/").status_code == 404


def test_who_forgot_it_gets_a_link_and_chooses_another():
    bo = make_user(email="bo@example.org", is_staff=True)

    answer = Client().post(FORGOTTEN, {"email": "Bo@example.org"})

    assert answer.url == reverse("admin:login")
    choose(link())
    assert authenticate(email=bo.email, password=NEW) == bo
    assert authenticate(email=bo.email, password="geheim") is None


def test_a_new_password_leaves_the_second_step(monkeypatch):
    bo = make_user(email="bo@example.org", is_staff=True)
    bo.authenticator_set.create(type="totp", data={"secret": "x"})
    Client().post(FORGOTTEN, {"email": "bo@example.org"})
    choose(link())

    client = Client()
    answer = client.post(
        "/beheer/login/", {"username": "bo@example.org", "password": NEW}
    )

    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert client.get("/beheer/").status_code == 302


@pytest.mark.parametrize("who", ["nobody", "resident", "of the municipality", "off"])
def test_nobody_else_gets_a_link_and_the_answer_is_the_same(who):
    facts = {"is_staff": who != "resident", "is_active": who != "off"}
    if who != "nobody":
        person = make_user(email="bo@example.org", **facts)
        if who == "of the municipality":
            person.set_unusable_password()
            person.save()

    answer = Client().post(FORGOTTEN, {"email": "bo@example.org"})

    assert answer.url == reverse("admin:login")
    assert not letters()


def test_a_ticked_role_makes_someone_staff_in_one_act():
    nour = make_user(email="nour@example.org")
    nour.set_unusable_password()
    nour.save()

    save(nour, groups=[role()], is_active="on")

    nour.refresh_from_db()
    assert nour.is_staff
    assert letters()[-1].to == ["nour@example.org"]


def test_who_is_no_staff_any_more_keeps_no_role():
    bo = make_user(is_staff=True)
    bo.groups.add(role())

    answer = save(bo, groups=[role()], is_active="on")

    assert "Haal ook de rollen weg" in words_of(answer)
    bo.refresh_from_db()
    assert bo.is_staff


def test_two_administrators_at_one_colleague_see_each_other():
    bo, boss = make_user(name="Bo", is_staff=True), as_(make_staff())
    page = reverse("admin:ontmoeten_user_change", args=[bo.pk])
    seen = boss.get(page).context["adminform"].form.initial["version"]
    User.objects.filter(pk=bo.pk).update(name="Bo de Wit")

    answer = save(bo, boss, name="Bo Zwart", is_staff="on", version=seen)

    assert answer.status_code == 200
    assert "Bo de Wit" in words_of(answer)
    assert "Bo Zwart" in words_of(answer)
    bo.refresh_from_db()
    assert bo.name == "Bo de Wit"


def test_the_page_of_a_colleague_holds_nothing_of_the_password():
    bo = make_user(is_staff=True)
    form = (
        as_(make_staff())
        .get(reverse("admin:ontmoeten_user_change", args=[bo.pk]))
        .context["adminform"]
        .form
    )

    assert bo.password not in str(form.initial["version"])
    assert "password" not in form._compared()


def test_an_invitation_is_mailed_again_to_who_never_chose_a_password():
    bo, ans = invite(), make_user(is_staff=True)
    before = len(letters())

    as_(make_staff()).post(
        reverse("admin:ontmoeten_user_changelist"),
        {"action": "invite", "_selected_action": [bo.pk, ans.pk]},
    )

    assert [each.to for each in letters()[before:]] == [["bo@example.org"]]
