"""What is left of people when a desk left the site, and goes a year after that."""

from datetime import datetime

from django.db import transaction

from common.history.bin import left_in
from common.protect.personal import YEAR
from desks.models import Desk, DeskHost
from initiatives.models import Activity


@transaction.atomic
def forget_hosts(now: datetime) -> int:
    """Erase the hosts of desks that left, and whom to ring; gives in how many rows."""
    closed = Activity.objects.filter(
        state=Activity.State.CLOSED, changed_at__lte=now - YEAR
    )
    desks = Desk.objects.filter(activity__in=left_in(closed).values("pk"))
    hosts = list(DeskHost.objects.filter(desk__in=desks))
    for host in hosts:
        host.delete()  # with its photo
    known = desks.exclude(phone="", coordinator_email="")
    return len(hosts) + known.update(phone="", coordinator_email="")
