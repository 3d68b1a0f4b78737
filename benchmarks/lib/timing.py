"""Milliseconds of work in this process, measured in turns."""

import statistics
import time
from collections.abc import Callable


def timed(work: Callable) -> tuple[float, float]:
    """Milliseconds on the clock, and of this processor."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000


def compare(subjects: dict[str, Callable], rounds: int) -> dict[str, dict]:
    """Medians of each (`p50` on the clock, `cpu` of this process), in turns."""
    took = {name: [] for name in subjects}
    for _round in range(rounds):
        for name, work in subjects.items():
            took[name].append(timed(work))
    found = {}
    for name, each in took.items():
        clock, cpu = map(statistics.median, zip(*each, strict=True))
        found[name] = {"p50": clock, "cpu": cpu}
    return found
