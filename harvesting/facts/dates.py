"""On which dates an event is: its rules, extra dates and changed ones, in a window.

Pure. Everything is computed by the clock of the event's own zone and then told by the
clock here. A time that the clock skips is as much later, one that it has twice is the
first (RFC 5545, 3.3.5); each date lasts as long as the first one (3.8.5.3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from harvesting.facts.event import Event, Moment, Refusal
from harvesting.facts.rules import MOST, too_many, wall, walls
from initiatives.facts.rules import HERE

ZONES_APART = timedelta(days=2)
LONGEST_SHIFT = timedelta(days=400)  # of all dates from one on
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 1, 1)


@dataclass(frozen=True)
class FeedDate:
    """One date of an event. `starts_at` and `ends_at` are by the clock here, whole days
    from midnight to midnight; without an end nobody knows it. `event` has the texts and
    the status that hold for this date: the event itself, or what changed it.
    `recurrence_id` is the moment by the rule, which never changes; None for what is
    once."""

    starts_at: datetime
    ends_at: datetime | None
    event: Event
    recurrence_id: Moment | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.event.is_cancelled

    @property
    def key(self) -> str:
        """The recurrence id as iCalendar writes it (a day, or in UTC); empty for what
        is once. With the UID it is the identity of this date."""
        return key_of(self.recurrence_id) if self.recurrence_id else ""


def key_of(moment: Moment) -> str:
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{moment:%Y%m%d}"


def dates(event: Event, first: date, last: date) -> list[FeedDate]:
    """Those that begin here on a day from `first` until and with `last`, in order;
    called off ones too. Refusal when there are 10,000 or more."""
    first, last = max(first, FIRST_DAY), min(last, LAST_DAY)
    if first > last:
        return []
    found = []
    for each in _all(event, first, last):
        if first <= each.starts_at.date() <= last:
            found.append(each)
        if len(found) >= MOST:
            raise Refusal(too_many())
    return sorted(found, key=lambda each: (each.starts_at, each.key))


def _all(event: Event, first: date, last: date) -> Iterator[FeedDate]:
    """At least those of the window."""
    if not (event.is_series or event.changed):
        if event.start not in event.left_out:
            yield _as_it_stands(event, event.recurrence_id)
        return
    singly = {_of(each): each for each in event.changed if not each.goes_on}
    later = sorted((each for each in event.changed if each.goes_on), key=_of)
    margin = ZONES_APART + max(map(abs, map(shift, later)), default=timedelta())
    begin = datetime.combine(first, time()) - margin
    end = datetime.combine(last, time()) + timedelta(days=1) + margin
    by_rule = [walls(rule, event.start, begin, end) for rule in event.rules]
    known = {wall(event.start), *chain(*by_rule), *map(wall, event.extra)}
    known |= singly.keys()  # also of a date that the rule has not
    for each in known - _left_out(event, known):
        if each in singly:
            yield _as_it_stands(singly[each], singly[each].recurrence_id)
        elif begin <= each <= end:
            holds = [one for one in later if _of(one) <= each]
            yield _by_rule(event, each, holds[-1] if holds else None)


def _of(changed: Event) -> datetime:
    """What its rule has, by the clock."""
    return wall(changed.recurrence_id)


def _left_out(event: Event, known: set[datetime]) -> set[datetime]:
    """A day leaves out all of that day."""
    walls_ = {wall(each) for each in event.left_out if isinstance(each, datetime)}
    days = {each for each in event.left_out if not isinstance(each, datetime)}
    return walls_ | {each for each in known if each.date() in days}


def shift(changed: Event) -> timedelta:
    """By how much a date was moved from where its rule has it, by the clock."""
    return wall(changed.start) - _of(changed)


def _by_rule(event: Event, at: datetime, changed: Event | None) -> FeedDate:
    holds = changed or event
    on = at + (shift(changed) if changed else timedelta())
    if holds.is_all_day:
        days = holds.last_day - holds.day
        starts_at, ends_at = _midnight(on.date()), _midnight(on.date() + days, 1)
    else:
        starts_at, ends_at = _here(on.replace(tzinfo=ZoneInfo(holds.zone))), None
        if holds.ends_at:
            ends_at = _later(starts_at, duration(holds))
    return FeedDate(starts_at, ends_at, holds, _as_id(event, at))


def _as_it_stands(event: Event, recurrence_id: Moment | None) -> FeedDate:
    if event.is_all_day:
        ends_at = _midnight(event.last_day, 1)
        return FeedDate(_midnight(event.day), ends_at, event, recurrence_id)
    ends_at = event.ends_at and _here(event.ends_at)
    return FeedDate(_here(event.starts_at), ends_at, event, recurrence_id)


def _as_id(event: Event, at: datetime) -> Moment:
    return at.date() if event.is_all_day else at.replace(tzinfo=ZoneInfo(event.zone))


def duration(event: Event) -> timedelta:
    """By a stopwatch, of what has an end."""
    return event.ends_at.astimezone(UTC) - event.starts_at.astimezone(UTC)


def _here(moment: datetime) -> datetime:
    return moment.astimezone(UTC).astimezone(HERE)


def _later(moment: datetime, length: timedelta) -> datetime:
    return (moment.astimezone(UTC) + length).astimezone(HERE)


def _midnight(day: date, days: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(), HERE)
