"""What a tile costs at 2,000 places and at all of them, in turns, without a server."""

import statistics
from contextlib import ExitStack

from benchmarks.lib import steps
from benchmarks.lib.bench import Bench
from benchmarks.lib.plan import TILES, address_of_tile

TURNS, ROUNDS = 5, 15


def worker(rounds: int):
    """Milliseconds of the whole request of each tile, and of the cells alone."""
    from django.test import Client

    from benchmarks.lib.timing import compare
    from places.map.tiles import address_version
    from places.memory.found import map_sums
    from places.memory.selection import DEFAULT
    from places.memory.snapshot import current

    snapshot = current()
    client = Client(SERVER_NAME="localhost")
    sums = map_sums(snapshot, DEFAULT)
    version = address_version(snapshot.version)
    work = {}
    for name, at in TILES.items():
        path = address_of_tile(*at, version=version)
        work[name] = lambda path=path: client.get(path)
        work[f"{name}: the cells alone"] = lambda at=at: sums.cells(*at)
    compare(work, 3)  # to warm up
    return lambda: compare(work, rounds)


def run(bench: Bench) -> dict:
    if bench.small is bench.full:
        bench.not_measured("growth of a tile's cost", "there are two sizes from 2,001")
    turns, rounds = (1, 3) if bench.is_quick else (TURNS, ROUNDS)
    took = {"small": [], "full": []}
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(
                steps.worker(
                    database, "benchmarks.sections.growth:worker", rounds=rounds
                )
            )
            for name, database in [("small", bench.small), ("full", bench.full)]
        }
        for _turn in range(turns):
            for name, worker in workers.items():
                took[name].append(worker.ask())
    print(f"\n{bench.vendor}: growth of a tile's cost, milliseconds of the request")
    print(f"{'':40}{bench.small.places:>12,}{bench.full.places:>12,}{'times':>8}")
    rows = {}
    for name in took["small"][0]:
        small, full = (
            statistics.median(each[name]["p50"] for each in took[size])
            for size in ("small", "full")
        )
        rows[name] = {"small": small, "full": full, "growth": full / small}
        print(f"{name:40}{small:12.3f}{full:12.3f}{full / small:8.2f}", flush=True)
    return {"rows": rows}
