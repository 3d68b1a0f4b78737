"""How far an import is, for whoever watches; nothing in a pipe."""

import sys
from typing import TextIO

WIDTH = 30


class ProgressBar:
    """`[######........] 12 000`, redrawn on one line of a terminal."""

    def __init__(self, stream: TextIO | None = None):
        self.stream = stream or sys.stderr
        self.is_shown = self.stream.isatty()

    def __call__(self, count: int, fraction: float | None) -> None:
        """`fraction` is how much is done, between 0 and 1; None when nobody knows."""
        if not self.is_shown:
            return
        done = WIDTH if fraction is None else round(WIDTH * fraction)
        sign = "." if fraction is None else "#"
        bar = (sign * done).ljust(WIDTH, ".")
        self.stream.write(f"\r[{bar}] {count:,}".replace(",", " "))
        self.stream.flush()

    def finish(self) -> None:
        if self.is_shown:
            self.stream.write("\r\033[K")
            self.stream.flush()
