"""Rules of recurrence (RRULE of RFC 5545) as other programs write them.

What they mean is read into a rule of ours, with the same dates for ever; what we cannot
say is refused, in words. Source: RFC 5545, 3.3.10.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product

from dateutil.rrule import WEEKLY, rrule
from django.utils.translation import gettext as _

from initiatives.facts.rules import DAYS, HERE, LAST, NotARule, Rule, moment

KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT",
         "UNTIL", "WKST"}  # fmt: skip


class CannotSay(NotARule):
    """The text says why, to who gave the rule."""


EACH_DAY = range(7)
MOST_TIMES = 1000
FAR = date(2100, 1, 1)


def read(text: str, start: datetime) -> Rule:
    """The rule of ours that means the same for what begins at `start`, here. CannotSay
    with a sentence for what is none, or cannot be said so."""
    try:
        return _read(text, start)
    except CannotSay:
        raise
    except NotARule as error:  # more, or further, than people say
        raise CannotSay(_("We can’t put this rule into words.")) from error


def _read(text, start):
    parts = _parts(text)
    often, every = parts.get("FREQ", ""), _number(parts.get("INTERVAL", "1"))
    if often not in _READERS:
        words = _("“%(part)s” is not by the day, the week, the month or the year.")
        raise CannotSay(words % {"part": often})
    rule = _READERS[often](parts, every, start.date())
    if often != "YEARLY":
        rule = replace(rule, months=tuple(_numbers(parts, "BYMONTH")))
    return _ended(rule, parts, start)


def _parts(text: str) -> dict[str, str]:
    text = text.strip().upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in text.split(";") if part)
    if unknown := sorted(parts.keys() - KNOWN):
        raise CannotSay(
            _("“%(part)s” in a rule is nothing that we can say.") % {"part": unknown[0]}
        )
    return parts


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise CannotSay(_("“%(part)s” is no number.") % {"part": text}) from None


def _numbers(parts: dict, name: str) -> list[int]:
    return [_number(each) for each in parts.get(name, "").split(",") if each]


def _days(parts: dict) -> list[tuple[int | None, int]]:
    """Each of BYDAY: its number (None without one) and its day of the week."""
    found = []
    for each in filter(None, parts.get("BYDAY", "").split(",")):
        number, day = each[:-2], each[-2:]
        if day not in DAYS:
            raise CannotSay(_("“%(part)s” is no day of the week.") % {"part": each})
        found.append((_number(number) if number else None, DAYS.index(day)))
    return found


def _daily(parts, every, first) -> Rule:
    days = [day for _number, day in _days(parts)]
    _refuse(parts, "BYSETPOS", "BYMONTHDAY")
    if not days:
        return Rule(every=every, daily=True)
    if every != 1:
        _no("BYDAY")
    return Rule(tuple(days))


def _weekly(parts, every, first) -> Rule:
    found = _days(parts)
    _refuse(parts, "BYSETPOS", "BYMONTHDAY")
    if any(number for number, _day in found):
        _no("BYDAY")
    days = [day for _number, day in found] or [first.weekday()]
    if (
        every > 1
        and parts.get("WKST", "MO") != "MO"
        and _week_matters(parts, days, first)
    ):
        _no("WKST")
    return Rule(tuple(days), every)


def _week_matters(parts, days, first) -> bool:
    """Whether weeks that do not begin on Monday give other dates; after as many weeks
    as it takes they repeat."""
    many = {
        "interval": _number(parts["INTERVAL"]),
        "byweekday": days,
        "count": 4 * len(days),
    }
    start = datetime.combine(first, time())
    theirs = rrule(WEEKLY, dtstart=start, wkst=_first_of_week(parts), **many)
    return list(theirs) != list(rrule(WEEKLY, dtstart=start, **many))


def _first_of_week(parts) -> int:
    if parts["WKST"] not in DAYS:
        raise CannotSay(
            _("“%(part)s” is no day of the week.") % {"part": parts["WKST"]}
        )
    return DAYS.index(parts["WKST"])


def _monthly(parts, every, first) -> Rule:
    days, dates = _days(parts), _numbers(parts, "BYMONTHDAY")
    places = _numbers(parts, "BYSETPOS")
    if days and dates:
        _no("BYMONTHDAY")
    if dates:
        return _on_dates(dates, every, places)
    if not days:
        if places:
            _no("BYSETPOS")
        return Rule(month_days=(first.day,), every=every)
    return _on_weekdays(days, every, places)


def _on_dates(dates, every, places) -> Rule:
    """The last of 28, 29, 30 and 31 is the last day of the month."""
    if not places:
        return Rule(month_days=tuple(dates), every=every)
    if places == [-1] and set(dates) == {28, 29, 30, 31}:
        return Rule(month_days=(LAST,), every=every)
    if len(set(dates)) == 1 and set(places) <= {1, -1}:
        return Rule(month_days=tuple(dates), every=every)
    _no("BYSETPOS")


def _on_weekdays(days, every, places) -> Rule:
    plain = sorted({day for number, day in days if number is None})
    numbered = [(number, day) for number, day in days if number is not None]
    if not places:
        if plain and numbered:
            _no("BYDAY")
        if plain:  # every Tuesday of a month: its first until its fifth
            numbered = list(product(range(1, 6), plain))
            if every == 1:
                return Rule(tuple(plain))
        return Rule(also=tuple(numbered), every=every)
    if numbered:
        _no("BYSETPOS")
    if len(plain) == 1:
        weeks = [(place, plain[0]) for place in places]
        return Rule(also=tuple(weeks), every=every)
    if plain == [*EACH_DAY]:
        return Rule(month_days=tuple(places), every=every)
    # The first working day, the last day of a weekend: not the same weekday each time.
    _no("BYSETPOS")


def _yearly(parts, every, first) -> Rule:
    months = _numbers(parts, "BYMONTH") or [first.month]
    if every != 1:
        _no("INTERVAL")
    if "BYDAY" in parts and "BYMONTH" not in parts:
        _no("BYDAY")  # counted in the year
    if "BYMONTH" not in parts and "BYMONTHDAY" in parts:
        months = list(range(1, 13))
    if "BYSETPOS" in parts and len(months) > 1:
        _no("BYSETPOS")
    return replace(_monthly(parts, 1, first), months=tuple(months))


_READERS = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}


def _refuse(parts: dict, *names: str) -> None:
    for name in names:
        if name in parts:
            _no(name)


def _no(name: str):
    raise CannotSay(
        _("What “%(part)s” says in this rule cannot be said here; choose the dates.")
        % {"part": name}
    )


def _ended(rule: Rule, parts: dict, start: datetime) -> Rule:
    """COUNT says when it ends in another way."""
    first, at = start.date(), start.time()
    if "UNTIL" in parts and "COUNT" in parts:
        _no("COUNT")
    if "COUNT" in parts:
        many = _number(parts["COUNT"])
        if not 1 <= many <= MOST_TIMES:
            _no("COUNT")
        dates = _first_dates(rule, first, many)
        if len(dates) < many:
            _no("COUNT")
        return replace(rule, until=dates[-1])
    if "UNTIL" not in parts:
        return rule
    text = parts["UNTIL"]
    try:
        if len(text) == 8:
            return replace(rule, until=datetime.strptime(text, "%Y%m%d").date())
        until = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")
    except ValueError:
        raise CannotSay(_("“%(part)s” is no day.") % {"part": text}) from None
    until = until.replace(tzinfo=UTC if text.endswith("Z") else HERE).astimezone(HERE)
    day = until.date()
    if moment(day, at) > until:  # it ends before that day's time begins
        day = date.fromordinal(day.toordinal() - 1)
    return replace(rule, until=day)


def _first_dates(rule: Rule, first: date, many: int) -> list[date]:
    found, begin = [], first
    while len(found) < many and begin < FAR:
        after = date.fromordinal(begin.toordinal() + 370)
        found += rule.dates(first, begin, after)
        begin = after
    return found[:many]
