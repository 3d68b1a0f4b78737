"""All published places as plain columns in memory, and what a filter finds in them.

Pure: numbers in, row numbers out; `places.snapshot` fills it from the database and
keeps it up to date. The SQL of `PlaceQuerySet.selected` gives the same, and a test
holds them together. 100,000 places take 33 MB, a million 330 MB: mostly the names that
lists are sorted by.
"""

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

import numpy as np

from ontmoeten.lib.geo import mercator, metres_per_unit
from places.derived import ALWAYS_OPEN, FACILITY_BITS, STAFFED
from places.opening import State
from places.selection import Selection

NEVER = np.iinfo(np.int32).max  # the day on which no check goes out of date
DARK_FIRST = FACILITY_BITS["verlicht"]
NUMBER = re.compile(r"\d+")
STEP = 2_000  # rows; a thousandth of a second or two
PER_BORDER = 8  # sampled keys
COLUMNS = {
    "ids": np.int64,
    "facets": np.int64,
    "possible": np.int64,
    "kinds": np.int64,
    "neighbourhoods": np.int64,  # 0 for none
    "datasets": np.int64,  # 0 for none
    "x": np.int64,  # Web Mercator, see ontmoeten.lib.geo
    "y": np.int64,
    "hours": np.int32,  # index in `texts`; 0 for none of its own
    "expires": np.int32,  # the last day (proleptic ordinal) of its check, or NEVER
}


class Row(NamedTuple):
    """One place as it comes from the database; `order` is that of its kind."""

    id: int
    facets: int
    possible: int
    kind: int
    neighbourhood: int
    dataset: int
    x: int
    y: int
    hours: str
    expires: int
    order: int
    name: str


class Opening(NamedTuple):
    """What is open at a moment: the state of each text of hours, and the day."""

    state_of: Callable[[str], State]
    day: int  # proleptic ordinal
    is_dark: bool


class Hit(NamedTuple):
    """A place in the list; `apart` as in PlaceQuerySet.near."""

    id: int
    is_sure: bool
    apart: int | None


def sort_key(row: Row) -> tuple[int, str, int]:
    """Lists go by kind, then by name as people sort: é as e, 2 before 10."""
    letters = row.name.casefold()
    if not letters.isascii():
        bare = unicodedata.normalize("NFKD", letters)
        letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    name = NUMBER.sub(lambda match: match[0].zfill(9), letters)
    return row.order, name, row.id


@dataclass(frozen=True)
class Columns:
    """Places in the order of lists. Never changed: a change makes a new one."""

    ids: np.ndarray
    facets: np.ndarray
    possible: np.ndarray
    kinds: np.ndarray
    neighbourhoods: np.ndarray
    datasets: np.ndarray
    x: np.ndarray
    y: np.ndarray
    hours: np.ndarray
    expires: np.ndarray
    keys: list[tuple[int, str, int]]
    texts: list[str]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Columns":
        """In small steps: one that holds the interpreter stops every other thread."""
        texts, keys, parts = {"": 0}, [], [_arrays([], [])]
        rows = iter(rows)
        while some := list(islice(rows, STEP)):
            numbers = [texts.setdefault(row.hours, len(texts)) for row in some]
            keys += [sort_key(row) for row in some]
            parts.append(_arrays(some, numbers))
        order = _order(keys)
        arrays = {
            name: np.concatenate([part[name] for part in parts])[order]
            for name in COLUMNS
        }
        return cls(**arrays, keys=[keys[i] for i in order.tolist()], texts=list(texts))

    def with_changes(self, gone: Collection[int], rows: Sequence[Row]) -> "Columns":
        """Without the places of these ids, and with these rows at their place."""
        leaving = np.flatnonzero(np.isin(self.ids, np.fromiter(gone, np.int64)))
        if not len(leaving) and not rows:
            return self
        keys = list(self.keys)
        for index in reversed(leaving.tolist()):
            del keys[index]
        new = Columns.of(rows)
        at = [bisect(keys, key) for key in new.keys]
        texts = {text: i for i, text in enumerate(self.texts)}
        numbers = [texts.setdefault(text, len(texts)) for text in new.texts]
        fresh = replace(new, hours=np.array(numbers, dtype=np.int32)[new.hours])
        arrays = {
            name: np.insert(
                np.delete(getattr(self, name), leaving), at, getattr(fresh, name)
            )
            for name in COLUMNS
        }
        for key, index in zip(reversed(new.keys), reversed(at), strict=True):
            keys.insert(index, key)
        return Columns(**arrays, keys=keys, texts=list(texts))


def _arrays(rows: Sequence[Row], hours: list[int]) -> dict[str, np.ndarray]:
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    given = dict(zip(COLUMNS, columns, strict=False)) | {"hours": hours}
    return {name: np.array(given[name], dtype=kind) for name, kind in COLUMNS.items()}


def _order(keys: list[tuple[int, str, int]]) -> np.ndarray:
    """Indexes of the keys in order: dealt out between borders, then sorted there."""
    many = len(keys) // STEP + 1
    sample = sorted(keys[:: len(keys) // (many * PER_BORDER) + 1])
    borders = sample[PER_BORDER::PER_BORDER]
    between = [[] for _ in range(len(borders) + 1)]
    for index, key in enumerate(keys):
        between[bisect(borders, key)].append(index)
    for indexes in between:
        indexes.sort(key=keys.__getitem__)
    return np.concatenate([np.array(each, dtype=np.int32) for each in between])


@dataclass(frozen=True)
class Found:
    """Row numbers of what a filter finds: what is sure, in order, and what may be."""

    columns: Columns
    sure: np.ndarray
    maybe: np.ndarray
    apart: np.ndarray | None = None  # of every row, squared, in mercator units

    def slice(self, first: int, after: int, *, with_maybe: bool) -> list[Hit]:
        """A part of the list: first what is sure, then what may be."""
        rows = self.rows(with_maybe=with_maybe)[first:after]
        ids = self.columns.ids[rows].tolist()
        apart = [None] * len(ids) if self.apart is None else self.apart[rows].tolist()
        sure = len(self.sure)
        return [
            Hit(pk, number < sure, each)
            for number, (pk, each) in enumerate(zip(ids, apart, strict=True), first)
        ]

    def box(self, *, with_maybe: bool) -> tuple[int, int, int, int] | None:
        """West, north, east, south in mercator units; None for nothing."""
        rows = self.rows(with_maybe=with_maybe)
        if not len(rows):
            return None
        x, y = self.columns.x[rows], self.columns.y[rows]
        return int(x.min()), int(y.min()), int(x.max()), int(y.max())

    def rows(self, *, with_maybe: bool) -> np.ndarray:
        return np.concatenate([self.sure, self.maybe]) if with_maybe else self.sure

    def used(self, column: str, *, with_maybe: bool) -> list[int]:
        """The different values of a column, 0 left out."""
        values = getattr(self.columns, column)[self.rows(with_maybe=with_maybe)]
        return [int(value) for value in np.unique(values) if value]


def find(
    columns: Columns,
    selection: Selection,
    opening: Opening | None = None,
    matches: dict[int, int] | None = None,
    *,
    in_order: bool = True,
) -> Found:
    """What a selection finds. `opening` for one that asks about a moment; `matches` for
    one with words: the ids that have them, with their rank (0 is best). The map needs
    no order, and sorting a million by distance takes longer than finding them."""
    bits = selection.facets
    sure = columns.facets & bits == bits
    maybe = columns.possible & bits == bits
    is_open = None
    if opening is not None:
        is_open, may_be_open = _open(columns, opening)
        sure &= is_open
        maybe &= is_open | may_be_open
    narrow, apart = _narrow(columns, selection)
    rank = None
    if matches is not None:
        rank = np.fromiter(
            (matches.get(each, -1) for each in columns.ids.tolist()),
            np.int64,
            len(columns.ids),
        )
        narrow &= rank >= 0
    sure &= narrow
    maybe &= narrow & ~sure
    order = [] if rank is None else [rank]
    if apart is not None:
        order = [apart]
    if opening is not None and opening.is_dark:
        order = [~_light(columns, is_open), *order]
    if not in_order:
        order = []
    return Found(columns, _sorted(sure, order), _sorted(maybe, order), apart)


def _narrow(columns, selection):
    fits = np.ones(len(columns.ids), dtype=bool)
    if selection.kinds is not None:
        fits &= np.isin(columns.kinds, list(selection.kinds))
    if selection.neighbourhood is not None:
        fits &= columns.neighbourhoods == selection.neighbourhood
    apart = None
    if selection.near is not None:
        lat, lon, metres = selection.near
        x, y = mercator(lon, lat)
        reach = round(metres / metres_per_unit(lat))
        apart = (columns.x - x) ** 2 + (columns.y - y) ** 2
        fits &= apart <= reach * reach
    if selection.box is not None:
        west, south, east, north = selection.box
        (left, top), (right, bottom) = mercator(west, north), mercator(east, south)
        fits &= (columns.x >= left) & (columns.x < right)
        fits &= (columns.y >= top) & (columns.y < bottom)
    return fits, apart


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
