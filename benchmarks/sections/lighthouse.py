"""The marks that Lighthouse gives four pages, as a phone on a slow line.

It computes what a slow phone would need from what it sees here: another program that
works beside it costs points. The database is of no account, so it is measured once.
"""

import json
import os
import subprocess
from pathlib import Path

from benchmarks.lib import chromium
from benchmarks.lib.bench import Bench
from benchmarks.lib.servers import site

HERE = Path(__file__).resolve().parent.parent / "browser" / "lighthouse"
PROGRAM = HERE / "node_modules" / ".bin" / "lighthouse"
MARKS = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
PATIENCE = 180  # seconds
TURNS = 3  # until it has marks
TIMES = 3  # the best of these: what disturbs only takes points away


def why_not() -> str | None:
    if chromium.whole_path() is None:
        return "there is no Chromium: apt-get install chromium"
    if not PROGRAM.exists():
        return f"npm install --prefix {HERE.relative_to(HERE.parents[2])}"
    return None


def run(bench: Bench) -> dict | None:
    if bench.vendor != "spatialite":
        bench.not_measured("lighthouse", "the same on every database; see SpatiaLite")
        return None
    if why := why_not():
        bench.not_measured("lighthouse", why)
        return None
    slug = bench.plans[bench.small.places]["slug"]
    pages = {
        "home": "/",
        "list": "/plekken/",
        "place": f"/plekken/{slug}/",
        "agenda": "/agenda/",
    }
    times = 1 if bench.is_quick else TIMES
    with site(bench.small) as server:
        rows = {
            name: _best([_marks(bench.folder, server.url + path) for _ in range(times)])
            for name, path in pages.items()
        }
    print("\nmarks of Lighthouse, as a phone")
    for name, marks in rows.items():
        print(
            f"  {name:10}" + ", ".join(f"{what} {mark}" for what, mark in marks.items())
        )
    return {"rows": rows}


def _marks(folder: Path, url: str) -> dict[str, int]:
    """Out of a hundred. A run in which Lighthouse lost the trace is done again."""
    for _turn in range(TURNS):
        found = _report(folder, url)["categories"]
        if all(found[name]["score"] is not None for name in MARKS):
            return {name: round(100 * found[name]["score"]) for name in MARKS}
    raise RuntimeError(f"{url}: no marks in {TURNS} turns")


def _report(folder: Path, url: str) -> dict:
    report = folder / "lighthouse.json"
    subprocess.run(
        [PROGRAM, url, "--quiet", "--output=json", f"--output-path={report}",
         f"--chrome-flags={FLAGS}"],
        env=os.environ | {"CHROME_PATH": chromium.whole_path()},
        check=False, timeout=PATIENCE, capture_output=True,
    )  # fmt: skip
    return json.loads(report.read_text())


def _best(marks: list[dict[str, int]]) -> dict[str, int]:
    return {name: max(each[name] for each in marks) for name in MARKS}
