"""Roles are groups that follow a file, and an administrator gives them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ontmoeten.accounts.roles import RIGHTS, ROLES, keep_in_step, rights_of
from ontmoeten.models import Mail
from tests.kit.factories import (
    make_organisation,
    make_staff,
    make_user,
)
from tests.kit.staffpages import save_as_shown
from tests.ontmoeten.accounts.test_rights import enter, page_of, person_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


def test_the_groups_follow_the_file_and_cost_little(django_assert_num_queries):
    editors = Group.objects.get(name=ROLES[0])
    editors.permissions.clear()
    Group.objects.get(name=ROLES[1]).delete()

    keep_in_step()

    for role in ROLES:
        group = Group.objects.get(name=role)
        has = group.permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{name}" for app, name in has} == rights_of(role)
    with django_assert_num_queries(2):
        keep_in_step()


def test_what_a_group_got_by_hand_goes(django_assert_max_num_queries):
    policy = Group.objects.get(name="Beleidsmedewerker")
    policy.permissions.add(Permission.objects.get(codename="delete_place"))

    with django_assert_max_num_queries(8):
        keep_in_step()

    has = policy.permissions.values_list("codename", flat=True)
    assert "delete_place" not in has
    assert "see_loneliness" in has


def test_every_right_exists():
    call_command("migrate", verbosity=0, database="default")

    assert set().union(*map(rights_of, ROLES)) == set(RIGHTS)
    assert set(RIGHTS) <= make_staff().get_all_permissions()


def test_an_administrator_gives_roles_and_no_rights_of_their_own(client):
    enter(client, "Beheerder")
    colleague = make_user(is_staff=True)
    page = client.get(page_of("ontmoeten.user", "change", colleague.pk))

    fields = page.context["adminform"].form.fields
    assert "groups" in fields
    assert "is_superuser" not in fields
    assert "user_permissions" not in fields


@pytest.mark.parametrize("page", ["change", "password"])
def test_an_administrator_does_not_touch_who_may_everything(client, page):
    enter(client, "Beheerder")
    boss = make_staff()
    address = page_of("ontmoeten.user", "change", boss.pk)
    if page == "password":
        address = reverse("admin:auth_user_password_change", args=[boss.pk])

    assert client.post(address, {"email": "x@example.org"}).status_code == 403


def test_who_becomes_staff_logs_in_anew(client):
    amira, mine = make_user(), Client()
    mine.force_login(amira)
    enter(client, "Beheerder")
    form = {"email": amira.email, "is_active": "on", "is_staff": "on"}
    editors = Group.objects.get(name="Redacteur")

    address = page_of("ontmoeten.user", "change", amira.pk)
    answer = save_as_shown(client, address, **form, groups=[editors.pk])
    assert answer.status_code == 302

    amira.refresh_from_db()
    assert amira.is_staff
    assert amira.groups.get() == editors
    assert mine.get("/mijn/").status_code == 302


def test_mails_that_do_not_go_out_are_told_to_who_may_see_them(client):
    Mail.objects.create(
        to="x@example.org",
        subject="x",
        state="failed",
        useful_until=timezone.now() + timedelta(days=1),
        forget_at=timezone.now() + timedelta(days=1),
    )
    for role, count in [("Beheerder", 1), ("Beleidsmedewerker", 0)]:
        enter(client, role)
        page = client.get("/beheer/").content.decode()
        assert page.count("state__exact=failed") == count


def test_what_a_colleague_without_that_right_changes_under_mine_waits_as_usual(client):
    from initiatives.deciding.decisions import is_trusted

    club = make_organisation()

    assert not is_trusted(club, person_of("Beleidsmedewerker"))
    assert is_trusted(club, person_of("Moderator"))
