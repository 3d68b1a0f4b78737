"""A week of opening hours in one text, for who compares two versions of it."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from places.hours.grid import Day, of_hours
from places.hours.words import clock_words


def in_words(hours: str) -> str:
    """“maandag, dinsdag 9.00 – 17.00; zaterdag op afspraak”; hours that say more than a
    week can stay as they are."""
    if hours == "24/7":
        return _("always accessible")
    grid = of_hours(hours)
    if grid is None:
        return hours
    together: dict[Day, list[str]] = {}
    for number, day in enumerate(grid.days):
        together.setdefault(day, []).append(str(WEEKDAYS[number]))
    if grid.holidays is not None:
        together.setdefault(grid.holidays, []).append(_("public holidays"))
    parts = [f"{', '.join(names)} {_day(day)}" for day, names in together.items()]
    if grid.closed_in_school_holidays:
        parts.append(_("closed in the school holidays"))
    return "; ".join(parts)


def _day(day: Day) -> str:
    spans = [f"{clock_words(one)} – {clock_words(other)}" for one, other in day.spans]
    if day.by_appointment:
        spans.append(_("by appointment"))
    return ", ".join(spans) or _("closed")
