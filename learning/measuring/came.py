"""Who came, as it was counted at the door: the one place that reads it. What everyone
sees of it are the sums that `measuring.sums` publishes."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Min, QuerySet

from learning.models import Tally

PEOPLE = F("first_times") + F("more_often")


def counted(
    first: date, last: date | None = None, activities: Collection[int] | None = None
) -> QuerySet[Tally]:
    """From the first day up to and including the last, if there is one; of all
    activities or of these. In no order."""
    rows = Tally.objects.filter(rule_date__gte=first).order_by()
    if last is not None:
        rows = rows.filter(rule_date__lte=last)
    return rows if activities is None else rows.filter(activity__in=activities)


def began() -> date | None:
    """The first day on which somebody counted."""
    return Tally.objects.aggregate(day=Min("rule_date"))["day"]
