"""Everything that must be fast, side by side in one run: `python -m benchmarks`.

On databases of its own: SpatiaLite, and the PostgreSQL of DATABASE_URL when there is
one (`scripts/with-postgis`). Prints tables and whether the targets are held, and writes
all numbers as JSON.
"""

import argparse
import importlib
import json
import os
import platform
import signal
import sys
import tempfile
import time
import traceback
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from benchmarks import targets
from benchmarks.lib import steps
from benchmarks.lib.bench import Bench, sizes
from benchmarks.lib.databases import database, url_of_postgis

SECTIONS = [  # what writes to the database comes last
    "tiles", "proxy", "growth", "filters", "pages", "agenda", "tours", "search",
    "export", "browser", "lighthouse", "changes",
]  # fmt: skip
NOT_OF_THE_MAP = {"agenda", "tours"}
USUAL = [name for name in SECTIONS if name not in NOT_OF_THE_MAP]
WITH_PAGES = {"pages", "browser", "lighthouse"}
RESULTS = Path(__file__).parent / "results"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--only", default=",".join(USUAL), help="sections")
    parser.add_argument("--databases", default="spatialite,postgis")
    parser.add_argument("--out", type=Path, help="where the JSON goes")
    parser.add_argument(
        "--migrated", type=Path, help="a SpatiaLite file to begin from; saves 15 s"
    )
    parser.add_argument(
        "--quick", action="store_true", help="once each: does it work? No numbers."
    )
    asked = parser.parse_args()
    asked.only = asked.only.split(",")
    if unknown := set(asked.only) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    return asked


def measure(vendor: str, asked, missing: list[str]) -> dict:
    """All sections on one sort of database."""
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="ontmoeten-"))
        folder = Path(name)
        databases = {
            many: stack.enter_context(database(vendor, many, folder, asked.migrated))
            for many in sizes(asked.places, asked.only)
        }
        plans, with_static = {}, not WITH_PAGES.isdisjoint(asked.only)
        for many, each in databases.items():
            plans[many] = steps.run(
                each, "benchmarks.lib.plan:prepare", many=many, with_static=with_static
            )
            took = plans[many]["filled in"]
            print(f"{vendor}: {many:,} places made in {took:.0f} s", flush=True)
        bench = Bench(vendor, folder, databases, plans, asked.quick, missing)
        found = {"filled in": {many: plan["filled in"] for many, plan in plans.items()}}
        for section in SECTIONS:
            if section not in asked.only:
                continue
            found[section] = _section(bench, section)
        return found


def _section(bench: Bench, section: str) -> dict | None:
    """What a section measured; one that breaks does not stop the others."""
    begin = time.perf_counter()
    try:
        found = importlib.import_module(f"benchmarks.sections.{section}").run(bench)
    except Exception as error:
        traceback.print_exc()
        bench.not_measured(section, f"it broke: {error}")
        return None
    print(f"  ({section}: {time.perf_counter() - begin:.0f} s)", flush=True)
    return found


def machine() -> dict:
    return {
        "processors": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load before": os.getloadavg()[0],
    }


def main() -> int:
    # Whoever stops us stops the servers and takes the databases away too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked, begin = arguments(), time.perf_counter()
    moment = datetime.now().astimezone()
    missing = []
    results = {
        "at": moment.isoformat(timespec="seconds"),
        "places": asked.places,
        "machine": machine(),
        "databases": {},
    }
    for vendor in asked.databases.split(","):
        if vendor == "postgis" and not url_of_postgis():
            missing.append("postgis: no DATABASE_URL; scripts/with-postgis gives one")
            continue
        results["databases"][vendor] = measure(vendor, asked, missing)
    verdicts = targets.judge(results)
    results["targets"] = [verdict._asdict() for verdict in verdicts]
    results["not measured"] = missing
    results["seconds"] = time.perf_counter() - begin
    print("\n" + targets.table(verdicts, asked.places))
    for line in missing:
        print(f"NOT MEASURED: {line}")
    out = asked.out or RESULTS / f"{moment:%Y-%m-%d-%H%M%S}-{asked.places}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(f"\n{results['seconds']:.0f} s; all numbers: {out}")
    return 1 if any("it broke" in line for line in missing) else 0


if __name__ == "__main__":
    raise SystemExit(main())
