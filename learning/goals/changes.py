"""What changed about the goals: numbers that were noted, and years that were frozen. Of
one indicator and one day of noting there is one change, however long the table was."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.db.models.functions import TruncDate

from common.moderation.states import State
from learning.models import Goal, GoalSnapshot, Measurement


@dataclass(frozen=True)
class Change:
    """`measurement` is the last one noted, with `others` noted that day; without it the
    `snapshot` was frozen."""

    goal: Goal
    at: datetime
    key: str  # of this change alone, for good
    measurement: Measurement | None = None
    others: int = 0
    snapshot: GoalSnapshot | None = None


def last(most: int) -> list[Change]:
    """The newest first, in three queries."""
    found = heapq.merge(_noted(most), _frozen(most), key=_at, reverse=True)
    return [each for each, _number in zip(found, range(most), strict=False)]


def _at(change: Change) -> datetime:
    return change.at


def _noted(most: int) -> Iterator[Change]:
    """Of what takes its numbers elsewhere, what staff noted before is not told."""
    rows = Measurement.objects.filter(
        indicator__goal__state=State.PUBLISHED,
        indicator__question="",
        indicator__figure="",
    )
    days = (
        rows.annotate(noted=TruncDate("made_at"))
        .values("indicator", "noted")
        .annotate(last=Max("pk"), many=Count("pk"))
        .order_by("-noted", "-last")[:most]
    )
    days = {each["last"]: each for each in days}
    told = Measurement.objects.select_related("indicator__goal", "corrects")
    for each in told.filter(pk__in=days).order_by("-made_at", "-pk"):
        day = days[each.pk]
        yield Change(
            goal=each.indicator.goal,
            at=each.made_at,
            key=f"{each.indicator_id}-{day['noted']:%Y-%m-%d}",
            measurement=each,
            others=day["many"] - 1,
        )


def _frozen(most: int) -> Iterator[Change]:
    """What was frozen stays public, also of a goal that was closed since."""
    rows = GoalSnapshot.objects.filter(goal__state__in=[State.PUBLISHED, State.CLOSED])
    rows = rows.select_related("goal").defer("content").order_by("-frozen_at", "-pk")
    for each in rows[:most]:
        yield Change(
            goal=each.goal,
            at=each.frozen_at,
            key=f"vastgelegd-{each.pk}",
            snapshot=each,
        )
