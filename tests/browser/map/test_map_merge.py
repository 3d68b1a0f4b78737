"""Markers never cover each other, and none is lost: over many random heaps of points.

The module is pure; the browser only runs it.
"""

import math
import random

import pytest

pytestmark = pytest.mark.once
MERGE = """async (heaps) => {
  const { merge } = await import("/static/js/places/map/layer/merge.js");
  const plain = ({ x, y, count, members }) => (
    { x, y, count, members: members.map(({ id }) => id) }
  );
  return heaps.map((points) => merge(points).map(plain));
}"""
ORDER = """async (points) => {
  const { inReadingOrder } = await import("/static/js/places/map/order.js");
  return inReadingOrder(points).map(({ id }) => id);
}"""


def heap(chance, kind):
    size = chance.choice([0, 1, 2, 30, 300])
    points = []
    for number in range(size):
        if kind == "spread":
            x, y = chance.uniform(0, 2000), chance.uniform(-900, 900)
        elif kind == "grid":  # as the cells of tiles lie
            x, y = number % 20 * 64 + chance.uniform(0, 64), number // 20 * 64
        elif kind == "heaps":
            x, y = chance.gauss(chance.choice([0, 400]), 30), chance.gauss(0, 30)
        else:
            x, y = chance.choice([0, 44, 88]), chance.choice([0, 43.999, 44.001])
        count = chance.choice([1, 1, 2, 7, 5000])
        points.append({"id": number, "x": x, "y": y, "count": count})
    return points


@pytest.fixture
def page(open_page, live_server):
    return open_page("/privacy/")


@pytest.mark.parametrize("kind", ["spread", "grid", "heaps", "borders"])
def test_merged_markers_lie_apart_and_keep_all_and_their_centre(page, kind):
    chance = random.Random(kind)
    heaps = [heap(chance, kind) for _number in range(40)]

    for points, groups in zip(heaps, page.evaluate(MERGE, heaps), strict=True):
        ids = sorted(each for group in groups for each in group["members"])
        assert ids == list(range(len(points)))
        for i, one in enumerate(groups):
            inside = [points[each] for each in one["members"]]
            count = sum(each["count"] for each in inside)
            assert one["count"] == count
            for axis in "xy":
                middle = sum(each[axis] * each["count"] for each in inside) / count
                assert one[axis] == pytest.approx(middle, abs=1e-6)
            for other in groups[i + 1 :]:
                apart = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
                assert apart >= 44 - 1e-9


def test_the_order_in_which_tiles_come_changes_nothing(page):
    chance = random.Random(1)
    points = heap(chance, "spread") or heap(random.Random(2), "spread")
    shuffled = [chance.sample(points, len(points)) for _number in range(5)]

    def spots(groups):
        return [(round(each["x"], 6), round(each["y"], 6)) for each in groups]

    first, *others = map(spots, page.evaluate(MERGE, [points, *shuffled]))

    assert others == [first] * 5


def test_points_far_apart_stay_what_they_are(page):
    points = [{"id": i, "x": i * 44, "y": 0, "count": i + 1} for i in range(50)]

    [groups] = page.evaluate(MERGE, [points])

    assert [group["members"] for group in groups] == [[i] for i in range(50)]


def test_reading_order_is_by_rows_and_then_from_left_to_right(page):
    points = [
        {"id": "second", "x": 300, "y": 5},
        {"id": "first", "x": 10, "y": 30},
        {"id": "last", "x": 0, "y": 200},
        {"id": "third", "x": 200, "y": 60},
    ]

    assert page.evaluate(ORDER, points) == ["first", "second", "third", "last"]
