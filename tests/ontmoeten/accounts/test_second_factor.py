"""Staff log in with a password and a code of their phone; residents never do."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from common.protect.rate_limit import SendCount
from ontmoeten.accounts import second_factor
from tests.kit.factories import make_organisation, make_staff, make_user
from tests.kit.rights import OF_COLLEAGUES

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LOGIN, ADMIN = "/beheer/login/", "/beheer/"
SET_UP = "/inloggen/tweede-stap/instellen/"
SHOW = "/inloggen/tweede-stap/code/"
AGAIN = "/inloggen/tweede-stap/nogmaals/"
SPARE = "/inloggen/tweede-stap/reservecodes/"
USERS = "/beheer/ontmoeten/user/"


@pytest.fixture(autouse=True)
def _obligatory(settings):
    settings.STAFF_SECOND_FACTOR = "obligatory"
    cache.clear()


@pytest.fixture
def bo():
    return make_staff(email="bo@example.org")


def log_in(client, person, **more):
    form = {"username": person.email, "password": "geheim", **more}
    return client.post(LOGIN, form)


def code_of(secret: str, ago: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def set_up(client) -> str:
    """Goes through the page as someone with a phone does; gives the key."""
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'class="key">([A-Z2-7]+)<', page)[1]
    assert client.post(SET_UP, {"code": code_of(secret)}).url == SPARE
    assert client.get(SPARE).status_code == 200
    return secret


@pytest.fixture
def secret(bo):
    client = Client()
    log_in(client, bo)
    found = set_up(client)
    cache.clear()  # that a code works once is another matter
    SendCount.objects.all().delete()
    return found


def test_staff_without_one_are_led_to_set_one_up(client, bo):
    assert log_in(client, bo).url == ADMIN

    for path in [ADMIN, USERS, "/beheer/wachtrij/", "/en/beheer/", "/mijn/"]:
        assert SET_UP in client.get(path).url
    set_up(client)
    assert client.get(ADMIN).status_code == 200


def test_a_wrong_code_sets_nothing_up(client, bo):
    log_in(client, bo)
    client.get(SET_UP)

    page = client.post(SET_UP, {"code": "000000"}).content.decode()

    assert "niet de code van dit moment" in page
    assert not second_factor.is_set_up(bo)
    assert SET_UP in client.get(ADMIN).url


def test_the_square_is_drawn_in_the_page_and_the_key_stands_there_as_text(client, bo):
    log_in(client, bo)

    page = client.get(SET_UP).content.decode()

    assert "<svg" in page
    assert "<?xml" not in page
    assert "data:image" not in page
    assert " style=" not in page


def test_after_the_password_comes_the_code(client, bo, secret):
    answer = log_in(client, bo, next=USERS)

    assert answer.url == SHOW
    assert client.get(ADMIN).status_code == 302
    assert client.get(SHOW).status_code == 200
    answer = client.post(SHOW, {"code": code_of(secret)})
    assert answer.url == USERS
    assert client.get(USERS).status_code == 200


def test_who_stays_before_the_code_is_not_in(client, bo, secret):
    log_in(client, bo)

    page = client.post(SHOW, {"code": "123456"}).content.decode()

    assert "niet de code van dit moment" in page
    assert client.get("/mijn/").status_code == 302
    assert client.get(ADMIN).url.startswith(LOGIN)


def test_a_code_works_once(client, bo, secret):
    code = code_of(secret)
    log_in(client, bo)
    client.post(SHOW, {"code": code})
    cache.clear()  # another process of the same site has another cache
    other = Client()
    log_in(other, bo)

    assert other.post(SHOW, {"code": code}).status_code == 200
    assert other.get(ADMIN).status_code == 302


def test_who_guesses_codes_has_to_wait(client, bo, secret):
    log_in(client, bo)
    for _number in range(21):
        page = client.post(SHOW, {"code": "000000"}).content.decode()

    assert "te vaak mis" in page
    assert client.post(SHOW, {"code": code_of(secret)}).status_code == 200


def test_a_spare_code_works_once(client, bo, secret):
    spare = Authenticator.objects.get(user=bo, type="recovery_codes").wrap()
    code = spare.get_unused_codes()[0]
    for answer in (302, 200):
        visitor = Client()
        log_in(visitor, bo)
        assert visitor.post(SHOW, {"code": code}).status_code == answer


def test_the_key_is_not_readable_in_the_database(bo, secret):
    kept = Authenticator.objects.get(user=bo, type="totp").data["secret"]

    assert secret not in kept


def test_with_another_secret_key_no_code_is_right(client, bo, secret, settings):
    settings.SECRET_KEY = "x" * 50
    log_in(client, bo)

    assert client.post(SHOW, {"code": code_of(secret)}).status_code == 200
    assert client.get(ADMIN).status_code == 302


def test_another_phone_takes_the_code_of_the_old_one_first(client, bo, secret):
    log_in(client, bo)
    client.post(SHOW, {"code": code_of(secret)})
    away = "/inloggen/tweede-stap/weghalen/"

    assert AGAIN in client.get(away).url
    client.post(f"{AGAIN}?next={away}", {"code": code_of(secret, ago=1)})
    assert client.get(away).status_code == 200
    client.post(away)

    assert not second_factor.is_set_up(bo)
    assert SET_UP in client.get(ADMIN).url


def test_new_spare_codes_replace_the_old(client, bo, secret):
    log_in(client, bo)
    client.post(SHOW, {"code": code_of(secret)})
    new = f"{SPARE}nieuw/"
    client.post(f"{AGAIN}?next={new}", {"code": code_of(secret, ago=1)})
    old = re.findall(r"<code>(\d+)</code>", client.get(SPARE).content.decode())

    assert client.post(new).url == SPARE

    page = client.get(SPARE).content.decode()
    assert len(re.findall(r"<code>(\d+)</code>", page)) == len(old) == 10
    assert old[0] not in page


def test_an_administrator_takes_a_lost_one_away_and_that_is_recorded(bo, secret):
    colleague = Client()
    log_in(colleague, bo)
    colleague.post(SHOW, {"code": code_of(secret)})
    boss, client = make_staff(), Client()
    log_in(client, boss)
    set_up(client)

    client.post(USERS, {"action": "take_factor", "_selected_action": [bo.pk]})

    assert not Authenticator.objects.filter(user=bo)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (boss, str(bo.pk))
    assert colleague.get(ADMIN).url.startswith(LOGIN)  # logged out everywhere
    log_in(colleague, bo)
    assert SET_UP in colleague.get(ADMIN).url


def test_nobody_takes_away_their_own_in_the_list(client, bo):
    log_in(client, bo)
    set_up(client)

    client.post(USERS, {"action": "take_factor", "_selected_action": [bo.pk]})

    assert second_factor.is_set_up(bo)


def test_who_keeps_an_organisation_never_meets_it(client):
    amira = make_user()
    make_organisation(owner=amira)
    client.force_login(amira)

    assert client.get("/mijn/").status_code == 200
    for path in [SET_UP, SPARE, "/inloggen/tweede-stap/"]:
        assert client.get(path).status_code == 403


def test_a_session_made_without_one_does_not_do(client, bo, secret):
    client.force_login(bo)

    assert AGAIN in client.get(ADMIN).url
    assert AGAIN in client.get("/mijn/").url


def test_public_pages_do_not_ask_who_looks(client, bo):
    log_in(client, bo)

    answer = client.get("/plekken/")

    assert answer.status_code == 200
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_off_it_is_not_asked(client, bo, settings):
    settings.STAFF_SECOND_FACTOR = "off"
    log_in(client, bo)

    assert client.get(ADMIN).status_code == 200


def test_who_runs_the_server_takes_one_away_when_nobody_else_can(bo, secret, capsys):
    call_command("take_factor", "Bo@example.org")

    assert "Taken away" in capsys.readouterr().out
    assert not second_factor.is_set_up(bo)
    with pytest.raises(CommandError, match="Nobody of the staff"):
        call_command("take_factor", make_user().email)


NONSENSE = ["", "x", "{}", "[]", '"x"', '{"id": 1}', '{"response": {"userHandle": 1}}']


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_for_a_passkey_is_refused(client, bo, credential):
    log_in(client, bo)
    page = "/inloggen/tweede-stap/sleutels/nieuw/"

    assert client.get(page).status_code == 200
    assert client.post(page, {"credential": credential}).status_code == 200
    assert not second_factor.is_set_up(bo)
    assert SET_UP in client.get(ADMIN).url


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_instead_of_a_code_is_refused(client, bo, secret, credential):
    log_in(client, bo)

    assert client.post(SHOW, {"credential": credential}).status_code == 200
    assert client.get(ADMIN).status_code == 302


@pytest.mark.parametrize("name", sorted(OF_COLLEAGUES))
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_who_is_not_logged_in_finds_nothing_behind_it(client, name, method):
    with_number = name == "mfa_remove_webauthn"
    address = reverse(name, args=[1] if with_number else [])

    answer = getattr(client, method)(address)

    if answer.status_code == 302:
        assert answer.url.startswith(("/inloggen/", LOGIN))
    else:
        assert answer.status_code in {404, 405}


@pytest.mark.parametrize("name", sorted(OF_COLLEAGUES - {"single-sign-on"}))
def test_a_resident_finds_nothing_behind_it(client, name):
    client.force_login(make_user())
    address = reverse(name, args=[1] if name == "mfa_remove_webauthn" else [])

    assert client.get(address).status_code in {403, 404}
    assert client.post(address).status_code in {403, 404, 405}


def test_a_passkey_of_another_is_not_there(client, bo):
    mo = make_staff()
    key = Authenticator.objects.create(user=mo, type="webauthn", data={})
    log_in(client, bo)
    set_up(client)
    address = reverse("mfa_remove_webauthn", args=[key.pk])

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
