"""Opening hours in the grammar of OpenStreetMap: what is understood, and in words.

Source of the grammar: wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

import re

import opening_hours
from django.utils.translation import gettext as _

ALWAYS = "24/7"
DAYS_OF_MONTH = {"Feb": 29, "Apr": 30, "Jun": 30, "Sep": 30, "Nov": 30}
MONTH_DAY = re.compile(r"\b(Feb|Apr|Jun|Sep|Nov|Jan|Mar|May|Jul|Aug|Oct|Dec) (\d{1,2})")


def problem_with(hours: str) -> str | None:
    """Why these hours are not understood, as a sentence; None when they are.

    What the evaluator would take in silence and get wrong is refused as well.
    """
    if '"' in hours:
        return _("hours with a remark in quotes can't be computed with")
    if "SH" in hours:
        return _("school holidays (SH) can't be computed with yet")
    for month, day in MONTH_DAY.findall(hours):
        if int(day) > DAYS_OF_MONTH.get(month, 31):
            return _("there is no %(day)s %(month)s") % {"day": day, "month": month}
    if not opening_hours.validate(hours):
        return _("this is not the grammar of opening_hours")
    return None


def words() -> dict[str, str]:
    return {
        "Mo": _("Mon"),
        "Tu": _("Tue"),
        "We": _("Wed"),
        "Th": _("Thu"),
        "Fr": _("Fri"),
        "Sa": _("Sat"),
        "Su": _("Sun"),
        "PH": _("public holidays"),
        "off": _("closed"),
        "closed": _("closed"),
        "sunrise": _("sunrise"),
        "sunset": _("sunset"),
        "Mar": _("Mar"),
        "May": _("May"),
        "Oct": _("Oct"),
    }


def in_words(hours: str) -> list[str]:
    """Each rule of the hours as a line with the days named in the page's language."""
    known = words()
    lines = [rule.strip() for rule in hours.split(";") if rule.strip()]
    return [
        re.sub(r"[A-Za-z]+", lambda part: known.get(part[0], part[0]), line)
        for line in lines
    ]
