"""The page of what is used, and the rows of its numbers."""

from datetime import date

from django.contrib import admin
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ontmoeten.staff.policy import usage
from ontmoeten.staff.policy.views import check
from places.deciding import freshness_counts

WHAT = {
    "meldingen": gettext_lazy("Reports of %(month)s"),
    "geturfd": gettext_lazy("Counted at the door in %(month)s"),
    "aangemeld": gettext_lazy("Signed up for %(month)s"),
}


@require_safe
def page(request):
    """One page: places, how fresh, reports in time, visits and sign-ups, by month."""
    check(request)
    now = timezone.now()
    context = admin.site.each_context(request) | {
        "title": _("Is it used, and is it right?"),
        "whole": freshness_counts.whole(timezone.localdate(now)),
        "months": usage.months(now),
        "days": usage.term().days,
    }
    return render(request, "ontmoeten/staff/policy/usage.html", context)


@require_safe
def rows(request, what, month):
    """What one number of a month is made of."""
    check(request)
    if what not in WHAT:
        raise Http404(f"no such number: {what}")
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404(f"no such month: {month}") from None
    title = WHAT[what] % {"month": date_format(first, "F Y")}
    context = admin.site.each_context(request) | {"title": title, "what": what}
    if what == "meldingen":
        found = usage.reports_of(first, timezone.now())
        context["rows"] = [(each, usage.is_in_time(each)) for each in found]
    else:
        context["rows"] = usage.dates_of(what, first)
    return render(request, "ontmoeten/staff/policy/usage_rows.html", context)
