"""Adds what is missing of the invented goals of the pact: see goals.toml; and takes
them away again."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from common.kit.storing import remove_each, store
from common.moderation.states import State
from desks.models import Desk
from initiatives.models import Activity
from learning.goals import freezing, helping, noting
from learning.models import Experiment, Goal, GoalSnapshot, Indicator, Lesson
from places.models import Place
from themes.models import Theme

FILE = Path(__file__).parent / "goals.toml"
SOURCE = "verzonnen voorbeeld"
OURS = {"is_invented": True}


def add_goals() -> int:
    """Gives how many were added."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    today = timezone.localdate()
    known = {*Goal.objects.values_list("slug", flat=True)}
    taken = {*Goal.objects.values_list("number", flat=True)}
    new = [
        each
        for each in content["goal"]
        if each["slug"] not in known and each["number"] not in taken
    ]
    for facts in new:
        _add(facts, today)
    return len(new)


def _add(facts: dict, today: date) -> None:
    own = {name: facts[name] for name in ["number", "slug", "title", "summary", "text"]}
    goal = Goal(
        **OURS,
        **own,
        state=State.PUBLISHED,
        theme=Theme.objects.get(slug=facts["theme"]),
        until=date(facts["until"], 12, 31),
    )
    store(goal)
    for position, each in enumerate(facts["indicator"]):
        _add_indicator(goal, each, position, today)
    for thing in _things(facts):
        helping.tie(goal, thing)
    if facts.get("frozen"):
        freezing.freeze(goal, today.year - 1)


def _ago(today: date, years: int, day: str) -> date:
    return date.fromisoformat(f"{today.year - years}-{day}")


def _add_indicator(goal: Goal, facts: dict, position: int, today: date) -> None:
    own = {}
    if "baseline" in facts:
        years, day, value = facts["baseline"]
        own |= {"baseline": Decimal(value), "baseline_on": _ago(today, years, day)}
    if "target" in facts:
        year, day, value = facts["target"]
        own |= {
            "target": Decimal(value),
            "target_on": date.fromisoformat(f"{year}-{day}"),
        }
    indicator = Indicator(
        goal=goal,
        position=position,
        **{name: facts[name] for name in ["sort", "name", "unit", "better"]},
        **{name: facts.get(name, "") for name in ["counter", "question", "figure"]},
        is_leading=facts.get("leads", False),
        is_modelled=facts.get("modelled", False),
        **own,
    )
    store(indicator)
    for years, day, value in facts.get("measured", []):
        noting.note(indicator, _ago(today, years, day), Decimal(value), SOURCE)


def _things(facts: dict) -> list:
    """What helps it and is there."""
    return [
        *Activity.objects.published().filter(name__in=facts.get("activities", [])),
        *Desk.objects.published().order_by("pk")[: facts.get("desks", 0)],
        *Place.objects.published().order_by("pk")[: facts.get("places", 0)],
        *Experiment.objects.filter(slug__in=facts.get("experiments", [])),
        *Lesson.objects.filter(slug__in=facts.get("lessons", [])),
    ]


def remove() -> int:
    """Take them away again, with what was frozen of them; gives how many."""
    GoalSnapshot.objects.filter(goal__is_invented=True).delete()
    return remove_each(Goal.objects.filter(**OURS))
