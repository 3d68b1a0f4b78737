"""`make setup` on a machine where apt is busy, old or half away: it waits, goes on, or
says what to do. The script is the real one; apt-get is a stand-in on the PATH."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.once, pytest.mark.long(1)]
ROOT = Path(__file__).resolve().parents[3]
TOOLS = [
    "bash",
    "cat",
    "cut",
    "dirname",
    "env",
    "grep",
    "head",
    "sed",
    "sha256sum",
    "sleep",
    "sort",
    "tail",
    "tr",
]
LOCK = (
    "E: Could not get lock /var/lib/dpkg/lock-frontend. "
    "It is held by process 7 (unattended-upgr)\n"
    "E: Unable to acquire the dpkg frontend lock, is another process using it?"
)
AWAY = (
    "E: Failed to fetch http://127.0.0.1:9/dists/stable/InRelease  Connection refused"
)
OLD = "E: Failed to fetch http://127.0.0.1:9/chromium_1.deb  404  Not Found"

# Says and does what `<verb>.<number of the call>` holds: a status, then words.
APT = """#!/bin/bash
echo "$*" >> calls
for verb in "$@"; do case $verb in update|install) break;; esac; done
number=$(grep -c "$verb" calls)
[ -e "$verb.$number" ] || exit 0
{ read -r status; cat >&2; } < "$verb.$number"
exit "$status"
"""


class Machine:
    """Where everything is installed but Chromium, and someone may install."""

    def __init__(self, folder: Path):
        self.folder, self.bin = folder, folder / "bin"
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        for tool in ["msgfmt", "openssl", "pg_virtualenv"]:
            self.program(tool, "exit 0")
        self.program("id", "echo 0")
        self.program("apt-cache", "exit 0")
        self.program("python3", f'exec {sys.executable} "$@"')
        (self.bin / "apt-get").write_text(APT)
        (self.bin / "apt-get").chmod(0o755)
        (folder / "scripts").mkdir()
        shutil.copy(ROOT / "scripts" / "setup", folder / "scripts" / "setup")
        self._python_is_installed()

    def _python_is_installed(self):
        (self.folder / ".env").touch()
        environment = self.folder / ".venv" / "bin"
        environment.mkdir(parents=True)
        (environment / "python").symlink_to(self.bin / "python3")
        names = ["requirements-dev.txt", "requirements.txt"]
        empty, lines = hashlib.sha256(b"").hexdigest(), ""
        for name in names:
            (self.folder / name).touch()
            lines += f"{empty}  {name}\n"
        stamp = hashlib.sha256(lines.encode()).hexdigest()
        (self.folder / ".venv" / "installed").write_text(f"{names[0]} {stamp}\n")

    def program(self, name, does):
        (self.bin / name).write_text(f"#!/bin/bash\n{does}\n")
        (self.bin / name).chmod(0o755)

    def answers(self, call, words, status=100):
        (self.folder / call).write_text(f"{status}\n{words}\n")

    def set_up(self, patience=60):
        return subprocess.run(
            [self.bin / "bash", "scripts/setup", "all"],
            cwd=self.folder,
            env={"PATH": str(self.bin), "APT_PATIENCE": str(patience)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def calls(self, verb):
        path = self.folder / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line for line in lines if verb in line]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_what_is_missing_is_installed(machine):
    done = machine.set_up()

    assert done.returncode == 0, done.stderr
    assert "Installing: chromium fonts-dejavu-core" in done.stdout
    assert len(machine.calls("update")) == 1
    (install,) = machine.calls("install")
    assert "chromium fonts-dejavu-core" in install


@pytest.mark.parametrize("verb", ["update", "install"])
def test_a_busy_apt_is_waited_for_with_a_word_on_the_screen(machine, verb):
    machine.answers(f"{verb}.1", LOCK)
    machine.answers(f"{verb}.2", LOCK)

    done = machine.set_up()

    assert done.returncode == 0, done.stderr
    assert len(machine.calls(verb)) == 3
    assert done.stdout.count("Another program installs packages") == 1


@pytest.mark.parametrize("verb", ["update", "install"])
def test_an_apt_that_stays_busy_is_told_with_what_to_do(machine, verb):
    machine.answers(f"{verb}.1", LOCK)

    done = machine.set_up(patience=0)

    assert done.returncode == 1
    assert "held by process 7" in done.stderr
    assert "Let it end" in done.stderr


def test_a_server_of_lists_that_is_away_stops_nothing(machine):
    machine.answers("update.1", AWAY)

    done = machine.set_up()

    assert done.returncode == 0, done.stderr
    assert "could not be renewed wholly" in done.stderr
    assert "Connection refused" in done.stderr
    assert len(machine.calls("install")) == 1


def test_a_list_that_is_old_and_stays_so_is_told_with_what_to_do(machine):
    machine.answers("update.1", AWAY)
    machine.answers("install.1", OLD)

    done = machine.set_up()

    assert done.returncode == 1
    assert "the list here is old, or its server is away" in done.stderr
    assert "404" in done.stderr
    assert "sudo apt-get update" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        "E: Unable to locate package chromium",
        "E: Package 'chromium' has no installation candidate",
    ],
)
def test_a_package_that_is_not_known_is_named(machine, words):
    machine.answers("install.1", words)

    done = machine.set_up()

    assert done.returncode == 1
    assert "This system knows no package chromium" in done.stderr
    assert "sources.list" in done.stderr


def test_any_other_refusal_is_shown_as_apt_says_it(machine):
    machine.answers("install.1", "E: You don't have enough free space")

    done = machine.set_up()

    assert done.returncode == 1
    assert "enough free space" in done.stderr


def test_a_postgis_that_the_list_does_not_know_is_not_left_out_unseen(machine):
    (machine.bin / "pg_virtualenv").unlink()

    done = machine.set_up()

    assert "postgresql-postgis" in machine.calls("install")[0]
    assert "POSTGIS" not in done.stdout + done.stderr


def test_who_may_not_install_reads_what_to_type(machine):
    machine.program("id", "echo 1000")
    machine.program("sudo", "exit 1")

    done = machine.set_up()

    assert done.returncode == 1
    assert "apt-get install --no-install-recommends chromium" in done.stderr
    assert not machine.calls("apt-get")
    assert not (machine.folder / "calls").exists()


def test_without_apt_the_packages_are_named(machine):
    os.unlink(machine.bin / "apt-get")

    done = machine.set_up()

    assert done.returncode == 1
    assert "no apt-get" in done.stderr
    assert "chromium" in done.stderr
