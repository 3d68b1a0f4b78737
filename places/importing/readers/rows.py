"""CSV files with a header, as offices write them: semicolons, byte order marks."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from places.importing.readers.encoding import UTF16, encoding_of, first_bytes
from places.importing.run.report import Unreadable

SEPARATORS = ";,\t|"
OTHERS = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls", b"%PDF": "pdf"}


@dataclass
class TableRow:
    line: int
    cells: dict[str, str]
    problem: str | None = None  # why this line is no row


class Rows:
    """A CSV file with a header, read line by line.

    Separator comma, semicolon, tab or bar; UTF-8 with or without byte order mark, or
    Windows-1252. Unreadable when it is no such file.
    """

    def __init__(self, path: Path):
        self.path = path
        self._refuse_other_formats()
        self.encoding = encoding_of(path)
        self.size = path.stat().st_size
        self.read = 0  # bytes, about
        with self._open() as file:
            first = next((line for line in file if line.strip()), "")
        self.separator = max(SEPARATORS, key=first.count)
        self.header = self._header()

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
        while True:
            self.line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                facts = {"line": self.line, "error": error}
                message = _("Line %(line)d: this is no CSV (%(error)s).")
                raise Unreadable(message % facts) from None
            if any(cells):
                yield cells

    def __iter__(self) -> Iterator[TableRow]:
        header, width = self.header, len(self.header)
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


def plain_number(text: str) -> str:
    """A number with decimal comma or point as Python writes it: 107.695,875 too."""
    text = "".join(text.split())
    if "," in text and "." in text:
        last = max(text.rfind(","), text.rfind("."))
        text = text[:last].replace(",", "").replace(".", "") + "." + text[last + 1 :]
    return text.replace(",", ".")


def number(text: str) -> float:
    """ValueError when it is none, or not finite."""
    value = float(plain_number(text))
    if not math.isfinite(value):
        raise ValueError(text)
    return value
