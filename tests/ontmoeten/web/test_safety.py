"""What holds for every page, now and later: the addresses come from the code.

Those of people of an organisation stand in tests/initiatives/views/addresses.py; that
each address is in one of the two tables is asserted in test_isolation.py beside it.
"""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from tests.kit.addresses import EXAMPLES, OF_STAFF, build
from tests.kit.factories import (
    make_staff,
    make_user,
)
from tests.kit.rights import OF_COLLEAGUES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOT_200 = {
    "photo": 404, "security": 404, "places:search": 302, "places:elsewhere": 400,
    "initiatives:preview": 400,
}  # fmt: skip
MACHINE = {
    "alive", "ready", "background", "photo", "security", "robots", "sitemap",
    "sitemap-section", "manifest", "learning:door-worker",
}  # fmt: skip
# Who writes to us opens a page of its own, which has a token and a cookie for it.
FORMS = {
    "places:suggest",
    "places:report",
    "places:unsafe",
    "initiatives:sign-up",
    "initiatives:my-sign-up",
    "initiatives:wait-at-door",
    "initiatives:call-off",
    "initiatives:door-message",
    "initiatives:still-right-by-mail",
    "initiatives:register",
    "initiatives:propose",
    "places:photo-removal",
    "initiatives:photo-removal",
    "desks:photo-removal",
    "desks:my-day",
    "desks:my-face",
    "desks:make-appointment",
    "desks:appointment",
    "desks:stand-in",
    "desks:lapse",
    "account_signup",
    "tours:propose",
    "learning:done",
    "learning:contribute",
    *(
        f"initiatives:{page}-{kind}"
        for page in ("report", "unsafe")
        for kind in ("activity", "initiative", "organisation")
    ),
}
ONLY_POST = {"places:suggest-near"}  # a position stands in no address
# A text that someone is writing stands in none either; it changes nothing.
CHANGES_NOTHING = {"plain"}
# Without a token: see `comes_from_here`, and RFC 8058 for mails that stop.
ONE_TAP = {
    "places:confirm", "places:doubt", "places:answer", "initiatives:stop-reminders",
    "initiatives:stop-weekly",
    "learning:door", "learning:slip",
    *(f"initiatives:say-{kind}" for kind in ("activity", "initiative", "organisation")),
}  # fmt: skip
# The script of a page says that it was opened: see common/protect/visits.py.
COUNTS = {"places:visited", "initiatives:visited", "initiatives:initiative-visited"}
READ = sorted(EXAMPLES.keys() - ONLY_POST - CHANGES_NOTHING - COUNTS)


def public_names(patterns=None, prefix=""):
    """The names of all addresses outside the administration."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            if (
                name := f"{prefix}{pattern.name}"
            ) not in OF_STAFF.keys() | OF_COLLEAGUES:
                yield name
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else prefix
            yield from public_names(pattern.url_patterns, inner)


@pytest.fixture(scope="module")
def content(for_all):
    build()


@pytest.mark.parametrize("name", sorted(set(READ) - FORMS))
def test_a_reader_gets_no_cookie_and_no_page_of_their_own(client, content, name):
    response = client.get(reverse(name, kwargs=EXAMPLES[name]))

    assert response.status_code == NOT_200.get(name, 200)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Accept-Language" not in response.headers.get("Vary", "")
    assert "csrfmiddlewaretoken" not in str(getattr(response, "content", ""))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_answer_carries_the_strict_policy(client, content, name):
    policy = client.get(reverse(name, kwargs=EXAMPLES[name])).headers[
        "Content-Security-Policy"
    ]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_has_a_token_and_no_cache_keeps_it(client, content, name):
    response = client.get(reverse(name, kwargs=EXAMPLES[name]))

    assert "csrfmiddlewaretoken" in response.content.decode()
    assert list(response.cookies) == ["csrftoken"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", sorted(FORMS | ONLY_POST))
def test_a_form_that_another_site_sends_is_refused(content, name):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(reverse(name, kwargs=EXAMPLES[name]))

    assert response.status_code == 403


@pytest.mark.parametrize("name", sorted(OF_STAFF))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_of_staff_is_for_staff_alone(client, content, name, method):
    path = reverse(name, kwargs=OF_STAFF[name])
    for person in (None, get_user_model().objects.get(pk=1)):  # she keeps pages
        if person:
            client.force_login(person)

        answer = getattr(client, method)(path)

        assert answer.status_code == 302
        assert "/inloggen/" in answer["Location"] or "/login/" in answer["Location"]


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_counting_answers_nothing_and_sets_no_cookie(client, content, name):
    response = client.post(reverse(name, kwargs=EXAMPLES[name]))

    assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies


@pytest.mark.parametrize("name", sorted(FORMS | ONLY_POST | ONE_TAP | COUNTS))
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_what_takes_a_form_takes_nothing_else(client, content, name, method):
    response = getattr(client, method)(reverse(name, kwargs=EXAMPLES[name]))

    assert response.status_code == 405


@pytest.mark.parametrize("name", sorted(set(READ) - FORMS - ONE_TAP))
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_public_takes_anything_but_reading(client, content, name, method):
    response = getattr(client, method)(reverse(name, kwargs=EXAMPLES[name]))

    assert response.status_code == 405


@pytest.mark.parametrize("name", READ)
def test_reading_changes_nothing(client, content, name):
    def only_reading(execute, sql, params, many, context):
        assert sql.strip(" (\n").upper().startswith("SELECT"), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(only_reading):
        response = client.get(reverse(name, kwargs=EXAMPLES[name]))
        if response.streaming:
            b"".join(response.streaming_content)


@pytest.mark.parametrize("path", ["/", "/plekken/", "/beheer/", "/static/x.css"])
def test_trace_is_refused(client, path):
    assert client.trace(path).status_code == 405


def test_the_administration_has_the_same_policy(client):
    client.force_login(make_staff())

    response = client.get("/beheer/places/place/add/")

    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "nonce" not in response.headers["Content-Security-Policy"]


def test_logging_out_needs_more_than_a_link(client):
    client.force_login(make_staff())

    assert client.get(reverse("admin:logout")).status_code == 405
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("who", [None, "resident"])
def test_the_administration_is_for_staff(client, who):
    if who:
        client.force_login(make_user())

    response = client.get("/beheer/places/place/")

    assert response.status_code == 302
    assert response.url.startswith("/beheer/login/")


def test_what_is_not_there_helps_on(client):
    response = client.get("/bestaat-niet/")

    assert response.status_code == 404
    assert "Naar alle plekken" in response.content.decode()
    assert "14 076" in response.content.decode()


def test_what_breaks_says_sorry_without_telling_why(client, monkeypatch):
    monkeypatch.setattr("ontmoeten.web.views.Theme", None)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "Er ging iets mis" in response.content.decode()
    assert "AttributeError" not in response.content.decode()


def test_a_form_without_its_token_says_what_to_do(client):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/beheer/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "Ga terug" in response.content.decode()


def test_the_machine_hears_whether_the_site_lives_and_is_ready(client):
    assert client.get("/gezond/").content == b"goed\n"
    assert client.get("/gereed/").content == b"gereed\n"


def test_a_site_with_missing_tables_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(
        "ontmoeten.web.views.MigrationExecutor.migration_plan", lambda *args: ["0002"]
    )

    response = client.get("/gereed/")

    assert response.status_code == 503
    assert "gemigreerd" in response.content.decode()


@pytest.mark.parametrize("name", sorted(set(READ) - MACHINE))
def test_every_page_is_there_in_english_too(client, content, name):
    path = f"/en{reverse(name, kwargs=EXAMPLES[name])}"

    response = client.get(path)

    assert response.status_code == NOT_200.get(name, 200)
    assert response.headers["Content-Language"] == "en"


@pytest.mark.parametrize("name", ["home", "places:list", "places:detail"])
def test_the_language_does_not_depend_on_the_browser(client, content, name):
    path = reverse(name, kwargs=EXAMPLES[name])

    response = client.get(path, headers={"accept-language": "en"})

    assert 'lang="nl"' in response.content.decode()[:200]


def test_the_link_to_the_other_language_keeps_the_question(client):
    dutch = client.get("/plekken/?soort=bankje").content.decode()
    english = client.get("/en/plekken/?soort=bankje").content.decode()

    assert 'href="/en/plekken/?soort=bankje"' in dutch
    assert 'href="/plekken/?soort=bankje"' in english
