"""Nobody may wait for a coordinator who is not there.

Three working days on which neither the coordinator nor the deputy opened the list: the
municipality is told, and the form closes itself with a sentence until one of them has.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from common.mail import sending
from common.moderation.absence import answered_on
from matching.models import Participant, Policy
from places.hours import clock

WORKING_DAYS = 3


def is_unattended(policy: Policy, now: datetime) -> bool:
    """Whether three working days went by on which the list was not opened."""
    if policy.opened_at is None:
        return False  # nothing was asked of them yet: it counts from the first wish
    opened_on = timezone.localdate(policy.opened_at)
    last = answered_on(opened_on, WORKING_DAYS, clock.calendar().is_public_holiday, [])
    return timezone.localdate(now) > last


def takes_in(policy: Policy, now: datetime) -> bool:
    """Whether someone can tell us a wish or an offer now."""
    return settings.MATCHING and policy.is_ready and not is_unattended(policy, now)


def alarm(now: datetime) -> int:
    """Tell who is on duty, once until the list is opened. Safe to do twice."""
    policy = Policy.now()
    if not (settings.MATCHING and policy.is_ready) or policy.alarmed_at:
        return 0
    if not (Participant.objects.waiting().exists() and is_unattended(policy, now)):
        return 0
    Policy.objects.update(alarmed_at=now)
    to = {*settings.ON_DUTY, *(person.email for person in policy.people)}
    for address in sorted(to):
        sending.send(
            "matching/mail/staff/alarm.html",
            to=address,
            context={
                "days": WORKING_DAYS,
                "url": sending.absolute(reverse("match-list")),
            },
            key=f"matching:alarm:{policy.opened_at}:{address}",
            is_urgent=True,
        )
    return 1
