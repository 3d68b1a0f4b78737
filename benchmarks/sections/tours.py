"""The order of the stops of a tour: ours, every order there is, and always the nearest.

Without a database. The stops lie at random in a town of nine kilometres by nine; each
has three windows in a day. Hardest is a walk, the slowest there is, with stays of none
and of four hours, at any stop that is open all the time or else only half a day later,
that may leave at each quarter of an hour of an afternoon.
"""

import random
import resource
import time
from itertools import permutations

from benchmarks.lib.bench import Bench

MANY, FEW = 12, 8  # stops: as many as are ordered, and as few as can be tried out
TOWNS = 5
QUARTERS = 21  # of an hour, at which a tour of an afternoon may leave
BEGIN = 29_600_000  # minutes since 1970


def town(many: int, number: int) -> list:
    """Stops with three windows each, the same ones every time."""
    from tours.facts.timing import Stop

    dice, stops = random.Random(number), []
    for _stop in range(many):
        windows, at = [], BEGIN - 120 + dice.randrange(120)
        for _window in range(3):
            closes = at + dice.randrange(60, 200)
            windows.append((at, closes))
            at = closes + dice.randrange(30, 120)
        lon, lat = 4.71 + dice.random() * 0.13, 51.55 + dice.random() * 0.08
        stops.append(Stop(lon, lat, dice.choice([10, 20, 30]), tuple(windows)))
    return stops


def hardest(many: int, number: int) -> list:
    from tours.facts.timing import ALWAYS

    late = (BEGIN - 60, BEGIN + 30), (BEGIN + 1000, BEGIN + 1020)
    dice = random.Random(number)
    return [
        stop._replace(stay=dice.choice([0, 240]), windows=dice.choice([late, ALWAYS]))
        for stop in town(many, number)
    ]


def brute_force(stops, pace) -> tuple:
    from tours.facts.timing import timing

    tried = (
        timing([stops[each] for each in order], BEGIN, pace)
        for order in permutations(range(len(stops)))
    )
    return min((each.late, each.waiting, each.metres) for each in tried)


def nearest(stops, pace) -> tuple:
    """Where most people begin: on to the nearest one that is left."""
    from tours.facts.timing import timing

    order, left = [stops[0]], stops[1:]
    while left:
        order.append(min(left, key=lambda each: pace.metres(order[-1], each)))
        left.remove(order[-1])
    ridden = timing(order, BEGIN, pace)
    return ridden.late, ridden.waiting, ridden.metres


def ours(stops, pace) -> tuple:
    from tours.facts.order import best_order

    found = best_order(stops, [BEGIN], pace)
    return found.late, found.wait, found.metres


def ours_all_afternoon(stops, pace) -> tuple:
    from tours.facts.order import best_order

    quarters = [BEGIN + 15 * each for each in range(QUARTERS)]
    found = best_order(stops, quarters, pace)
    return found.late, found.wait, found.metres


def _row(work, many: int, towns: int, where=town, speed: int = 12) -> dict:
    """The slowest town counts, by the processor; and what the towns cost together."""
    from tours.facts.timing import Pace

    took, found = [], []
    for number in range(towns):
        stops, begin = where(many, number), time.process_time()
        found.append(work(stops, Pace(speed, 1.3)))
        took.append((time.process_time() - begin) * 1000)
    late, wait, metres = (sum(each) for each in zip(*found, strict=True))
    return {"slowest": max(took), "late": late, "wait": wait, "metres": metres}


def run(bench: Bench) -> dict:
    towns = 1 if bench.is_quick else TOWNS
    rows = {
        f"ours, {MANY} stops": _row(ours, MANY, towns),
        f"ours, {MANY} stops, hardest": _row(
            ours_all_afternoon, MANY, towns, hardest, speed=3
        ),
        f"the nearest next, {MANY} stops": _row(nearest, MANY, towns),
        f"ours, {FEW} stops": _row(ours, FEW, towns),
        f"every order, {FEW} stops": _row(brute_force, FEW, towns),
        f"the nearest next, {FEW} stops": _row(nearest, FEW, towns),
    }
    print(f"\n{bench.vendor}: the order of a tour, {towns} towns, three windows a stop")
    print(f"{'':32}{'slowest ms':>12}{'late min':>10}{'wait min':>10}{'km':>8}")
    for name, row in rows.items():
        print(
            f"{name:32}{row['slowest']:12.1f}{row['late']:10}{row['wait']:10}"
            f"{row['metres'] / 1000:8.1f}"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"the most memory of this process until here: {memory:.0f} MB", flush=True)
    return {"rows": rows, "memory": memory}
