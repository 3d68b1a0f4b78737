"""What a filter finds among the places in memory.

Pure: columns in, row numbers out. The SQL of `PlaceQuerySet.selected` gives the same,
and a test holds them together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from common.kit.geo import mercator, mercator_box, metres_per_unit
from places.facts.derived import ALWAYS_OPEN, FACILITY_BITS, STAFFED
from places.facts.freshness import GRACE
from places.hours import State
from places.memory.columns import NEVER, Columns
from places.memory.selection import Selection

Matches = tuple[np.ndarray, np.ndarray]  # ids, rising, and their ranks
DARK_FIRST = FACILITY_BITS["verlicht"]


class Opening(NamedTuple):
    """What is open at a moment: the state of each text of hours, and the day; and the
    ids of the places where something goes on."""

    state_of: Callable[[str], State]
    day: int  # proleptic ordinal
    is_dark: bool
    present: frozenset[int] = frozenset()


class Hit(NamedTuple):
    """A place in the list; `distance_squared` as in PlaceQuerySet.near."""

    id: int
    is_sure: bool
    is_left_out: bool
    distance_squared: int | None


@dataclass(frozen=True)
class Found:
    """Row numbers of what a filter finds: what is sure, in order, what may be, and what
    lists leave out because its check is long out of date (shown if `with_overdue`)."""

    columns: Columns
    sure: np.ndarray
    maybe: np.ndarray
    left_out: np.ndarray
    with_overdue: bool = False
    distance_squared: np.ndarray | None = (
        None  # of every row, squared, in mercator units
    )

    def slice(self, first: int, after: int, *, with_maybe: bool) -> list[Hit]:
        """A part of the list: what is sure, then what may be, then what is left out."""
        rows = self.rows(with_maybe=with_maybe)[first:after]
        ids = self.columns.ids[rows].tolist()
        distance_squared = (
            [None] * len(ids)
            if self.distance_squared is None
            else self.distance_squared[rows].tolist()
        )
        sure = len(self.sure)
        current = sure + (len(self.maybe) if with_maybe else 0)
        return [
            Hit(pk, number < sure, number >= current, each)
            for number, (pk, each) in enumerate(
                zip(ids, distance_squared, strict=True), first
            )
        ]

    def box(self, *, with_maybe: bool) -> tuple[int, int, int, int] | None:
        """West, north, east, south in mercator units; None for nothing."""
        rows = self.rows(with_maybe=with_maybe)
        if not len(rows):
            return None
        x, y = self.columns.x[rows], self.columns.y[rows]
        return int(x.min()), int(y.min()), int(x.max()), int(y.max())

    def rows(self, *, with_maybe: bool) -> np.ndarray:
        groups = [self.sure]
        groups += [self.maybe] if with_maybe else []
        groups += [self.left_out] if self.with_overdue else []
        return np.concatenate(groups) if len(groups) > 1 else self.sure

    def used(self, column: str, *, with_maybe: bool) -> list[int]:
        """The different values of a column, 0 left out."""
        values = getattr(self.columns, column)[self.rows(with_maybe=with_maybe)]
        used = np.flatnonzero(np.bincount(values)).tolist()
        return [value for value in used if value]


def find(
    columns: Columns,
    selection: Selection,
    opening: Opening | None = None,
    matches: Matches | None = None,
    *,
    today: int,
    in_order: bool = True,
) -> Found:
    """What a selection finds `today` (a proleptic ordinal). `opening` for one that asks
    about a moment; `matches` for one with words: the ids that have them, rising, with
    their ranks (0 is best). The map needs no order, and sorting a million by distance
    takes longer than finding them."""
    bits = selection.facets
    sure = columns.facets & bits == bits
    maybe = columns.possible & bits == bits
    is_open = None
    if opening is not None:
        is_open, may_be_open = _open(columns, opening)
        may_be_open |= is_open
        goes_on = np.isin(columns.ids, list(opening.present))
        if selection.with_people:
            staffed = columns.facets & STAFFED != 0
            is_there, may_be_there = staffed & is_open, staffed & may_be_open
            sure &= is_there | goes_on
            maybe &= may_be_there | goes_on
        else:
            sure &= is_open
            maybe &= may_be_open
    narrow, distance_squared = _narrow(columns, selection)
    rank = None
    if matches is not None:
        rank = _ranks(columns, matches)
        narrow &= rank >= 0
    sure &= narrow
    maybe &= narrow & ~sure
    out = columns.expires < today - GRACE.days
    left_out = out & (sure | maybe if selection.with_unknown else sure)
    sure &= ~out
    maybe &= ~out
    order = [] if rank is None else [rank]
    if distance_squared is not None:
        order = [distance_squared]
    if opening is not None and opening.is_dark:
        order = [~_light(columns, is_open), *order]
    if opening is not None and opening.present:
        order = [~goes_on, *order]
    if in_order:
        groups = [
            _overdue_last(columns, _sorted(group, order), today)
            for group in (sure, maybe, left_out)
        ]
    else:
        groups = [np.flatnonzero(group) for group in (sure, maybe, left_out)]
    return Found(columns, *groups, selection.with_overdue, distance_squared)


def last_turn(columns: Columns, today: int) -> int:
    """The last day until today on which lists began to leave a place out; 0 for none.

    Until the next such day the same filters find the same places.
    """
    turns = columns.expires[columns.expires != NEVER] + (GRACE.days + 1)
    turns = turns[turns <= today]
    return int(turns.max()) if len(turns) else 0


def _ranks(columns, matches: Matches) -> np.ndarray:
    """The rank of each row among what has the words; -1 for none."""
    ids, ranks = matches
    if not len(ids):
        return np.full(len(columns.ids), -1)
    at = np.minimum(ids.searchsorted(columns.ids), len(ids) - 1)
    return np.where(ids[at] == columns.ids, ranks[at], -1)


def _narrow(columns, selection):
    fits = np.ones(len(columns.ids), dtype=bool)
    if selection.kinds is not None:
        fits &= np.isin(columns.kinds, list(selection.kinds))
    if selection.neighbourhood is not None:
        fits &= columns.neighbourhoods == selection.neighbourhood
    distance_squared = None
    if selection.near is not None:
        lat, lon, metres = selection.near
        x, y = mercator(lon, lat)
        reach = round(metres / metres_per_unit(lat))
        east, south = columns.x.astype(np.int64) - x, columns.y.astype(np.int64) - y
        distance_squared = east * east + south * south
        fits &= distance_squared <= reach * reach
    if selection.box is not None:
        west, south, east, north = selection.box
        left, top, right, bottom = mercator_box(west, south, east, north)
        fits &= (columns.x >= left) & (columns.x < right)
        fits &= (columns.y >= top) & (columns.y < bottom)
    return fits, distance_squared


def _open(columns, opening) -> tuple[np.ndarray, np.ndarray]:
    """What is known to be open, and what may be: see PlaceQuerySet."""
    states = [opening.state_of(text) if text else None for text in columns.texts]
    opens = np.array([state is State.OPEN for state in states], dtype=bool)
    unsure = np.array([state is State.UNKNOWN for state in states], dtype=bool)
    always = columns.facets & ALWAYS_OPEN != 0
    known = opens[columns.hours] | always
    overdue = columns.expires < opening.day
    unknown = unsure[columns.hours] | ((columns.hours == 0) & ~always)
    return known & ~overdue, unknown | known & overdue


def _light(columns, is_open) -> np.ndarray:
    """Where one can be after dark: lit, or someone is there."""
    staffed = (columns.facets & STAFFED != 0) & is_open
    return staffed | (columns.facets & DARK_FIRST != 0)


def _sorted(mask, order) -> np.ndarray:
    """Row numbers by these keys, the first one first; equal ones as in lists."""
    rows = np.flatnonzero(mask)
    if not order or not len(rows):
        return rows
    return rows[np.lexsort([key[rows] for key in reversed(order)])]


def _overdue_last(columns, rows, today: int) -> np.ndarray:
    """In the same order, but what is out of date below the rest."""
    overdue = columns.expires[rows] < today
    return np.concatenate([rows[~overdue], rows[overdue]]) if overdue.any() else rows
