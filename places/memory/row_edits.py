"""Taking rows out of columns and putting others in, without sorting anew."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class RowEdits:
    """Which rows leave (ascending), and before which rows others come in (ascending).

    Both count as before the change.
    """

    leaving: np.ndarray
    at: np.ndarray

    @property
    def is_nothing(self) -> bool:
        return not len(self.leaving) and not len(self.at)

    def of(self, values: np.ndarray, new: np.ndarray) -> np.ndarray:
        """A column after the change; `new` are the values that come in."""
        pieces, begin = [], 0
        for row, number in self._steps:
            pieces.append(values[begin:row])
            if number is None:
                begin = row + 1
            else:
                pieces.append(new[number : number + 1])
                begin = row
        pieces.append(values[begin:])
        return np.concatenate(pieces)

    @cached_property
    def _steps(self) -> list[tuple[int, int | None]]:
        """From the first row to the last: a row, and which new one comes before it;
        None when it leaves."""
        coming = [(row, 0, number) for number, row in enumerate(self.at.tolist())]
        going = [(row, 1, None) for row in self.leaving.tolist()]
        return [(row, number) for row, _last, number in sorted(coming + going)]

    def numbers(self, many: int) -> np.ndarray:
        """What the rows that stay, of so many, are called after the change."""
        moves = np.zeros(many + 1, dtype=np.int32)
        np.add.at(moves, self.at, 1)
        moves[self.leaving + 1] -= 1
        return np.cumsum(moves[:many], dtype=np.int32) + np.arange(many, dtype=np.int32)

    @property
    def new_numbers(self) -> np.ndarray:
        """What the rows that come in are called after the change."""
        gone_before = self.leaving.searchsorted(self.at)
        return (self.at - gone_before + np.arange(len(self.at))).astype(np.int32)
