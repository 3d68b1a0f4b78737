"""Days to come on which who sits at a desk can't, and nobody else said yes yet: told
without saying who, or why."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.links.needed import Need
from desks.models import Desk, DeskDay
from desks.models.desk import SHOWN_AS
from initiatives.models import Occurrence, Organisation

AHEAD = timedelta(days=8)  # today and the week after it


def needs(now: datetime) -> list[Need]:
    """Two queries, however many."""
    return [
        Need(
            timezone.localdate(row.starts_at),
            _("Someone to sit at the desk"),
            desk.activity.name,
            reverse("desks:time", args=[desk.slug, row.rule_date]),
            at=row.starts_at,
            detail=_("Call us first: we tell you what it asks of you."),
        )
        for row, desk in _without_a_host(DeskDay.objects.all(), now)
    ]


def of_organisation(organisation: Organisation, now: datetime) -> list[str]:
    """The same in sentences for who keeps these desks."""
    days = DeskDay.objects.filter(desk__activity__organisation=organisation)
    words = _("%(name)s: nobody is there yet to receive people on %(day)s.")
    return [
        words
        % {
            "name": desk.activity.name,
            "day": date_format(timezone.localtime(row.starts_at), "l j F"),
        }
        for row, desk in _without_a_host(days, now)
    ]


def _without_a_host(days: QuerySet, now: datetime) -> list[tuple[Occurrence, Desk]]:
    today = timezone.localdate(now)
    days = days.filter(away__isnull=False, stand_in=None)
    days = days.filter(rule_date__range=(today, today + AHEAD))
    days = days.select_related("desk__activity")
    empty = {(day.desk.activity_id, day.rule_date): day.desk for day in days}
    rows = Occurrence.objects.published().filter(
        activity__shown_as=SHOWN_AS,
        activity__in={activity for activity, _day in empty},
        is_cancelled=False,
    )
    rows = rows.on_days_still(today, today + AHEAD, now)
    found = [(row, empty.get((row.activity_id, row.rule_date))) for row in rows]
    return [(row, desk) for row, desk in found if desk]
