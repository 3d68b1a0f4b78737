import os
import socket
from pathlib import Path

import hypothesis
import pytest

from places import clock, people

# The same examples every time, on a slow machine too.
hypothesis.settings.register_profile("calm", deadline=None, derandomize=True)
hypothesis.settings.load_profile("calm")

# Django refuses the database from a thread that Playwright's event loop lives in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def pytest_collection_modifyitems(items):
    """What asks no database need not be tested on both."""
    asking = {"db", "transactional_db", "live_server", "django_db_setup"}
    for item in items:
        asks = item.get_closest_marker("django_db") or asking & set(item.fixturenames)
        if not asks:
            item.add_marker(pytest.mark.once)


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
def _nothing_known_from_another_test():
    clock.forget_closing_days()
    people.forget()


@pytest.fixture
def shared_data() -> Path:
    """The real data of the workplace; it is not in the repository."""
    if not SHARED.is_dir():
        pytest.skip("the real data files lie beside the repository; they are not here")
    return SHARED
