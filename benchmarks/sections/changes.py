"""What another process's visitors notice of a change: when they see it, and whether a
request takes longer meanwhile."""

import json
import statistics
import subprocess
import sys
import time

from benchmarks.lib.bench import Bench

TURNS = 3
USUAL, AFTERWARDS = 200, 50  # requests
PATIENCE = 60  # seconds


def keeping_up(rounds: int) -> dict:
    """What it costs the process that makes a change, until it shows it itself."""
    from benchmarks.lib.timing import compare
    from places.memory.snapshot import current
    from places.models import MapVersion, Place

    current()
    one = Place.objects.order_by("-pk").values_list("pk", flat=True)[0]
    rows = compare({"ask the version": MapVersion.stamp}, 20 * rounds)
    rows |= compare({"a change of one place": lambda: MapVersion.bump([one])}, rounds)
    return rows | compare({"a change of anything": MapVersion.bump}, 1)


def measured(turns: int, usual: int) -> dict:
    """The worst of some turns. This process has no copy of the places: only the other
    one keeps up."""
    from tests.places.memory import second_process

    process = subprocess.Popen(
        [sys.executable, second_process.__file__],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def answer():
        return json.loads(process.stdout.readline())

    for _warming in range(20):
        answer()
    found = {"one place": [], "all may have changed": []}
    for _turn in range(turns):
        for name, seen in found.items():
            is_anything = name != "one place"
            seen.append(_seen_by(answer, usual, is_anything))
    with process:
        process.stdin.close()
        process.stdout.read()
    return {name: _worst(seen) for name, seen in found.items()}


def _seen_by(answer, usual, is_anything) -> dict:
    """What the other process's answers say around one change."""
    before = [answer() for _number in range(usual)]
    known = before[-1][2]
    _change(is_anything)
    changed_at = time.time()
    during = [answer()]
    while during[-1][2] == known and during[-1][0] < changed_at + PATIENCE:
        during.append(answer())
    during += [answer() for _number in range(AFTERWARDS)]
    seen = next((at for at, _took, count in during if count != known), None)
    return {
        "usual": statistics.median(took for _at, took, _count in before),
        "usual_slowest": max(took for _at, took, _count in before),
        "slowest": max(took for at, took, _count in during if at >= changed_at),
        "delay": (seen - changed_at) * 1000 if seen else None,
    }


def _change(is_anything) -> None:
    from django.db import transaction

    from places.models import MapVersion
    from tests.kit.factories import make_place

    with transaction.atomic():
        make_place(slug=f"nieuw-{time.time_ns()}")
        if is_anything:
            MapVersion.bump()


def _worst(turns: list[dict]) -> dict:
    delays = [turn["delay"] for turn in turns]
    return {
        "usual": statistics.median(turn["usual"] for turn in turns),
        "usual_slowest": max(turn["usual_slowest"] for turn in turns),
        "slowest": max(turn["slowest"] for turn in turns),
        "delay": None if None in delays else max(delays),
    }


def run(bench: Bench) -> dict:
    turns, usual = (1, 20) if bench.is_quick else (TURNS, USUAL)
    rows = bench.step("benchmarks.sections.changes:measured", turns=turns, usual=usual)
    print(f"\n{bench.vendor}: a change, as visitors of another process notice it; ms")
    for name, row in rows.items():
        delay = "never" if row["delay"] is None else f"{row['delay']:.0f}"
        print(
            f"  {name}: a request usually {row['usual']:.1f} (slowest "
            f"{row['usual_slowest']:.1f}), after it at most {row['slowest']:.1f}; "
            f"seen after {delay}",
            flush=True,
        )
    own = bench.step(
        "benchmarks.sections.changes:keeping_up", rounds=1 if bench.is_quick else 5
    )
    bench.show("keeping up with a change, in the process that makes it", own)
    return {"rows": rows, "own": own}
