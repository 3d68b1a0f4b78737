"""What meeting does, as far as it was counted: by the quarter, for everyone."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext as _

from common.kit import tables
from common.web.http import public_page
from learning.facts.quarters import last_day
from learning.measuring import told
from learning.models import Quarter


@dataclass(frozen=True)
class Asked:
    """Which quarter; None without one. `wrong` is what was asked and is none."""

    quarters: list[Quarter]
    quarter: Quarter | None
    wrong: str = ""

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """(in the address, in words, whether it is this one), the newest first."""
        days = [each.first_day for each in self.quarters]
        chosen = self.quarter and self.quarter.first_day
        return [(told.key(day), told.in_words(day), day == chosen) for day in days]


def _asked(request) -> Asked:
    known = list(Quarter.objects.all())
    key = request.GET.get("kwartaal", "")
    if not key:
        return Asked(known, known[0] if known else None)
    found = [each for each in known if told.key(each.first_day) == key]
    return Asked(known, found[0] if found else None, "" if found else key)


@public_page
def what_meeting_does(request):
    asked = _asked(request)
    found = asked.quarter and told.of_quarter(asked.quarter)
    context = {"asked": asked, "found": found}
    if found:
        context |= {"last": last_day(found.first_day), "key": told.key(found.first_day)}
    page = "learning/measuring/public/what_meeting_does.html"
    return render(request, page, context, status=400 if asked.wrong else 200)


@public_page
def table(request):
    """Exactly what the page shows, as CSV."""
    asked = _asked(request)
    if asked.wrong:
        return what_meeting_does(request)
    heading = [
        _("Quarter"), _("What"), _("Name"), _("Visits"), _("For the first time"),
        _("of which it may be told"), _("Cards filled in"),
    ]  # fmt: skip
    for measure in told.SAID:
        heading += [measure.label, _("of which it may be told")]
    return tables.csv_response(heading, _rows(asked.quarter), "wat-ontmoeten-doet.csv")


def _rows(quarter):
    if quarter is None:
        return
    key = told.key(quarter.first_day)
    for what, name, each in told.of_quarter(quarter).rows():
        said = {part.measure: part for part in each.said}
        parts = [each.first_times, *(said.get(measure) for measure in told.SAID)]
        first, *others = [(part.count, part.of) if part else ("", "") for part in parts]
        counts = [_known(each.visits), *first, _known(each.answers)]
        yield [key, what, name, *counts, *(cell for pair in others for cell in pair)]


def _known(count: int | None):
    return "" if count is None else count
