"""Rules of recurrence as people say them: "om de week op dinsdag"."""

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from initiatives.facts.recurrence import LAST, Rule

WEEKS = {
    1: pgettext_lazy("week of the month", "first"),
    2: pgettext_lazy("week of the month", "second"),
    3: pgettext_lazy("week of the month", "third"),
    4: pgettext_lazy("week of the month", "fourth"),
    LAST: pgettext_lazy("week of the month", "last"),
}


def in_words(rule: Rule) -> str:
    """In the language of the page, until when included."""
    days = together([str(WEEKDAYS[day]) for day in rule.days])
    weeks = together([str(WEEKS[week]) for week in rule.weeks])
    facts = {"days": days, "weeks": weeks, "n": rule.every}
    words = (_monthly if rule.weeks else _weekly)(rule.every) % facts
    if rule.until is None:
        return words
    until = formats.date_format(rule.until, "j F Y")
    return _("%(rule)s, until %(day)s") % {"rule": words, "day": until}


def _weekly(every: int) -> str:
    if every == 1:
        return _("every %(days)s")
    if every == 2:
        return _("every other week on %(days)s")
    return _("every %(n)d weeks on %(days)s")


def _monthly(every: int) -> str:
    if every == 1:
        return _("every %(weeks)s %(days)s of the month")
    if every == 2:
        return _("every other month on the %(weeks)s %(days)s")
    return _("every %(n)d months on the %(weeks)s %(days)s")


def together(words: list[str]) -> str:
    """ "a, b en c"."""
    *most, last = words or [""]
    if not most:
        return last
    return _("%(these)s and %(last)s") % {"these": ", ".join(most), "last": last}
