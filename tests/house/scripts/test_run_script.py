"""`make run` and ports: the next free one, no race lost, a given one that is taken is
refused. The script is the real one, so are the sockets; the site is a stand-in."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest

pytestmark = [pytest.mark.once, pytest.mark.long(1)]
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60  # seconds; a test that is right needs less than one
SITE = """
import os, socket, sys, time
from pathlib import Path

name, *rest = sys.argv[1:]
with Path("calls").open("a") as calls:
    calls.write(f"{name} {' '.join(rest)} {os.environ['SITE_URL']}\\n")
if name == "do_periodic":
    while Path("wait").exists():
        time.sleep(0.01)
if name == "runserver":
    host, port = rest[0].split(":")
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind((host, int(port)))
        server.listen()
    except OSError:
        sys.exit("Error: That port is already in use.")
    Path("listens").write_text(port)
if name != "do_periodic":
    time.sleep(600)
"""


class Run:
    def __init__(self, folder, *arguments, **settings):
        self.folder = folder
        known = {"PATH": os.environ["PATH"]}
        self.process = subprocess.Popen(
            ["bash", "scripts/run", *arguments],
            cwd=folder,
            env=known | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def wait_for(self, name, text=""):
        """Until the stand-in wrote this file, with this in it; gives what it says."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            path = self.folder / name
            if path.exists() and text in (said := path.read_text()) and said:
                return said
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.01)
        pytest.fail(f"{name} does not come")

    def stop(self):
        """As ctrl-c does; gives what it printed."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=PATIENCE)

    def calls(self):
        return (self.folder / "calls").read_text().splitlines()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "run", tmp_path / "scripts" / "run")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/bash\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (tmp_path / "manage.py").write_text(SITE)
    return tmp_path


@pytest.fixture
def run(folder):
    with ExitStack() as stack:

        def started(*arguments, **settings):
            one = Run(folder, *arguments, **settings)
            stack.callback(kill, one.process)
            return one

        yield started


def kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def listen(port=0):
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", port))
    taken.listen()
    return taken


def take(port):
    """Keeps a port from the site; by another program, beside the tests, is as good."""
    try:
        return listen(port)
    except OSError:
        return nullcontext()


@pytest.fixture
def port_8000_is_taken():
    with take(8000):
        yield


@pytest.fixture
def taken():
    with listen() as held:
        yield held.getsockname()[1]


def test_where_8000_is_taken_the_next_free_port_is_said_and_stands_in_mails(
    run, port_8000_is_taken
):
    site = run()
    port = site.wait_for("listens")
    site.wait_for("calls", "do_tasks")

    said, _errors = site.stop()

    assert 8000 < int(port) < 8100
    assert f"Port 8000 is taken; this site takes {port}." in said
    assert f"Website: http://127.0.0.1:{port}/" in said
    address = f"http://127.0.0.1:{port}"
    assert {call.split()[-1] for call in site.calls()} == {address}
    assert {call.split()[0] for call in site.calls()} == {
        "do_periodic",
        "do_tasks",
        "runserver",
    }


def test_a_port_that_is_taken_after_we_looked_costs_no_failure(run, folder):
    (folder / "wait").touch()
    site = run()
    first = site.wait_for("calls", "do_periodic").split(":")[-1].strip()
    with take(int(first)):
        (folder / "wait").unlink()
        port = site.wait_for("listens")
        address = f"http://127.0.0.1:{port}"
        site.wait_for("calls", f"do_tasks --verbosity 0 {address}")
        said, errors = site.stop()

    assert int(port) > int(first)
    assert f"Meanwhile another program took port {first}." in errors
    assert f"Website: http://127.0.0.1:{port}/" in said
    assert f"runserver 127.0.0.1:{port} {address}" in site.calls()


def test_a_given_port_that_is_taken_is_refused_in_words(run, taken):
    site = run(str(taken))

    _said, errors = site.process.communicate(timeout=PATIENCE)

    assert site.process.returncode == 1
    assert f"Port {taken} is taken by another program" in errors
    assert "make run PORT=8123" in errors
    assert not (site.folder / "calls").exists()


def test_a_given_port_that_is_free_is_taken(run):
    with listen() as held:
        free = held.getsockname()[1]

    site = run(str(free))

    assert site.wait_for("listens") == str(free)


def test_a_given_address_of_the_site_stays_in_mails(run, port_8000_is_taken):
    site = run(SITE_URL="https://ontmoeten.example.nl")
    site.wait_for("listens")

    assert site.calls()[0].endswith("https://ontmoeten.example.nl")


@pytest.mark.parametrize("nonsense", ["acht", "0", "70000", "80 81", "-1"])
def test_what_is_no_port_is_refused_in_words(run, nonsense):
    site = run(nonsense)

    _said, errors = site.process.communicate(timeout=PATIENCE)

    assert site.process.returncode == 1
    assert "like PORT=8123" in errors


def test_when_the_server_stops_the_worker_stops_too(run, folder):
    (folder / "manage.py").write_text(
        SITE.replace('Path("listens")', 'sys.exit(3); Path("x")')
    )
    site = run()

    site.process.communicate(timeout=PATIENCE)  # ends: no worker holds its output

    assert site.process.returncode == 3
