"""What people of an organisation change about the dates of an activity.

These are live at once, for everyone: who stands before a closed door has to know now.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from common.history.meanwhile import ChangedMeanwhile, check, version_of
from common.moderation.deciding import locked
from initiatives.dates import calling_off, sync
from initiatives.facts import holidays
from initiatives.facts.recurrence import Change, Time, in_the_way
from initiatives.facts.recurrence import Kind as RuleKind
from initiatives.models import Activity, DateChange
from initiatives.models.activity import AHEAD
from places.hours import clock

Kind = DateChange.Kind


LONGEST_PAUSE = 400  # days


class NotThere(ValueError):
    """It is not on this day."""


class AlreadyThere(ValueError):
    """It is on this day, or was; `other` is the time that is in the way, if it is on at
    that very moment."""

    def __init__(self, text: str, other: Time | None = None):
        super().__init__(text)
        self.other = other

    @property
    def words(self) -> str:
        if self.other is None:
            return _("It is on that day already, or you skip it.")
        return there_already(self.other)


def there_already(time_: Time) -> str:
    """A sentence about a moment at which it is on twice."""
    return _("It is there already: on %(day)s at %(time)s.") % {
        "day": date_format(time_.starts_at, "l j F Y"),
        "time": time_format(time_.starts_at),
    }


def version(activity: Activity, day: date) -> str:
    """How this day is by now; another one after each change of it, or of the hours."""
    newest = DateChange.history.filter(activity_id=activity.pk, rule_date=day)
    return _version(activity, newest.aggregate(last=Max("history_id"))["last"])


def versions(activity: Activity, days: Iterable[date]) -> dict[date, str]:
    """The same of many days, with one query."""
    rows = DateChange.history.filter(activity_id=activity.pk, rule_date__in=days)
    newest = dict(rows.order_by().values_list("rule_date").annotate(Max("history_id")))
    return {day: _version(activity, newest.get(day)) for day in days}


def _version(activity, newest: int | None) -> str:
    return version_of(newest, activity.starts_at, activity.minutes)


@contextmanager
def unchanged(activity: Activity, day: date, seen: str) -> Iterator[None]:
    """What happens inside, happens to the day as someone saw it; ChangedMeanwhile
    otherwise."""
    with transaction.atomic():
        check(seen, version(locked(activity), day))
        yield


def is_called_off(activity: Activity, day: date, reason: str) -> bool:
    """Whether it is so already, as when someone presses a button twice."""
    change = _changed(activity, day)
    is_off = change is not None and change.kind == Kind.CANCEL
    return is_off and reason in {"", change.reason}


def is_moved(
    activity: Activity,
    day: date,
    to: date,
    at: time,
    minutes: int | None,
    reason: str,
) -> bool:
    change = _changed(activity, day)
    return (
        change is not None
        and change.kind in {Kind.MOVE, Kind.EXTRA}
        and (
            (change.to, change.at, change.minutes, change.reason)
            == (to, at, minutes, reason)
        )
    )


@contextmanager
def as_usual(activity: Activity, day: date) -> Iterator[None]:
    """What happens inside, happens to a day that is by the rule; ChangedMeanwhile
    otherwise."""
    with transaction.atomic():
        if _changed(locked(activity), day) is not None:
            raise ChangedMeanwhile
        yield


def _changed(activity: Activity, day: date) -> DateChange | None:
    return activity.changes.filter(rule_date=day).first()


def _check(activity: Activity, day: date) -> None:
    change = _changed(activity, day)
    is_extra = change is not None and (change.kind == Kind.EXTRA or change.was_extra)
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
        sync.decided(activity)


@transaction.atomic
def move(
    activity: Activity,
    day: date,
    to: date,
    at: time,
    minutes: int | None,
    reason: str = "",
) -> None:
    """This one time it is on another day or at another time; `minutes` None: as long as
    usual. AlreadyThere when it is on then anyway."""
    activity = locked(activity)
    _check(activity, day)
    _check_free(activity, Change(RuleKind.MOVE, day, to, at, minutes))
    is_usual_length = minutes in {None, activity.minutes}
    change = _changed(activity, day) or DateChange(activity=activity, rule_date=day)
    is_extra = change.kind == Kind.EXTRA or change.was_extra
    if (to, at) == (day, activity.starts_at) and is_usual_length and not is_extra:
        take_back(activity, day)
        return
    # An extra time goes on being one: there is no rule that it would belong to.
    change.kind = Kind.EXTRA if is_extra else Kind.MOVE
    change.was_extra, change.reason = False, reason
    change.to, change.at, change.minutes = to, at, minutes
    change.save()
    sync.decided(activity)


def _check_free(activity: Activity, change: Change) -> None:
    """Nothing of it is on at the moment that a change leads to."""
    known = activity.series
    time_ = known.time_of(change.rule_date, change)
    day = timezone.localdate(time_.starts_at)
    around = known.times(day - timedelta(days=1), day + timedelta(days=2))
    if other := in_the_way(time_, around):
        raise AlreadyThere(f"{activity.pk} is on {other.starts_at}", other)


def to_skip(activity: Activity) -> dict[str, list[date]]:
    """For each kind of holidays the coming dates that fall on one."""
    today = timezone.localdate()
    times = activity.series.times(today, today + AHEAD)
    as_usual = [each.rule_date for each in times if each.kind is None]
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
                rule_date=day,
                kind=Kind.SKIP,
                reason=str(holidays.KINDS[kind]),
            )
            for day, kind in sorted(days.items())
        ],
        DateChange,
    )
    sync.decided(activity)
    return len(days)


@transaction.atomic
def pause(activity: Activity, first: date, last: date, reason: str = "") -> int:
    """Take the dates from a day until a day (included) out: never was going to be, so
    nobody reads that it is called off. Gives how many. What was moved, called off or
    added stays as it is."""
    activity = locked(activity)
    last = min(last, first + timedelta(days=LONGEST_PAUSE))
    times = activity.series.times(first, last + timedelta(days=1))
    days = [each.rule_date for each in times if each.kind is None]
    bulk_create_with_history(
        [
            DateChange(activity=activity, rule_date=day, kind=Kind.SKIP, reason=reason)
            for day in days
        ],
        DateChange,
    )
    sync.decided(activity)
    return len(days)


@transaction.atomic
def add_each(activity: Activity, changes: Iterable[Change]) -> None:
    """Extra times, each on a day of its own."""
    bulk_create_with_history(
        [
            DateChange(
                activity=activity,
                rule_date=each.rule_date,
                kind=Kind.EXTRA,
                at=each.at,
                minutes=each.minutes,
            )
            for each in sorted(changes, key=lambda each: each.rule_date)
        ],
        DateChange,
    )
    sync.decided(activity)


@transaction.atomic
def add(
    activity: Activity, day: date, at: time, minutes: int | None, reason: str
) -> None:
    """One extra time, as long as usual without `minutes`; AlreadyThere on a day that
    has one or had one."""
    activity = locked(activity)
    if activity.series.has(day) or _changed(activity, day) is not None:
        raise AlreadyThere(f"{activity.pk} is on {day}")
    _check_free(activity, Change(RuleKind.EXTRA, day, None, at, minutes))
    is_usual = at == activity.starts_at and minutes in {None, activity.minutes}
    DateChange.objects.create(
        activity=activity,
        rule_date=day,
        kind=Kind.EXTRA,
        at=None if is_usual else at,
        minutes=None if is_usual else minutes,
        reason=reason,
    )
    sync.decided(activity)


@transaction.atomic
def take_away(activity: Activity, day: date) -> None:
    """An extra time that was a mistake, as if it never had been."""
    activity = locked(activity)
    change = _changed(activity, day)
    if change is not None and change.kind == Kind.EXTRA:
        change.delete()
        sync.decided(activity)
