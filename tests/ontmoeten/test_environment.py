import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ontmoeten.environment import Environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _nothing_of_it_stays():
    """What is read from a file comes into the environment, of later tests as well."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def env(tmp_path):
    return Environment(tmp_path / ".env")


def refused(call, *words):
    with pytest.raises(ImproperlyConfigured) as error:
        call()
    assert all(word in str(error.value) for word in words), error.value


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("JA", True), ("1", True), ("nee", False)]
)
def test_yes_and_no_are_read_in_both_languages(env, monkeypatch, text, value):
    monkeypatch.setenv("SWITCH", text)

    assert env.yes_no("SWITCH", not value) is value


def test_neither_yes_nor_no_is_refused_instead_of_taken_for_no(env, monkeypatch):
    monkeypatch.setenv("DEBUG", "treu")

    refused(lambda: env.yes_no("DEBUG", False), "DEBUG", "treu", "yes or no")


def test_a_number_with_letters_is_refused(env, monkeypatch):
    monkeypatch.setenv("SIZE", "10MB")

    refused(lambda: env.number("SIZE", 1), "SIZE", "10MB", "whole number")


def test_a_missing_value_says_what_to_do(env):
    refused(lambda: env.text("SECRET", why="Put it in .env."), "SECRET", "Put it")


def test_a_choice_outside_the_list_is_refused_with_the_list(env, monkeypatch):
    monkeypatch.setenv("LEVEL", "LOUD")

    refused(lambda: env.choice("LEVEL", ["INFO"], "INFO"), "LOUD", "INFO")


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("postgres://a:b@h/d", "postgis://"),
        ("postgresql://a:b@h/d", "postgis://"),
        ("sqlite:///x.db", "spatialite://"),
    ],
)
def test_a_database_without_maps_is_refused_with_the_right_word(
    env, monkeypatch, url, right, tmp_path
):
    monkeypatch.setenv("DATABASE_URL", url)

    refused(lambda: env.database("DATABASE_URL", "", tmp_path), "DATABASE_URL", right)


@pytest.mark.parametrize("url", ["mysql://h/d", "nonsense", "postgis://h:5432/"])
def test_an_unknown_or_nameless_database_is_refused(env, monkeypatch, url, tmp_path):
    monkeypatch.setenv("DATABASE_URL", url)

    refused(lambda: env.database("DATABASE_URL", "", tmp_path), "DATABASE_URL")


def test_spatialite_waits_for_its_turn_and_lets_readers_read(
    env, monkeypatch, tmp_path
):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = env.database("DATABASE_URL", "spatialite:///sub/a.sqlite3", tmp_path)

    assert found["ENGINE"] == "django.contrib.gis.db.backends.spatialite"
    assert found["NAME"] == str(tmp_path / "sub" / "a.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize("url", ["spatialite:///a.sqlite3", "postgis://u:p@host/name"])
def test_a_connection_is_kept_for_the_next_request(env, monkeypatch, tmp_path, url):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = env.database("DATABASE_URL", url, tmp_path)

    assert found["CONN_MAX_AGE"] == 60
    assert found["CONN_HEALTH_CHECKS"] is True


def test_postgis_is_read_with_its_password(env, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgis://jan:ge%40heim@db:5433/ontmoeten")

    found = env.database("DATABASE_URL", "", tmp_path)

    assert found["ENGINE"] == "django.contrib.gis.db.backends.postgis"
    assert (found["PASSWORD"], found["PORT"]) == ("ge@heim", 5433)


@pytest.mark.parametrize("url", ["postgis://h/d", "spatialite:///a", "mysql://h/d"])
def test_a_key_store_that_is_no_plain_database_is_refused(
    env, monkeypatch, url, tmp_path
):
    monkeypatch.setenv("KEYS", url)

    refused(lambda: env.key_store("KEYS", "", tmp_path), "KEYS", "postgres://")


def test_a_key_store_in_a_file_overwrites_what_is_deleted(env, tmp_path):
    found = env.key_store("KEYS", "sqlite:///sub/keys.sqlite3", tmp_path)

    assert found["NAME"] == str(tmp_path / "sub" / "keys.sqlite3")
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert "secure_delete=ON" in found["OPTIONS"]["init_command"]


def test_a_key_store_on_postgresql_is_read(env, tmp_path):
    found = env.key_store("KEYS", "postgres://jan:ge%40heim@db/keys", tmp_path)

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["PASSWORD"], found["NAME"]) == ("ge@heim", "keys")


def test_several_master_keys_are_read_in_their_order(env, monkeypatch):
    two = [b64encode(letter * 32).decode() for letter in (b"a", b"b")]
    monkeypatch.setenv("SECRETS", ", ".join(two))

    assert env.secrets("SECRETS") == two
    assert env.secrets("OTHERS") == []


@pytest.mark.parametrize("text", ["geheim", "Z2VoZWlt", "a" * 44, "é" * 32])
def test_what_is_no_master_key_is_refused_and_never_shown(env, monkeypatch, text):
    monkeypatch.setenv("SECRETS", text)

    with pytest.raises(ImproperlyConfigured, match="openssl rand -base64 32") as error:
        env.secrets("SECRETS")
    assert text not in f"{error.value}"
    assert error.value.__context__ is None


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("smtp://mail", ("mail", 25, False, False)),
        ("smtp+tls://jan:ge%40heim@mail", ("mail", 587, True, False)),
        ("smtps://jan:ge%40heim@mail:4650", ("mail", 4650, False, True)),
    ],
)
def test_a_mail_server_is_read(env, monkeypatch, url, known):
    monkeypatch.setenv("EMAIL_URL", url)
    found = env.mail("EMAIL_URL", "off")

    assert tuple(found[name] for name in ["host", "port", "starttls", "tls"]) == known
    if "jan" in url:
        assert (found["user"], found["password"]) == ("jan", "ge@heim")


@pytest.mark.parametrize(
    "url", ["mail.example.nl", "smtp://", "http://mail", "smtp://m:25x", "smtp://m/x"]
)
def test_what_is_no_mail_server_is_refused(env, monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)

    refused(lambda: env.mail("EMAIL_URL", "off"), "EMAIL_URL", "smtp+tls://")


@pytest.mark.parametrize("word", ["off", "console://"])
def test_mail_can_wait_or_be_shown(env, word):
    assert env.mail("EMAIL_URL", word)["host"] == ""


def test_a_misspelt_name_in_the_file_is_refused_with_the_likely_one(tmp_path):
    (tmp_path / ".env").write_text("# ours\nDATABSE_URL=postgis://h/d\n")
    env = Environment(tmp_path / ".env")
    env.text("DATABASE_URL", "")

    refused(lambda: env.refuse_misspelt_names({}), "DATABSE_URL", "mean DATABASE_URL")


def test_a_nearly_right_name_in_the_environment_is_refused(env):
    env.text("DATABASE_URL", "")

    refused(
        lambda: env.refuse_misspelt_names({"DATABASE_UR": "x"}), "mean DATABASE_URL"
    )


def test_names_of_other_programs_are_left_alone(env):
    env.text("DATABASE_URL", "")

    env.refuse_misspelt_names({"PATH": "/bin", "HOME": "/", "LANG": "nl"})


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"DEBUG": "no"}, "SECRET_KEY is missing"),
        ({"DEBUG": "no", "SECRET_KEY": "x" * 50}, "ALLOWED_HOSTS is missing"),
        ({"DEBUG": "no", "SECRET_KEY": "kort"}, "SECRET_KEY is too short"),
        ({"DEBUG": "yes", "MUNICIPALITY": "Breda"}, "like GM0758"),
        ({"DEBUG": "yes", "MUNICIPALITY": "GM0363"}, "SITE_OWNER is missing"),
        ({"DEBUG": "yes", "SCHOOL_REGION": "oost"}, "noord, midden, zuid"),
        ({"DEBUG": "yes", "TILE_SERVER": "https://tiles"}, "must hold {z}"),
        ({"DEBUG": "yes", "EMAIL_URL": "mail.example.nl"}, "smtp+tls://"),
        ({"DEBUG": "yes", "SITE_URL": "ontmoeten.nl"}, "like https://"),
        ({"DEBUG": "yes", "DATABASE_URL": "postgres://h/d"}, "postgis://"),
        ({"DEBUG": "yes", "KEYS_DATABASE_URL": "postgis://h/d"}, "postgres://"),
        ({"DEBUG": "yes", "SEALING_KEYS": "geheim"}, "openssl rand -base64 32"),
    ],
)
def test_the_site_does_not_start_with_a_wrong_setting(settings, sentence, tmp_path):
    clean = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    environment = clean | {"ENV_FILE": "none", "DATA_DIR": str(tmp_path)} | settings

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert sentence in done.stderr.splitlines()[-1]
