""" "Vandaag vol": one tap of who sits there, and back."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from common.moderation.deciding import locked
from desks.days import marks
from desks.models import Desk, DeskDay
from initiatives.models import Occurrence


def may_be_full(row: Occurrence, now: datetime) -> bool:
    """On the day itself, until it is over."""
    is_today = row.day == timezone.localdate(now) or row.has_begun(now)
    return is_today and not (row.is_cancelled or row.is_over(now))


@transaction.atomic
def set_full(desk: Desk, on: date, is_full: bool) -> None:
    """Nobody can come in any more that day, or again; twice is as good as once."""
    locked(desk.activity)
    day = DeskDay.of(desk, on)
    if bool(day.full_at) == is_full:
        return
    day.full_at = timezone.now() if is_full else None
    day.save(update_fields=["full_at"])
    marks.show(day)
