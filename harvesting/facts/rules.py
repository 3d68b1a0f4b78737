"""Rules of recurrence as a stranger wrote them (RRULE, RFC 5545, 3.3.10): looked
through before anyone computes with them.

Pure. What they mean is computed in `harvesting.facts.periods`.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from math import prod

from django.utils.translation import gettext as _
from icalendar import vRecur, vWeekday

from harvesting.facts.event import Moment, Refusal
from harvesting.facts.periods import Often, Recurrence
from initiatives.facts.rules import DAYS

MOST = 10_000  # dates in two years, or by COUNT
MOST_PERIODS = 10_000  # days, weeks … that are gone through to count
TWO_YEARS = timedelta(days=731)
LONGEST = 2_000  # signs
FURTHEST = datetime(2200, 1, 1)
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
# The lists of numbers: from, to, and whether they may count from the end.
LISTS = {
    "BYSECOND": (0, 59, False), "BYMINUTE": (0, 59, False), "BYHOUR": (0, 23, False),
    "BYMONTH": (1, 12, False), "BYMONTHDAY": (1, 31, True), "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True), "BYSETPOS": (1, 366, True),
}  # fmt: skip
OURS = {
    "BYSECOND": "seconds", "BYMINUTE": "minutes", "BYHOUR": "hours",
    "BYMONTH": "months", "BYMONTHDAY": "month_days", "BYYEARDAY": "year_days",
    "BYWEEKNO": "weeks", "BYSETPOS": "positions",
}  # fmt: skip
SINGLE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
BY_CLOCK = ("BYSECOND", "BYMINUTE", "BYHOUR")
OF_YEARS = ("BYYEARDAY", "BYWEEKNO")


def checked(text: str, start: Moment) -> str:
    """The rule of what begins at `start` (aware, or a day) as RFC 5545 writes it, with
    UNTIL in UTC or as a day. Refusal with a sentence for what is no rule, or has more
    dates than anyone can have."""
    parts = _parsed(text)
    is_timed = isinstance(start, datetime)
    if not is_timed:
        if parts["FREQ"] == ["HOURLY"]:
            raise Refusal(_("It lasts all day, and is there every hour."))
        for name in BY_CLOCK:  # 3.3.10: to be ignored
            parts.pop(name, None)
    if "UNTIL" in parts:
        parts["UNTIL"] = [_until(parts["UNTIL"][0], start)]
    rule = parts.to_ical().decode()
    _refuse_too_many(parts, rule, start)
    return rule


def _parsed(text: str) -> vRecur:
    text = text.strip().upper().removeprefix("RRULE:").strip(";")
    if len(text) > LONGEST:
        raise Refusal(_("Its rule is longer than any rule needs to be."))
    try:
        parts = vRecur.from_ical(text)
    except ValueError:
        words = _("“%(rule)s” is no rule of recurrence (RRULE).")
        raise Refusal(words % {"rule": text[:80]}) from None
    often = parts.get("FREQ", [""])[0]
    if often in TOO_OFTEN:
        raise Refusal(_("It would be there every minute or every second."))
    if often not in Often.__members__:
        words = _("“%(rule)s” is no rule of recurrence (RRULE).")
        raise Refusal(words % {"rule": text[:80]})
    for name, values in parts.items():
        is_known = often == "YEARLY" or name not in OF_YEARS
        if not (is_known and _is_sound(name, values)):
            words = _("“%(part)s” in its rule of recurrence means nothing to us.")
            raise Refusal(words % {"part": name})
    return parts


def _is_sound(name: str, values: list) -> bool:
    if name in SINGLE and len(values) != 1:
        return False
    if name in {"INTERVAL", "COUNT"}:
        return values[0] >= 1
    if name == "BYDAY":
        return all(_counts(vWeekday(day)) for day in values)
    if name in LISTS:
        low, high, may_be_behind = LISTS[name]
        numbers = [abs(each) if may_be_behind else each for each in values]
        return all(low <= each <= high and _is_plain(each) for each in numbers)
    return name in SINGLE


def _counts(day: vWeekday) -> bool:
    return day.relative is None or 1 <= abs(day.relative) <= 53


def _is_plain(number) -> bool:
    """No leap month ("5L", RFC 7529)."""
    return not getattr(number, "leap", False)


def _until(value, start: Moment) -> Moment:
    """In UTC; a day counts whole. Of what lasts all day it is a day."""
    if not isinstance(value, date):
        raise Refusal(_("The end of its rule is no day."))
    if not isinstance(start, datetime):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(23, 59, 59))
    if value.tzinfo is None:
        value = value.replace(tzinfo=start.tzinfo)
    return value.astimezone(UTC)


def _refuse_too_many(parts: vRecur, rule: str, start: Moment) -> None:
    many = parts.get("COUNT", [0])[0]
    times = prod(len(set(parts[name])) for name in BY_CLOCK if name in parts)
    if parts["FREQ"] == ["HOURLY"] and not many:
        length = TWO_YEARS
        if "UNTIL" in parts:
            length = min(length, parts["UNTIL"][0] - start)
        many = length // timedelta(hours=parts.get("INTERVAL", [1])[0]) * times
    elif 1 < times < MOST and many < MOST:
        begin = wall(start)
        found = read(rule, start).dates(begin, begin, begin + TWO_YEARS, MOST_PERIODS)
        many = sum(1 for _each in islice(found, MOST))
    if many >= MOST or times >= MOST:
        raise Refusal(too_many())


def too_many() -> str:
    words = _("Its rule has %(count)d dates or more; nobody can come that often.")
    return words % {"count": MOST}


def wall(moment: Moment) -> datetime:
    """What the clock shows then, and midnight for a day."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None, fold=0)
    return datetime.combine(moment, time())


def walls(rule: str, start: Moment, begin: datetime, end: datetime) -> list[datetime]:
    """What the clock shows when a rule (as `checked` gives it) says so, of what begins
    at `start`; from `begin` until and with `end`."""
    end = min(end, FURTHEST)
    return [*read(rule, start).dates(wall(start), begin, end, MOST_PERIODS)]


@lru_cache(maxsize=5_000)
def read(rule: str, start: Moment) -> Recurrence:
    parts = vRecur.from_ical(rule)
    lists = {OURS[name]: (*map(int, parts[name]),) for name in LISTS if name in parts}
    days = map(vWeekday, parts.get("BYDAY", []))
    until = parts["UNTIL"][0] if "UNTIL" in parts else None
    return Recurrence(
        Often[parts["FREQ"][0]],
        every=parts.get("INTERVAL", [1])[0],
        count=parts.get("COUNT", [None])[0],
        until=until and _last_wall(until, start),
        week_begins=DAYS.index(parts.get("WKST", ["MO"])[0]),
        weekdays=tuple((day.relative, DAYS.index(day.weekday)) for day in days),
        **lists,
    )


def _last_wall(until: Moment, start: Moment) -> datetime:
    if isinstance(until, datetime):
        return wall(until.replace(tzinfo=UTC).astimezone(start.tzinfo))
    return wall(until)
