"""How fast staff take a list of 96,000 places as a file: `python benchmarks/lists.py`.

CSV and CSV for Excel as the administration writes them, beside Python's own csv of the
same rows as they stand in the database, without words. On a temporary SpatiaLite file;
on PostgreSQL with `scripts/with-postgis python benchmarks/lists.py`.
"""

import csv
import io
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import places as of_places

PLACES = 96_000
LIST = "/beheer/places/place/exporteren"


def ours(client, kind: str) -> tuple[float, int]:
    """Seconds, and rows."""
    began = time.perf_counter()
    answer = client.get(f"{LIST}/{kind}/")
    assert answer.status_code == 200, answer.status_code
    lines = sum(piece.count(b"\r\n") for piece in answer.streaming_content)
    return time.perf_counter() - began, lines - 1


def plain() -> tuple[float, int]:
    from places.models import Place

    began, out = time.perf_counter(), csv.writer(io.StringIO())
    count = 0
    for row in Place.objects.values_list().iterator(chunk_size=2_000):
        out.writerow(row)
        count += 1
    return time.perf_counter() - began, count


def memory() -> float:
    """Megabytes at the peak of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        of_places.PLACES = PLACES
        of_places.set_up(Path(name))
        (Path(name) / "static").mkdir()
        of_places.fill(random.Random(1), toilets=300)
        from django.contrib.auth import get_user_model
        from django.db import connection
        from django.test import Client

        staff = get_user_model().objects.create(
            email="staff@example.org", is_staff=True, is_superuser=True
        )
        client = Client()
        client.force_login(staff)
        ours(client, "csv")  # to warm up
        before = memory()
        for what, run in {
            "CSV": lambda: ours(client, "csv"),
            "CSV for Excel": lambda: ours(client, "excel"),
            "plain csv of values_list()": plain,
        }.items():
            seconds, rows = run()
            print(f"{connection.vendor}, {rows:,} rows, {what}: {seconds:.1f} s")
        print(f"memory grew {memory() - before:.0f} MB at its peak")


if __name__ == "__main__":
    main()
