"""Days to come on which who sits at a desk can't, and nobody else said yes yet: told
without saying who, or why."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.links.needed import Need
from desks.models import DeskDay
from desks.models.desk import SHOWN_AS
from initiatives.models import Occurrence

AHEAD = timedelta(days=8)  # today and the week after it


def needs(now: datetime) -> list[Need]:
    """Two queries, however many."""
    today = timezone.localdate(now)
    days = DeskDay.objects.filter(away__isnull=False, stand_in=None)
    days = days.filter(rule_date__range=(today, today + AHEAD))
    days = days.select_related("desk__activity")
    empty = {(day.desk.activity_id, day.rule_date): day.desk for day in days}
    rows = Occurrence.objects.published().filter(
        activity__shown_as=SHOWN_AS,
        activity__in={activity for activity, _day in empty},
        is_cancelled=False,
    )
    rows = rows.on_days_still(today, today + AHEAD, now)
    return [
        Need(
            timezone.localdate(row.starts_at),
            _("Someone to sit at the desk"),
            desk.activity.name,
            reverse("desks:time", args=[desk.slug, row.rule_date]),
            at=row.starts_at,
            detail=_("Call us first: we tell you what it asks of you."),
        )
        for row in rows
        if (desk := empty.get((row.activity_id, row.rule_date)))
    ]
