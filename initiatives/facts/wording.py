"""Rules of recurrence as people say them: "om de week op dinsdag"."""

from django.utils import formats
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from initiatives.facts.rules import LAST, Rule

WEEKS = {
    1: pgettext_lazy("week of the month", "first"),
    2: pgettext_lazy("week of the month", "second"),
    3: pgettext_lazy("week of the month", "third"),
    4: pgettext_lazy("week of the month", "fourth"),
    5: pgettext_lazy("week of the month", "fifth"),
    LAST: pgettext_lazy("week of the month", "last"),
}


def in_words(rule: Rule) -> str:
    """In the language of the page, until when included."""
    words = _often(rule)
    if rule.months:
        words = _in_months(words, rule.months)
    if rule.until is None:
        return words
    until = formats.date_format(rule.until, "j F Y")
    return _("%(rule)s, until %(day)s") % {"rule": words, "day": until}


def _often(rule: Rule) -> str:
    n = rule.every
    if rule.daily:
        return _("every day") if n == 1 else _("every %(n)d days") % {"n": n}
    if rule.month_days:
        dates = together([_day_of_month(day) for day in rule.month_days])
        return _by_date(n) % {"dates": dates, "n": n}
    if rule.also:
        which = together([f"{WEEKS[week]} {WEEKDAYS[day]}" for week, day in rule.also])
        return _monthly(n) % {"which": which, "n": n}
    days = together([str(WEEKDAYS[day]) for day in rule.days])
    if rule.weeks:
        weeks = together([str(WEEKS[week]) for week in rule.weeks])
        return _monthly(n) % {"which": f"{weeks} {days}", "n": n}
    return _weekly(n) % {"days": days, "n": n}


def _in_months(words: str, months: tuple[int, ...]) -> str:
    """What is the shorter to say: in which it is, or in which it is not."""
    others = [month for month in MONTHS if month not in months]
    if len(months) <= len(others):
        names = together([str(MONTHS[month]) for month in months])
        return _("%(rule)s, only in %(months)s") % {"rule": words, "months": names}
    names = together([str(MONTHS[month]) for month in others])
    return _("%(rule)s, not in %(months)s") % {"rule": words, "months": names}


def _day_of_month(day: int) -> str:
    return _("the last day") if day == LAST else _("day %(n)d") % {"n": day}


def _weekly(every: int) -> str:
    if every == 1:
        return _("every %(days)s")
    if every == 2:
        return _("every other week on %(days)s")
    return _("every %(n)d weeks on %(days)s")


def _monthly(every: int) -> str:
    if every == 1:
        return _("every %(which)s of the month")
    if every == 2:
        return _("every other month on the %(which)s")
    return _("every %(n)d months on the %(which)s")


def _by_date(every: int) -> str:
    if every == 1:
        return _("every month on %(dates)s")
    if every == 2:
        return _("every other month on %(dates)s")
    return _("every %(n)d months on %(dates)s")


def together(words: list[str]) -> str:
    """ "a, b en c"."""
    *most, last = words or [""]
    if not most:
        return last
    return _("%(these)s and %(last)s") % {"these": ", ".join(most), "last": last}
