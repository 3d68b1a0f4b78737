"""An event of a feed in our own words: a series with a rule of ours and what differs
from it. What ours cannot say exactly, is said as dates.

Pure. Ours is in `initiatives.facts`; that it has the same dates is never reasoned, only
seen: both are computed and compared.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from harvesting.facts.dates import FeedDate, dates, duration
from harvesting.facts.event import Event, Refusal
from initiatives.facts.foreign_rules import read
from initiatives.facts.recurrence import Change, Kind, Series
from initiatives.facts.rules import HERE, NotARule

TWO_YEARS = timedelta(days=731)
MINUTE = timedelta(minutes=1)
LONGEST = 24 * 60  # minutes that one time of ours may last
MOST_CHANGES = 200


def as_rule(event: Event, today: date | None = None) -> Series | None:
    """Our rule and changes with the very dates, ends and callings off of this event in
    the two years from `today` (or from its begin, when that is later); None when ours
    cannot say that. Whole days begin at midnight and last all the day. What a changed
    date says besides (another title or place) stands in `event.changed` only."""
    if len(event.rules) > 1 or any(each.goes_on for each in event.changed):
        return None
    first = _once(event)
    minutes = _minutes(event)
    if minutes is not None and not 0 < minutes <= LONGEST:
        return None
    start = first.starts_at
    try:
        rule = None
        if event.rules:
            rule = read(event.rules[0], start.replace(tzinfo=None))
    except NotARule:
        return None
    series = Series(start.date(), start.time(), minutes, rule)
    found = _changes(event, series)
    if found is None:
        return None
    series = replace(series, changes=found)
    return series if _is_the_same(series, event, today) else None


def as_dates(event: Event, first: date, last: date) -> Series | None:
    """What is on from `first` until and with `last` as single dates of ours. None when
    nothing is, or ours cannot say it: twice on a day, or longer than a day."""
    found = dates(event, first, last)
    minutes = _minutes(event)
    if not found or (minutes is not None and not 0 < minutes <= LONGEST):
        return None
    start = found[0].starts_at
    series = Series(start.date(), start.time(), minutes)
    by_day = {each.starts_at.date(): each for each in found}
    changes = [_extra(series, day, each) for day, each in by_day.items()]
    if found[0].is_cancelled:  # our first date is by the rule, and so is its change
        changes[0] = Change(Kind.CANCEL, start.date())
    series = replace(series, changes=tuple(filter(None, changes)))
    ours = _ours(series, first, last, is_all_day=event.is_all_day)
    return series if ours == _theirs(found, event) else None


def _once(event: Event) -> FeedDate:
    """Its first date as if it were the only one."""
    alone = replace(event, rules=(), extra=(), left_out=(), changed=())
    return dates(alone, date.min, date.max)[0]


def _minutes(event: Event) -> int | None:
    """How long; -1 for what ours cannot say."""
    if event.is_all_day:
        return (event.last_day - event.day).days * LONGEST + LONGEST
    if event.ends_at is None:
        return None
    minutes, rest = divmod(duration(event), MINUTE)
    return -1 if rest else minutes


def _changes(event: Event, series: Series) -> tuple[Change, ...] | None:
    """What differs from the rule, by its own date; None for two on one day, and for
    more than anyone changes."""
    theirs: dict[date, FeedDate] = {}
    marked = {_day(each) for each in (event.start, *event.extra, *event.left_out)}
    marked |= {_day(each.recurrence_id) for each in event.changed}
    if len(marked) > MOST_CHANGES:
        return None
    for day in marked:
        for each in _by_id(event, day):
            if day in theirs:
                return None
            theirs[day] = each
    found = []
    for day in sorted(marked):
        if day not in theirs:
            change = Change(Kind.SKIP, day) if series.has(day) else None
        else:
            change = _change(series, day, theirs[day])
        found += [change] if change else []
    return tuple(found)


def _day(moment) -> date:
    """The day here of a moment by the rule."""
    if isinstance(moment, datetime):
        return moment.astimezone(HERE).date()
    return moment


def _by_id(event: Event, day: date) -> list[FeedDate]:
    """What the event has instead of its date by the rule on a day, wherever it went."""
    went = [each for each in event.changed if _day(each.recurrence_id) == day]
    around = {day, *(_day(each.start) for each in went)}
    found = {}
    for one in around:
        for each in dates(event, one, one):
            if _day(each.recurrence_id or event.start) == day:
                found[each.key] = each
    return [*found.values()]


def _change(series: Series, day: date, theirs: FeedDate) -> Change | None:
    if not series.has(day):
        return _extra(series, day, theirs)
    usual = series.time_of(day)
    is_usual = (usual.starts_at, usual.ends_at) == (theirs.starts_at, theirs.ends_at)
    if theirs.event.is_all_day:
        is_usual = usual.starts_at == theirs.starts_at
    if is_usual:
        return Change(Kind.CANCEL, day) if theirs.is_cancelled else None
    kind = Kind.CANCEL if theirs.is_cancelled else Kind.MOVE
    return Change(kind, day, *_where(theirs))


def _extra(series: Series, day: date, theirs: FeedDate) -> Change | None:
    if series.rule is None and day == series.first and not theirs.is_cancelled:
        return None
    kind = Kind.CANCEL if theirs.is_cancelled else Kind.EXTRA
    to, at, minutes = _where(theirs)
    is_usual = (to, at, minutes) == (day, series.at, series.minutes)
    where = () if is_usual else (to, at, minutes)
    return Change(kind, day, *where, was_extra=theirs.is_cancelled)


def _where(theirs: FeedDate) -> tuple[date, time, int | None]:
    start = theirs.starts_at
    return start.date(), start.time(), _minutes(theirs.event)


def _is_the_same(series: Series, event: Event, today: date | None) -> bool:
    first = max(today or timezone.localdate(), series.first)
    last = first + TWO_YEARS
    try:
        found = dates(event, first, last)
    except Refusal:
        return False
    ours = _ours(series, first, last, is_all_day=event.is_all_day)
    return ours == _theirs(found, event)


def _ours(series: Series, first: date, last: date, *, is_all_day: bool) -> list:
    """Of whole days the end is midnight, on a day of 23 or 25 hours too."""
    times = series.times(first, last + timedelta(days=1))
    return [
        (each.starts_at, None if is_all_day else each.ends_at, each.is_cancelled)
        for each in times
    ]


def _theirs(found: list[FeedDate], event: Event) -> list:
    return [
        (each.starts_at, None if event.is_all_day else each.ends_at, each.is_cancelled)
        for each in found
    ]
