"""Staff's page about how fresh the places are, and the same as a table."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.kit.tables import csv_response
from places.deciding import freshness_counts

WIDE, HIGH = 600, 200  # of the drawing


def _asked(request) -> dict:
    if not request.user.has_perm("places.see_freshness"):
        raise PermissionDenied
    today = timezone.localdate()
    return {
        "whole": freshness_counts.whole(today),
        "tables": [
            (_("Per neighbourhood"), freshness_counts.per_neighbourhood(today)),
            (_("Per type of place"), freshness_counts.per_kind(today)),
        ],
        "days": freshness_counts.course(),
    }


@require_safe
def page(request):
    """The numbers of today, and their course as a line and as a table."""
    shown = _asked(request)
    days = shown["days"]
    context = admin.site.each_context(request) | shown
    context |= {
        "title": _("How fresh is what we show?"),
        "months": [(row, percent(row)) for row in freshness_counts.by_month(days)],
        "line": line(days),
        "wide": WIDE,
        "high": HIGH,
    }
    return render(request, "places/staff/freshness.html", context)


@require_safe
def table(request):
    """What the page shows, as CSV that spreadsheets take."""
    shown = _asked(request)
    columns = ["overzicht", "naam", "vers", "verouderd", "nooit", "totaal"]
    groups = [(_("All places"), [shown["whole"]]), *shown["tables"]]
    rows = [
        [title, each.name, each.fresh, each.overdue, each.unchecked, each.total]
        for title, shares in groups
        for each in shares
    ]
    rows += [
        [_("Course"), day.day, day.fresh, "", "", day.total] for day in shown["days"]
    ]
    return csv_response(columns, rows, "versheid.csv")


def percent(row) -> int | None:
    return row.fresh * 100 // row.total if row.total else None


def line(days) -> str:
    """The points of an SVG line: days from left to right, shares from 0 to 100 %."""
    known = [row for row in days if row.total]
    if len(known) < 2:
        return ""
    first, last = known[0].day, known[-1].day
    span = (last - first).days
    points = [
        (WIDE * (row.day - first).days / span, HIGH * (1 - row.fresh / row.total))
        for row in known
    ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
