"""What an agenda says of single days of a desk: see `initiatives.facts.shown_as`."""

from datetime import date

from django.db.models import Q

from desks.models import DeskDay
from initiatives.dates import sync
from initiatives.facts.shown_as import Mark


def of_activity(activity_pk: int) -> dict[date, Mark]:
    """By the date of the rule; one query."""
    days = DeskDay.objects.filter(desk__activity=activity_pk)
    days = days.filter(Q(full_at__isnull=False) | Q(stand_in__isnull=False))
    rows = days.values_list("rule_date", "full_at", "stand_in")
    return {on: Mark(bool(full), bool(other)) for on, full, other in rows}


def show(day: DeskDay) -> None:
    """Everyone sees at once how this day is: pages, agenda, feeds and calendars."""
    row = day.occurrence
    sync.decided(row.activity if row else day.desk.activity)
