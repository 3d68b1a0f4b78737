"""Counting at the door: sums by the date, each press of a phone once (idempotent)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from simple_history.utils import update_change_reason

from common.history import meanwhile
from common.protect.batches import BATCH_LASTS
from initiatives.facts import tokens
from initiatives.models import Activity, Occurrence
from learning.models import Tally, TallyBatch

EARLY = timedelta(hours=3)  # before it begins
LATE = timedelta(hours=3)  # after it is over
MOST = 5_000  # people on one date: more is a mistake


class Refused(ValueError):
    """This is not counted: too many, or not in this time."""


def path_of(activity: Activity, on: date) -> str:
    """The page at the door, for who has the link: it shows sums and nobody's data."""
    return reverse("learning:door", args=[tokens.make("tally", activity.whole_id, on)])


def time_of(token: str) -> Occurrence | None:
    """The time that a link counts, of what is on the site."""
    numbers = tokens.read("tally", token)
    if len(numbers) != 2:
        return None
    activity, on = int(numbers[0]), date.fromisoformat(numbers[1])
    rows = times_of(activity).filter(rule_date=on)
    rows = rows.filter(activity__state=Activity.State.PUBLISHED)
    return rows.select_related("activity__place__neighbourhood").first()


def times_of(activity_pk: int):
    """All times of what is shown as one activity."""
    whole = Q(activity=activity_pk) | Q(activity__goes_on_as=activity_pk)
    return Occurrence.objects.filter(whole, is_cancelled=False)


def is_on(row: Occurrence, now: datetime) -> bool:
    """Whether people come in now, or did a moment ago."""
    return row.starts_at - EARLY <= now < row.over_at + LATE


def may_send(row: Occurrence, now: datetime) -> bool:
    """Whether a count may still come in: of a phone that was offline, or on paper."""
    return row.starts_at - EARLY <= now < row.over_at + BATCH_LASTS


def tally_of(row: Occurrence) -> Tally:
    """As it is, unsaved when nobody was counted yet."""
    key = {"activity_id": row.activity.whole_id, "rule_date": row.rule_date}
    return Tally.objects.filter(**key).first() or Tally(**key)


@transaction.atomic
def add(row: Occurrence, key: UUID, first: int, more: int, now: datetime) -> Tally:
    """Count what a phone sends under a key that it made, once: the same key adds
    nothing the second time. Below nought stays nought. Refused when it is too late or
    too many."""
    if not may_send(row, now):
        raise Refused
    tally = _locked(row)
    if not TallyBatch.is_new(key):
        return tally
    Tally.objects.filter(pk=tally.pk).update(
        first_times=Greatest(F("first_times") + first, 0),
        more_often=Greatest(F("more_often") + more, 0),
    )
    tally.refresh_from_db()
    if tally.people > MOST:
        raise Refused
    return tally


def _locked(row: Occurrence) -> Tally:
    key = {"activity_id": row.activity.whole_id, "rule_date": row.rule_date}
    Tally.objects.bulk_create([Tally(**key)], ignore_conflicts=True)
    return Tally.objects.select_for_update().get(**key)


def version(tally: Tally) -> str:
    """What a form of it carries: see `common.history.meanwhile`."""
    return meanwhile.version_of(tally.first_times, tally.more_often)


@transaction.atomic
def correct(
    row: Occurrence, first: int, more: int, *, by, seen: str, why: str
) -> Tally:
    """Someone of the organisation says how many there were; the history keeps who.
    ChangedMeanwhile when it is not any more what they saw."""
    tally = _locked(row)
    meanwhile.check(seen, version(tally))
    tally._history_user = None  # as it was counted: presses leave nothing in it
    tally.save()
    tally.first_times, tally.more_often = first, more
    tally._history_user = by
    tally.save()
    update_change_reason(tally, why)
    return tally
