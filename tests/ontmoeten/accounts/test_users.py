import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import IntegrityError
from django.urls import reverse

from tests.factories import make_staff, make_user

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


def test_staff_can_add_a_colleague(client):
    client.force_login(make_staff())

    response = client.post(
        reverse("admin:ontmoeten_user_add"),
        {
            "email": "Nieuw@example.org",
            "name": "Nieuw",
            "usable_password": "true",
            "password1": "lang-genoeg-91",
            "password2": "lang-genoeg-91",
        },
    )

    assert response.status_code == 302, response.context["errors"]
    assert get_user_model().objects.filter(email="nieuw@example.org").exists()


def test_a_colleague_who_exists_is_refused_in_words(client):
    client.force_login(make_staff(email="baas@example.org"))

    response = client.post(
        reverse("admin:ontmoeten_user_add"),
        {
            "email": "BAAS@example.org",
            "usable_password": "true",
            "password1": "lang-genoeg-91",
            "password2": "lang-genoeg-91",
        },
    )

    assert "Er is al iemand met dit e-mailadres" in response.content.decode()
