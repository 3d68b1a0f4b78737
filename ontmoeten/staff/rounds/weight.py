"""What to check first: what many people open, nobody checked for long, and passers-by
doubt.

The weight is the visits of the last year (and one, so that what nobody opened still
counts) times the days since the last check, times the doubts since then (and one).
"""

from datetime import date, timedelta

from django.db.models import (
    Case,
    DateField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Cast, Coalesce

from initiatives.models import Activity, ActivityVisits, Remark
from places.models import Doubt, Place, PlaceVisits

BEFORE = timedelta(days=14)  # that the check runs out, one goes and looks
RELATED = {Place: ["kind"], Activity: ["place", "initiative"]}
VISITS = {Place: PlaceVisits, Activity: ActivityVisits}


class DaysSince(Func):
    """Whole days since the second date, on the first one."""

    arity = 2
    output_field = IntegerField()
    template = "CAST(julianday(%(expressions)s) AS integer)"
    arg_joiner = ") - julianday("

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="(%(expressions)s)", arg_joiner=" - ",
            **context,
        )  # fmt: skip


def doubts_about_places() -> dict[int, int]:
    """How often each was doubted since its last check, by its id; one query."""
    rows = Doubt.since_check().order_by().values_list("place")
    return dict(rows.annotate(Sum("count")))


def doubts_about_activities() -> dict[int, int]:
    rows = Remark.doubts(Activity).order_by().values_list("activity")
    return dict(rows.annotate(Sum("count")))


def due_places(today: date, doubts: dict[int, int]) -> QuerySet:
    """Published ones whose check is missing or runs out, or that someone doubts."""
    due = Q(expires_on__isnull=True) | Q(expires_on__lte=today + BEFORE)
    return Place.objects.published().filter(due | Q(pk__in=list(doubts)))


def heaviest(
    entries: QuerySet, doubts: dict[int, int], today: date, many: int
) -> list[Place | Activity]:
    """The `many` that weigh most, with `seen`, `doubted` and `weight`; five queries.

    What nobody opened or doubted weighs its age, so only the `many` oldest can be among
    them; the others are found by their visits and doubts. One sum for each entry takes
    five times as long.
    """
    model = entries.model
    since = Coalesce("checked_on", Cast("created_at", DateField()))
    days = DaysSince(Cast(Value(today), DateField()), since)
    aged = (
        entries.order_by()
        .annotate(days=days)
        .annotate(age=Case(When(days__gt=0, then=F("days")), default=Value(0)))
    )
    visits = VISITS[model]
    opened = aged.filter(visits__month__gte=today - visits.YEAR).values("pk", "age")
    opened = opened.annotate(seen=Sum("visits__count"))
    opened = opened.annotate(weight=(F("seen") + 1) * F("age"))
    ages, seen = dict(aged.order_by("-age", "pk").values_list("pk", "age")[:many]), {}
    rows = list(opened.order_by("-weight", "pk")[:many])
    if doubts:
        of_doubted = aged.filter(pk__in=list(doubts)).values_list("pk", "age")
        ages |= dict(of_doubted)
        rows += opened.filter(pk__in=list(doubts))
    for row in rows:
        ages[row["pk"]], seen[row["pk"]] = row["age"], row["seen"]
    whole = list(model.objects.filter(pk__in=ages).select_related(*RELATED[model]))
    for entry in whole:
        entry.seen, entry.doubted = seen.get(entry.pk, 0), doubts.get(entry.pk, 0)
        # Of what was doubted today the age may be none at all.
        age = max(ages[entry.pk], 1) if entry.doubted else ages[entry.pk]
        entry.weight = (entry.seen + 1) * age * (entry.doubted + 1)
    return sorted(whole, key=in_order)[:many]


def in_order(entry: Place | Activity) -> tuple:
    return -entry.weight, entry.name, entry.pk
