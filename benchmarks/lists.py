"""How fast staff take a list of 96,000 places as a file, and everyone what the city
learns: `python benchmarks/lists.py`.

CSV and CSV for Excel as the administration writes them, beside Python's own csv of the
same rows as they stand in the database, without words. On a temporary SpatiaLite file;
on PostgreSQL with `scripts/with-postgis python benchmarks/lists.py`. Then the pages and
files of 2,000 experiments, lessons and questions with an answer each, beside 200.
"""

import csv
import io
import random
import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks import places as of_places

PLACES = 96_000
LIST = "/beheer/places/place/exporteren"
FEW, MANY = 200, 2_000
LEARNT = [
    "/experimenten/", "/experimenten/experimenten.csv", "/lessen/",
    "/lessen/lessen.csv", "/vragen/", "/vragen/vragen.csv", "/vragen/vragen.json",
    "/beheer/learning/question/exporteren/csv/",
]  # fmt: skip


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


def learn(first: int, count: int) -> None:
    """Experiments, lessons, and questions with an answer that waits to be archived."""
    from django.utils import timezone

    from common.kit.storing import store
    from common.moderation.states import State
    from learning.models import Contribution, Experiment, Lesson, Question

    today = timezone.localdate()
    for number in range(first, first + count):
        store(
            Experiment(
                title=f"Soep {number}", summary="Buiten eten.", question="Wat helpt?",
                doing="Elke week soep.", stop_rule="Als niemand komt.",
                stop_on=today + timedelta(days=60), phase="running",
                state=State.PUBLISHED,
            )
        )  # fmt: skip
        store(
            Lesson(
                sentence=f"Wie meebrengt, blijft ({number})", story="Zo ging het.",
                ground=Lesson.Ground.STORY, state=State.PUBLISHED,
            )
        )  # fmt: skip
        question = Question(
            title=f"Vraag {number}", text="Eén zin is genoeg.", asked_by="Team",
            opens_on=today, open_until=today + timedelta(days=7), asked_on=today,
            answer_on=today + timedelta(days=14), state=State.PUBLISHED,
        )  # fmt: skip
        store(question)
        Contribution.objects.create(question=question, text="Samen eten.")


def learnt(client) -> dict[str, float]:
    """Milliseconds of each page and file, read to its end."""
    found = {}
    for path in LEARNT:
        client.get(path)  # to warm up
        began = time.perf_counter()
        answer = client.get(path)
        assert answer.status_code == 200, path
        size = len(b"".join(answer.streaming_content if answer.streaming else answer))
        found[path] = (time.perf_counter() - began) * 1_000
        assert size > 1_000, path
    return found


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
        learn(0, FEW)
        few = learnt(client)
        learn(FEW, MANY - FEW)
        for path, took in learnt(client).items():
            print(
                f"{connection.vendor}, {path}: {took:.0f} ms of {MANY:,}, "
                f"{few[path]:.0f} ms of {FEW}"
            )


if __name__ == "__main__":
    main()
