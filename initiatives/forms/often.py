"""How often something is, between the fields of a form and a rule."""

import re
from datetime import date, datetime, time
from itertools import product

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.facts.recurrence import Change, Kind
from initiatives.facts.rules import LAST, Counted, NotARule, Rule

ONCE, LOOSE, DAILY, WEEKLY, BIWEEKLY = "once", "loose", "daily", "weekly", "biweekly"
MONTHLY, BY_DATE, AS_IT_IS = "monthly", "date", "as_it_is"
SIMPLE = [
    (WEEKLY, gettext_lazy("every week")),
    (BIWEEKLY, gettext_lazy("every other week")),
    (MONTHLY, gettext_lazy("every month, like the first Tuesday")),
    (BY_DATE, gettext_lazy("every month on the same date, like the 15th")),
    (ONCE, gettext_lazy("just once")),
]
FULL = [
    (ONCE, gettext_lazy("just once")),
    (LOOSE, gettext_lazy("on loose days, written below")),
    (DAILY, gettext_lazy("by the day, like every ten days")),
    (WEEKLY, gettext_lazy("by the week")),
    (MONTHLY, gettext_lazy("by the month, like the first Tuesday")),
    (BY_DATE, gettext_lazy("by the month, like the 15th or the last day")),
]
LAST_WORDS = {"laatste", "last"}
MOST_LOOSE = 60
SHORT = {
    "jan": 1, "feb": 2, "mrt": 3, "maart": 3, "march": 3, "mar": 3, "apr": 4,
    "mei": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
WRITTEN = re.compile(r"(?:[^\W\d_]+\.? )?(\d{1,2}) ([^\W\d_]+)\.? (\d{4})")
CLOCK = r"\d{1,2}[.:]\d{2}"
WITH_TIME = re.compile(
    rf"(?P<day>.+?),? (?:om |van |at |from )?(?P<at>{CLOCK})(?: ?(?:uur|u))?"
    rf"(?: ?(?:-|–|tot|until|to) ?(?P<end>{CLOCK})(?: ?(?:uur|u))?)?",
    re.IGNORECASE,
)
LONGEST = 16 * 60  # minutes: more is a typing error
FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")


def rule_of(first: date, cleaned: dict) -> Rule | None:
    """None for once and for loose days; NotARule for what does not go together."""
    repeat = cleaned.get("repeat") or ONCE
    if repeat in {ONCE, LOOSE}:
        return None
    if repeat == AS_IT_IS:
        return cleaned["rule_now"]
    facts = {
        "every": 2 if repeat == BIWEEKLY else cleaned.get("every") or 1,
        "until": cleaned.get("until"),
        "months": _months(cleaned.get("not_months")),
    }
    if repeat == DAILY:
        return Rule(daily=True, **facts)
    if repeat == BY_DATE:
        return Rule(month_days=tuple(cleaned.get("month_days") or [first.day]), **facts)
    days = tuple(cleaned.get("days") or [first.weekday()])
    if repeat != MONTHLY:
        return Rule(days, **facts)
    number = (first.day - 1) // 7 + 1
    usual = number if number <= 4 else LAST
    weeks = cleaned.get("weeks") or [usual]
    also = [*product(cleaned.get("also_weeks") or [], cleaned.get("also_days") or [])]
    if bool(cleaned.get("also_weeks")) != bool(cleaned.get("also_days")):
        raise NotARule("a week of the month goes with a day of it")
    if not also:
        return Rule(days, weeks=tuple(weeks), **facts)
    return Rule(also=(*product(weeks, days), *also), **facts)


def _months(without: list[int] | None) -> tuple[int, ...]:
    left = tuple(month for month in MONTHS if month not in (without or []))
    if not left:
        raise NotARule("in no month at all")
    return left if without else ()


def fields_of(rule: Rule | None) -> dict:
    """What the fields show of a rule that exists."""
    if rule is None:
        return {"repeat": ONCE}
    known = {"every": rule.every, "until": rule.until}
    if rule.months:
        known["not_months"] = [month for month in MONTHS if month not in rule.months]
    if rule.daily:
        return known | {"repeat": DAILY}
    if rule.month_days:
        words = [str(_("last")) if day == LAST else str(day) for day in rule.month_days]
        return known | {"repeat": BY_DATE, "month_days": ", ".join(words)}
    if not rule.is_monthly:
        return known | {"repeat": WEEKLY, "days": list(rule.days)}
    groups = in_two(rule.counted)
    if groups is None:
        return known | {"repeat": AS_IT_IS}
    (weeks, days), *more = groups
    known |= {"repeat": MONTHLY, "weeks": weeks, "days": days}
    if more:
        known |= {"also_weeks": more[0][0], "also_days": more[0][1]}
    return known


def in_two(counted: list[Counted]) -> list[tuple[list[int], list[int]]] | None:
    """Weekdays of the month as one or two times "these weeks on these days"; None when
    it takes more."""
    by_day = _together(counted)
    if len(by_day) <= 2:
        return by_day
    by_week = [(weeks, days) for days, weeks in _together([(d, w) for w, d in counted])]
    return by_week if len(by_week) <= 2 else None


def _together(pairs: list[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """The firsts that come with the same seconds: [(firsts, seconds), …]."""
    of_second: dict[int, set] = {}
    for first, second in pairs:
        of_second.setdefault(second, set()).add(first)
    alike: dict[frozenset, list] = {}
    for second, firsts in of_second.items():
        alike.setdefault(frozenset(firsts), []).append(second)
    order = (*range(7), LAST)
    return [
        (sorted(firsts, key=order.index), seconds) for firsts, seconds in alike.items()
    ]


def read_month_days(text: str) -> list[int]:
    """ "1, 15 en laatste"; ValueError, with a sentence, for anything else."""
    found = []
    for word in re.split(r"[\s,;]+", text.casefold().strip()):
        if word[:1].isdigit():  # 1e, 15de, 2nd
            word = re.sub(r"(ste|de|e|st|nd|rd|th)$", "", word)
        if word in {"", "en", "and", "de", "the", "dag", "day"}:
            continue
        if word in LAST_WORDS:
            found.append(LAST)
        elif word.isdecimal() and 1 <= int(word) <= 31:
            found.append(int(word))
        else:
            message = _(
                "“%(word)s” is no day of the month. Write them like: 1, 15, last."
            )
            raise ValueError(message % {"word": word})
    return found


def read_days(text: str) -> list[Change]:
    """Days with commas, semicolons or on lines of their own, in order, as extra times;
    a day may have a time of its own ("6-3-2027 14.00-16.00"). ValueError, with a
    sentence, for what is none, and for a day that is there with two times."""
    found: dict[date, Change] = {}
    for part in re.split(r"[,;\n]+|\s+en\s+|\s+and\s+", text):
        if not (part := " ".join(part.split())):
            continue
        new = _extra(part)
        if found.setdefault(new.rule_date, new) != new:
            message = _("“%(text)s” is a day that you wrote with another time too.")
            raise ValueError(message % {"text": part})
    if len(found) > MOST_LOOSE:
        message = _("That is more than %(most)d days. Say it as a rule.")
        raise ValueError(message % {"most": MOST_LOOSE})
    return [found[day] for day in sorted(found)]


def _extra(text: str) -> Change:
    match = WITH_TIME.fullmatch(text)
    day = _day(match["day"] if match else text)
    if match is None:
        return Change(Kind.EXTRA, day)
    at, end = _clock(match["at"], text), match["end"] and _clock(match["end"], text)
    minutes = None
    if end:
        minutes = (end.hour * 60 + end.minute - at.hour * 60 - at.minute) % (24 * 60)
        if not 0 < minutes <= LONGEST:
            message = _("“%(text)s” ends before it begins, or lasts very long.")
            raise ValueError(message % {"text": text})
    return Change(Kind.EXTRA, day, None, at, minutes)


def _clock(text: str, whole: str) -> time:
    hour, minute = map(int, re.split("[.:]", text))
    if hour > 23 or minute > 59:
        message = _("“%(text)s” has no time of the clock in it. Write it like 14.30.")
        raise ValueError(message % {"text": whole})
    return time(hour, minute)


def _day(text: str) -> date:
    for each in FORMATS:
        try:
            return datetime.strptime(text, each).date()
        except ValueError:
            continue
    if match := WRITTEN.fullmatch(text.casefold()):
        day, name, year = match.groups()
        month = next((SHORT[name[:n]] for n in (5, 3) if name[:n] in SHORT), 0)
        try:
            return date(int(year), month, int(day))
        except ValueError:
            pass
    message = _("“%(text)s” is no day. Write it like 6-3-2027 or 6 maart 2027.")
    raise ValueError(message % {"text": text})
