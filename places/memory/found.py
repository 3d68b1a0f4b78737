"""What a selection finds among the places that this process has in memory."""

from datetime import datetime

from common.kit.geo import degrees
from places import search
from places.facts import timetable
from places.hours import clock
from places.memory.clusters import Sums
from places.memory.find import Found, Matches, Opening, find
from places.memory.selection import Selection
from places.memory.snapshot import Snapshot, current, sums_of, today
from places.models import Dataset, Place, PlaceKind


def map_sums(snapshot: Snapshot, selection: Selection) -> Sums:
    """What a selection finds in this copy of the places, for the map."""
    return sums_of(snapshot, selection, lambda: _asked(selection))


def count(snapshot: Snapshot, selection: Selection) -> int:
    """How many places surely fit."""
    asked = _asked(selection)
    found = find(snapshot.columns, selection, *asked, today=today(), in_order=False)
    return len(found.sure)


def _asked(selection: Selection) -> tuple[Opening | None, Matches | None]:
    """What `find` wants to know about the moment and the words of a selection."""
    opening = matches = None
    if selection.open_at is not None:
        opening = _opening(selection.open_at, selection.near)
    if selection.words is not None:
        matches = search.matches(selection.words)
    return opening, matches


class FoundPlaces:
    """What a selection finds, as a list that reads from the database what it shows.

    With what is unknown: also the places that may fit, after those that surely do. With
    what is overdue: also those that lists leave out, at the end.
    """

    def __init__(self, selection: Selection):
        self.selection = selection
        opening, matches = _asked(selection)
        self.is_dark = opening is not None and opening.is_dark
        self.snapshot = current()
        self.day = today()
        self.found: Found = find(
            self.snapshot.columns, selection, opening, matches, today=self.day
        )

    @property
    def version(self) -> str:
        return self.snapshot.version

    @property
    def sums(self) -> Sums:
        """The same for the map, which so needs no search of its own."""

        def make():
            rows = self.found.rows(with_maybe=self.selection.with_unknown)
            return self.snapshot.zorder.sums(rows)

        key = self.selection, self.snapshot.turn_of(self.day)
        return self.snapshot.sums.of(key, make)

    @property
    def sure_count(self) -> int:
        return len(self.found.sure)

    @property
    def maybe_count(self) -> int:
        """How many may fit but are not sure to."""
        return len(self.found.maybe)

    @property
    def left_out_count(self) -> int:
        """How many fit but are left out, because their check is long out of date."""
        return len(self.found.left_out)

    def __len__(self):
        return len(self.found.rows(with_maybe=self.selection.with_unknown))

    def __getitem__(self, part: slice) -> list[Place]:
        """Places with `is_sure`, `was_left_out`, `has_people` (what goes on there at
        the moment that was asked, if anything), and `distance_squared` from where was
        asked."""
        first, after, _step = part.indices(len(self))
        hits = self.found.slice(first, after, with_maybe=self.selection.with_unknown)
        places = Place.objects.for_cards().in_bulk([hit.id for hit in hits])
        goes_on = {}
        if moment := self.selection.open_at:
            goes_on = timetable.what_goes_on(moment, list(places))
        shown = []
        for hit in hits:
            if place := places.get(hit.id):
                place.is_sure, place.distance_squared = (
                    hit.is_sure,
                    hit.distance_squared,
                )
                place.was_left_out = hit.is_left_out
                place.has_people = goes_on.get(place.pk)
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
    present = timetable.present(moment)
    return Opening(
        lambda hours: clock.status(hours, moment).state, day, is_dark, present
    )
