"""The mail of the day before to who sits there, with a page of their own."""

from datetime import datetime

from django.urls import reverse

from common.mail import sending
from desks.days.away import who_sits
from desks.models import Desk, DeskDay, DeskHost
from desks.models.desk import SHOWN_AS
from initiatives.facts import tokens
from initiatives.joining import reminding
from initiatives.models import Occurrence


def path_of(host: DeskHost, row: Occurrence) -> str:
    """The private page of who sits there: full, or can't come."""
    token = tokens.make("desk-host", host.pk, row.rule_date)
    return reverse("desks:my-day", args=[token])


def face_of(host: DeskHost) -> str:
    """The page of her own on which she sees what she agreed to, and takes it back;
    it works as long as she is a host."""
    return reverse("desks:my-face", args=[tokens.make("desk-face", host.pk)])


def remind(now: datetime) -> int:
    """Mail who sits at a desk from nine o'clock on the day before; gives how many."""
    rows = [row for row in reminding.near(now) if row.activity.shown_as == SHOWN_AS]
    if not rows:
        return 0
    desks = Desk.objects.filter(activity__in=[row.activity.whole_id for row in rows])
    desks = {
        each.activity_id: each
        for each in desks.select_related("activity").prefetch_related("hosts__user")
    }
    days = DeskDay.objects.filter(
        desk__in=desks.values(), rule_date__in=[row.rule_date for row in rows]
    )
    days = {(day.desk_id, day.rule_date): day for day in days}
    due = {}
    for row in rows:
        desk = desks.get(row.activity.whole_id)
        host = desk and who_sits(desk, days.get((desk.pk, row.rule_date)))
        if host and host.address:
            key = f"your-day:{host.pk}:{row.rule_date}:{row.starts_at:%Y%m%d}"
            due[key] = row, host
    new = due.keys() - sending.known(due)
    for key in new:
        _mail(key, *due[key])
    return len(new)


def _mail(key, row, host):
    sending.send(
        "desks/mail/your_day.html",
        to=host.address,
        context={
            "activity": row.activity,
            "row": row,
            "url": sending.absolute(path_of(host, row)),
            "face_url": sending.absolute(face_of(host)),
        },
        key=key,
        useful_until=row.over_at,
        forget_at=row.over_at,
    )
