"""Answers that never change are given again without asking Django.

A tile of the map with the version of the data in its address says so itself: `public,
immutable`. So anyone may keep it (RFC 8246), this process too.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from threading import Lock
from typing import NamedTuple
from urllib.parse import unquote_plus

MOST = 32 * 1024 * 1024  # bytes of all that is kept, addresses too
LARGEST = 64 * 1024  # bytes of one answer
OVERHEAD = 2_000  # bytes that an answer takes besides its body and its address
# What a request has that wants another answer than the usual one.
SPECIAL = [
    "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_AUTHORIZATION",
]  # fmt: skip
SAME = [
    "HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME",
    "PATH_INFO",
]  # fmt: skip


class Answer(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class KeepsImmutable:
    """A WSGI application in front of another one (PEP 3333). What an answer can depend
    on in a query are `parameters`: addresses that differ in others share one answer."""

    def __init__(
        self, application: Callable, parameters: Collection[str], most: int = MOST
    ):
        self._application, self._most = application, most
        self._parameters = frozenset(parameters)
        self._kept: OrderedDict[tuple, Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
        if answer is None:
            return self._ask(key, environ, start_response)
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _ask(self, key, environ, start_response):
        begun = []

        def begin(status, headers, *error):
            begun[:] = [status, headers]
            return start_response(status, headers, *error)

        found = self._application(environ, begin)
        if not begun or not _may_be_kept(*begun):
            return found
        try:
            body = b"".join(found)
        finally:
            if hasattr(found, "close"):
                found.close()
        self._keep(key, Answer(begun[0], list(begun[1]), body))
        return [body]

    def _keep(self, key, answer: Answer) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = answer
                self._size += _size(key, answer)
            while self._size > self._most:
                self._size -= _size(*self._kept.popitem(last=False))

    def _key(self, environ) -> tuple | None:
        is_usual = environ["REQUEST_METHOD"] == "GET"
        if not is_usual or any(name in environ for name in SPECIAL):
            return None
        parts = environ.get("QUERY_STRING", "").split("&")
        asked = "&".join(part for part in parts if self._says_something(part))
        return *(environ.get(name) for name in SAME), asked

    def _says_something(self, part: str) -> bool:
        return unquote_plus(part.partition("=")[0]) in self._parameters


def _size(key: tuple, answer: Answer) -> int:
    return len(answer.body) + sum(len(part or "") for part in key) + OVERHEAD


def _may_be_kept(status: str, headers: list[tuple[str, str]]) -> bool:
    """The same for everyone and for ever, and small."""
    known = {name.lower(): value for name, value in headers}
    caching = known.get("cache-control", "")
    return (
        status.startswith("200 ")
        and {"public", "immutable"} <= {part.strip() for part in caching.split(",")}
        and not known.keys() & {"vary", "set-cookie"}
        and int(known.get("content-length", LARGEST + 1)) <= LARGEST
    )
