"""Where one counts: on `/mijn/`, and on the page of who sits at a desk that day."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.history.bin import left_in
from common.protect.batches import BATCH_LASTS
from initiatives.models import Activity, Occurrence
from initiatives.organising import access
from learning.measuring import door

AHEAD = timedelta(days=7)
SHOWN = 3


def slip_page() -> str:
    return reverse("learning:slip")


def countable(activities: Collection[Activity], now: datetime) -> list[Occurrence]:
    """Their times of today, of the week to come, and of which a count may still come
    in; the last ones first. One query."""
    rows = Occurrence.objects.filter(
        Q(activity__in=activities) | Q(activity__goes_on_as__in=activities),
        starts_at__lt=now + AHEAD,
        over_at__gt=now - BATCH_LASTS,
        is_cancelled=False,
    )
    return list(rows.select_related("activity__place").order_by("-starts_at", "pk"))


def part(person) -> tuple[str, dict] | None:
    """What is on today, or was in the last days: the way to count it."""
    now = timezone.now()
    mine = left_in(Activity.objects.published().filter(access.is_theirs(person)))
    rows = countable(list(mine.distinct()), now)
    begun = [row for row in rows if row.starts_at - door.EARLY <= now][:SHOWN]
    if not begun:
        return None
    return "learning/measuring/door/_on_mine.html", {"rows": begun}


def at_desk(row: Occurrence) -> tuple[str, dict] | None:
    """For who sits at a desk on that day, while people come in."""
    if not door.is_on(row, timezone.now()):
        return None
    url = door.path_of(row.activity, row.rule_date)
    return "learning/measuring/door/_at_desk.html", {"url": url}
