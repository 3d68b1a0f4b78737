"""What costs much runs a few at a time in a process; the rest wait, or hear when to
come back (bulkhead, semaphore).
"""

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Busy(Exception):
    """It is nobody's turn now; `retry_after` says in how many seconds it may be."""

    def __init__(self, retry_after: int):
        super().__init__(f"busy, for about {retry_after} s")
        self.retry_after = retry_after


class Turns:
    """So many at once; who comes then waits at most `patience` seconds, and is Busy."""

    def __init__(self, at_once: int, *, patience: float, retry_after: int):
        self.places = threading.BoundedSemaphore(at_once)
        self.patience, self.retry_after = patience, retry_after

    @contextmanager
    def one(self) -> Iterator[None]:
        self._wait()
        try:
            yield
        finally:
            self.places.release()

    def hold(self, response) -> None:
        """Take a turn that ends with a response: when it is closed or forgotten."""
        self._wait()
        end = weakref.finalize(response, self.places.release)
        end.atexit = False
        response._resource_closers.append(end)  # once is enough: the rest do nothing

    def _wait(self):
        if not self.places.acquire(timeout=self.patience):
            raise Busy(self.retry_after)


DECODING = Turns(1, patience=15, retry_after=30)  # a picture
UNPACKING = Turns(1, patience=15, retry_after=30)  # a workbook
READING = Turns(1, patience=15, retry_after=30)  # a file of staff, to look at it
HASHING = Turns(2, patience=15, retry_after=30)  # a password
SEARCHING = Turns(3, patience=15, retry_after=10)  # all places with some words
ORDERING = Turns(1, patience=10, retry_after=10)  # the stops of a tour
EXPORTS = Turns(2, patience=0, retry_after=60)  # a file of all that is found


class TakingTurns(PBKDF2PasswordHasher):
    """Django's own way to store passwords, of which each takes long by design."""

    def encode(self, password, salt, iterations=None):
        with HASHING.one():
            return super().encode(password, salt, iterations)
