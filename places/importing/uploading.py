"""A file of staff, looked at before anything reads it: its size, and what is in it.

A workbook is kept as CSV, so that one reader reads both: see `workbooks`.
"""

import uuid
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from places.importing import workbooks
from places.importing.readers import peeking
from places.importing.readers.rows import WORKBOOK, Rows
from places.importing.run.report import Unreadable
from places.importing.workbooks import MOST_COLUMNS, too_wide
from places.models.imports import folder

SORTS = {
    ".csv": ".csv", ".txt": ".csv", ".tsv": ".csv", ".xlsx": WORKBOOK,
    ".geojson": ".geojson", ".json": ".geojson",
    ".pbf": ".osm.pbf", ".osm": ".osm",
}  # fmt: skip
PIECE = 1 << 20  # bytes
MOST_ROWS = 5_000  # here; the command line takes any number


def keep(file, sheet: str = "") -> str:
    """Put an uploaded file aside; gives the name it has there. Of a workbook the sheet
    of that name, or the only one that can be meant. Unreadable in words."""
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
        if suffix == WORKBOOK:
            workbooks.as_table(path, path, sheet=sheet, most_rows=MOST_ROWS)
    except Exception:
        path.unlink(missing_ok=True)
        raise
    return name


def too_large() -> str:
    words = _("The file is larger than %(most)d MB. Cut it in parts.")
    return words % {"most": settings.IMPORT_MEGABYTES}


def too_many() -> str:
    return workbooks.too_many(MOST_ROWS)


# --- What is in it --------------------------------------------------------------------


def columns_of(path: Path) -> dict[str, list[str]]:
    """Each column, or property, with the texts of its first rows; none of an extract
    of OpenStreetMap, which needs no matching. Unreadable in words."""
    here(path)
    found = {}
    if path.suffix == ".csv":
        found = peeking.of_table(Rows(path))
    elif path.suffix == ".geojson":
        found = peeking.of_geojson(path)
    if len(found) > MOST_COLUMNS:
        raise Unreadable(too_wide())
    return found


def here(path: Path) -> Path:
    """Unreadable when it was erased meanwhile."""
    if not path.is_file():
        raise Unreadable(_("The file is not here any more. Upload it once more."))
    return path
