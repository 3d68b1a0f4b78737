"""All published places as plain columns in memory, in the order of lists.

Pure: rows in, columns out; `places.memory.snapshot` fills them from the database and
keeps them up to date, `places.memory.find` finds places in them. A place takes 92 bytes
and what its different texts of hours take.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

import numpy as np

from places.memory.row_edits import RowEdits

NEVER = np.iinfo(np.int32).max  # the day on which no check goes out of date
NUMBER = re.compile(r"\d+")
DIGITS = 6  # of numbers in names, as far as they are compared by size
KEY_BYTES = 48  # of sort keys; names that are alike so far come in order of their ids
STEP = 2_000  # rows; a thousandth of a second or two
COLUMNS = {
    "ids": np.int64,
    "facets": np.int32,
    "possible": np.int32,
    "kinds": np.int32,
    "neighbourhoods": np.int32,  # 0 for none
    "datasets": np.int32,  # 0 for none
    "x": np.int32,  # Web Mercator, see common.kit.geo
    "y": np.int32,
    "hours": np.int32,  # index in `texts`; 0 for none of its own
    "expires": np.int32,  # the last day (proleptic ordinal) of its check, or NEVER
    "keys": f"S{KEY_BYTES}",
}


class PlaceRow(NamedTuple):
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


def sort_key(order: int, name: str) -> bytes:
    """Lists go by kind, then by name as people sort: é as e, 2 before 10."""
    letters = name.casefold()
    if not letters.isascii():
        bare = unicodedata.normalize("NFKD", letters)
        letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    letters = NUMBER.sub(lambda match: match[0].zfill(DIGITS), letters)
    return b"%05d%s" % (order, letters.encode()[: KEY_BYTES - 5])


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
    keys: np.ndarray
    texts: list[str]

    @classmethod
    def of(cls, rows: Iterable[PlaceRow]) -> "Columns":
        """In small steps: one that holds the interpreter stops every other thread."""
        texts = {"": 0}
        parts = [_arrays([], texts)]
        rows = iter(rows)
        while some := list(islice(rows, STEP)):
            parts.append(_arrays(some, texts))
        whole = {
            name: np.concatenate([part[name] for part in parts]) for name in COLUMNS
        }
        order = np.argsort(whole["ids"], kind="stable")
        order = order[np.argsort(whole["keys"][order], kind="stable")]
        arrays = {name: values[order] for name, values in whole.items()}
        return cls(**arrays, texts=list(texts))

    def with_changes(
        self, gone: Collection[int], rows: Sequence[PlaceRow]
    ) -> tuple["Columns", RowEdits]:
        """Without the places of these ids, and with these rows where they belong."""
        leaving = np.flatnonzero(np.isin(self.ids, np.fromiter(gone, np.int64)))
        new = Columns.of(rows)
        texts = {text: i for i, text in enumerate(self.texts)}
        numbers = [texts.setdefault(text, len(texts)) for text in new.texts]
        new = replace(new, hours=np.array(numbers, dtype=np.int32)[new.hours])
        splice = RowEdits(leaving, self._places_for(new))
        if splice.is_nothing:
            return self, splice
        arrays = {
            name: splice.of(getattr(self, name), getattr(new, name)) for name in COLUMNS
        }
        return Columns(**arrays, texts=list(texts)), splice

    def _places_for(self, new: "Columns") -> np.ndarray:
        """The row before which each of the new ones belongs."""
        first = self.keys.searchsorted(new.keys)
        after = self.keys.searchsorted(new.keys, "right")
        apart = zip(new.ids, first.tolist(), after.tolist(), strict=True)
        alike = [self.ids[begin:end].searchsorted(pk) for pk, begin, end in apart]
        return first + np.array(alike, dtype=np.int64)


def _arrays(rows: Sequence[PlaceRow], texts: dict[str, int]) -> dict[str, np.ndarray]:
    """Columns of some rows; `texts` numbers the hours and learns new ones."""
    known = [[]] * len(PlaceRow._fields) if not rows else zip(*rows, strict=True)
    *given, hours, expires, orders, names = known
    numbers = [texts.setdefault(text, len(texts)) for text in hours]
    keys = [sort_key(*each) for each in zip(orders, names, strict=True)]
    every = zip(COLUMNS.items(), [*given, numbers, expires, keys], strict=True)
    return {name: _array(values, kind) for (name, kind), values in every}


def _array(values: Sequence, kind) -> np.ndarray:
    """A number that drifted off (see places.memory.checking) wraps: the map goes on."""
    if kind is np.int32:
        return np.array(values, dtype=np.int64).astype(kind)
    return np.array(values, dtype=kind)
