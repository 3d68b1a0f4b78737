"""This process's copy of the places, and how it follows the database.

Every question asks the database for the version, one small query. When it is not that
of the copy, who asks gets the copy as it is, after at most PATIENCE, while one thread
reads what changed. Who changes places reads it at once, after the commit and before the
answer. Inside a transaction a thread has a copy of its own, that nobody else gets to
see. While places are read anew there are two copies in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, local

from django.db import connection
from django.utils import timezone

from common.kit.background import InBackground
from common.kit.cache import SizedLruCache
from places.memory.clusters import Sums, ZOrder
from places.memory.columns import Columns
from places.memory.find import find, last_turn
from places.memory.rows import rows
from places.memory.selection import Selection
from places.models import MapChange, MapVersion, Place

PATIENCE = 0.005  # seconds that a visitor waits for what changed; often enough for it
SUMS_BYTES = (
    128 * 1024 * 1024
)  # of the filters asked for last: see places.memory.clusters
WARM = 4  # filters that are ready when a new copy comes into use


@dataclass(frozen=True)
class Snapshot:
    """All published places at one version of the data."""

    stamp: tuple[int, int]
    columns: Columns
    zorder: ZOrder
    sums: SizedLruCache[tuple[Selection, int], Sums] = field(  # by the turn as well
        default_factory=lambda: SizedLruCache(SUMS_BYTES, lambda sums: sums.nbytes)
    )
    turns: dict[int, int] = field(default_factory=dict)  # by the day

    @property
    def version(self) -> str:
        """Says which data this is, of all that there ever were, and since which day
        lists leave out the places that they leave out today."""
        number, token = self.stamp
        return f"{number}-{token:x}-{self.turn_of(today())}"

    def turn_of(self, day: int) -> int:
        """The last day on which lists began to leave a place out: see `last_turn`."""
        if day not in self.turns:
            self.turns[day] = last_turn(self.columns, day)
        return self.turns[day]


_reading = Lock()  # held by who reads places for everyone
_own = local()  # the copy of a thread that is inside a transaction
_held: Snapshot | None = None


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
    _following.begin(PATIENCE)
    return _held


def refresh() -> Snapshot:
    """Read what changed; who comes while another does so waits and finds it done."""
    global _held
    with _reading:
        stamp = MapVersion.stamp()
        if _held is None or _held.stamp != stamp:
            _held = _read(stamp, _held)
        return _held


_following = InBackground("reading places", refresh)


def after_commit() -> None:
    """Called in the process that changed places, when the change is there for everyone.

    A process that shows no places (an import) has no copy to bring up to date.
    """
    if _held is not None and not connection.in_atomic_block:
        refresh()


def read_ahead() -> None:
    """Begin to read the places, so that the first visitor waits less for them."""
    _following.begin()


def _inside(stamp) -> Snapshot:
    own = getattr(_own, "snapshot", None)
    if own is None or own.stamp != stamp:
        own = _own.snapshot = _read(stamp, own or _held)
    return own


def _read(stamp, before: Snapshot | None) -> Snapshot:
    changed = MapChange.since(before.stamp) if before else None
    published = Place.objects.published().order_by()
    if changed is None:
        columns = Columns.of(rows(published))
        zorder = ZOrder.of(columns.x, columns.y)
    else:
        new = list(rows(published.filter(pk__in=changed)))
        columns, splice = before.columns.with_changes(changed, new)
        zorder = before.zorder.with_changes(splice, columns.x, columns.y)
    fresh = Snapshot(stamp, columns, zorder)
    for selection, _turn in before.sums.newest(WARM) if before else []:
        if selection.open_at is None and selection.words is None:
            sums_of(fresh, selection)
    return fresh


def today() -> int:
    """The day it is here, as a proleptic ordinal."""
    return timezone.localdate().toordinal()


def sums_of(
    snapshot: Snapshot,
    selection: Selection,
    asked: Callable[[], tuple] = lambda: (),
) -> Sums:
    """What a selection finds, for the map; `asked` gives what else `find` wants."""

    day = today()

    def make():
        found = find(snapshot.columns, selection, *asked(), today=day, in_order=False)
        return snapshot.zorder.sums(found.rows(with_maybe=selection.with_unknown))

    return snapshot.sums.of((selection, snapshot.turn_of(day)), make)
