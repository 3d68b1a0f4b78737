"""A whole export costs as much memory for many places as for a few."""

import tracemalloc

import pytest

from places.pages import exports
from tests.kit.factories import make_places

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long(25)]
AT_ONCE, FEW, MANY = 500, 1_200, 3_600
PATHS = ["/plekken/plekken.csv", "/plekken/plekken.geojson", "/plekken/plekken.xlsx"]


def fill(count, first):
    make_places(
        {"name": f"Bank {number}", "description": "Een bank aan het water. " * 20}
        for number in range(first, first + count)
    )


def peak(client, path) -> int:
    """Bytes at the most while it is read, and how many were read."""
    response = client.get(path)
    tracemalloc.start()
    size = sum(len(piece) for piece in response.streaming_content)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 50_000
    return most


def test_three_times_as_many_places_take_hardly_more_memory(client, monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", AT_ONCE)
    fill(FEW, 0)
    few = {path: peak(client, path) for path in PATHS}
    fill(MANY - FEW, FEW)

    many = {path: peak(client, path) for path in PATHS}

    for path in PATHS:
        assert many[path] < few[path] * 1.25, path
        assert many[path] < 20_000_000, path
