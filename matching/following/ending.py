"""What ends by its date, told a month before: what someone told us, and a statement of
conduct."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.mail import sending
from matching.entering import mails
from matching.entering.boxes import seen_of
from matching.facts.safeguarding import Standing, checks
from matching.facts.vocabulary import State
from matching.models import Participant, Policy

TELLS = timedelta(days=30)
PER_RUN = 200
LAST_MONTH = "matching/mail/entry/last_month.html"


def tell_last_month(now: datetime) -> int:
    """Who still waits hears that we erase it all in a month. Safe to do twice."""
    today = timezone.localdate(now)
    rows = Participant.objects.filter(
        state__in=[State.WAITING, State.PAUSED, State.SILENT],
        erase_on__gt=today,
        erase_on__lte=today + TELLS,
    )
    due = {mails.key_of(LAST_MONTH, row, f"{row.erase_on}"): row for row in rows}
    known, count = sending.known(due), 0
    for row in [row for key, row in due.items() if key not in known][:PER_RUN]:
        path = "wens" if row.kind == "wish" else "aanbod"
        url = sending.absolute(reverse("matching:tell", args=[path]))
        context = {"day": row.erase_on, "again_url": url}
        with transaction.atomic():
            count += mails.send(LAST_MONTH, row, context, key=f"{row.erase_on}")
    return count


def ending_soon(now: datetime) -> list[Participant]:
    """Those who offer and whose statement ends within the month, or just ended."""
    today, terms = timezone.localdate(now), Policy.now().terms()
    rows = list(Participant.objects.offers().exclude(state=State.LEFT))
    seen = seen_of(rows)
    found = []
    for row in rows:
        asked = checks(seen[row.pk], terms, today) if row.pk in seen else []
        if any(each.standing == Standing.ENDING for each in asked):
            found.append(row)
    return found


def warn_staff(now: datetime) -> int:
    """Once a week at most, and without a name: the list says whose."""
    if not ending_soon(now):
        return 0
    year, week, _day = timezone.localtime(now).isocalendar()
    url = sending.absolute(reverse("match-list"))
    return sum(
        sending.send(
            "matching/mail/staff/ending.html",
            to=person.email,
            context={"url": url},
            key=f"matching:ending:{year}-{week}:{person.pk}",
        )
        for person in Policy.now().people
    )
