"""Reads places from a CSV file."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from places.importing.fields.columns import chosen_columns, match
from places.importing.fields.record import Record, System
from places.importing.fields.values import READERS
from places.importing.readers.rows import Rows, number
from places.importing.run.report import Unreadable


class TableReader:
    """The lines of a CSV file as records; see `rows.Rows` for what it takes.

    `fields` are those this file speaks about: of the others it can't tell whether they
    vanished. Unreadable when a column that every place needs is not there.
    """

    def __init__(self, path: Path, columns, has_kind: bool, *, exactly: bool = False):
        self.rows = Rows(path)
        chosen = chosen_columns(columns)
        self.columns = match(self.rows.header, chosen, exactly=exactly)
        self._choose_a_point(chosen)
        self._refuse_missing(has_kind)
        self.readable = {
            name: column for name, column in self.columns.items() if name in READERS
        }
        self.fields = {"cost" if name == "fee" else name for name in self.readable}

    def _choose_a_point(self, chosen):
        """A file may hold both degrees and RD: what was chosen wins, else degrees."""
        x, y = ("lon", "lat"), ("x", "y")
        has = {pair: all(name in self.columns for name in pair) for pair in (x, y)}
        picked = {pair: any(name in chosen for name in pair) for pair in (x, y)}
        pair = y if has[y] and (picked[y] or not has[x]) else x
        self.x, self.y = (self.columns.get(name) for name in pair)
        self.system = System.DEGREES
        if pair == y and has[y]:
            says_rd = "rd" in f"{self.x}{self.y}".casefold()
            self.system = System.RD if says_rd else System.EITHER

    def _refuse_missing(self, has_kind):
        missing = []
        if "id" not in self.columns:
            missing.append(_("an id (id=…)"))
        if "kind" not in self.columns and not has_kind:
            missing.append(_("a type of place (kind=…, or --kind for all)"))
        if not (self.x and self.y):
            missing.append(_("a point (lat=…,lon=… or x=…,y=…)"))
        if missing:
            message = _(
                "No column was recognised for: %(missing)s. Say which with --columns. "
                "There are: %(known)s."
            )
            known = ", ".join(self.rows.header)
            raise Unreadable(message % {"missing": "; ".join(missing), "known": known})

    def __iter__(self) -> Iterator[Record]:
        id_column, kind_column = self.columns["id"], self.columns.get("kind")
        for row in self.rows:
            cells = row.cells
            record = Record(
                where=_("line %(line)d") % {"line": row.line},
                source_id=cells.get(id_column, "").strip(),
                kind=cells.get(kind_column, "").strip(),
                x=None,
                y=None,
                system=self.system,
                raw={
                    name: cells[column]
                    for name, column in self.readable.items()
                    if cells.get(column)
                },
            )
            if row.problem:
                record.problem("", row.problem)
            self._read_point(record, cells)
            yield record

    def _read_point(self, record, cells):
        texts = cells.get(self.x, ""), cells.get(self.y, "")
        if not all(text.strip() for text in texts):
            return
        try:
            record.x, record.y = number(texts[0]), number(texts[1])
        except ValueError:
            message = _("“%(x)s, %(y)s” are no numbers")
            record.problem("point", message % {"x": texts[0], "y": texts[1]})

    def fraction(self) -> float:
        return self.rows.fraction()
