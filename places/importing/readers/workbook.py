"""The first sheet of a workbook as CSV, in a process of its own with bounds.

A few bytes may claim a sheet of a million rows by sixteen thousand columns; who reads
that stops with all that it holds. `python workbook.py FILE OUT ROWS` ends with 0 when
it is done, 3 when there are more rows than that, and anything else when it can not be
read. It knows nothing of the site, so that it starts at once.
"""

import csv
import resource
import sys
from datetime import date, datetime, time

MEMORY = 1_000_000_000  # bytes
SECONDS = 20  # of the processor
TOO_MANY = 3


def main(file: str, out: str, most: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(file)
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    if len(rows) > most:
        return TOO_MANY
    with open(out, "w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerows([text(value) for value in row] for row in rows)
    return 0


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
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
