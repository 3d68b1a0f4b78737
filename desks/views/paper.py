"""The desks of a week on a sheet of paper, to hang up or to give along. No name and no
face of a host stands there, nor what changes from day to day."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS as DAYS
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.web import qr
from common.web.http import public_page
from desks.finding.filters import DeskFilterSet
from desks.finding.table import Table, tables
from initiatives.facts.wording import together


@dataclass
class Line:
    """A desk at the same hours, on these days: those on which it is there, and those on
    which it is called off."""

    on: list[Table]
    off: list[Table]

    @property
    def table(self) -> Table:
        return (self.on or self.off)[0]

    @property
    def days(self) -> str:
        """ "maandag en woensdag"; of one day with its date."""
        rows = [each.row for each in self.on or self.off]
        if len(rows) == len(DAYS):
            return _("every day")
        form = "l j F" if len(rows) == 1 else "l"
        return together([date_format(row.day, form) for row in rows])

    @property
    def not_on(self) -> str:
        rows = [each.row for each in self.off] if self.on else []
        return together([date_format(row.day, "l j F") for row in rows])


def _lines(found: list[Table]) -> list[Line]:
    lines: dict[tuple, Line] = {}
    for each in found:
        begin, end = each.row.starts_at, each.row.ends_at
        clock = localtime(begin).time(), end and localtime(end).time()
        line = lines.setdefault((each.activity.pk, *clock), Line([], []))
        (line.off if each.row.is_cancelled else line.on).append(each)
    return [*lines.values()]


@public_page
def week(request):
    """The same choices as the list has."""
    filter_set = DeskFilterSet(request.GET)
    context = {"filter": filter_set}
    if not filter_set.is_valid():
        return render(request, "desks/public/paper.html", context, status=400)
    rows = filter_set.times().with_all().order_by("starts_at", "pk")
    back = f"{reverse('desks:desks')}{filter_set.query()}"
    context |= {
        "lines": _lines(tables(rows)),
        "first": filter_set.first_day,
        "last": filter_set.after - timedelta(days=1),
        "back": back,
        "code": qr.as_svg(f"{settings.SITE_URL}{back}"),
    }
    return render(request, "desks/public/paper.html", context)
