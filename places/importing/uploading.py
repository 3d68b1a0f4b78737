"""A file of staff, looked at before anything reads it: its size, and what is in it.

XLSX is checked as the zip it is and kept as CSV, so that one reader reads both.
"""

import re
import subprocess
import sys
import uuid
import zipfile
from itertools import islice
from pathlib import Path

import ijson
from django.conf import settings
from django.utils.translation import gettext as _

from places.importing.readers import workbook
from places.importing.readers.encoding import UTF16
from places.importing.readers.nesting import refuse_deep
from places.importing.readers.rows import Rows
from places.importing.run.report import Unreadable
from places.models.imports import folder

SORTS = {
    ".csv": ".csv", ".txt": ".csv", ".tsv": ".csv", ".xlsx": ".csv",
    ".geojson": ".geojson", ".json": ".geojson",
    ".pbf": ".osm.pbf", ".osm": ".osm",
}  # fmt: skip
PIECE = 1 << 20  # bytes
MOST_UNPACKED = 200_000_000  # bytes, of all parts of a workbook
MOST_RATIO = 200  # unpacked to packed, of one part
MOST_PARTS = 500
MOST_COLUMNS = 200
PATIENCE = 30  # seconds
MOST_ROWS = 5_000  # here; the command line takes any number
FORBIDDEN = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,9})["']""")
END = 40  # bytes of a piece that belong to the next: what is looked for is shorter
FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
PEEKED = 100  # features, for the names of their properties
SAMPLES = 3


def keep(file) -> str:
    """Put an uploaded file aside; gives the name it has there. Unreadable in words."""
    suffix = SORTS.get(Path(file.name).suffix.casefold())
    if suffix is None:
        raise Unreadable(_("Choose a file that ends in .csv, .xlsx, .geojson or .pbf."))
    limit = settings.IMPORT_MEGABYTES * 1_000_000
    if file.size > limit:
        raise Unreadable(too_large())
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{uuid.uuid4().hex}{suffix}"
    path = folder() / name
    try:
        with path.open("wb") as out:
            for piece in file.chunks(PIECE):
                out.write(piece)
        if Path(file.name).suffix.casefold() == ".xlsx":
            _workbook_as_csv(path)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    return name


def too_large() -> str:
    words = _("The file is larger than %(most)d MB. Cut it in parts.")
    return words % {"most": settings.IMPORT_MEGABYTES}


# --- Workbooks ------------------------------------------------------------------------


def _workbook_as_csv(path: Path) -> None:
    _check_zip(path)
    out = path.with_suffix(".part")
    command = [sys.executable, "-I", workbook.__file__, str(path), str(out)]
    try:
        done = subprocess.run(  # noqa: S603 — our own program, and a name of ours
            [*command, str(MOST_ROWS + 1)],
            check=False,
            capture_output=True,
            timeout=PATIENCE,
        )
        if done.returncode == workbook.TOO_MANY:
            raise Unreadable(too_many())
        if done.returncode:
            raise Unreadable(
                _("This workbook can not be read: it is broken, or claims to be huge.")
            )
        out.replace(path)
    except subprocess.TimeoutExpired:
        raise Unreadable(_("Reading this workbook takes too long.")) from None
    finally:
        out.unlink(missing_ok=True)


def too_many() -> str:
    words = _(
        "There are more than %(most)d rows. Cut the file in parts, or ask who runs the "
        "server to import it there."
    )
    return words % {"most": MOST_ROWS}


def too_wide() -> str:
    words = _("There are more than %(most)d columns. Leave out what is not needed.")
    return words % {"most": MOST_COLUMNS}


def _check_zip(path: Path) -> None:
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
                left -= _check_part(book, part, left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable(_("This workbook can not be read.")) from None


def _check_part(book, part, left) -> int:
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
                _refuse_wide(text)
            end = piece[-END:]
    return size


def _refuse_wide(text: bytes) -> None:
    """By where its cells say they stand: a sheet is as large as its last one."""
    for column, row in CELL.findall(text):
        if int(row) > MOST_ROWS + 1:
            raise Unreadable(too_many())
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


# --- What is in it --------------------------------------------------------------------


def columns_of(path: Path) -> dict[str, list[str]]:
    """Each column, or property, with the first few values; none of an extract of
    OpenStreetMap, which needs no matching. Unreadable in words."""
    found = _columns(here(path))
    if len(found) > MOST_COLUMNS:
        raise Unreadable(too_wide())
    return found


def here(path: Path) -> Path:
    """Unreadable when it was erased meanwhile."""
    if not path.is_file():
        raise Unreadable(_("The file is not here any more. Upload it once more."))
    return path


def _columns(path) -> dict[str, list[str]]:
    if path.suffix == ".csv":
        rows = Rows(path)
        found = {name: [] for name in rows.header if name}
        for row in islice(rows, PEEKED):
            _add(found, row.cells)
        return found
    if path.suffix == ".geojson":
        return _properties(path)
    return {}


def _properties(path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    refuse_deep(path)
    with path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        try:
            for feature in islice(ijson.items(file, "features.item"), PEEKED):
                feature = feature if isinstance(feature, dict) else {}
                properties = feature.get("properties")
                if isinstance(properties, dict):
                    for name in properties:
                        found.setdefault(name, [])
                    _add(found, properties)
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
            reason = str(error).splitlines()[0]
            message = _("This is no GeoJSON in UTF-8: %(reason)s.")
            raise Unreadable(message % {"reason": reason}) from None
    return found


def _add(found, values):
    for name, value in values.items():
        text = "" if value is None else str(value).strip()[:60]
        known = found.get(name)
        if text and known is not None and text not in known and len(known) < SAMPLES:
            known.append(text)
