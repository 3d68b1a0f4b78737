"""The counts that may be told, as sums of blocks: see `learning.facts.suppression`.

Of quarters that are over and complete only, made once by `publish`. All that is asked
here reads what was published then; nothing looks at the counts themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from learning.facts import suppression
from learning.facts.quarters import (
    is_complete,
    last_day,
    next_quarter,
    quarter_of,
    quarters,
)
from learning.facts.questions import Answer, Question
from learning.facts.suppression import Group
from learning.measuring import came
from learning.models import AnswerSum, PublishedSum, Quarter
from learning.models.published import Measure

HALVES = {
    Question.WELCOME: Measure.WELCOME,
    Question.MET: Measure.MET,
    Question.AGAIN: Measure.AGAIN,
}


@dataclass(frozen=True)
class Counted:
    """What may be told of some activities. `times` is on how many dates someone counted
    and `visits` how many people, of them `first_times` for the first time; a number is
    None when it may not be told. Whole quarters only: those that the period touches and
    that are published, from `first` to `last`; both None without one."""

    times: int
    visits: int | None
    first_times: int | None
    first: date | None = None
    last: date | None = None


NOTHING = Counted(0, None, None)


def counted(activity_ids: Collection[int], first: date, last: date) -> Counted:
    """Three queries at most. A period that cuts through a quarter is told by the whole
    quarter, so that no period can be subtracted from another."""
    asked = list(quarters(first, last))
    known = Quarter.objects.filter(first_day__in=asked).values_list("first_day")
    days = sorted(day for (day,) in known)
    if not days or not activity_ids:
        return NOTHING
    sums = PublishedSum.objects.filter(
        activity__in=activity_ids, quarter__first_day__in=days
    )
    by_measure = {
        measure: (value, blocks)
        for measure, value, blocks in sums.values_list("measure")
        .annotate(value=Sum("value"), blocks=Count("pk"))
        .order_by()
    }
    visits, told = by_measure.get(Measure.VISITS, (None, 0))
    first_times, divided = by_measure.get(Measure.FIRST_TIMES, (None, 0))
    times = came.counted(days[0], last_day(days[-1]), activity_ids)
    return Counted(
        sum(
            quarter_of(day) in days for day in times.values_list("rule_date", flat=True)
        ),
        visits,
        first_times if divided == told else None,
        days[0],
        last_day(days[-1]),
    )


def publish(now: datetime) -> int:
    """Make the sums of each quarter that is complete and has none; gives how many
    quarters. Safe to do twice, and at the same time."""
    begun = came.began()
    today = timezone.localdate(now)
    if begun is None:
        return 0
    known = set(Quarter.objects.values_list("first_day", flat=True))
    due = [
        day
        for day in quarters(begun, today)
        if day not in known and is_complete(day, today)
    ]
    return sum(_publish(day) for day in due)


def _publish(first: date) -> bool:
    try:
        with transaction.atomic():
            quarter = Quarter.objects.create(first_day=first)
            PublishedSum.objects.bulk_create(_sums(quarter))
    except IntegrityError:  # someone else was making them
        return False
    return True


def _sums(quarter: Quarter) -> list[PublishedSum]:
    period = {
        "rule_date__gte": quarter.first_day,
        "rule_date__lt": next_quarter(quarter.first_day),
    }
    where = Coalesce("activity__neighbourhood", "activity__place__neighbourhood")
    tallies = came.counted(quarter.first_day, last_day(quarter.first_day))
    visitors = {
        activity: (neighbourhood, people, first_times)
        for activity, neighbourhood, people, first_times in tallies.values(
            "activity", where=where
        )
        .annotate(people=Sum(came.PEOPLE))
        .annotate(first=Sum("first_times"))
        .values_list("activity", "where", "people", "first")
    }
    visits = suppression.blocks(
        Group(activity, neighbourhood, people)
        for activity, (neighbourhood, people, _first) in visitors.items()
    )
    firsts = {each: first for each, (_where, _people, first) in visitors.items()}
    made = [
        *_rows(quarter, Measure.VISITS, visits),
        *_rows(quarter, Measure.FIRST_TIMES, suppression.halves(visits, firsts)),
    ]
    said = _answers(period)
    filled_in = said.pop(None)
    answers = suppression.blocks(
        Group(activity, visitors[activity][0], count, visitors[activity][1])
        for activity, count in filled_in.items()
        if activity in visitors
    )
    made += _rows(quarter, Measure.ANSWERS, answers)
    for question, yes in said.items():
        made += _rows(quarter, HALVES[question], suppression.halves(answers, yes))
    return made


def _answers(period: dict) -> dict:
    """By question, by activity how many said yes; by None how many filled in a card."""
    found = {None: {}, **{question: {} for question in Question}}
    sums = AnswerSum.objects.filter(**period).order_by()
    sums = sums.values("activity", "question", "answer").annotate(total=Sum("count"))
    for activity, question, answer, total in sums.values_list(
        "activity", "question", "answer", "total"
    ):
        if question == Question.WELCOME:  # each card answers all questions
            found[None][activity] = found[None].get(activity, 0) + total
        if answer == Answer.YES:
            found[Question(question)][activity] = total
    return found


def _rows(quarter, measure, told) -> list[PublishedSum]:
    rows = []
    for each in told:
        shown = each.shown
        value, other = shown if isinstance(shown, tuple) else (shown, None)
        rows.append(
            PublishedSum(
                quarter=quarter,
                measure=measure,
                activity_id=each.activity,
                neighbourhood_id=each.neighbourhood,
                value=value,
                other=other,
            )
        )
    return rows
