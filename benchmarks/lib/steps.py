"""Steps that need Django, each in a process of its own on one database.

A step is a function of a module; what it gives must fit into JSON. When it gives a
function, that is called again for each `ask`, in the same process.
"""

import importlib
import json
import subprocess
import sys
from contextlib import contextmanager

from benchmarks.lib.databases import ROOT, Database


class Worker:
    """A process that has set up a step and waits to be asked."""

    def __init__(self, database: Database, step: str, **arguments):
        self.step = step
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.lib.steps", step, json.dumps(arguments)],
            cwd=ROOT, env=database.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self):
        try:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise RuntimeError(f"{self.step} stopped; what it said stands above")
        return json.loads(line)

    def close(self):
        with self.process:
            self.process.stdin.close()


@contextmanager
def worker(database: Database, step: str, **arguments):
    one = Worker(database, step, **arguments)
    try:
        yield one
    finally:
        one.close()


def run(database: Database, step: str, **arguments):
    with worker(database, step, **arguments) as one:
        return one.ask()


def main(step: str, arguments: str) -> None:
    import django

    django.setup()
    module, _colon, name = step.partition(":")
    found = getattr(importlib.import_module(module), name)(**json.loads(arguments))
    for _line in sys.stdin:
        print(json.dumps(found() if callable(found) else found), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
