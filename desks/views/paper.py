"""The desks of a week on a sheet of paper, to hang up or to give along. No name and no
face of a host stands there, nor what changes from day to day."""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse

from common.web import qr
from common.web.http import public_page
from desks.finding.filters import DeskFilterSet
from desks.finding.table import tables


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
        "tables": tables(rows),
        "first": filter_set.first_day,
        "last": filter_set.after - timedelta(days=1),
        "back": back,
        "code": qr.as_svg(f"{settings.SITE_URL}{back}"),
    }
    return render(request, "desks/public/paper.html", context)
