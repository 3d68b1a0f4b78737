"""Who has a link with a secret in its path may do something with it: it is logged
nowhere, looking at it does nothing and tells nothing, and pressing does it once."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.urls import get_resolver, reverse
from django.urls.converters import StringConverter
from django.utils import timezone, translation

from common.mail.models import Mail
from common.mail.plain_text import subject_and_text
from common.web.log import Formatter, secret_routes
from initiatives.joining import seats
from initiatives.models import DoorMessage, Invitation, Membership, SignUp
from initiatives.organising import members
from matching.entering import links as matching
from matching.models import Moment
from ontmoeten.accounts import passwords
from tests.kit import addresses
from tests.kit.factories import make_activity, make_sign_up, make_staff
from tests.matching.people import (
    make_offer,
    make_pair,
    make_participant,
    make_subject,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRETS = dict(secret_routes())
TOKEN = "Een-geheim~3.van_iemand:9"
PERSONAL = ["Fatima", "fatima@example.org", "Roodjas", "bo@example.org", "iemand@"]
TUESDAY = date(2026, 11, 10)


def patterns(found, space=""):
    for each in found:
        if hasattr(each, "url_patterns"):
            if each.namespace != "admin":
                inner = f"{each.namespace}:" if each.namespace else space
                yield from patterns(each.url_patterns, inner)
        else:
            yield f"{space}{each.name}", each.pattern.converters


# --- Which they are, and the log ------------------------------------------------------


def test_what_may_be_any_word_is_a_secret_in_every_address():
    known = dict(patterns(get_resolver().url_patterns))
    words = {
        name
        for name, parts in known.items()
        for converter in parts.values()
        if type(converter) is StringConverter
    }

    assert not words
    assert len(SECRETS) >= 6
    assert {name for name, parts in known.items() if "token" in parts} == {*SECRETS}


def line(text, *args) -> str:
    record = logging.LogRecord("x", logging.INFO, "", 0, text, args, None)
    return Formatter().format(record)


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_log_leaves_a_secret_out(name, language):
    with translation.override(language):
        path = reverse(name, args=[TOKEN])
    quoted = path.replace("/", "%2F").replace(":", "%3A")
    texts = [
        line("Not Found: %s", path),
        line('"%s %s HTTP/1.1" %s %s', "GET", path, 200, 1234),
        line('"GET /inloggen/?next=%s HTTP/1.1" 200', path),
        line("from /x?next=%s", quoted),
        line("twice %s and %s", path, path.rstrip("/")),
        line(
            "GET %s",
            "/" + "".join(f"%{ord(each):02X}" for each in path[1:4]) + path[4:],
        ),
    ]

    for text in texts:
        assert not re.search("geheim|iemand", text)
    assert texts[0] == f"Not Found: {path.replace(TOKEN, '***')}"


def test_the_log_leaves_out_what_was_asked_and_keeps_the_rest():
    asked = line('"GET /plekken/?bij=51.589,4.775 HTTP/1.1" 200')

    assert asked == '"GET /plekken/ HTTP/1.1" 200'
    assert line("Did it work? Yes") == "Did it work? Yes"


def test_every_line_goes_through_it():
    assert settings.LOGGING["loggers"].keys() >= {"django.server", "granian.access"}
    for each in settings.LOGGING["formatters"].values():
        assert each["()"] == "common.web.log.Formatter"
    for name in ["", "django.server", "granian.access"]:
        handlers = logging.getLogger(name).handlers
        ours = [each for each in handlers if type(each) is logging.StreamHandler]
        assert {type(each.formatter) for each in ours} == {Formatter}


def test_what_the_site_itself_says_of_an_address_has_no_secret(client, caplog):
    client.get(f"/aanmelding/{TOKEN}/")

    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert TOKEN in record.getMessage()
    assert Formatter().format(record) == "Not Found: /aanmelding/***/"


def test_the_web_server_in_front_leaves_the_same_out():
    text = (settings.BASE_DIR / "docs" / "nginx.conf").read_text()
    words = re.search(r"/\(([\w|/-]+)\)/", text)[1].split("|")

    assert {f"{word}/" for word in words} == {*SECRETS.values()}
    used = re.search(r"log_format ontmoeten(.*?);", text, re.DOTALL)[1]
    assert "$shown_path" in used
    assert not re.search(r"\$(request|request_uri|args|http_referer|uri)\b", used)


# --- Looking and pressing -------------------------------------------------------------


@pytest.fixture(scope="module")
def links(for_all):
    """An address of each kind that works, and what it is about."""
    addresses.build()
    DoorMessage.objects.update(first_name="Fatima", text="Roodjas")
    SignUp.objects.update(first_name="Fatima")
    membership = Membership.objects.get()
    members.invite(
        membership.organisation, "bo@example.org", "editor", membership.person,
        "http://testserver/",
    )  # fmt: skip
    found = {
        name: reverse(name, kwargs=addresses.EXAMPLES[name])
        for name in SECRETS
        if name in addresses.EXAMPLES
    }
    text = subject_and_text(Mail.objects.get(to="bo@example.org").html)[1]
    passwords.mail_link(make_staff(email="ans@example.org"), passwords.INVITED)
    password = subject_and_text(Mail.objects.get(to="ans@example.org").html)[1]
    found["set-password"] = re.search(r"/nieuw-wachtwoord/[^/\s]+/", password)[0]
    found["initiatives:invitation"] = re.search(r"/uitnodiging/\w+/", text)[0]
    found |= _of_matching()
    return found


def _of_matching() -> dict[str, str]:
    """Who has such a link is shown what they told themselves; what others told, and
    their names, not."""
    make_subject()
    other = make_offer(first_name="Fatima", email="fatima@example.org")
    pair = make_pair(offer=other)
    new = make_participant(state="new")
    mine = matching.token(matching.MINE, pair.wish)
    found = dict.fromkeys(("mine", "change", "export"), mine)
    found["code"] = matching.token(matching.CODE, new)
    found["still"] = matching.token(matching.STILL, pair.wish)
    found["pair"] = matching.token(matching.PAIR, pair.wish, pair)
    found["stop"] = matching.token(matching.STOP, pair.wish, pair)
    activity = make_activity(name="Aan tafel", has_sign_up=True)
    moment = Moment.objects.create(activity=activity, day=timezone.localdate())
    found |= dict.fromkeys(("table", "typed"), matching.table_token(moment))
    return {
        f"matching:{name}": reverse(f"matching:{name}", args=[token])
        for name, token in found.items()
    }


def test_there_is_one_of_each(links):
    assert links.keys() == SECRETS.keys()


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_does_nothing_and_tells_nothing(client, links, name, method):
    def only_reading(execute, sql, params, many, context):
        assert sql.strip(" (\n").upper().startswith("SELECT"), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(only_reading):
        answer = getattr(client, method)(links[name])

    assert answer.status_code == 200
    assert SESSION_KEY not in client.session
    assert not {*answer.cookies} - {settings.CSRF_COOKIE_NAME}
    page = answer.content.decode()
    assert not [word for word in PERSONAL if word in page]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_host_reads_a_message_by_pressing(client, links):
    path = links["initiatives:door-message"]

    page = client.post(path, {"do": "read"}).content.decode()

    assert "Fatima" in page
    assert "Roodjas" in page
    assert DoorMessage.objects.get().answered_at is None


def test_who_is_invited_gets_in_by_pressing_and_once(client, links, django_user_model):
    path = links["initiatives:invitation"]

    assert client.post(path).url == "/mijn/"
    assert SESSION_KEY in client.session
    assert not Invitation.objects.exists()
    client.logout()
    assert client.post(path).status_code == 404
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("days", [0, 7, 20, 35])
def test_who_signed_up_may_withdraw_until_it_is_erased(client, time_machine, days):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)
    coffee = make_activity(has_sign_up=True)
    sign_up = make_sign_up(coffee, TUESDAY)
    link = seats.my_url(sign_up).removeprefix("http://127.0.0.1:8000")
    time_machine.shift(timedelta(days=days))
    assert sign_up.forget_on > timezone.localdate()

    assert 'value="cancel"' in client.get(link).content.decode()
    client.post(link, {"do": "cancel"})

    sign_up.refresh_from_db()
    assert (sign_up.first_name, sign_up.email) == ("", "")
