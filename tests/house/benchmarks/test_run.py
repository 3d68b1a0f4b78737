"""`make bench` still runs: a few places, once each, without the servers beside it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit import migrated

pytestmark = [pytest.mark.once, pytest.mark.long(30)]

ROOT = Path(__file__).resolve().parents[3]
SECTIONS = ["tiles", "filters", "changes"]


def test_a_small_run_measures_each_section_and_says_what_it_could_not(
    tmp_path, django_db_blocker
):
    out = tmp_path / "found.json"
    with django_db_blocker.unblock():  # which migrated file depends on SQLite's version
        begin = migrated.file()
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [
            sys.executable, "-m", "benchmarks", "--places", "300", "--quick",
            "--only", ",".join(SECTIONS), "--out", str(out), "--migrated", str(begin),
        ],
        cwd=ROOT, capture_output=True, text=True,
        env={name: value for name, value in os.environ.items() if name not in ours},
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(out.read_text())
    sections = found["databases"]["spatialite"]
    for name in SECTIONS:
        assert sections[name]["rows"], name
    tile = sections["tiles"]["rows"]["tile, a town, z12"]
    assert tile["p50"] > 0
    assert tile["cpu"] > 0
    assert tile["queries"] <= 2
    assert "processor for 500 places, of DRF's" in done.stdout
    assert any("postgis" in line for line in found["not measured"])
