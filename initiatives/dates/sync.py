"""The dates of activities, kept as rows so that an agenda is one question.

They follow from the rule and its changes and are computed in this one place: when
someone decided about an activity, and every night further ahead (`manage.py
keep_dates`).
"""

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from initiatives.facts import shown_as, words
from initiatives.facts.recurrence import Kind, Time
from initiatives.facts.shown_as import NOTHING, Mark
from initiatives.joining import door, seats
from initiatives.joining.terms import takes_people_on_a_date
from initiatives.models import Activity, Occurrence
from initiatives.models.activity import AHEAD
from initiatives.models.querysets import overdue
from places.facts.timetable import GoesOn

BEHIND = timedelta(days=400)  # how long past dates are kept, to count what was
FIELDS = [
    "starts_at", "ends_at", "over_at", "is_cancelled", "is_moved", "reason",
    "is_full", "has_stand_in",
]  # fmt: skip
CHUNK = 500


@dataclass(frozen=True)
class DatesChanged:
    """The rows that differ, by their date: as they were and as they are."""

    was: dict[date, Occurrence]
    now: dict[date, Occurrence]
    count: int = 0


def sync_occurrences(activity: Activity, today: date | None = None) -> DatesChanged:
    """Give an activity the dates that its rule says; gives what changed. What is kept
    until some time after a date moves with it; nobody is mailed: see `announce`."""
    today = today or timezone.localdate()
    marks = shown_as.of(activity.shown_as).marks(activity.whole_id)
    wanted = {
        each.rule_date: _row(activity, each, marks.get(each.rule_date, NOTHING))
        for each in activity.series.times(today - BEHIND, today + AHEAD)
    }
    with transaction.atomic():
        # Of two who change it at once, the second one waits and starts from the first.
        Activity.objects.select_for_update().filter(pk=activity.pk).first()
        held = {each.rule_date: each for each in activity.occurrences.all()}
        was = {on: copy(each) for on, each in held.items()}
        gone = [each.pk for on, each in held.items() if on not in wanted]
        new = [each for on, each in wanted.items() if on not in held]
        changed = [
            _with_facts_of(held[on], each)
            for on, each in wanted.items()
            if on in held and _facts(held[on]) != _facts(each)
        ]
        Occurrence.objects.filter(pk__in=gone).delete()
        Occurrence.objects.bulk_create(new)
        Occurrence.objects.bulk_update(changed, FIELDS, batch_size=100)
        days = {each.rule_date for each in [*new, *changed]} | (
            was.keys() - wanted.keys()
        )
        count = len(gone) + len(new) + len(changed)
        done = DatesChanged(_only(was, days), _only(wanted, days), count)
        if count:
            seats.move_along(activity, done.was, done.now)
            door.move_along(activity, done.was, done.now)
    return done


def announce(activity: Activity, changed: DatesChanged) -> None:
    """Mail who signed up or asked something what someone decided about these dates, and
    give free seats to who waits for one."""
    if changed.count:
        seats.tell(activity, changed.was, changed.now)
        door.tell(activity, changed.was, changed.now)
    if activity.has_sign_up or takes_people_on_a_date(activity):
        seats.fill_all(activity)


@transaction.atomic
def decided(activity: Activity) -> None:
    """Someone decided about single dates of it: calendars see that something is new,
    the dates follow, and whom it concerns hears of it."""
    Activity.objects.filter(pk=activity.pk).update(changed_at=timezone.now())
    announce(activity, sync_occurrences(activity))


def sync_all(today: date | None = None) -> int:
    """The dates of every activity, further ahead; gives how many rows changed. Safe at
    any time."""
    activities = Activity.objects.select_related("place", "organisation", "initiative")
    activities = activities.order_by("pk").prefetch_related("changes")
    changed = 0
    for activity in activities.iterator(chunk_size=CHUNK):
        done = sync_occurrences(activity, today)
        announce(activity, done)
        changed += done.count
        if (known := words.of_activity(activity)) != activity.words:
            Activity.objects.filter(pk=activity.pk).update(words=known)
            changed += 1
    return changed


def _row(activity, time_: Time, mark: Mark) -> Occurrence:
    return Occurrence(
        activity=activity,
        rule_date=time_.rule_date,
        starts_at=time_.starts_at,
        ends_at=time_.ends_at,
        over_at=time_.over_at,
        is_cancelled=time_.is_cancelled,
        is_moved=time_.kind is Kind.MOVE,
        reason=time_.reason,
        is_full=mark.is_full,
        has_stand_in=mark.has_stand_in,
    )


def _only(rows: dict, days: set) -> dict:
    return {on: row for on, row in rows.items() if on in days}


def _facts(row: Occurrence) -> tuple:
    return tuple(getattr(row, name) for name in FIELDS)


def _with_facts_of(row: Occurrence, other: Occurrence) -> Occurrence:
    for name in FIELDS:
        setattr(row, name, getattr(other, name))
    return row


def next_of(activities: Iterable[Activity], now, many: int = 1) -> dict[int, list]:
    """The next times of each of these, by its id; one query."""
    rows = Occurrence.objects.not_over(now).filter(activity__in=list(activities))
    found: dict[int, list] = {}
    for row in rows.order_by("starts_at"):
        if len(mine := found.setdefault(row.activity_id, [])) < many:
            mine.append(row)
    return found


def places_in_use(moment: datetime) -> list[int]:
    """Ids of the places where something goes on at a moment, by the timetable."""
    rows = _at_places(moment).order_by()
    return list(rows.values_list("activity__place", flat=True))


def what_goes_on(moment: datetime, places: Collection[int]) -> dict[int, GoesOn]:
    """What is on at each of these places at a moment: what ends last; one query."""
    rows = _at_places(moment).filter(activity__place__in=places).order_by("ends_at")
    columns = ["activity__place", "activity__name", "ends_at"]
    return {pk: GoesOn(name, ends) for pk, name, ends in rows.values_list(*columns)}


def _at_places(moment: datetime):
    today = timezone.localdate(moment)
    rows = Occurrence.objects.published().going_on(moment)
    rows = rows.exclude(overdue(today, "activity__"))  # not surely on any more
    return rows.filter(activity__place__isnull=False)
