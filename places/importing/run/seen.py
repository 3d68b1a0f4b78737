"""The ids of a file, on disk: a set of them in memory would grow with the file."""

import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path


class SeenIds:
    """Remembers where each id of the file stood. Use as a context manager."""

    def __enter__(self) -> "SeenIds":
        self.folder = tempfile.TemporaryDirectory(prefix="ontmoeten-import-")
        # Without a journal: when we fall over, this file is thrown away.
        self.disk = sqlite3.connect(
            Path(self.folder.name) / "ids.sqlite3", isolation_level=None
        )
        self.disk.execute("PRAGMA journal_mode=OFF")
        self.disk.execute("PRAGMA synchronous=OFF")
        self.disk.execute(
            "CREATE TABLE seen (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID"
        )
        return self

    def __exit__(self, *_error) -> None:
        self.disk.close()
        self.folder.cleanup()

    def add(self, ids: Sequence[tuple[str, str]]) -> list[str | None]:
        """Remember (id, where) pairs; for each gives where that id stood before, or
        None when it is new."""
        before: list[str | None] = []
        self.disk.execute("BEGIN")
        for one, where in ids:
            new = self.disk.execute(
                "INSERT OR IGNORE INTO seen VALUES (?, ?)", (one, where)
            )
            before.append(None if new.rowcount else self._where(one))
        self.disk.execute("COMMIT")
        return before

    def has(self, one: str) -> bool:
        return self._where(one) is not None

    def _where(self, one):
        found = self.disk.execute("SELECT place FROM seen WHERE id = ?", (one,))
        row = found.fetchone()
        return row and row[0]
