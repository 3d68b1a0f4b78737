"""CSV files with a header, as offices write them: semicolons, byte order marks."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from common.kit.tables import unescaped
from places.importing.readers.encoding import (
    UTF16,
    encoding_of,
    first_bytes,
    refuse_other,
)
from places.importing.run.report import Unreadable

SEPARATORS = ";,\t|"
SETTING = re.compile(r"""["']?sep=(.)["']?\s*""", re.IGNORECASE)  # Excel's first line
OTHERS = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls", b"%PDF": "pdf"}


WORKBOOK = ".xlsx.csv"  # the end of the name of a sheet that was made a table


@dataclass
class TableRow:
    line: int
    cells: dict[str, str]
    problem: str | None = None  # why this line is no row


class Rows:
    """A CSV file with a header, read line by line.

    Separator comma, semicolon, tab or bar, or what a first line `sep=` says; UTF-8 with
    or without byte order mark, or Windows-1252, unless another is said. An apostrophe
    that keeps a text from being a formula is no part of it. Unreadable when it is no
    such file.
    """

    def __init__(self, path: Path, *, encoding: str = "", separator: str = ""):
        self.path = path
        self._refuse_other_formats()
        self.encoding = encoding or encoding_of(path)
        if encoding:
            refuse_other(path, encoding)
        self.size = path.stat().st_size
        self.read = 0  # bytes, about
        self.is_escaped = not path.name.endswith(WORKBOOK)
        with self._open() as file:
            filled = (line.lstrip("\ufeff") for line in file if line.strip())
            first = next(filled, "")
            said = SETTING.fullmatch(first)
            first = next(filled, "") if said else first
        self.has_setting = bool(said)
        self.separator = separator or self._recognised(said, first)
        if path.name.endswith(WORKBOOK):  # we wrote it ourselves
            self.separator = ","
        self.header = self._header()

    def _recognised(self, said, first: str) -> str:
        return said[1] if said else max(SEPARATORS, key=first.count)

    def _open(self):
        return self.path.open(encoding=self.encoding, newline="")

    def _refuse_other_formats(self):
        start = first_bytes(self.path)
        for magic, name in OTHERS.items():
            if start.startswith(magic):
                message = _(
                    "This is a file of the kind %(name)s. Save it as CSV UTF-8."
                )
                raise Unreadable(message % {"name": name})
        if b"\0" in start and not start.startswith(UTF16):
            raise Unreadable(_("This is no text file, so no CSV."))
        if start.lstrip()[:1] in (b"<", b"{", b"["):
            raise Unreadable(_("This is no CSV: it begins like a web page or JSON."))

    def _header(self) -> list[str]:
        with self._open() as file:
            header = [name.strip() for name in next(self._lines(file), [])]
        while header and not header[-1]:
            header.pop()
        if len(header) < 2:
            raise Unreadable(
                _("This is no CSV: the first line must name at least two columns.")
            )
        for name in header:
            if name and header.count(name) > 1:
                message = _("The column “%(column)s” is there twice.")
                raise Unreadable(message % {"column": name})
        return header

    def _lines(self, file) -> Iterator[list[str]]:
        """The lines that are not blank; `self.line` is where each begins."""
        reader = csv.reader(file, delimiter=self.separator)
        has_to_skip = self.has_setting
        while True:
            self.line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                message = _(
                    "Line %(line)d can not be read as CSV. Is a quotation mark open "
                    "there?"
                )
                facts = {"line": self.line}
                raise Unreadable(message % facts, hint=str(error)) from None
            if has_to_skip and any(cells):
                has_to_skip = False
            elif any(cells):
                yield cells

    def __iter__(self) -> Iterator[TableRow]:
        header, width = self.header, len(self.header)
        self.read = 0
        with self._open() as file:
            lines = self._lines(file)
            next(lines)
            for cells in lines:
                self.read += sum(map(len, cells)) + width
                problem = None
                if len(cells) < width or any(cells[width:]):
                    problem = _("%(cells)d columns instead of %(width)d") % {
                        "cells": len(cells),
                        "width": width,
                    }
                if self.is_escaped:
                    cells = [unescaped(cell) for cell in cells]
                yield TableRow(
                    self.line, dict(zip(header, cells, strict=False)), problem
                )

    def fraction(self) -> float:
        """How much of the file is read, between 0 and 1, about."""
        return min(1.0, self.read / self.size)

    def needs(self, column: str) -> None:
        """Unreadable when there is no such column."""
        if column not in self.header:
            message = _("There is no column “%(column)s”. There are: %(known)s.")
            facts = {"column": column, "known": ", ".join(self.header)}
            raise Unreadable(message % facts)
