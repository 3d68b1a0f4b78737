"""What the rules say about a day, and about a moment.

By the clock first: spans of minutes since midnight, a night belonging to the day on
which it began. Then as moments, which is where the changes of the clock come in.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from places.hours.calendar import Calendar
from places.hours.grammar import read
from places.hours.rules import AMSTERDAM, DAY, Rule, Rules, State, Times, clock_on
from places.hours.tokens import Refusal

# An end that nobody knows (18:00+) has passed by six in the morning.
LAST_OPEN_END = DAY + 6 * 60
ONE_DAY = timedelta(days=1)
# Days ahead in which hours that are the same every week change, if they ever do: two
# weeks, as the only hour of a week can be the one that the clock skips.
WEEKS = 15
HORIZON = 800  # days that are looked ahead otherwise
RANK = {State.OPEN: 2, State.UNKNOWN: 1, State.CLOSED: 0}


class Span(NamedTuple):
    """Minutes since the midnight that a day begins with; past 1440 is the night."""

    start: int
    end: int
    state: State
    comment: str = ""
    is_open_end: bool = False


class Segment(NamedTuple):
    """From `start`, in UTC, until the next segment."""

    start: datetime
    state: State
    comment: str


class Status(NamedTuple):
    """`until` is when state or comment change, in local time.

    None when nothing changes: never for hours that are the same every week, not within
    800 days for others.
    """

    state: State
    until: datetime | None = None
    comment: str = ""


NOTHING_KNOWN = Status(State.UNKNOWN)


# By the clock


def spans_on(rules: Rules, day: date, calendar: Calendar) -> list[Span]:
    """What the rules say of the day and its night, in order, without overlap.

    Where it depends on a school holiday nobody knows of, only what is the same either
    way stays known.
    """
    school = calendar.is_school_holiday(day) if rules.asks_school else False
    if school is not None:
        return _spans(rules.rules, day, calendar, school)
    either, other = (_spans(rules.rules, day, calendar, is_so) for is_so in (0, 1))
    if either == other:
        return either
    return _merged(_overlaid([either, other], 2 * DAY, _agreed))


def _spans(
    rules: tuple[Rule, ...], day: date, calendar: Calendar, school: bool
) -> list[Span]:
    painted: list[Span] = []
    for rule in rules:
        if not rule.has(day, calendar, school):
            continue
        new = _spans_of(rule, day, calendar)
        if rule.joins == "otherwise":
            known = [span for span in painted if span.state is not State.CLOSED]
            painted = _over(new, known)
        elif rule.state is State.CLOSED:
            painted = _over(painted, new) if rule.times else new
        elif rule.joins == "instead":
            painted = new
        else:
            painted = _over(painted, new)
    return _merged(painted)


def _spans_of(rule: Rule, day: date, calendar: Calendar) -> list[Span]:
    if not rule.times:
        return [Span(0, DAY, rule.state, rule.comment)]
    sure, open_ends = [], []
    for times in rule.times:
        start = max(0, clock_on(times.start, day, calendar))
        end = _end(times, start, day, calendar)
        if start < end:
            sure.append(Span(start, end, rule.state, rule.comment))
        if times.is_open_ended and end < LAST_OPEN_END:
            open_ends.append(
                Span(end, LAST_OPEN_END, State.UNKNOWN, rule.comment, True)
            )
    return _over(open_ends, sure)


def _end(times: Times, start: int, day: date, calendar: Calendar) -> int:
    if times.end is None:
        return start
    if times.ends_next_day:
        return clock_on(times.end, day + ONE_DAY, calendar) + DAY
    return clock_on(times.end, day, calendar)


def _over(below: list[Span], above: list[Span]) -> list[Span]:
    """The spans of `above`, later ones first, and what they leave of `below`."""
    seen: list[Span] = []
    for span in [*reversed(above), *reversed(below)]:
        pieces = [span]
        for other in seen:
            pieces = [left for piece in pieces for left in _without(piece, other)]
        seen += pieces
    return sorted(seen)


def _without(span: Span, other: Span) -> list[Span]:
    if other.end <= span.start or span.end <= other.start:
        return [span]
    left = [span._replace(end=other.start)] if span.start < other.start else []
    right = [span._replace(start=other.end)] if other.end < span.end else []
    return left + right


def _merged(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last and last.end == span.start and last[2:] == span[2:]:
            found[-1] = last._replace(end=span.end)
        else:
            found.append(span)
    return found


def _overlaid(layers: list[list[Span]], end: int, pick) -> list[Span]:
    """One row of spans from 0 to `end`, each picked out of what the layers say then."""
    edges = {edge for layer in layers for span in layer for edge in span[:2]}
    cuts = sorted({0, end} | {edge for edge in edges if 0 < edge < end})
    return [pick(a, b, [_at(layer, a) for layer in layers]) for a, b in pairwise(cuts)]


def _at(layer: list[Span], minute: int) -> Span | None:
    return next((span for span in layer if span.start <= minute < span.end), None)


def _agreed(start: int, end: int, said: list[Span | None]) -> Span:
    one, other = ((span or Span(0, 0, State.CLOSED))[2:] for span in said)
    if one == other:
        return Span(start, end, *one)
    return Span(start, end, State.UNKNOWN)


def _widest_open(start: int, end: int, said: list[Span | None]) -> Span:
    """Today and the night before it: open wins over unknown, unknown over closed."""
    best = max((span for span in said if span), key=_rank, default=None)
    if best is None:
        return Span(start, end, State.CLOSED)
    return Span(start, end, best.state, best.comment)


def _rank(span: Span) -> tuple[int, bool]:
    return RANK[span.state], bool(span.comment)


# As moments


def midnight(day: date) -> datetime:
    """The moment a day begins in Amsterdam, in UTC."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def moments_of(day: date, minutes: int) -> tuple[datetime, datetime]:
    """When the clock shows this for the first and for the last time, in UTC.

    They differ in the hour that comes twice. A time that is skipped is the moment of
    the skip. Both changes are at 01:00 UTC (Directive 2000/84/EC).
    """
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first = shown.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    last = shown.replace(tzinfo=AMSTERDAM, fold=1).astimezone(UTC)
    if first > last:
        first = last = first.replace(minute=0)
    return first, last


def _segments(rules: Rules, day: date, calendar: Calendar) -> list[Segment]:
    """What is so on a day of the calendar, from midnight to midnight."""
    night = [
        span._replace(start=max(0, span.start - DAY), end=span.end - DAY)
        for span in spans_on(rules, day - ONE_DAY, calendar)
        if span.end > DAY
    ]
    today = spans_on(rules, day, calendar)
    row = _merged(_overlaid([today, night], DAY, _widest_open))
    begins, ends = midnight(day), midnight(day + ONE_DAY)
    if ends - begins == ONE_DAY:
        return [
            Segment(begins + timedelta(minutes=each.start), each.state, each.comment)
            for each in row
        ]
    return _on_a_change_of_the_clock(day, row)


def _on_a_change_of_the_clock(day: date, row: list[Span]) -> list[Segment]:
    """Between the first and the last time that the clock shows a time of opening or
    closing, nobody knows which of the two is meant."""
    found: list[Segment] = []
    for span in row:
        first, sure_from = moments_of(day, span.start)
        sure_until, _last = moments_of(day, span.end)
        if first < sure_from:
            found.append(Segment(first, State.UNKNOWN, ""))
        if sure_from < sure_until:
            found.append(Segment(sure_from, span.state, span.comment))
    return [
        each
        for before, each in pairwise([None, *found])
        if before is None or before[1:] != each[1:]
    ]


@lru_cache(maxsize=20_000)
def _day(
    hours: str, day: date, calendar: Calendar
) -> tuple[list[datetime], list[Status]] | None:
    """The starts of the day's segments and what is so from each; None if not read."""
    rules = read(hours)
    if isinstance(rules, Refusal):
        return None
    segments = _segments(rules, day, calendar)
    ends = [segment.start for segment in segments[1:]]
    ends.append(_change_after(rules, day, calendar, segments[-1]))
    return [segment.start for segment in segments], [
        Status(segment.state, end and end.astimezone(AMSTERDAM), segment.comment)
        for segment, end in zip(segments, ends, strict=True)
    ]


def _change_after(
    rules: Rules, day: date, calendar: Calendar, last: Segment
) -> datetime | None:
    if rules.is_constant:
        return None
    for ahead in range(1, WEEKS + 1 if rules.is_weekly else HORIZON + 1):
        for segment in _segments(rules, day + ahead * ONE_DAY, calendar):
            if segment[1:] != last[1:]:
                return segment.start
    return None


def status_at(hours: str, moment: datetime, calendar: Calendar) -> Status:
    """Open, closed or unknown at a moment with a time zone, and until when.

    Hours that are empty or not understood are unknown. Raises ValueError for a moment
    without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    moment = moment.astimezone(UTC)
    found = _day(hours, moment.astimezone(AMSTERDAM).date(), calendar)
    if found is None:
        return NOTHING_KNOWN
    starts, statuses = found
    return statuses[bisect_right(starts, moment) - 1]


def next_change(hours: str, moment: datetime, calendar: Calendar) -> datetime | None:
    """When the answer of `status_at` changes after a moment; see `Status`."""
    return status_at(hours, moment, calendar).until
