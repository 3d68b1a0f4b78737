"""Rows as files that spreadsheets open: CSV, streamed, and XLSX.

No text in them is a formula, whatever it begins with.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from tempfile import SpooledTemporaryFile

import xlsxwriter
from django.http import StreamingHttpResponse

from common.protect.turns import EXPORTS

MARK = "\ufeff"  # the byte order mark by which Excel knows UTF-8
# What begins a formula, also as wide signs; a tab or a return before it is dropped.
FORMULA = "=+\\-@\uff1d\uff0b\uff0d\uff20"
START = rf"'*[\t\r{FORMULA}]|'*[\s\"]+'*[{FORMULA}]"
# A table with commas may be opened as one with semicolons: then a cell begins here.
BREAK = r"([,;|\t\r\n][\s\",;|]*)"
ESCAPES = [(re.compile(rf"{BREAK}(?='*[{FORMULA}])"), r"\1'"),
           (re.compile(rf"^(?={START})"), "'")]  # fmt: skip
ESCAPED = [(re.compile(rf"^'(?={START})"), ""),
           (re.compile(rf"{BREAK}'(?='*[{FORMULA}])"), r"\1")]  # fmt: skip
DANGER = re.compile(rf"[\t\r{FORMULA}]")  # without any of these nothing is a formula
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575  # of one sheet, below its heading
LONGEST = 32_767  # characters in a cell of Excel
PIECE = 64_000  # characters or bytes that go out at once
IN_MEMORY = 5_000_000  # bytes; what is larger waits on disk
TEXTS_ARE_TEXTS = {
    "constant_memory": True,  # a row is written once it is complete
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


class _Echo:
    def write(self, text):
        return text


def harmless(value):
    """A spreadsheet takes a text of CSV that begins like this for a formula to run:
    such a text, and what is one when another separator is chosen, gets an apostrophe.
    `unescaped` gives it back as it was."""
    if isinstance(value, str) and DANGER.search(value):
        for pattern, replacement in ESCAPES:
            value = pattern.sub(replacement, value)
    return value


def unescaped(text: str) -> str:
    """A cell of a table without the apostrophes that keep it from being a formula."""
    if "'" in text:
        for pattern, replacement in ESCAPED:
            text = pattern.sub(replacement, text)
    return text


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable]) -> Iterator[str]:
    """Commas, UTF-8 with a byte order mark."""
    writer = csv.writer(_Echo())
    yield MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def excel_lines(columns: Iterable[str], rows: Iterable[Iterable]) -> Iterator[str]:
    """As Excel opens it where numbers have a decimal comma: semicolons, UTF-8 with a
    byte order mark."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_with_comma(harmless(value)) for value in row])


def _with_comma(value):
    return str(value).replace(".", ",") if isinstance(value, float) else value


def xlsx_file(columns: Iterable[str], rows: Iterable[Iterable]) -> SpooledTemporaryFile:
    """A workbook of one sheet, at its beginning: dates are dates, numbers numbers, all
    else is text. ValueError when there are more rows than a sheet takes."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — the answer closes it
    with xlsxwriter.Workbook(file, TEXTS_ARE_TEXTS) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise ValueError(f"a sheet has {MOST_ROWS} rows at most")
            for column, value in enumerate(row):
                _write(sheet, number, column, value)
    file.seek(0)
    return file


def _write(sheet, row, column, value):
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value not in (None, ""):
        sheet.write_string(row, column, str(value)[:LONGEST])


def csv_response(columns, rows, name: str) -> StreamingHttpResponse:
    return download(csv_lines(columns, rows), CSV, name)


def excel_response(columns, rows, name: str) -> StreamingHttpResponse:
    return download(excel_lines(columns, rows), CSV, name)


def xlsx_response(columns, rows, name: str) -> StreamingHttpResponse:
    """The workbook is made once somebody reads it, and gone after that."""

    def pieces():
        with xlsx_file(columns, rows) as file:
            while piece := file.read(PIECE):
                yield piece

    return _attached(pieces(), XLSX, name)


def download(
    lines: Iterable[str], content_type: str, name: str
) -> StreamingHttpResponse:
    """Streamed: never the whole in memory. Busy when two are on their way already."""
    return _attached(_together(lines), content_type, name)


def _attached(pieces, content_type, name):
    """Busy when two are on their way already."""
    response = StreamingHttpResponse(pieces, content_type=content_type)
    EXPORTS.hold(response)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _together(lines, size=PIECE):
    """Few large pieces instead of many small ones; never the whole."""
    piece, length = [], 0
    for line in lines:
        piece.append(line)
        length += len(line)
        if length >= size:
            yield "".join(piece)
            piece, length = [], 0
    yield "".join(piece)
