"""How long a check of an activity holds, by the rules of places.facts.freshness."""

from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone

from places.facts.freshness import left_out_before


def limit(today: date) -> date:
    """A check of before this day is out of date today."""
    return today - relativedelta(months=settings.ACTIVITY_SHELF_LIFE)


def left_out_limit(today: date) -> date:
    """What was checked before this day is left out of all lists today."""
    return limit(left_out_before(today))


def overdue_last(rows: Iterable) -> list:
    """Times of activities in the same order, but below the rest what is out of date."""
    before = limit(timezone.localdate())

    def is_overdue(row) -> bool:
        checked_on = row.activity.checked_on
        return checked_on is not None and checked_on < before

    return sorted(rows, key=is_overdue)
