"""Work of this process that nobody waits for."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from time import monotonic

from django.db import connection

PAUSE = 1.0  # seconds after a failure
TURN = 0.0005  # seconds after which the work lets a visitor's thread go first
log = logging.getLogger(__name__)


class InBackground:
    """Does one thing in a thread of its own, one at a time; a failure is logged, and it
    is tried again when someone asks after PAUSE."""

    def __init__(self, name: str, work: Callable[[], object]):
        self.name, self._work = name, work
        self._busy = Lock()
        self._not_before = 0.0

    def begin(self, patience: float = 0.0) -> None:
        """Start unless it is going on; wait for it so many seconds at most."""
        if monotonic() < self._not_before or not self._busy.acquire(blocking=False):
            return
        thread = Thread(target=self._run, name=self.name)
        try:
            thread.start()
        except RuntimeError:  # no more threads; the next visitor tries again
            self._busy.release()
            return
        thread.join(patience)

    def wait(self) -> None:
        """Until it is not going on."""
        with self._busy:
            self._not_before = 0.0

    def _run(self) -> None:
        try:
            with _short_turns():
                self._work()
        except Exception:
            log.exception("%s failed; what there was stays.", self.name)
            self._not_before = monotonic() + PAUSE
        finally:
            connection.close()
            self._busy.release()


_usual = sys.getswitchinterval()
_counting = Lock()
_going_on = 0


@contextmanager
def _short_turns() -> Iterator[None]:
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(more: int) -> None:
    global _going_on
    with _counting:
        _going_on += more
        sys.setswitchinterval(TURN if _going_on else _usual)
