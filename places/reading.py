"""Keeps this process's read model of the places up to date with the database."""

from datetime import datetime
from threading import Lock

from dateutil.relativedelta import relativedelta

from ontmoeten.lib.geo import degrees
from places import clock, search
from places.models import Dataset, MapChange, MapVersion, Place, PlaceKind
from places.readmodel import NEVER, Columns, Found, Opening, Row, find
from places.selection import Selection

FIELDS = [
    "pk", "facets", "possible", "kind_id", "neighbourhood_id", "dataset_id",
    "mercator_x", "mercator_y", "opening_hours", "checked_on", "name",
]  # fmt: skip
CHUNK = 5_000
_lock = Lock()
_held: tuple[tuple[int, int], Columns] | None = None


def columns() -> Columns:
    """The places as they are in the database now; one query when nothing changed."""
    global _held
    stamp = MapVersion.stamp()
    held = _held
    if held and held[0] == stamp:
        return held[1]
    with _lock:
        if not (_held and _held[0] == stamp):
            _held = stamp, _read(stamp)
        return _held[1]


def _read(stamp):
    changed = MapChange.since(_held[0]) if _held else None
    published = Place.objects.published().order_by()
    if changed is None:
        return Columns.of(_rows(published))
    return _held[1].with_changes(changed, _rows(published.filter(pk__in=changed)))


def _rows(places) -> list[Row]:
    kinds = {kind.pk: kind for kind in PlaceKind.objects.all()}
    lives = {pk: relativedelta(months=kind.shelf_life) for pk, kind in kinds.items()}
    last_days = {}  # thousands of places were checked on the same days

    def expires(checked_on, kind):
        if checked_on is None:
            return NEVER
        key = checked_on, kind
        if key not in last_days:
            last_days[key] = (checked_on + lives[kind]).toordinal()
        return last_days[key]

    rows = []
    for facts in places.values_list(*FIELDS).iterator(chunk_size=CHUNK):
        pk, facets, possible, kind, area, dataset, x, y, hours, checked_on, name = facts
        last_day, order = expires(checked_on, kind), kinds[kind].order
        known = (area or 0, dataset or 0, x, y, hours, last_day, order, name)
        rows.append(Row(pk, facets, possible, kind, *known))
    return rows


class FoundPlaces:
    """What a selection finds, as a list that reads from the database what it shows.

    With what is unknown: also the places that may fit, after those that surely do.
    """

    def __init__(self, selection: Selection):
        self.selection = selection
        opening = None
        if selection.open_at is not None:
            opening = _opening(selection.open_at, selection.near)
        self.is_dark = opening is not None and opening.is_dark
        matches = None
        if selection.words is not None:
            matches = search.matches(selection.words)
        self.found: Found = find(columns(), selection, opening, matches)

    @property
    def sure_count(self) -> int:
        return len(self.found.sure)

    @property
    def maybe_count(self) -> int:
        """How many may fit but are not sure to."""
        return len(self.found.maybe)

    def __len__(self):
        with_unknown = self.selection.with_unknown
        return self.sure_count + (self.maybe_count if with_unknown else 0)

    def __getitem__(self, part: slice) -> list[Place]:
        """Places with `is_sure`, and `apart` where a position was asked."""
        first, after, _step = part.indices(len(self))
        hits = self.found.slice(first, after, with_maybe=self.selection.with_unknown)
        places = Place.objects.for_cards().in_bulk([hit.id for hit in hits])
        shown = []
        for hit in hits:
            if place := places.get(hit.id):
                place.is_sure, place.apart = hit.is_sure, hit.apart
                shown.append(place)
        return shown

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north in degrees; None for nothing."""
        box = self.found.box(with_maybe=self.selection.with_unknown)
        if box is None:
            return None
        west, north, east, south = box
        return (*degrees(west, south), *degrees(east, north))

    @property
    def sources(self):
        """The datasets that these places come from."""
        return Dataset.objects.filter(pk__in=self._used("datasets"))

    @property
    def kinds(self):
        """The kinds that these places are of."""
        return PlaceKind.objects.filter(pk__in=self._used("kinds"))

    def _used(self, column):
        return self.found.used(column, with_maybe=self.selection.with_unknown)


def _opening(moment: datetime, near) -> Opening:
    day = moment.astimezone(clock.HERE).date().toordinal()
    is_dark = clock.is_dark(moment, near[:2] if near else None)
    return Opening(lambda hours: clock.status(hours, moment).state, day, is_dark)
