"""A time of day is written the same way on every page: 13.30 in Dutch, 13:30 in
English."""

import re
from datetime import date, time

import pytest
import time_machine
from django.test import Client

from tests.kit.factories import make_activity, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = "2026-11-30T12:00:00+01:00"
DUTCH, ENGLISH = r"\b13\.30\b", r"\b13:30\b"


@pytest.fixture
def paths():
    place = make_place(slug="zaal", name="Zaal", opening_hours="Mo-Su 13:30-22:30")
    make_activity(
        slug="koffie", name="Koffie", place=place,
        first_on=date(2026, 11, 30), starts_at=time(13, 30), minutes=540,
    )  # fmt: skip
    return ["/", "/agenda/", "/agenda/koffie/", "/plekken/zaal/", "/plekken/"]


def words(path) -> str:
    """What a page says, without what is for programs."""
    page = Client().get(path).content.decode()
    page = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", page)


@time_machine.travel(NOW, tick=False)
def test_a_time_of_day_has_a_point_in_dutch_and_a_colon_in_english(paths):
    for path in paths:
        dutch, english = words(path), words(f"/en{path}")
        assert re.search(DUTCH, dutch), path
        assert not re.search(ENGLISH, dutch), path
        assert re.search(ENGLISH, english), path
        assert not re.search(DUTCH, english), path
