import os
import socket
from pathlib import Path

import hypothesis
import pytest

from places import clock

# The same examples every time, on a slow machine too.
hypothesis.settings.register_profile("calm", deadline=None, derandomize=True)
hypothesis.settings.load_profile("calm")

# Django refuses the database from a thread that Playwright's event loop lives in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(autouse=True, scope="session")
def _closed_network():
    """No test reaches further than this machine."""
    connect = socket.socket.connect

    def only_here(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert address[0] in LOOPBACK, f"a test asked for {address[0]}"
        return connect(self, address)

    socket.socket.connect = only_here
    yield
    socket.socket.connect = connect


@pytest.fixture(autouse=True)
def _no_closing_days_of_another_test():
    clock.forget_closing_days()


@pytest.fixture
def shared_data() -> Path:
    """The real data of the workplace; it is not in the repository."""
    if not SHARED.is_dir():
        pytest.skip("the real data files lie beside the repository; they are not here")
    return SHARED
