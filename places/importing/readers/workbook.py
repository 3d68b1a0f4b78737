"""A sheet of a workbook as CSV, in a process of its own with bounds.

A few bytes may claim a sheet of a million rows by sixteen thousand columns; who reads
that stops with all that it holds. `python workbook.py FILE OUT ROWS SHEET` ends with 0
when it is done, 3 when there are more rows than that, and anything else when it can not
be read. Without the name of a sheet it takes the only one that is seen and has rows;
when there are more, or there is none of that name, it ends with 4 and leaves in OUT, as
JSON, which there are, with their first row. It knows nothing of the site, so that it
starts at once.
"""

import csv
import json
import resource
import sys
from datetime import date, datetime, time

MEMORY = 1_000_000_000  # bytes
SECONDS = 20  # of the processor
TOO_MANY, WHICH = 3, 4


def main(file: str, out: str, most: int, asked: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(file)
    seen = python_calamine.SheetVisibleEnum.Visible
    names = [each.name for each in book.sheets_metadata if each.visible == seen]
    sheets = {}
    for name in [asked] if asked in names else names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(rows) > most:
            return TOO_MANY
        if any(value not in ("", None) for row in rows for value in row):
            sheets[name] = rows
    with open(out, "w", encoding="utf-8", newline="") as opened:
        if len(sheets) > 1 or (asked and asked not in sheets):
            json.dump({name: heading(rows) for name, rows in sheets.items()}, opened)
            return WHICH
        writer = csv.writer(opened)
        for rows in sheets.values():
            writer.writerows([text(value) for value in row] for row in rows)
    return 0


def heading(rows) -> list[str]:
    """The first row with anything in it, without what is said twice."""
    filled = ([text(value) for value in row] for row in rows)
    first = next(row for row in filled if any(row))
    return list(dict.fromkeys(name for name in first if name))


def text(value) -> str:
    """As a table would have it; yes and no in Dutch, as the readers know them."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]))
