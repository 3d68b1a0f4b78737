"""Meet & Match moments: the days on which hosts at tables type what people tell."""

from datetime import timedelta

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.web import qr
from initiatives.models import Occurrence
from matching.entering import links
from matching.models import Moment
from matching.staff.access import for_the_two

AHEAD = timedelta(days=60)
MOST = 50


@for_the_two
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, policy):
    """Dates to come of activities with sign-up; of a moment the link for hosts."""
    now, today = timezone.now(), timezone.localdate()
    rows = Occurrence.objects.published().filter(
        activity__has_sign_up=True, is_cancelled=False
    )
    rows = rows.on_days_still(today, today + AHEAD, now).select_related("activity")
    if request.method == "POST":
        chosen = request.POST.get("keer", "")
        row = rows.filter(pk=chosen).first() if chosen.isdecimal() else None
        if row is None:
            messages.error(request, _("Choose a date that is still to come."))
        else:
            day = timezone.localdate(row.starts_at)
            Moment.objects.get_or_create(activity=row.activity, day=day)
            messages.success(request, _("Give the link to the hosts at the tables."))
        return redirect("match-moments")
    moments = Moment.objects.filter(day__gte=today - timedelta(days=1))
    known = [
        (each, url, qr.as_svg(url))
        for each in moments.select_related("activity").order_by("day")
        for url in [links.table_url(each)]
    ]
    made = {(each.activity_id, each.day) for each, _url, _code in known}
    context = {
        **admin.site.each_context(request),
        "title": _("Meet & Match moments"),
        "which": "momenten",
        "known": known,
        "rows": [
            row
            for row in rows[:MOST]
            if (row.activity_id, timezone.localdate(row.starts_at)) not in made
        ],
    }
    return render(request, "matching/staff/moments.html", context)
