from datetime import time

import pytest

from tests.kit.factories import (
    ULVENHOUT,
    make_activity,
    make_neighbourhood,
    make_place,
)
from themes.models import Theme


@pytest.fixture
def various():
    area = make_neighbourhood(name="Belcrum")
    there = make_place(
        step_free="yes", toilets=True, kind="buurthuis", neighbourhood=area,
        neighbourhood_from="staff", cost="paid",
    )  # fmt: skip
    make_activity(
        name="Koken", place=there, feelings=["eten", "maken"], languages=["nl", "ar"],
        starts_at=time(18),
    )  # fmt: skip
    far = make_place(point=ULVENHOUT, step_free="no")
    walking = make_activity(
        name="Wandelen", place=far, feelings=["bewegen"], languages=["nl"],
        starts_at=time(9),
    )  # fmt: skip
    walking.themes.set(Theme.objects.filter(slug="gezondheid"))
    make_activity(
        name="Schaken in de tent",
        where="Achter de kerk",
        starts_at=time(14),
        neighbourhood=area,
        feelings=["spelen"],
    )
