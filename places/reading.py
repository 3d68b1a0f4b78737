"""What a selection finds among the places that this process has in memory."""

from datetime import datetime

from ontmoeten.lib.geo import degrees
from places import clock, search
from places.clusters import Sums
from places.models import Dataset, Place, PlaceKind
from places.readmodel import Found, Opening, find
from places.selection import Selection
from places.snapshot import Snapshot, current, sums_of


def map_sums(snapshot: Snapshot, selection: Selection) -> Sums:
    """What a selection finds in this copy of the places, for the map."""
    return sums_of(snapshot, selection, lambda: _asked(selection))


def _asked(selection: Selection) -> tuple[Opening | None, dict[int, int] | None]:
    """What `find` wants to know about the moment and the words of a selection."""
    opening = matches = None
    if selection.open_at is not None:
        opening = _opening(selection.open_at, selection.near)
    if selection.words is not None:
        matches = search.matches(selection.words)
    return opening, matches


class FoundPlaces:
    """What a selection finds, as a list that reads from the database what it shows.

    With what is unknown: also the places that may fit, after those that surely do.
    """

    def __init__(self, selection: Selection):
        self.selection = selection
        opening, matches = _asked(selection)
        self.is_dark = opening is not None and opening.is_dark
        snapshot = current()
        self.version = snapshot.version
        self.found: Found = find(snapshot.columns, selection, opening, matches)

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
