"""Logging in with the account of the municipality: a provider on this machine."""

import http.client
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.test import Client

from ontmoeten.accounts import sign_on_settings
from ontmoeten.models import User
from tests.kit.factories import make_organisation, make_staff, make_user
from tests.ontmoeten.accounts import provider as local

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(1)]
START, BACK = "/inloggen/gemeente/", "/inloggen/gemeente/terug/"
LOGIN, ADMIN = "/beheer/login/", "/beheer/"
EMAIL = "bo@breda.example"


@pytest.fixture
def provider(settings):
    cache.clear()
    settings.SITE_URL = "http://testserver"
    with local.running() as found:
        settings.SINGLE_SIGN_ON = {
            "issuer": found.issuer,
            "client_id": found.client_id,
            "secret": found.secret,
            "groups_claim": "groups",
            "roles": {
                "Ontmoeten redactie": ["Redacteur"],
                "Ontmoeten beleid": ["Beleidsmedewerker"],
            },
            "second_factor": None,
        }
        settings.SOCIALACCOUNT_PROVIDERS = sign_on_settings.providers(
            settings.SINGLE_SIGN_ON
        )
        yield found


def over_there(address: str) -> str:
    """What the browser does at the municipality; gives where it is sent back to."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    connection.close()
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def log_in(client, **asked):
    """The whole way: from us to the municipality and back; gives our last answer."""
    answer = client.get(START, asked)
    assert answer.status_code == 302
    return client.get(over_there(answer.url))


def is_in(client) -> bool:
    return client.get(ADMIN).status_code == 200


def said(client) -> str:
    return client.get(LOGIN).content.decode()


def roles_of(email=EMAIL) -> set[str]:
    return set(User.objects.get(email=email).groups.values_list("name", flat=True))


def test_a_colleague_of_a_mapped_group_is_in_with_its_role(client, provider):
    assert log_in(client).url == ADMIN

    assert is_in(client)
    bo = User.objects.get()
    assert (bo.email, bo.name, bo.is_staff) == (EMAIL, "Bo de Vries", True)
    assert not bo.is_superuser
    assert not bo.has_usable_password()
    assert roles_of() == {"Redacteur"}


def test_what_is_asked_holds_a_state_a_nonce_and_a_challenge(client, provider):
    asked = parse_qs(urlsplit(client.get(START).url).query)

    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]
    assert provider.secret not in str(asked)


def test_the_way_back_is_the_same_in_english(client, provider):
    asked = parse_qs(urlsplit(client.get(f"/en{START}").url).query)

    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]


def test_the_code_is_paid_with_its_verifier(client, provider):
    log_in(client)

    assert provider.tokens[0]["code_verifier"]


def test_who_came_from_a_page_goes_back_there_and_nowhere_else(client, provider):
    assert log_in(client, next="/beheer/versheid/").url == "/beheer/versheid/"
    assert log_in(Client(), next="https://example.com/").url == ADMIN


def test_roles_follow_the_groups_at_each_log_in(client, provider):
    log_in(client)
    provider.claims["groups"] = ["Ontmoeten beleid", "iets anders"]

    log_in(Client())

    assert roles_of() == {"Beleidsmedewerker"}
    entries = LogEntry.objects.values_list("change_message", flat=True)
    assert sorted(entries) == [
        "Roles by the municipality's login: Beleidsmedewerker.",
        "Roles by the municipality's login: Redacteur.",
    ]


def test_without_a_group_any_more_all_rights_are_gone(client, provider):
    log_in(client)
    provider.claims["groups"] = []
    again = Client()

    assert log_in(again).url == LOGIN

    assert "geeft hier geen rol" in said(again)
    assert not is_in(again)
    assert not is_in(client)  # also where they were in already
    assert not User.objects.get().is_staff
    assert roles_of() == set()


def test_who_is_in_no_mapped_group_gets_no_account(client, provider):
    provider.claims["groups"] = "Parkeren"

    log_in(client)

    assert "geeft hier geen rol" in said(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("verified", [False, None, "true", 0])
def test_an_address_that_is_not_verified_does_not_do(client, provider, verified):
    provider.claims["email_verified"] = verified

    log_in(client)

    assert "zegt niet dat dit e-mailadres van jou is" in said(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("email", [None, "", "geen adres"])
def test_without_an_address_nobody_comes_in(client, provider, email):
    provider.claims["email"] = email

    assert log_in(client).url == LOGIN
    assert not is_in(client)


def test_an_account_with_a_password_is_not_taken_over(client, provider):
    make_user(email=EMAIL, is_staff=True)

    log_in(client)

    assert "met een wachtwoord" in said(client)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_nor_is_one_who_may_everything_or_that_is_tied_already(client, provider):
    boss = make_staff(email=EMAIL)
    boss.set_unusable_password()
    boss.save()
    assert log_in(client).url == LOGIN
    boss.delete()
    log_in(client)
    provider.claims["sub"] = "43"

    other = Client()
    assert log_in(other).url == LOGIN
    assert not is_in(other)


def test_an_account_that_an_administrator_prepared_is_tied(client, provider):
    bo = make_user(email=EMAIL, is_staff=True)
    boss = Client()
    boss.force_login(make_staff())
    action = {"action": "only_single_sign_on", "_selected_action": [bo.pk]}
    boss.post("/beheer/ontmoeten/user/", action)

    assert log_in(client).url == ADMIN
    assert SocialAccount.objects.get().user == bo


def test_someone_stays_the_same_when_their_address_changes_over_there(client, provider):
    log_in(client)
    provider.claims["email"] = "bo.devries@breda.example"

    log_in(Client())

    assert User.objects.get().email == EMAIL


def test_nothing_that_the_municipality_says_is_kept_beside_name_and_address(
    client, provider
):
    log_in(client)
    log_in(Client())

    tie = SocialAccount.objects.get()
    assert tie.extra_data == {}
    assert tie.uid != "42"


def test_who_was_switched_off_here_does_not_come_in(client, provider):
    log_in(client)
    User.objects.update(is_active=False)
    again = Client()

    log_in(again)

    assert "account staat uit" in said(again)
    assert not is_in(again)


def wrong_key(provider):
    provider.key = local.OTHER_KEY


def unsigned(provider):
    provider.key, provider.algorithm = None, "none"


def with_a_shared_secret(provider):
    provider.key, provider.algorithm = provider.secret.ljust(32, "x"), "HS256"


def unknown_key(provider):
    provider.kid = "two"


def expired(provider):
    provider.lasts = -60


def another_nonce(provider):
    provider.claims["nonce"] = "of-another-log-in"


def no_nonce(provider):
    provider.claims["nonce"] = None


def for_another_site(provider):
    provider.claims["aud"] = "parkeren"


def by_another_issuer(provider):
    provider.claims["iss"] = "https://login.example.com"


def without_id_token(provider):
    provider.gives_id_token = False


def without_subject(provider):
    provider.claims["sub"] = None


def with_another_secret(provider):
    provider.secret = "changed"


WRONG = [
    wrong_key, unsigned, with_a_shared_secret, unknown_key, expired, another_nonce,
    no_nonce, for_another_site, by_another_issuer, without_id_token, without_subject,
    with_another_secret,
]  # fmt: skip


@pytest.mark.parametrize("make_wrong", WRONG)
def test_a_word_that_is_not_right_is_refused_in_words(client, provider, make_wrong):
    make_wrong(provider)

    assert log_in(client).url == LOGIN

    assert "Inloggen lukte niet" in said(client)
    assert not is_in(client)
    assert not User.objects.exists()


def test_a_state_that_we_did_not_give_is_refused(client, provider):
    theirs = Client().get(START).url
    path = over_there(theirs)

    assert client.get(path).url == LOGIN
    assert client.get(f"{BACK}?code=x&state=y").url == LOGIN
    assert client.get(BACK).url == LOGIN
    assert not is_in(client)
    assert provider.tokens == []


def test_a_code_works_once(client, provider):
    path = over_there(client.get(START).url)
    client.get(path)
    client.post("/beheer/logout/")

    assert client.get(path).url == LOGIN
    assert not is_in(client)


def test_who_stops_over_there_is_told(client, provider):
    state = dict(parse_qsl(urlsplit(client.get(START).url).query))["state"]

    client.get(BACK, {"error": "access_denied", "state": state})

    assert "Inloggen lukte niet" in said(client)


def test_when_the_municipality_does_not_answer_that_is_said(client, provider):
    path = over_there(client.get(START).url)
    provider.is_away = True

    assert client.get(START).url == LOGIN
    assert "geeft nu geen antwoord" in said(client)
    assert client.get(path).url == LOGIN
    assert "geeft nu geen antwoord" in said(client)


def test_a_provider_that_calls_itself_otherwise_is_refused(client, provider, settings):
    settings.SINGLE_SIGN_ON["issuer"] = "https://login.example.com"

    assert client.get(START).url == LOGIN


def test_the_page_to_log_in_shows_the_button_only_when_there_is_one(
    client, provider, settings
):
    assert START in said(client)
    settings.SINGLE_SIGN_ON = None
    assert START not in said(client)
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404


@pytest.fixture
def obligatory(settings):
    settings.STAFF_SECOND_FACTOR = "obligatory"


def test_the_second_factor_of_the_municipality_counts_when_we_said_so(
    client, provider, settings, obligatory
):
    settings.SINGLE_SIGN_ON["second_factor"] = ("amr", "mfa")
    provider.claims["amr"] = ["pwd", "mfa"]
    log_in(client)
    assert is_in(client)

    provider.claims["amr"] = ["pwd"]
    other = Client()
    log_in(other)
    assert "/tweede-stap/instellen/" in other.get(ADMIN).url


def test_otherwise_ours_is_asked(client, provider, obligatory):
    provider.claims["amr"] = ["mfa"]
    log_in(client)
    assert "/tweede-stap/instellen/" in client.get(ADMIN).url

    TOTP.activate(User.objects.get(), "A" * 32)
    assert Authenticator.objects.exists()
    again = Client()
    answer = log_in(again)
    assert "/tweede-stap/code/" in answer.url
    assert not is_in(again)
    assert again.get(answer.url).status_code == 200


def test_who_keeps_an_organisation_may_also_be_a_colleague(client, provider):
    person = make_user(email=EMAIL)
    person.set_unusable_password()
    person.save()
    make_organisation(owner=person)

    log_in(client)

    assert client.get("/mijn/").status_code == 200
    assert is_in(client)
