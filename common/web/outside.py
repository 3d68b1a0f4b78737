"""Asking a service outside, and leaving one alone that is away (circuit breaker).

A service that did not answer several times in a row is left alone for a while; then one
request tries it again (a probe) while all others still go without. What it says about
one question, such as "not found", says nothing about the next.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from threading import Lock

MOST_FAILURES = 3  # in a row
REST = 30.0  # seconds of peace
TOO_MANY = 429  # asks us itself to leave it alone


class Unavailable(Exception):
    """It does not answer, or did not just now."""


class Refused(Exception):
    """It answers that it has nothing for this question, or more than we take."""


class Breaker:
    """Of one kind of address of one service; in this process."""

    def __init__(self):
        self._failures, self._until, self._is_tried = 0, 0.0, False
        self._lock = Lock()

    @property
    def is_resting(self) -> bool:
        """Whether whoever asks now goes without."""
        is_open = self._failures >= MOST_FAILURES
        return is_open and (self._is_tried or time.monotonic() < self._until)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around a question; Unavailable for when there is none to ask. Inside it
        raises Unavailable for no answer; whatever else comes out is one."""
        with self._lock:
            if self.is_resting:
                raise Unavailable
            self._is_tried = self._failures >= MOST_FAILURES
        has_answered = True
        try:
            yield
        except Unavailable:
            has_answered = False
            raise
        finally:
            with self._lock:
                self._is_tried = False
                self._failures = 0 if has_answered else self._failures + 1
                self._until = time.monotonic() + REST


_breakers: dict[str, Breaker] = {}


def breaker_of(service: str) -> Breaker:
    """The one of a kind of address, such as the tiles of one zoom of one server."""
    return _breakers.setdefault(service, Breaker())


def fetch(url: str, service: str, *, patience: float, largest: int) -> bytes:
    """What stands at an address of our settings. It waits `patience` seconds and takes
    `largest` bytes. Unavailable and Refused say why there is nothing."""
    request = urllib.request.Request(url, headers={"User-Agent": "Ontmoeten"})  # noqa: S310 — from the settings
    with breaker_of(service).asking():
        try:
            with urllib.request.urlopen(request, timeout=patience) as answer:  # noqa: S310
                data = answer.read(largest + 1)
        except urllib.error.HTTPError as error:
            if error.code >= 500 or error.code == TOO_MANY:
                raise Unavailable from error
            raise Refused(f"{error.code}") from error
        except (OSError, HTTPException) as error:
            raise Unavailable(type(error).__name__) from error
    if len(data) > largest:
        raise Refused("more than we take")
    return data
