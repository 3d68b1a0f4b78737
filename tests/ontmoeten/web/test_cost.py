"""What one request of anyone may cost, measured in a process of its own: at most a
second of the processor and 150 MB, sixteen at once included. Of exports two at once go
on, the rest hear when to come back."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit import migrated

pytestmark = [pytest.mark.once, pytest.mark.long(15)]
ROOT = Path(__file__).parents[3]
MOST_MEGABYTES, MOST_SECONDS = 150, 1.0
WORDS = "+".join(f"wordt{number}" for number in range(11))
PATHS = [
    "/",
    "/plekken/",
    "/plekken/?gratis=alles&onbekend=mee&drempelvrij=ja&open=nu&bij=51.589,4.776",
    f"/plekken/?gratis=alles&q={WORDS}",
    f"/zoek/?q={WORDS}",
    f"/zoek/?q={'a' * 300}",
    "/plekken/aantal.json?gratis=alles&q=bankjje",
    "/plekken/kaart/0/0/0.json?gratis=alles",
    "/plekken/kaart/14/8409/5449.json?gratis=alles&q=bankjje",
    "/plekken/plekken.geojson?gratis=alles",
    "/plekken/plekken.xlsx?gratis=alles",
    "/buurten/kaart.geojson",
    "/agenda/?onbekend=mee&periode=week",
    "/agenda.ics",
    "/organisaties/aanmelden/datums.json"
    "?first_on=2026-01-01&repeat=weekly&starts_at=10:00",
]
PROGRAM = """
import json, resource, sys, threading, time
import django
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from tests.kit.factories import make_activity, make_neighbourhood, make_places

setup_test_environment()
make_neighbourhood(name="Belcrum")
places = make_places({"name": f"Bankje {number}"} for number in range(int(sys.argv[2])))
for number in range(30):
    make_activity(name=f"Koffie {number}", place=places[number])

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
def ask(path, statuses):
    answer = Client(raise_request_exception=False).get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
    statuses.append(answer.status_code)
    connection.close()
costs = {}
for path in json.loads(sys.argv[1]):
    ask(path, [])  # what is read once, and kept
    statuses, before, start = [], peak(), time.process_time()
    threads = [threading.Thread(target=ask, args=[path, statuses]) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = (time.process_time() - start) / 16
    costs[path] = [peak() - before, seconds, sorted(set(statuses))]
print(json.dumps(costs))
"""


def test_no_request_of_anyone_costs_more_than_it_may(tmp_path, django_db_blocker):
    database = tmp_path / "site.sqlite3"
    with django_db_blocker.unblock():
        shutil.copyfile(migrated.file(), database)
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env |= {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"spatialite:///{database}",
    }

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(PATHS), "2000"],
        cwd=ROOT, env=env, capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    costs = json.loads(done.stdout.splitlines()[-1])
    wrong = {
        path: cost
        for path, cost in costs.items()
        if cost[0] > MOST_MEGABYTES
        or cost[1] > MOST_SECONDS
        or not set(cost[2]) <= {200, 302, 503}
    }
    assert not wrong
    assert all(cost[2][0] in {200, 302} for cost in costs.values())
