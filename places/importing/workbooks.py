"""A sheet of a workbook (.xlsx) as a table, checked as the zip that it is.

Unpacking has bounds, and reading happens in a process of its own.
"""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from common.protect.turns import UNPACKING, Busy
from places.importing.fields.recognition import quoted, recognise
from places.importing.readers import workbook
from places.importing.readers.encoding import UTF16
from places.importing.run.report import Unreadable

PIECE = 1 << 20  # bytes
MOST_UNPACKED = 200_000_000  # bytes, of all parts of a workbook
MOST_RATIO = 200  # unpacked to packed, of one part
MOST_PARTS = 500
MOST_COLUMNS = 200
PATIENCE = 30  # seconds
SHEET_ROWS = 1_048_575  # the most that a sheet can hold below its heading
FORBIDDEN = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,9})["']""")
END = 40  # bytes of a piece that belong to the next: what is looked for is shorter
FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")


class WhichSheet(Unreadable):
    """Several sheets could be meant; `sheets` are their names."""

    def __init__(self, message: str, sheets: list[str]):
        super().__init__(message)
        self.sheets = sheets


def has_point(heading: Iterable[str]) -> bool:
    """Whether a sheet has a column for where something lies."""
    columns = recognise({name: [] for name in heading}, {}, lambda _word: False)
    return bool(columns.points())


def as_table(
    path: Path,
    out: Path,
    *,
    sheet: str = "",
    most_rows=SHEET_ROWS,
    is_meant: Callable[[Iterable[str]], bool] = has_point,
) -> list[str]:
    """Write the sheet of that name as CSV to `out`, which may be `path` itself; without
    a name the only one of which the heading `is_meant`. Gives the sheets there are,
    when there are several, that one first. Unreadable in words; WhichSheet when someone
    has to say it."""
    try:
        with UNPACKING.one():
            return _as_table(path, out, sheet, most_rows, is_meant)
    except Busy:
        raise Unreadable(
            _("Another workbook is being read. Try again in a minute.")
        ) from None


def _as_table(path, out, sheet, most_rows, is_meant) -> list[str]:
    _check_zip(path, most_rows)
    part, known = out.with_suffix(".part"), []
    try:
        code = _read(path, part, most_rows, sheet)
        if code == workbook.WHICH:
            sheets = json.loads(part.read_text(encoding="utf-8"))
            only = _the_only(sheets, sheet, is_meant)
            known = [only, *(name for name in sheets if name != only)]
            code = _read(path, part, most_rows, only)
        if code == workbook.TOO_MANY:
            raise Unreadable(too_many(most_rows))
        if code:
            raise Unreadable(
                _("This workbook can not be read: it is broken, or claims to be huge.")
            )
        part.replace(out)
        return known
    except subprocess.TimeoutExpired:
        raise Unreadable(_("Reading this workbook takes too long.")) from None
    finally:
        part.unlink(missing_ok=True)


def _read(path, out, most_rows, sheet) -> int:
    command = [sys.executable, "-I", workbook.__file__, str(path), str(out)]
    done = subprocess.run(  # noqa: S603 — our own program, and a name of ours
        [*command, str(most_rows + 1), sheet],
        check=False,
        capture_output=True,
        timeout=PATIENCE,
    )
    return done.returncode


def _the_only(sheets: dict[str, list[str]], asked: str, is_meant) -> str:
    """The one sheet with what it needs."""
    if asked:
        message = _("There is no sheet “%(name)s” with rows. There are: %(known)s.")
        raise Unreadable(message % {"name": asked, "known": quoted(list(sheets))})
    names = [name for name, heading in sheets.items() if is_meant(heading)]
    if len(names) == 1:
        return names[0]
    message = _(
        "More than one sheet of this workbook could be meant: %(names)s. Say which one "
        "it is."
    )
    raise WhichSheet(message % {"names": quoted(names or list(sheets))}, list(sheets))


def too_many(most: int) -> str:
    words = _(
        "There are more than %(most)d rows. Cut the file in parts, or ask who runs the "
        "server to import it there."
    )
    return words % {"most": most}


def too_wide() -> str:
    words = _("There are more than %(most)d columns. Leave out what is not needed.")
    return words % {"most": MOST_COLUMNS}


def _check_zip(path: Path, most_rows: int) -> None:
    """Unreadable for a bomb, entities, formulas, and what is no workbook at all. Sizes
    are first believed, and then counted while unpacking."""
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_UNPACKED:
                raise Unreadable(_("Unpacked this workbook is too large."))
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise Unreadable(_("This is no workbook of Excel (.xlsx)."))
            left = MOST_UNPACKED
            for part in parts:
                left -= _check_part(book, part, left, most_rows)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable(_("This workbook can not be read.")) from None


def _check_part(book, part, left, most_rows) -> int:
    if part.file_size > MOST_RATIO * max(part.compress_size, 1_000):
        raise Unreadable(_("Unpacked this workbook is too large."))
    if part.filename.startswith(("/", "\\")) or ".." in part.filename:
        raise Unreadable(_("This workbook can not be read."))
    size, end = 0, b""
    is_xml = part.filename.endswith((".xml", ".rels"))
    is_sheet = part.filename.startswith("xl/worksheets/")
    with book.open(part) as opened:
        while piece := opened.read(PIECE):
            size += len(piece)
            if size > left:
                raise Unreadable(_("Unpacked this workbook is too large."))
            text = end + piece
            if is_xml and not end and _is_in_disguise(text[:200]):
                raise Unreadable(_("This workbook can not be read."))
            if FORBIDDEN.search(text):
                raise Unreadable(_("There are entities in this workbook: not taken."))
            if is_sheet and FORMULA.search(text):
                raise Unreadable(
                    _(
                        "There are formulas in this workbook. Save it with values "
                        "instead: copy everything, paste as values."
                    )
                )
            if is_sheet:
                _refuse_wide(text, most_rows)
            end = piece[-END:]
    return size


def _refuse_wide(text: bytes, most_rows: int) -> None:
    """By where its cells say they stand: a sheet is as large as its last one."""
    for column, row in CELL.findall(text):
        if int(row) > most_rows + 1:
            raise Unreadable(too_many(most_rows))
        number = 0
        for letter in column:
            number = number * 26 + letter - ord("A") + 1
        if number > MOST_COLUMNS:
            raise Unreadable(too_wide())


def _is_in_disguise(start: bytes) -> bool:
    """Whether a part of XML is in another encoding than the one we search it in."""
    named = ENCODING.search(start)
    is_other = named and named[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
    return b"\0" in start or start.startswith(UTF16) or bool(is_other)
