"""Asks a server: one after the other to see what a request costs, or as many as it can
take (wrk).

The client of the first kind asks over one kept connection; what it costs itself shows
at the static file, which costs nginx nothing to speak of.
"""

import http.client
import math
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.lib.processes import cpu_seconds
from benchmarks.lib.servers import Server

TURNS = 3
TURN = 0.3  # seconds of asking one subject before it is the next one's turn
CONNECTIONS = 4  # of wrk
WRK_SECONDS, WRK_TURNS = 1, 2


@dataclass(frozen=True)
class Subject:
    """What is measured: these addresses, asked one after the other, count as one."""

    name: str
    paths: tuple[str, ...]
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    by_wrk: bool = True


@dataclass
class _Took:
    seconds: list[float] = field(default_factory=list)
    cpu: float = 0.0
    database_cpu: float = 0.0
    size: int = 0


class Asker:
    """A kept connection to one server."""

    def __init__(self, server: Server):
        self.connection = http.client.HTTPConnection(server.host, timeout=300)

    def ask(self, subject: Subject) -> int:
        """Bytes of the bodies; RuntimeError at another status than expected."""
        size = 0
        for path in subject.paths:
            self.connection.request("GET", path, headers=subject.headers)
            with self.connection.getresponse() as response:
                body = response.read()
            if response.status != subject.status:
                raise RuntimeError(f"{path}: {response.status} {body[:300]!r}")
            size += len(body)
        return size

    def close(self):
        self.connection.close()


def measure(
    server: Server,
    subjects: Iterable[Subject],
    postgres: int | None = None,
    *,
    is_quick: bool = False,
) -> dict[str, dict]:
    """Milliseconds (p50, p95) and processor milliseconds of each, in turns.

    `postgres` is the process of the database server, when its work counts apart.
    """
    subjects = list(subjects)
    asker = Asker(server)
    took = {subject.name: _Took() for subject in subjects}
    for subject in subjects:
        asker.ask(subject)  # to warm up
        took[subject.name].size = asker.ask(subject)
    for _turn in range(1 if is_quick else TURNS):
        for subject in subjects:
            pids = server.pid, postgres
            _ask_for_a_turn(
                asker, subject, took[subject.name], pids, 0 if is_quick else TURN
            )
    asker.close()
    found = {}
    for name, each in took.items():
        many = len(each.seconds)
        found[name] = {
            "p50": 1000 * statistics.median(each.seconds),
            "p95": 1000 * percentile(each.seconds, 0.95),
            "cpu": 1000 * each.cpu / many,
            "database_cpu": 1000 * each.database_cpu / many if postgres else None,
            "bytes": each.size,
            "asked": many,
        }
    return found


def _ask_for_a_turn(asker, subject, took, pids, seconds):
    pid, postgres = pids
    cpu = cpu_seconds(pid)
    database = cpu_seconds(postgres) if postgres else 0
    until = time.perf_counter() + seconds
    while True:
        begin = time.perf_counter()
        asker.ask(subject)
        now = time.perf_counter()
        took.seconds.append(now - begin)
        if now > until:
            break
    took.cpu += cpu_seconds(pid) - cpu
    if postgres:
        took.database_cpu += cpu_seconds(postgres) - database


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1)]


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def rates(
    urls: dict[str, str], usual: dict[str, float], *, is_quick: bool = False
) -> dict[str, float | None]:
    """Requests per second of each address by wrk, in turns, the median.

    `usual` milliseconds say how long to ask a slow one. None where wrk is missing.
    """
    if not has_wrk():
        return dict.fromkeys(urls)
    asked = dict(list(urls.items())[:1]) if is_quick else urls
    found = {name: [] for name in asked}
    least = 1 if is_quick else WRK_SECONDS
    for _turn in range(1 if is_quick else WRK_TURNS):
        for name, url in asked.items():
            slow = usual.get(name, 0) / 1000 * CONNECTIONS * 3
            found[name].append(_wrk(url, min(30, max(least, math.ceil(slow)))))
    medians = {name: statistics.median(each) for name, each in found.items()}
    return dict.fromkeys(urls) | medians


def _wrk(url: str, seconds: int) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s"]
    done = subprocess.run([*command, url], check=True, capture_output=True, text=True)
    if "Non-2xx" in done.stdout:
        raise RuntimeError(f"{url}: {done.stdout}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
