"""What processes use, as Linux counts it."""

import os
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for each in found:
        for task in PROC.glob(f"{each}/task/*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and all that it started, those that ended too."""
    total = 0.0
    for each in tree(pid):
        try:
            for task in PROC.glob(f"{each}/task/*/schedstat"):
                total += int(task.read_text().split()[0]) / 1e9
            stat = (PROC / str(each) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(stat[13]) + int(stat[14])) / TICK  # of children that ended
    return total


def megabytes(pid: int, what: str = "VmRSS") -> float:
    """Memory of the whole tree: what it holds, or with VmHWM the most it ever held."""
    total = 0
    for each in tree(pid):
        try:
            lines = (PROC / str(each) / "status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith(what))
    return total / 1024


def forget_peaks(pid: int) -> None:
    """From now on VmHWM counts anew."""
    for each in tree(pid):
        (PROC / str(each) / "clear_refs").write_text("5")


def parent(pid: int) -> int:
    stat = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return int(stat[1])
