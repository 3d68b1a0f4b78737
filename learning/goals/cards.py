"""Goals as lists and other pages show them: with their bar and how they stand, in as
many queries for many as for one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from common.translations.reading import DisplayText, Reading
from learning.facts.progress import Measured, Standing
from learning.goals import readings
from learning.models import Goal, Indicator


@dataclass(frozen=True)
class GoalCard:
    """`leading` is the indicator that its bar and its state follow, if it has one."""

    goal: Goal
    title: DisplayText
    summary: DisplayText
    indicators: list[Indicator]
    measured: list[Measured]
    standing: Standing

    @property
    def leading(self) -> Measured | None:
        return next((each for each in self.measured if each.is_leading), None)

    @property
    def url(self) -> str:
        return self.goal.get_absolute_url()


def of_goals(goals: Iterable[Goal], today: date, read=None) -> list[GoalCard]:
    """`goals` come with their theme; `read` is of a page about one of them."""
    goals = list(goals)
    indicators = readings.indicators_of(goals)
    read = read or Reading(get_language(), *goals)
    names = Reading(get_language(), *indicators)
    mine, measured = defaultdict(list), defaultdict(list)
    for each, found in readings.of_indicators(indicators, today, names):
        mine[each.goal_id].append(each)
        measured[each.goal_id].append(found)
    return [
        GoalCard(
            each,
            read.of(each, "title"),
            read.of(each, "summary"),
            mine[each.pk],
            measured[each.pk],
            standing(measured[each.pk], today),
        )
        for each in goals
    ]


def standing(measured: Iterable[Measured], today: date) -> Standing:
    """Of a goal: that of the indicator which leads it, and of no other."""
    leading = next((each for each in measured if each.is_leading), None)
    return leading.standing(today) if leading else Standing.UNKNOWN
