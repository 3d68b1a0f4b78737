"""What runs out at desks: consents that have to be asked again, and days to come on
which nobody sits there."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desks.finding.table import tables
from desks.models import Desk, DeskHost
from desks.models.desk import SHOWN_AS
from desks.organising.asking import ask
from initiatives.models import Occurrence

AHEAD = timedelta(days=8)  # today and the week after it
LONGEST_NUMBER = 10
BEFORE = timedelta(days=30)  # that a consent runs out, one asks


@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """For who may see desks; a handful of queries. Who may change a host asks one."""
    if not request.user.has_perm("desks.view_desk"):
        raise PermissionDenied
    if request.method == "POST":
        return _ask(request)
    now, today = timezone.now(), timezone.localdate()
    rows = Occurrence.objects.published().filter(activity__shown_as=SHOWN_AS)
    rows = rows.on_days_still(today, today + AHEAD, now).filter(is_cancelled=False)
    empty = [each for each in tables(rows.with_all()) if each.host is None]
    at_desks = DeskHost.objects.filter(desk__in=Desk.objects.published())
    hosts = at_desks.to_ask_again(today + BEFORE).select_related("desk__activity")
    context = {
        **admin.site.each_context(request),
        "title": _("What runs out at desks"),
        "empty": empty,
        "hosts": hosts,
        "never_asked": at_desks.never_asked().select_related("desk__activity", "user"),
        "may_ask": request.user.has_perm("desks.change_deskhost"),
    }
    return TemplateResponse(request, "desks/staff/running_out.html", context)


def _ask(request):
    if not request.user.has_perm("desks.change_deskhost"):
        raise PermissionDenied
    number = request.POST.get("host", "")
    is_asked = len(number) < LONGEST_NUMBER and number.isdecimal() and ask(int(number))
    words = (
        _("The e-mail is on its way to them.") if is_asked else _("Nothing was mailed.")
    )
    messages.success(request, words)
    return redirect("desks-running-out")
