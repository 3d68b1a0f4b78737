import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from ontmoeten.accounts import roles
from tests.kit.factories import make_staff, make_user
from tests.kit.staffpages import save_as_shown

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]


def test_someone_logs_in_with_an_address_in_any_case():
    make_user(email="Amira@Example.org")

    assert authenticate(email="AMIRA@example.ORG", password="geheim")


def test_one_address_in_two_cases_is_one_person():
    make_user(email="amira@example.org")

    with pytest.raises(IntegrityError):
        make_user(email="AMIRA@EXAMPLE.ORG")


def test_the_database_itself_keeps_addresses_in_small_letters():
    user = make_user(email="bram@example.org")
    table = get_user_model()._meta.db_table

    from django.db import connection, transaction

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET email = 'BRAM@example.org'")
    user.refresh_from_db()
    assert user.email == "bram@example.org"


def test_an_account_needs_an_address():
    with pytest.raises(ValueError, match="e-mail"):
        get_user_model().objects.create_user("")


def test_a_superuser_is_staff():
    user = get_user_model().objects.create_superuser("baas@example.org", "geheim")

    assert user.is_staff
    assert user.is_superuser


def test_a_colleague_who_exists_is_refused_in_words(client):
    client.force_login(make_staff(email="baas@example.org"))
    editor = Group.objects.get(name=roles.EDITOR)
    sent = {"email": "BAAS@example.org", "name": "Baas", "groups": [editor.pk]}

    answer = client.post(reverse("admin:ontmoeten_user_add"), sent)

    assert "Er is al iemand met dit e-mailadres" in answer.content.decode()


# --- One's own account, and coming back ----------------------------------------------


def save_rights(client, person, **rights):
    """As the page of an account sends them; what is left out is not ticked."""
    url = reverse("admin:ontmoeten_user_change", args=[person.pk])
    facts = {"email": person.email, "name": person.name}
    return save_as_shown(client, url, **facts | rights)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_nobody_gives_himself_a_role_or_switches_himself_off(client, is_superuser):
    yara = make_user(name="Yara", is_staff=True, is_superuser=is_superuser)
    if not is_superuser:
        yara.groups.add(Group.objects.get(name=roles.ADMINISTRATOR))
    before = set(yara.groups.all())
    client.force_login(yara)

    answer = save_rights(client, yara, groups=[each.pk for each in Group.objects.all()])

    assert answer.status_code == 302
    yara.refresh_from_db()
    assert (yara.is_active, yara.is_staff, yara.is_superuser) == (
        True, True, is_superuser,
    )  # fmt: skip
    assert set(yara.groups.all()) == before


def test_who_is_let_in_again_logs_in_anew(client):
    bo, boss = make_staff(name="Bo"), Client()
    boss.force_login(make_staff())
    client.force_login(bo)
    assert client.get("/beheer/").status_code == 200

    save_rights(boss, bo, is_staff="on", is_superuser="on")
    bo.refresh_from_db()
    assert not bo.is_active
    save_rights(boss, bo, is_staff="on", is_superuser="on", is_active="on")

    bo.refresh_from_db()
    assert bo.is_active
    assert client.get("/beheer/").status_code == 302
