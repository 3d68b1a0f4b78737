"""Answers that never change are given again without asking Django."""

from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler

from common.kit.storing import store
from ontmoeten.web import immutable_cache
from ontmoeten.web.immutable_cache import KeepsImmutable
from tests.kit.factories import make_place

pytestmark = pytest.mark.once

FOR_EVER = [("Cache-Control", "max-age=31536000, public, immutable")]


class Counting:
    """An application that says which time it is asked."""

    def __init__(self, headers=(), status="200 OK", body=b"%d"):
        self.headers, self.status, self.body = list(headers), status, body
        self.times = self.closed = 0

    def __call__(self, environ, start_response):
        self.times += 1
        body = self.body.replace(b"%d", b"%d" % self.times)
        length = ("Content-Length", str(len(body)))
        start_response(self.status, [*self.headers, length])
        outer = self

        class Body(list):
            def close(self):
                outer.closed += 1

        return Body([body])


def kept_of(application, **options):
    return KeepsImmutable(application, {"v", "soort"}, **options)


def ask(application, path="/kaart.json", **environ):
    setup_testing_defaults(environ)
    environ["PATH_INFO"] = path
    found = {}

    def start_response(status, headers):
        found.update(status=status, headers=dict(headers))

    parts = application(environ, start_response)
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    return found["status"], found["headers"], body


def test_what_never_changes_is_asked_once():
    behind = Counting(FOR_EVER)
    front = kept_of(behind)

    first, again = ask(front), ask(front)

    assert first == again
    assert (behind.times, behind.closed) == (1, 1)
    assert ask(front, path="/andere.json")[2] == b"2"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Cache-Control", "public, max-age=60")],
        [("Cache-Control", "private, immutable")],
        [*FOR_EVER, ("Vary", "Accept-Encoding")],
        [*FOR_EVER, ("Set-Cookie", "a=b")],
    ],
    ids=str,
)
def test_what_may_change_or_is_for_one_is_asked_each_time(headers):
    front = kept_of(Counting(headers))

    assert [ask(front)[2], ask(front)[2]] == [b"1", b"2"]


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "304 Not Modified"])
def test_only_what_succeeds_is_kept(status):
    front = kept_of(Counting(FOR_EVER, status))

    assert [ask(front)[2], ask(front)[2]] == [b"1", b"2"]


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_IF_NONE_MATCH": '"x"'},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"HTTP_HOST": "elders.example.org"},
        {"QUERY_STRING": "v=2"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ],
    ids=str,
)
def test_another_question_gets_an_answer_of_its_own(environ):
    front = kept_of(Counting(FOR_EVER))
    ask(front)

    assert ask(front, **environ)[2] == b"2"


def test_what_was_asked_last_is_kept_when_there_is_no_more_room():
    behind = Counting(FOR_EVER)
    front = kept_of(behind, most=2 * immutable_cache.OVERHEAD + 60)
    for path in ("/1", "/2", "/1", "/3"):
        ask(front, path=path)
    assert behind.times == 3

    ask(front, path="/1")
    assert behind.times == 3
    ask(front, path="/2")
    assert behind.times == 4


def test_addresses_count_as_well_as_what_they_answer():
    behind = Counting(FOR_EVER)
    front = kept_of(behind, most=20 * immutable_cache.OVERHEAD)
    for number in range(100):
        ask(front, QUERY_STRING=f"v={number}{'x' * 8_000}")

    assert len(front._kept) == 3  # of ten thousand bytes each
    assert front._size <= 20 * immutable_cache.OVERHEAD


@pytest.mark.parametrize("query", ["v=1&utm_source=x", "x=1&v=1", "v=1&", "&v=1&%ff=2"])
def test_addresses_that_differ_in_what_says_nothing_share_an_answer(query):
    behind = Counting(FOR_EVER)
    front = kept_of(behind)
    ask(front, QUERY_STRING="v=1")

    assert ask(front, QUERY_STRING=query)[2] == b"1"
    assert ask(front, QUERY_STRING="v=1&soort=park")[2] == b"2"
    assert ask(front, QUERY_STRING="v=1&%73oort=park")[2] == b"3"
    assert len(front._kept) == 3


def test_what_is_large_is_not_kept():
    front = kept_of(Counting(FOR_EVER, body=b"%d" + b"x" * immutable_cache.LARGEST))

    assert ask(front)[2][:1] + ask(front)[2][:1] == b"12"


@pytest.mark.django_db(transaction=True)
def test_a_tile_with_its_version_is_kept_until_the_data_change():
    front = kept_of(WSGIHandler())
    place = make_place(name="Bank")

    def tile():
        from places.map.tiles import address_version
        from places.memory.snapshot import current

        query = f"v={address_version(current().version)}"
        return ask(front, "/plekken/kaart/18/134549/87074.json", QUERY_STRING=query)

    first = tile()
    assert first[0] == "200 OK"
    assert tile() == first
    assert len(front._kept) == 1

    place.name = "Andere bank"
    store(place)
    assert b"Andere bank" in tile()[2]
    assert len(front._kept) == 2
