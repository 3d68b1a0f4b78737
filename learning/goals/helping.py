"""What helps which goal, and where something still lacks."""

from collections.abc import Collection, Iterable
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q

from common.links import kinds
from common.links.kinds import Told
from learning.experiments import ties
from learning.goals import counters
from learning.models import Goal, GoalTie, Indicator

SHOWN = 60  # things that help, on a page
SPOTS = 3  # neighbourhoods that are named


def helps(goal: Goal) -> list[Told]:
    """What everyone may see of it, as it was tied."""
    rows = goal.ties.select_related("kind").order_by("pk")[:SHOWN]
    return ties.of(rows)


def ties_of(thing: models.Model) -> models.QuerySet:
    kind = ContentType.objects.get_for_model(thing)
    return GoalTie.objects.filter(kind=kind, key=thing.pk)


def goals_of(*things: models.Model) -> models.QuerySet:
    """The goals on the site that any of these helps; lazily, one query."""
    of_any = Q()
    for thing in things:
        of_any |= Q(kind=ContentType.objects.get_for_model(thing), key=thing.pk)
    mine = GoalTie.objects.filter(of_any).values("goal")
    return Goal.objects.published().filter(pk__in=mine).defer("words")


def spots_of(indicators: Iterable[Indicator], today: date) -> list[str]:
    """Names of the neighbourhoods where something lacks, by what the site counts."""
    for each in indicators:
        counter = counters.counter_called(each.counter)
        if counter and counter.are_spots:
            return [area.name for area in counter.rows(today)]
    return []


@transaction.atomic
def tie(goal: Goal, thing: models.Model) -> bool:
    """Gives whether it is new."""
    kind = ContentType.objects.get_for_model(thing)
    _tie, is_new = GoalTie.objects.get_or_create(goal=goal, kind=kind, key=thing.pk)
    return is_new


@transaction.atomic
def tie_to(thing: models.Model, goals: Collection[Goal]) -> None:
    """Of a thing: these goals and no other."""
    ties_of(thing).exclude(goal__in=goals).delete()
    for goal in goals:
        tie(goal, thing)


def thing_of(kind: str, pk: int) -> models.Model | None:
    """What a registered kind has under this id."""
    known = kinds.kind_called(kind)
    return known and known.model._default_manager.filter(pk=pk).first()
