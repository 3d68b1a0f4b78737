"""Whom to ring first: entries that nobody looks after and whose check needs renewing.

What many people open and nobody checked for long comes first: visits of the last year
(and one, so that what nobody opened still counts) times the days since the last check.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
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
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from common.moderation.queue import source_of
from common.moderation.states import Move, Reason
from common.moderation.still_right import still_right
from initiatives.deciding import decisions as of_activities
from initiatives.facts import freshness
from initiatives.models import Activity, ActivityVisits, EntryReport, Organisation
from initiatives.organising import owners
from places.deciding import decisions as of_places
from places.models import Place, PlaceReport, PlaceVisits

SHOWN = 25
BEFORE = timedelta(days=14)  # that the check runs out, one rings


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


@dataclass
class RingRow:
    """An entry to ring about."""

    word: str  # for it in an address: plek, activiteit
    entry: Place | Activity
    visits: int
    weight: int
    contacts: list[str]

    @property
    def key(self) -> str:
        return f"{self.word}-{self.entry.pk}"


def rows(today: date | None = None) -> list[RingRow]:
    """The first SHOWN of them; a handful of queries, however many there are."""
    today = today or timezone.localdate()
    found = [("plek", each) for each in _weighed(_places(today), PlaceVisits, today)]
    activities = _weighed(_activities(today), ActivityVisits, today)
    found += [("activiteit", each) for each in activities]
    found.sort(key=lambda pair: (-pair[1].weight, pair[1].name, pair[1].pk))
    found = found[:SHOWN]
    known = _telephones([each.pk for word, each in found if word == "plek"])
    return [
        RingRow(word, each, each.seen, each.weight, _contacts(word, each, known))
        for word, each in found
    ]


def everything(today: date | None = None) -> list[QuerySet]:
    """All that one would ring about."""
    today = today or timezone.localdate()
    return [_places(today), _activities(today)]


def _places(today):
    """Published ones without an owner, whose check is missing or runs out."""
    due = Q(expires_on__isnull=True) | Q(expires_on__lte=today + BEFORE)
    places = Place.objects.published().filter(due)
    owned = list(owners.owners_of_places())
    return places.exclude(pk__in=owned) if owned else places


def _activities(today):
    """Published ones of nobody: no organisation, and no resident who proposed it."""
    due = Q(checked_on__isnull=True)
    due |= Q(checked_on__lt=freshness.limit(today + BEFORE))
    found = Activity.objects.published().filter(
        due, organisation__isnull=True, created_by__isnull=True
    )
    return found.upcoming(timezone.now())


def _weighed(entries, visits, today) -> list:
    """The SHOWN that weigh most, with `seen` and `weight`; three queries.

    What nobody opened weighs its age, so only the SHOWN oldest can be among them; the
    others are found by their visits. One sum for each entry takes five times as long.
    """
    since = Coalesce("checked_on", Cast("created_at", DateField()))
    days = DaysSince(Cast(Value(today), DateField()), since)
    aged = (
        entries.order_by()
        .annotate(days=days)
        .annotate(age=Case(When(days__gt=0, then=F("days")), default=Value(0)))
    )
    oldest = aged.order_by("-age", "pk").values_list("pk", "age")[:SHOWN]
    opened = aged.filter(visits__month__gte=today - visits.YEAR).values("pk", "age")
    opened = opened.annotate(seen=Sum("visits__count"))
    opened = opened.annotate(weight=(F("seen") + 1) * F("age"))
    facts = {pk: (0, age) for pk, age in oldest}
    for row in opened.order_by("-weight", "pk")[:SHOWN]:
        facts[row["pk"]] = row["seen"], row["weight"]
    related = ["kind"] if visits is PlaceVisits else ["place", "initiative"]
    whole = entries.model.objects.filter(pk__in=facts).select_related(*related)
    for entry in whole:
        entry.seen, entry.weight = facts[entry.pk]
    return list(whole)


def _telephones(places: list[int]) -> dict[int, list[str]]:
    """Who comes at these places and can be rung, by the place; three queries."""
    at = owners.organisations_at(places)
    ids = {one for several in at.values() for one in several}
    known = Organisation.objects.exclude(phone="").in_bulk(ids)
    return {
        place: sorted(
            f"{known[one]}: {known[one].phone}" for one in ids if one in known
        )
        for place, ids in at.items()
    }


def _contacts(word: str, entry, telephones) -> list[str]:
    if word == "plek":
        found = telephones.get(entry.pk, [])
    else:
        found = [entry.initiative.contact] if entry.initiative else []
    return [each for each in [*found, entry.website] if each]


# --- What was said on the telephone ---------------------------------------------------


def is_right(entry: Place | Activity, by: AbstractBaseUser) -> None:
    still_right(entry, by, _("checked by telephone"))


def may_stop(entry: Place | Activity, by: AbstractBaseUser) -> bool:
    """Closing is a decision; who may only ring tells it to who may."""
    return by.has_perm(source_of(type(entry)).permission)


def report_gone(entry: Place | Activity, by: AbstractBaseUser) -> None:
    """It waits in the queue, as what a visitor reports."""
    said = {"reason": Reason.GONE, "text": _("said by telephone")}
    if isinstance(entry, Place):
        PlaceReport.objects.create(place=entry, **said)
    else:
        EntryReport.objects.create(activity=entry, **said)


def has_stopped(entry: Place | Activity, by: AbstractBaseUser) -> None:
    """It is there no more; NotAllowed when a colleague was first."""
    if isinstance(entry, Place):
        of_places.close(entry, by, _("said by telephone"))
    else:
        of_activities.decide(entry, Move.CLOSE, by)
