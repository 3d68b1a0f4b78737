"""Real worker processes on the database of a test."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django_tasks_db.models import DBTaskResult

from common.protect.sealing.router import KEYS
from tests.places.memory.test_snapshot import database_url

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60  # seconds


@contextmanager
def worker(mail_url, *options):
    """`manage.py do_tasks` in a process of its own, killed at the end."""
    ours = {
        "DATABASE_URL": database_url(),
        "KEYS_DATABASE_URL": f"sqlite:///{connections[KEYS].settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "EMAIL_URL": mail_url,
        "EMAIL_TIMEOUT": "60",
    }
    command = ["do_tasks", "--no-startup-delay", "--interval=0.1", *options]
    with subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ | ours,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until(is_so, process):
    for _moment in range(PATIENCE * 20):
        if is_so():
            return
        assert process.poll() is None, process.stdout.read().decode()
        time.sleep(0.05)
    raise AssertionError("it took too long")


def is_quiet() -> bool:
    """Nothing waits or runs, but for what is for later."""
    tasks = DBTaskResult.objects
    return not tasks.ready().exists() and not tasks.running().exists()
