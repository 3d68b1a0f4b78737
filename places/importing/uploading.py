"""A file of staff, looked at before anything reads it: its size, and what is in it.

A workbook is kept as CSV, so that one reader reads both: see `workbooks`.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from places.importing import workbooks
from places.importing.readers import peeking
from places.importing.readers.rows import WORKBOOK, Rows
from places.importing.run.report import Unreadable
from places.importing.workbooks import MOST_COLUMNS, too_wide
from places.models.imports import FileRun, folder

SORTS = {
    ".csv": ".csv", ".txt": ".csv", ".tsv": ".csv", ".xlsx": WORKBOOK,
    ".geojson": ".geojson", ".json": ".geojson",
    ".pbf": ".osm.pbf", ".osm": ".osm",
}  # fmt: skip
SHOWN = [".csv", ".xlsx", ".geojson", ".pbf"]  # of these, to choose from
HOW = ["encoding", "separator", "system"]
PIECE = 1 << 20  # bytes
MOST_ROWS = 5_000  # here; the command line takes any number


def keep(
    file,
    run: FileRun,
    sorts: Sequence[str] = tuple(SORTS),
    is_meant: Callable[[Iterable[str]], bool] = workbooks.has_point,
) -> None:
    """Put an uploaded file aside; the run gets the name it has there. Of a workbook the
    only sheet that can be meant; which there are is noted when there are several, and
    it waits when nobody can tell. `sorts` are the ends of names that may come.
    Unreadable in words."""
    end = Path(file.name).suffix.casefold()
    if end not in sorts:
        raise Unreadable(
            _("Choose a file of which the name ends in one of these: %(ends)s.")
            % {"ends": ", ".join(each for each in SHOWN if each in sorts)}
        )
    if file.size > settings.IMPORT_MEGABYTES * 1_000_000:
        raise Unreadable(too_large())
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    run.stored = f"{uuid.uuid4().hex}{SORTS[end]}"
    run.file_name = file.name[:120]
    path = run.book if SORTS[end] == WORKBOOK else run.path
    try:
        with path.open("wb") as out:
            for piece in file.chunks(PIECE):
                out.write(piece)
        if path == run.book:
            _open_book(run, is_meant)
    except Exception:
        run.erase_file()
        raise


def _open_book(run, is_meant) -> None:
    try:
        run.sheets = workbooks.as_table(
            run.book, run.path, most_rows=MOST_ROWS, is_meant=is_meant
        )
        run.reading |= {"sheet": run.sheets[0]} if run.sheets else {}
    except workbooks.WhichSheet as which:
        run.sheets = which.sheets


def read_as(run: FileRun, asked: dict[str, str]) -> None:
    """From now on it is read like this; what is matched already is matched anew when
    it is another sheet. Unreadable in words, and then nothing is changed."""
    reading = run.reading | asked
    sheet = asked.get("sheet", "")
    if sheet:
        here(run.book)
        workbooks.as_table(run.book, run.path, sheet=sheet, most_rows=MOST_ROWS)
        run.columns = {}
    run.reading = reading
    columns_of(run)
    run.save(update_fields=["reading", "columns", "changed_at"])


def how(run: FileRun) -> dict[str, str]:
    """What staff said about reading it, as `Wishes` has it."""
    return {name: text for name, text in run.reading.items() if name in HOW}


def recognised(run: FileRun) -> dict[str, str]:
    """What it is read as: sheet, encoding, separator and system, as far as the sort of
    file leaves a choice and it can be read at all."""
    known = dict(run.reading)
    if not run.path.is_file():
        return known
    if run.path.suffix == ".csv":
        known.setdefault("system", "")
        if not run.path.name.endswith(WORKBOOK):
            known = _of_table(run) | known
    elif run.path.suffix == ".geojson":
        known.setdefault("system", "")
    return known


def _of_table(run) -> dict[str, str]:
    try:
        rows = Rows(run.path, **of_rows(run))
    except Unreadable:
        return {"encoding": "utf-8-sig", "separator": ";"}
    return {"encoding": rows.encoding, "separator": rows.separator}


def of_rows(run: FileRun) -> dict[str, str]:
    """How its table is read, as `Rows` has it."""
    return {name: text for name, text in how(run).items() if name != "system"}


def too_large() -> str:
    words = _("The file is larger than %(most)d MB. Cut it in parts.")
    return words % {"most": settings.IMPORT_MEGABYTES}


def too_many() -> str:
    return workbooks.too_many(MOST_ROWS)


# --- What is in it --------------------------------------------------------------------


def columns_of(run: FileRun) -> dict[str, list[str]]:
    """Each column, or property, with the texts of its first rows; none of an extract
    of OpenStreetMap, which needs no matching. Unreadable in words."""
    path, found = here(run.path), {}
    if path.suffix == ".csv":
        found = peeking.of_table(Rows(path, **of_rows(run)))
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
