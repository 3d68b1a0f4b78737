"""Who came is read in one place, so no page can count otherwise than another; and what
limits a sender is counted by all processes together."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from learning.goals import counters
from learning.measuring import came, sums
from learning.models import Tally
from tests.kit.factories import make_activity

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WRITERS = {
    "learning/measuring/came.py": "reads it for all",
    "learning/measuring/door.py": "counts at the door, under a lock",
    "learning/measuring/slips.py": "gives cards to who were counted, under a lock",
    "ontmoeten/demo/learning/measuring.py": "invents it",
}
APPS = ["common", "themes", "places", "initiatives", "learning", "desks", "tours",
        "ontmoeten"]  # fmt: skip
WRONG = {"code": "ACD-EFG-HJK", "welcome": "yes", "met": "no", "again": "unknown"}


def asks_tallies(path: Path) -> bool:
    """Whether a file asks the rows themselves: `Tally.objects`."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "Tally"
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_one_place_reads_who_came():
    root = Path(settings.BASE_DIR)
    files = [path for app in APPS for path in (root / app).rglob("*.py")]
    found = {f"{path.relative_to(root)}" for path in files if asks_tallies(path)}

    assert found == {*WRITERS}


@pytest.fixture
def soup():
    activity = make_activity(name="Soep")
    for day, first, more in [(date(2026, 6, 30), 2, 3), (date(2026, 7, 1), 4, 5),
                             (date(2026, 9, 30), 6, 7)]:  # fmt: skip
        Tally.objects.create(
            activity=activity, rule_date=day, first_times=first, more_often=more
        )
    return activity


def days(rows):
    return sorted(rows.values_list("rule_date", flat=True))


def test_both_its_first_and_its_last_day_count(soup):
    found = came.counted(date(2026, 7, 1), date(2026, 9, 30), [soup.pk])

    assert days(found) == [date(2026, 7, 1), date(2026, 9, 30)]
    assert sum(found.values_list(came.PEOPLE, flat=True)) == 22
    assert came.began() == date(2026, 6, 30)


def test_of_no_activity_nobody_came(soup):
    assert not came.counted(date(2026, 1, 1), None, []).exists()


def test_a_goal_and_an_experiment_count_the_same_dates(soup, time_machine):
    time_machine.move_to("2026-11-30 12:00+01:00", tick=False)
    sums.publish(timezone.now())
    of_goal, _of = counters.counter_called("keren-geteld").count(date(2026, 11, 30))
    of_experiment = sums.counted([soup.pk], date(2026, 1, 1), date(2026, 11, 30))

    assert of_goal == of_experiment.times == 3


def test_what_a_process_forgets_does_not_free_who_guesses_codes(client, settings):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "slip-guess": 2}
    statuses = []
    for _each in range(3):
        cache.clear()
        statuses.append(client.post("/kaartje/", WRONG).status_code)

    assert statuses == [200, 200, 429]
