"""Settings about who works here: half of them, or unsafe ones, stop the start."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ontmoeten.accounts import sign_on_settings
from ontmoeten.environment import Environment

ROOT = Path(__file__).resolve().parents[3]
WHOLE = {
    "SSO_ISSUER": "https://login.breda.example/realm/",
    "SSO_CLIENT_ID": "ontmoeten",
    "SSO_CLIENT_SECRET": "geheim",
    "SSO_ROLES": "Redactie=editor",
}


def read(monkeypatch, tmp_path, debug=False, **known):
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    return sign_on_settings.read(Environment(tmp_path / ".env"), debug=debug)


def refused(monkeypatch, tmp_path, *words, **known):
    with pytest.raises(ImproperlyConfigured) as error:
        read(monkeypatch, tmp_path, **known)
    assert all(word in str(error.value) for word in words), error.value


def test_without_any_setting_there_is_no_single_sign_on(monkeypatch, tmp_path):
    assert read(monkeypatch, tmp_path) is None
    assert sign_on_settings.providers(None) == {}


def test_groups_get_the_roles_that_the_setting_names(monkeypatch, tmp_path):
    known = WHOLE | {"SSO_ROLES": "Redactie=editor, a=b=policy, Redactie=moderator"}

    found = read(monkeypatch, tmp_path, **known)

    assert found["roles"] == {
        "Redactie": ["Redacteur", "Moderator"],
        "a=b": ["Beleidsmedewerker"],
    }
    assert found["issuer"] == "https://login.breda.example/realm"
    assert found["second_factor"] is None


@pytest.mark.parametrize("name", WHOLE)
def test_half_of_it_is_refused_with_what_is_missing(monkeypatch, tmp_path, name):
    known = {each: value for each, value in WHOLE.items() if each != name}

    refused(monkeypatch, tmp_path, "half set", name, **known)


def test_the_secret_is_in_no_message(monkeypatch, tmp_path):
    with pytest.raises(ImproperlyConfigured) as error:
        read(monkeypatch, tmp_path, SSO_CLIENT_SECRET="heel-geheim")

    assert "heel-geheim" not in str(error.value)


@pytest.mark.parametrize("roles", ["Redactie", "=editor", "Redactie=baas"])
def test_a_role_that_does_not_exist_is_refused_with_those_that_do(
    monkeypatch, tmp_path, roles
):
    refused(monkeypatch, tmp_path, "policy", **WHOLE | {"SSO_ROLES": roles})


@pytest.mark.parametrize(
    "issuer",
    ["login.breda.example", "http://login.breda.example", "https://a.example/?x=y"],
)
def test_an_issuer_without_tls_is_refused(monkeypatch, tmp_path, issuer):
    refused(monkeypatch, tmp_path, "https://", **WHOLE | {"SSO_ISSUER": issuer})


def test_one_on_this_machine_is_for_trying_out(monkeypatch, tmp_path):
    local = WHOLE | {"SSO_ISSUER": "http://127.0.0.1:9000"}

    assert read(monkeypatch, tmp_path, debug=True, **local)
    refused(monkeypatch, tmp_path, "https://", **local)


@pytest.mark.parametrize("text", ["mfa", "amr=", "sub=mfa"])
def test_a_second_factor_is_a_claim_with_a_value(monkeypatch, tmp_path, text):
    refused(monkeypatch, tmp_path, "amr=mfa", **WHOLE | {"SSO_SECOND_FACTOR": text})


def test_it_is_a_claim_and_what_it_says(monkeypatch, tmp_path):
    known = WHOLE | {"SSO_SECOND_FACTOR": "acr=urn:mfa=2"}

    found = read(monkeypatch, tmp_path, **known)["second_factor"]

    assert found == ("acr", "urn:mfa=2")


def started(tmp_path, **known):
    """What a start says with these settings and no others."""
    env = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": str(tmp_path / "no.env"),
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "ontmoeten.example.nl",
        "DATABASE_URL": f"spatialite:///{tmp_path / 'x.sqlite3'}",
    }
    asks = "from django.conf import settings; print(settings.STAFF_SECOND_FACTOR)"
    return subprocess.run(
        [sys.executable, "-c", asks],
        cwd=ROOT,
        env=env | {"DJANGO_SETTINGS_MODULE": "ontmoeten.settings"} | known,
        capture_output=True,
        text=True,
        check=False,
    )


def test_in_production_a_second_factor_is_obligatory(tmp_path):
    assert started(tmp_path).stdout.strip() == "obligatory"


def test_production_does_not_start_without(tmp_path):
    found = started(tmp_path, STAFF_SECOND_FACTOR="off")

    assert found.returncode
    assert "STAFF_SECOND_FACTOR=off is for trying out" in found.stderr


def test_trying_out_needs_no_phone(tmp_path):
    assert started(tmp_path, DEBUG="yes").stdout.strip() == "off"
    asked = started(tmp_path, DEBUG="yes", STAFF_SECOND_FACTOR="obligatory")
    assert asked.stdout.strip() == "obligatory"
