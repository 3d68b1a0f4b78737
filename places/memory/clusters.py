"""Places in Z-order, and what lies in the cells of a tile.

Pure: row numbers and positions in, counts and centres out. What lies in one cell lies
in one range of keys, so two bisections and prefix sums of the positions say how many
places there are and where, whatever the number of places. The order takes 20 bytes a
place, the sums of a filter 28 bytes for each place that it finds: of a million places
20 MB, and at most 28 MB.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from common.kit.geo import BITS, degrees, tile_range, zorder
from places.memory.row_edits import RowEdits

DEEPEST = 18
SPLITS = 2  # bits each way: 4 × 4 cells of 64 pixels
CELLS = 1 << 2 * SPLITS
SINGLE_FROM = 17  # from this zoom on each place has a pin of its own
PINS = 256  # at most in a tile; where there are more, crowded cells stay clusters
_BORDERS = np.arange(CELLS + 1, dtype=np.int64)


class Cell(NamedTuple):
    """Places that the map shows as one: where their centre of gravity lies, in mercator
    integers. `row` is the number of the place when it is one place."""

    count: int
    x: float
    y: float
    row: int | None = None


def keys_of(z: int, x: int, y: int) -> tuple[int, int]:
    """The first key in a tile of the map and the first after it.

    ValueError for a tile that the pyramid (0 to 18) does not have.
    """
    if z > DEEPEST:
        raise ValueError(f"no such tile: {z}/{x}/{y}")
    return tile_range(z, x, y)


@dataclass(frozen=True)
class Sums:
    """What a filter finds, by key; `east` and `south` add up the positions before."""

    keys: np.ndarray
    rows: np.ndarray
    east: np.ndarray
    south: np.ndarray

    @property
    def nbytes(self) -> int:
        return sum(each.nbytes for each in vars(self).values())

    def cells(self, z: int, x: int, y: int) -> list[Cell]:
        """What a half-open tile shows, along the Z-order; every place is in one cell.

        ValueError for a tile that the pyramid (0 to 18) does not have.
        """
        first, after = keys_of(z, x, y)
        begin, end = self.keys.searchsorted([first, after]).tolist()
        most = self._pins_in_a_cell(z, end - begin)
        if begin == end or most >= end - begin:
            return self._singles(begin, end)
        borders = first + (_BORDERS << 2 * (BITS - z - SPLITS))
        at = self.keys[begin:end].searchsorted(borders) + begin
        east, south = self.east[at].tolist(), self.south[at].tolist()
        at = at.tolist()
        found = []
        for i in range(CELLS):
            count = at[i + 1] - at[i]
            if count > most:
                all_east, all_south = east[i + 1] - east[i], south[i + 1] - south[i]
                found.append(Cell(count, all_east / count, all_south / count))
            elif count:
                found += self._singles(at[i], at[i + 1])
        return found

    @staticmethod
    def _pins_in_a_cell(z: int, count: int) -> int:
        """How many places of one cell have pins of their own, in a tile of so many."""
        if z < SINGLE_FROM:
            return 1
        return PINS if count <= PINS else PINS // CELLS

    def _singles(self, begin: int, end: int) -> list[Cell]:
        east = np.diff(self.east[begin : end + 1]).tolist()
        south = np.diff(self.south[begin : end + 1]).tolist()
        rows = self.rows[begin:end].tolist()
        return [Cell(1, *each) for each in zip(east, south, rows, strict=True)]


@dataclass(frozen=True)
class ZOrder:
    """All row numbers in the order of their keys, with the positions in that order."""

    rows: np.ndarray
    keys: np.ndarray
    x: np.ndarray
    y: np.ndarray

    @classmethod
    def of(cls, x: np.ndarray, y: np.ndarray) -> "ZOrder":
        keys = zorder(x.astype(np.int64), y.astype(np.int64))
        rows = np.argsort(keys, kind="stable").astype(np.int32)
        return cls(rows, keys[rows], x[rows], y[rows])

    def with_changes(self, splice: RowEdits, x: np.ndarray, y: np.ndarray) -> "ZOrder":
        """After a change of the rows; `x` and `y` are of all places after it."""
        if splice.is_nothing:
            return self
        is_gone = np.zeros(len(self.rows), dtype=bool)
        is_gone[splice.leaving] = True
        staying = splice.numbers(len(self.rows))[self.rows]
        coming = splice.new_numbers
        new = ZOrder.of(x[coming], y[coming])
        rows = coming[new.rows]
        here = RowEdits(
            np.flatnonzero(is_gone[self.rows]), self._places_for(new, staying, rows)
        )
        return ZOrder(
            here.of(staying, rows),
            here.of(self.keys, new.keys),
            here.of(self.x, new.x),
            here.of(self.y, new.y),
        )

    def _places_for(self, new: "ZOrder", staying, coming) -> np.ndarray:
        """Before which each new one belongs: those of one key by their row numbers."""
        first = self.keys.searchsorted(new.keys)
        after = self.keys.searchsorted(new.keys, "right")
        apart = zip(coming, first.tolist(), after.tolist(), strict=True)
        alike = [staying[begin:end].searchsorted(row) for row, begin, end in apart]
        return first + np.array(alike, dtype=np.int64)

    def sums(self, found: np.ndarray) -> Sums:
        """Of the places with these row numbers, in any order."""
        is_found = np.zeros(len(self.rows), dtype=bool)
        is_found[found] = True
        at = np.flatnonzero(is_found[self.rows])
        return Sums(
            self.keys.take(at), self.rows.take(at), _sums(self.x, at), _sums(self.y, at)
        )


def _sums(values, at) -> np.ndarray:
    """The sum of the values before each, and of all of them."""
    sums = np.zeros(len(at) + 1, dtype=np.int64)
    np.cumsum(values.take(at), dtype=np.int64, out=sums[1:])
    return sums


def bounds(cell: Cell, z: int) -> tuple[float, float, float, float]:
    """West, south, east, north of the square that a cluster of this zoom stands for.

    In degrees, half a mercator unit off so that it means the same after rounding.
    """
    side = 1 << (BITS - z - SPLITS)
    left, top = int(cell.x) // side * side, int(cell.y) // side * side
    west, north = degrees(left + 0.5, top + 0.5)
    east, south = degrees(left + side + 0.5, top + side + 0.5)
    return west, south, min(east, 180.0), north


def decimals(z: int) -> int:
    """Of degrees: so many that rounding moves nothing by a pixel of this zoom.

    A pixel is 360 / 2^(z + 8) degrees wide.
    """
    return int(np.ceil(np.log10(2 ** (z + 9) / 360)))
