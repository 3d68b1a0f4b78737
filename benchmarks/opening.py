"""How fast 10,000 places say whether they are open: `python benchmarks/opening.py`.

Over real opening hours when the file lies beside the repository, else over made ones;
beside the same question to opening-hours-py, when that is installed.
"""

import os
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "osm" / "opening_hours.txt"
PLACES = 10_000
ROUNDS = 7
TARGET = 100  # milliseconds
LATER = timedelta(days=9)
MOMENT = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)


def made() -> list[str]:
    """As many different hours as there are places."""
    days = ["Mo-Fr", "Mo-Sa", "Tu-Su", "We,Fr", "Sa-Su"]
    times = [
        f"{6 + i % 7:02}:{i // 35 % 60:02}-{17 + i // 2100:02}:{i % 59:02}"
        for i in range(PLACES)
    ]
    return [f"{days[i % 5]} {each}; PH off" for i, each in enumerate(times)]


def milliseconds(work) -> list[float]:
    took = []
    for round_ in range(ROUNDS):
        begin = time.perf_counter()
        work(MOMENT + timedelta(minutes=round_))
        took.append((time.perf_counter() - begin) * 1000)
    return took


def show(name: str, took: list[float]) -> None:
    later = statistics.median(took[1:])
    print(f"{name:48} first {took[0]:8.1f} ms   then {later:6.1f} ms")


def theirs(hours: list[str]):
    try:
        from opening_hours import OpeningHours, ParserError
    except ImportError:
        return None
    read = {}
    for each in set(hours):
        try:
            read[each] = OpeningHours(each, country="NL", max_interval_days=800)
        except ParserError:
            print(f"  opening-hours-py does not read {each}")
    hours = [each for each in hours if each in read]

    def work(moment):
        at = moment.replace(tzinfo=None)
        return [(read[each].state(at), read[each].next_change(at)) for each in hours]

    return work


def main() -> None:
    os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings")
    sys.path.insert(0, str(ROOT))
    from places.hours import Calendar, status_at
    from places.hours.grammar import read
    from places.hours.rules import Rules

    lists = {"10,000 different hours": made()}
    if REAL.is_file():
        lines = [line for line in REAL.read_text().splitlines() if line]
        understood = [line for line in lines if isinstance(read(line), Rules)]
        real = (understood * (PLACES // len(understood) + 1))[:PLACES]
        lists[f"10,000 places with {len(understood)} real hours"] = real
    calendar = Calendar()
    for name, hours in reversed(lists.items()):

        def ours(moment, hours=hours):
            return [status_at(each, moment, calendar) for each in hours]

        took = milliseconds(ours)
        show(f"{name}: ours", took)
        took += (new_day := milliseconds(lambda at, work=ours: work(at + LATER)))[:1]
        show(f"{name}: ours, on another day", new_day)
        if work := theirs(hours):
            show(f"{name}: opening-hours-py, read before", milliseconds(work))
        if len(set(hours)) < PLACES and max(took) > TARGET:
            sys.exit(f"slower than {TARGET} ms")


if __name__ == "__main__":
    main()
