"""What runs out at desks: consents that have to be asked again, and days to come on
which nobody sits there."""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desks.finding.table import tables
from desks.models import Desk, DeskHost
from desks.models.desk import SHOWN_AS
from initiatives.models import Occurrence

AHEAD = timedelta(days=8)  # today and the week after it
BEFORE = timedelta(days=30)  # that a consent runs out, one asks


@require_safe
def page(request):
    """For who may see desks; a handful of queries."""
    if not request.user.has_perm("desks.view_desk"):
        raise PermissionDenied
    now, today = timezone.now(), timezone.localdate()
    rows = Occurrence.objects.published().filter(activity__shown_as=SHOWN_AS)
    rows = rows.on_days_still(today, today + AHEAD, now).filter(is_cancelled=False)
    empty = [each for each in tables(rows.with_all()) if each.host is None]
    hosts = DeskHost.objects.filter(desk__in=Desk.objects.published())
    hosts = hosts.to_ask_again(today + BEFORE).select_related("desk__activity")
    context = {
        **admin.site.each_context(request),
        "title": _("What runs out at desks"),
        "empty": empty,
        "hosts": hosts,
    }
    return TemplateResponse(request, "desks/staff/running_out.html", context)
