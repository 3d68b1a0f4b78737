"""This process's copy of the places, and how it follows the database.

Every question asks the database for the version, one small query. When it is not that
of the copy, who asks gets the copy as it is, after at most PATIENCE, while one thread
reads what changed. Who changes places reads it at once, after the commit and before the
answer. Inside a transaction a thread has a copy of its own, that nobody else gets to
see. While places are read anew there are two copies in memory.
"""

import logging
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread, local
from time import monotonic

from django.db import connection

from ontmoeten.lib.kept import Kept
from places.clusters import Sums, ZOrder
from places.models import MapChange, MapVersion, Place
from places.readmodel import Columns, find
from places.rows import rows
from places.selection import Selection

PATIENCE = 0.005  # seconds that a visitor waits for what changed; often enough for it
PAUSE = 1.0  # seconds after a failure
SUMS_BYTES = 128 * 1024 * 1024  # of the filters asked for last: see places.clusters
WARM = 4  # filters that are ready when a new copy comes into use
TURN = 0.0005  # seconds after which reading anew lets a visitor's thread go first
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """All published places at one version of the data."""

    stamp: tuple[int, int]
    columns: Columns
    zorder: ZOrder
    sums: Kept[Selection, Sums] = field(
        default_factory=lambda: Kept(SUMS_BYTES, lambda sums: sums.nbytes)
    )

    @property
    def version(self) -> str:
        """Says which data this is, of all that there ever were."""
        number, token = self.stamp
        return f"{number}-{token:x}"


_reading = Lock()  # held by who reads places for everyone
_following = Lock()  # held while a thread follows the database
_own = local()  # the copy of a thread that is inside a transaction
_held: Snapshot | None = None
_not_before = 0.0


def current() -> Snapshot:
    """The places; one query when nothing changed."""
    stamp = MapVersion.stamp()
    held = _held
    if held is not None and held.stamp == stamp:
        return held
    if connection.in_atomic_block:
        return _inside(stamp)
    _own.__dict__.clear()
    if held is None:
        return refresh()
    _follow_in_background()
    return _held


def refresh() -> Snapshot:
    """Read what changed; who comes while another does so waits and finds it done."""
    global _held
    with _reading:
        stamp = MapVersion.stamp()
        if _held is None or _held.stamp != stamp:
            _held = _read(stamp, _held)
        return _held


def after_commit() -> None:
    """Called in the process that changed places, when the change is there for everyone.

    A process that shows no places (an import) has no copy to bring up to date.
    """
    if _held is not None and not connection.in_atomic_block:
        refresh()


def _inside(stamp) -> Snapshot:
    own = getattr(_own, "snapshot", None)
    if own is None or own.stamp != stamp:
        own = _own.snapshot = _read(stamp, own or _held)
    return own


def _follow_in_background() -> None:
    if monotonic() < _not_before or not _following.acquire(blocking=False):
        return
    thread = Thread(target=_follow, name="follow-places")
    try:
        thread.start()
    except RuntimeError:  # no more threads; the next visitor tries again
        _following.release()
        return
    thread.join(PATIENCE)


def _follow() -> None:
    global _not_before
    try:
        with _taking_short_turns():
            refresh()
    except Exception:
        log.exception("The places could not be read anew; the old ones stay.")
        _not_before = monotonic() + PAUSE
    finally:
        connection.close()
        _following.release()


@contextmanager
def _taking_short_turns():
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _read(stamp, before: Snapshot | None) -> Snapshot:
    changed = MapChange.since(before.stamp) if before else None
    published = Place.objects.published().order_by()
    if changed is None:
        columns = Columns.of(rows(published))
    else:
        new = list(rows(published.filter(pk__in=changed)))
        columns = before.columns.with_changes(changed, new)
    is_same = before is not None and columns is before.columns
    zorder = before.zorder if is_same else ZOrder.of(columns.x, columns.y)
    fresh = Snapshot(stamp, columns, zorder)
    for selection in before.sums.newest(WARM) if before else []:
        if selection.open_at is None and selection.words is None:
            sums_of(fresh, selection)
    return fresh


def sums_of(
    snapshot: Snapshot,
    selection: Selection,
    asked: Callable[[], tuple] = lambda: (),
) -> Sums:
    """What a selection finds, for the map; `asked` gives what else `find` wants."""

    def make():
        found = find(snapshot.columns, selection, *asked(), in_order=False)
        return snapshot.zorder.sums(found.rows(with_maybe=selection.with_unknown))

    return snapshot.sums.of(selection, make)
