"""Whether what there is gets used, by month, and the rows of each number.

Of people nothing is shown but how many: reports by what they are about, counts at the
door by date, sign-ups by date. Sign-ups are erased soon after the day itself (see the
register of personal data), so only of months of which they are whole they are told.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from initiatives.models import EntryReport, SignUp
from initiatives.models.joining import RETENTION
from learning.measuring import came
from places.deciding import freshness_counts
from places.models import FreshCount, PlaceReport

MONTHS = 12
REPORTS = (PlaceReport, EntryReport)
# What the state of a sign-up is of who means to come.
COMES = (SignUp.State.SEAT, SignUp.State.WAITING)


@dataclass(frozen=True)
class Month:
    """One month. None: nobody counted, or it is not kept."""

    first: date
    fresh: FreshCount | None
    answered: int = 0  # reports that came in this month, of which the term is over
    in_time: int = 0
    counted: int | None = None  # people at the door
    sign_ups: int | None = None

    @property
    def percent_fresh(self) -> int | None:
        row = self.fresh
        return row.fresh * 100 // row.total if row and row.total else None

    @property
    def percent_in_time(self) -> int | None:
        return self.in_time * 100 // self.answered if self.answered else None


def term() -> timedelta:
    """In which a report is answered, as the site promises."""
    return timedelta(days=settings.SUGGESTIONS_WITHIN_DAYS)


def months(now: datetime) -> list[Month]:
    """The last MONTHS, this one first; five queries."""
    today = timezone.localdate(now)
    this = today.replace(day=1)
    firsts = [this - relativedelta(months=back) for back in range(MONTHS)]
    fresh = {
        row.day.replace(day=1): row
        for row in freshness_counts.by_month(freshness_counts.course())
    }
    done, in_time = Counter(), Counter()
    for model in REPORTS:
        for month, total, early in _by_month(model, firsts[-1], now):
            done[month] += total
            in_time[month] += early
    counted = dict(
        came.counted(firsts[-1])
        .annotate(month=TruncMonth("rule_date"))
        .values_list("month")
        .annotate(people=Sum(came.PEOPLE))
    )
    comes = Counter(
        sign_ups(first_kept(today))
        .order_by()
        .values_list(TruncMonth("rule_date"), flat=True)
    )
    return [
        Month(
            first,
            fresh.get(first),
            done[first],
            in_time[first],
            counted.get(first),
            comes[first] if first >= first_kept(today) else None,
        )
        for first in firsts
    ]


def _by_month(model, since: date, now: datetime) -> list[tuple[date, int, int]]:
    rows = over(model, now).filter(created_at__date__gte=since).order_by()
    rows = rows.annotate(month=TruncMonth("created_at")).values_list("month")
    early = Count("pk", filter=_in_time())
    found = rows.annotate(total=Count("pk"), early=early)
    return [(_day(month), total, early) for month, total, early in found]


def _day(month) -> date:
    return timezone.localdate(month) if isinstance(month, datetime) else month


def _in_time() -> Q:
    return Q(handled_at__lte=F("created_at") + term())


def over(model, now: datetime) -> QuerySet:
    """Reports that are handled, or of which the term is over."""
    return model.objects.filter(
        Q(handled_at__isnull=False) | Q(created_at__lt=now - term())
    )


def reports_of(first: date, now: datetime) -> list:
    """Those of a month, of which the page shows no word of who sent them."""
    after = first + relativedelta(months=1)
    found = []
    for model in REPORTS:
        rows = over(model, now).filter(
            created_at__date__gte=first, created_at__date__lt=after
        )
        related = ["place"] if model is PlaceReport else []
        found += rows.select_related(*related)
    return sorted(found, key=lambda each: each.created_at)


def is_in_time(report) -> bool:
    at = report.handled_at
    return at is not None and at <= report.created_at + term()


def first_kept(today: date) -> date:
    """The first month of which no sign-up was erased yet."""
    return (today - RETENTION).replace(day=1) + relativedelta(months=1)


def sign_ups(since: date) -> QuerySet:
    """Those of who means to come, on days from this one on."""
    return SignUp.objects.filter(rule_date__gte=since, state__in=COMES)


def dates_of(what: str, first: date) -> list[tuple[str, date, int]]:
    """Of a month: the name of each activity, the day and how many people."""
    after = first + relativedelta(months=1)
    within = {"rule_date__gte": first, "rule_date__lt": after}
    if what == "geturfd":
        rows = came.counted(first, after - timedelta(days=1)).select_related("activity")
        return [
            (each.activity.name, each.rule_date, each.people)
            for each in rows.order_by("rule_date", "pk")
        ]
    rows = sign_ups(max(first, first_kept(timezone.localdate()))).filter(**within)
    rows = rows.order_by("rule_date", "activity__name")
    rows = rows.values_list("activity__name", "rule_date").annotate(Count("pk"))
    return list(rows)
