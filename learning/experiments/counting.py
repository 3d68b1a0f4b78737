"""The counts of an experiment: taken by itself from the activities that belong to it,
and only as `measuring.sums` lets them be told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from initiatives.models import Activity
from learning.measuring import came, sums
from learning.measuring.sums import Counted
from learning.models import Experiment


@dataclass(frozen=True)
class CountedRow:
    """One activity and the dates on which someone counted there."""

    activity: Activity
    days: list[date]


def period_of(experiment: Experiment, today: date) -> tuple[date, date] | None:
    """From its first day up to its last, or today; None before it began."""
    first = experiment.first_on
    last = min(experiment.last_on or today, today)
    return (first, last) if first and first <= last else None


def counted(experiment: Experiment, activities: Collection[int], today) -> Counted:
    if (period := period_of(experiment, today)) is None:
        return sums.NOTHING
    return sums.counted(activities, *period)


def rows_of(counted: Counted, activities: Collection[int]) -> list[CountedRow]:
    """What these numbers are made of: which activities, counted on which dates; two
    queries."""
    if counted.first is None:
        return []
    tallies = came.counted(counted.first, counted.last, activities)
    days = defaultdict(list)
    dates = tallies.order_by("rule_date").values_list("activity", "rule_date")
    for pk, day in dates:
        days[pk].append(day)
    known = Activity.objects.published().filter(pk__in=days).order_by("name", "pk")
    return [CountedRow(each, days[each.pk]) for each in known]
