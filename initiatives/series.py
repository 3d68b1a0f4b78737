"""What people of an organisation change about the dates of an activity.

These are live at once, for everyone: who stands before a closed door has to know now.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, time

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, update_change_reason

from initiatives import calling_off, holidays
from initiatives.dates import settle
from initiatives.models import Activity, DateChange
from initiatives.models.activity import AHEAD
from initiatives.recurrence import Rule, Series, split
from ontmoeten.lib.deciding import locked
from places import clock

Kind = DateChange.Kind
COPIED = [
    "name", "organisation", "initiative", "description", "place", "where",
    "neighbourhood", "feelings", "languages", "cost", "cost_note", "website",
    "received_by", "first_minutes", "may_come_alone", "may_just_sit", "must_sign_up",
    "starts_at", "minutes", "checked_on", "created_by", "state", "refusal_reason",
]  # fmt: skip


class NotThere(ValueError):
    """It is not on this day."""


class Changed(ValueError):
    """Someone else changed this day meanwhile."""


def version(activity: Activity, day: date) -> str:
    """How this day is by now; another one after each change of it, or of the hours."""
    newest = DateChange.history.filter(activity_id=activity.pk, on=day)
    return _version(activity, newest.aggregate(last=Max("history_id"))["last"])


def versions(activity: Activity, days: Iterable[date]) -> dict[date, str]:
    """The same of many days, with one query."""
    rows = DateChange.history.filter(activity_id=activity.pk, on__in=days)
    newest = dict(rows.order_by().values_list("on").annotate(Max("history_id")))
    return {day: _version(activity, newest.get(day)) for day in days}


def _version(activity, newest: int | None) -> str:
    return f"{newest or 0}-{activity.starts_at:%H%M}-{activity.minutes}"


@contextmanager
def unchanged(activity: Activity, day: date, seen: str) -> Iterator[None]:
    """What happens inside, happens to the day as someone saw it; Changed otherwise."""
    with transaction.atomic():
        if version(locked(activity), day) != seen:
            raise Changed
        yield


def is_called_off(activity: Activity, day: date, reason: str) -> bool:
    """Whether it is so already, as when someone presses a button twice."""
    change = _changed(activity, day)
    is_off = change is not None and change.kind == Kind.CANCEL
    return is_off and reason in {"", change.reason}


def is_moved(
    activity: Activity, day: date, to: date, at: time, minutes: int, reason: str
) -> bool:
    change = _changed(activity, day)
    return (
        change is not None
        and change.kind == Kind.MOVE
        and (
            (change.to, change.at, change.minutes, change.reason)
            == (to, at, minutes, reason)
        )
    )


@contextmanager
def as_usual(activity: Activity, day: date) -> Iterator[None]:
    """What happens inside, happens to a day that is by the rule; Changed otherwise."""
    with transaction.atomic():
        if _changed(locked(activity), day) is not None:
            raise Changed
        yield


def _changed(activity: Activity, day: date) -> DateChange | None:
    return activity.changes.filter(on=day).first()


def _check(activity: Activity, day: date) -> None:
    change = _changed(activity, day)
    is_extra = change is not None and change.kind == Kind.EXTRA
    if not (activity.series.has(day) or is_extra):
        raise NotThere(f"{activity.pk} is not on {day}")


@transaction.atomic
def cancel(activity: Activity, day: date, reason: str, by=None) -> DateChange:
    """ "Not this time": it stays visible, as called off. `day` is the date by the rule;
    NotThere when it is none."""
    activity = locked(activity)
    _check(activity, day)
    return calling_off.call_off(activity, day, reason, by=by)


@transaction.atomic
def take_back(activity: Activity, day: date) -> None:
    """It is on after all, where it was before it was called off, moved or skipped."""
    activity = locked(activity)
    change = _changed(activity, day)
    if change is None or change.kind == Kind.EXTRA:
        return
    if change.kind == Kind.CANCEL:
        calling_off.take_back(activity, day)
    else:
        change.delete()


@transaction.atomic
def move(
    activity: Activity, day: date, to: date, at: time, minutes: int, reason: str = ""
) -> None:
    """This one time it is on another day or at another time."""
    activity = locked(activity)
    _check(activity, day)
    if (to, at, minutes) == (day, activity.starts_at, activity.minutes):
        take_back(activity, day)
        return
    change = _changed(activity, day) or DateChange(activity=activity, on=day)
    change.kind, change.reason = Kind.MOVE, reason
    change.to, change.at, change.minutes = to, at, minutes
    change.save()


def to_skip(activity: Activity) -> dict[str, list[date]]:
    """For each kind of holidays the coming dates that fall on one."""
    today = timezone.localdate()
    times = activity.series.times(today, today + AHEAD)
    as_usual = [each.on for each in times if each.kind is None]
    return holidays.falling(as_usual, clock.calendar())


@transaction.atomic
def skip(activity: Activity, kinds: list[str]) -> int:
    """Take the dates on these kinds of holidays out; gives how many."""
    activity = locked(activity)
    found = to_skip(activity)
    days = {day: kind for kind in kinds for day in found[kind]}
    bulk_create_with_history(
        [
            DateChange(
                activity=activity,
                on=day,
                kind=Kind.SKIP,
                reason=str(holidays.KINDS[kind]),
            )
            for day, kind in sorted(days.items())
        ],
        DateChange,
    )
    _tell(activity)
    return len(days)


def _tell(activity):
    Activity.objects.filter(pk=activity.pk).update(changed_at=timezone.now())
    settle(activity)


@transaction.atomic
def part_at(activity: Activity, day: date) -> Activity | None:
    """ "From now on": what was before `day` becomes an activity of its own that ends
    there, and this one begins on it. Gives the earlier one; None when there is none.

    The one that goes on keeps its address, and who follows it.
    """
    before = activity.series
    rule = before.rule
    if rule is None or day <= before.first:
        return None
    first = rule.first_on(day) or day
    ended, later = split(before, day, Series(first, before.at, before.minutes, rule))
    earlier = Activity(
        first_on=ended.first,
        rule=str(ended.rule),
        **{name: getattr(activity, name) for name in COPIED},
    )
    earlier.save()
    earlier.themes.set(activity.themes.all())
    update_change_reason(earlier, _("until %(day)s") % {"day": day})
    kept = {change.on for change in later.changes}
    DateChange.objects.filter(activity=activity, on__lt=day).update(activity=earlier)
    activity.changes.exclude(on__in=kept).delete()
    activity.first_on, activity.rule = first, str(rule)
    activity.save()
    settle(earlier)
    return earlier


def begin_on(rule_text: str, day: date) -> date:
    """The first day of a series that goes on from a day."""
    return (Rule.parse(rule_text).first_on(day) if rule_text else None) or day
