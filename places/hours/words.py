"""Opening hours in words, in the language of the page."""

from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from places.hours.calendar import Calendar
from places.hours.evaluation import AMSTERDAM, ONE_DAY, Span, moments_of, spans_on
from places.hours.grammar import read
from places.hours.rules import DAY, State
from places.hours.tokens import Refusal


class Interval(NamedTuple):
    """From a moment to a moment, in local time, with what is so in between.

    `is_open_end` is the time after a closing time that nobody knows.
    """

    start: datetime
    end: datetime
    state: State
    comment: str
    is_open_end: bool


class DayAhead(NamedTuple):
    """A day: its intervals (open or unknown; a night is the day's on which it began),
    its hours in words, and the same behind the name of the day."""

    date: date
    intervals: list[Interval]
    words: str
    sentence: str


def week_ahead(
    hours: str, first: date, calendar: Calendar, days: int = 7
) -> list[DayAhead]:
    """The days from `first` on. Empty for hours that are not understood."""
    rules = read(hours)
    if isinstance(rules, Refusal):
        return []
    coming = [first + each * ONE_DAY for each in range(days)]
    return [_day_ahead(day, spans_on(rules, day, calendar)) for day in coming]


def _day_ahead(day: date, spans: list[Span]) -> DayAhead:
    intervals = [
        Interval(
            *(_shown(day, minutes) for minutes in span[:2]),
            span.state,
            span.comment,
            span.is_open_end,
        )
        for span in spans
        if span.state is not State.CLOSED
    ]
    words = _words(spans)
    sentence = _("%(day)s %(hours)s") % {"day": WEEKDAYS[day.weekday()], "hours": words}
    return DayAhead(day, intervals, words, sentence)


def _shown(day: date, minutes: int) -> datetime:
    """The first moment at which the clock shows this."""
    return moments_of(day, minutes)[0].astimezone(AMSTERDAM)


def _words(spans: list[Span]) -> str:
    spans, rest = _without_rest(spans)
    if rest:
        values = {"hours": _words(spans), "rest": rest}
        return _("%(hours)s, otherwise: %(rest)s") % values
    parts: list[str] = []
    for span in spans:
        if span.state is State.CLOSED:
            continue
        if span.is_open_end and parts:
            parts[-1] = _("%(hours)s or later") % {"hours": parts[-1]}
        else:
            parts.append(_span_words(span))
    if parts:
        return ", ".join(parts)
    comment = next((span.comment for span in spans if span.comment), "")
    return _with_remark(_("closed"), comment)


def _without_rest(spans: list[Span]) -> tuple[list[Span], str]:
    """The spans that are open, and the remark that fills the rest of the day."""
    opens = [span for span in spans if span.state is State.OPEN]
    remarks = {span.comment for span in spans if span.state is State.UNKNOWN}
    whole = opens and spans[0].start == 0 and spans[-1].end >= DAY
    gapless = all(one.end == other.start for one, other in pairwise(spans))
    if whole and gapless and len(remarks) == 1:
        return opens, remarks.pop()
    return spans, ""


def _span_words(span: Span) -> str:
    values = {"start": clock_words(span.start), "end": clock_words(span.end)}
    if span.is_open_end:
        text = _("from %(start)s, closing time unknown") % values
    elif (span.start, span.end) == (0, DAY):
        if span.state is State.UNKNOWN:
            return span.comment or _("not known")
        text = _("all day")
    else:
        text = _("%(start)s – %(end)s") % values
    if span.state is State.UNKNOWN and not span.is_open_end and not span.comment:
        return _("%(hours)s (not certain)") % {"hours": text}
    return _with_remark(text, span.comment)


def _with_remark(text: str, remark: str) -> str:
    return f"{text} ({remark})" if remark else text


def clock_words(minutes: int) -> str:
    """Minutes since midnight as a time; 24:00 stays that, later is the next day's."""
    hour, minute = divmod(minutes if minutes <= DAY else minutes - DAY, 60)
    return _("%(hour)s:%(minute)s") % {"hour": hour, "minute": f"{minute:02}"}
