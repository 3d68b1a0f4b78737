"""The share of places whose check holds: per neighbourhood, per kind, and its course.

Of every day a row for all places, one for each neighbourhood and one for each kind.
"""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from places.models import FreshCount, Neighbourhood, Place, PlaceKind

RETENTION = relativedelta(years=3)


@dataclass(frozen=True)
class Share:
    """Of so many places, so many were checked and not too long ago."""

    name: str
    fresh: int
    overdue: int
    total: int

    @property
    def unchecked(self) -> int:
        return self.total - self.fresh - self.overdue

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all of them; None when there are none."""
        return self.fresh * 100 // self.total if self.total else None


@transaction.atomic
def record(today: date) -> int:
    """Keep the counts of a day, and three years of them; gives how many rows. Safe to
    do twice: the last one counts."""
    FreshCount.objects.filter(Q(day=today) | Q(day__lt=today - RETENTION)).delete()
    rows = [_row(today, {}, *_counts(today)[None])]
    for field in ["neighbourhood", "kind"]:
        for pk, counts in _counts(today, field).items():
            if pk is not None:
                rows.append(_row(today, {f"{field}_id": pk}, *counts))
    return len(FreshCount.objects.bulk_create(rows))


def _row(today, about, fresh, _overdue, total) -> FreshCount:
    return FreshCount(day=today, fresh=fresh, total=total, **about)


def _counts(today: date, field: str = "") -> dict[int | None, tuple[int, int, int]]:
    """Fresh, overdue and all of them by the id of `field`; of everything under None."""
    counts = {
        "fresh": Count("pk", filter=Q(expires_on__gte=today)),
        "late": Count("pk", filter=Q(expires_on__lt=today)),
        "total": Count("pk"),
    }
    places = Place.objects.published().order_by()
    if not field:
        found = places.aggregate(**counts)
        return {None: tuple(found[name] for name in counts)}
    rows = places.values(field).annotate(**counts)
    return {row[field]: tuple(row[name] for name in counts) for row in rows}


def whole(today: date) -> Share:
    return Share(_("All places"), *_counts(today)[None])


def per_neighbourhood(today: date) -> list[Share]:
    """Every neighbourhood with places, and those without one; two queries."""
    areas = Neighbourhood.objects.order_by("name").values_list("pk", "name")
    return _shares(areas, _counts(today, "neighbourhood"))


def per_kind(today: date) -> list[Share]:
    kinds = [(kind.pk, str(kind)) for kind in PlaceKind.objects.all()]
    return _shares(kinds, _counts(today, "kind"))


def _shares(names, counts) -> list[Share]:
    found = [Share(name, *counts[pk]) for pk, name in names if pk in counts]
    if None in counts:
        found.append(Share(_("not known"), *counts[None]))
    return found


def course() -> list[FreshCount]:
    """The days that are kept, of all places together; one query."""
    return list(FreshCount.objects.filter(neighbourhood=None, kind=None))


def by_month(days: list[FreshCount]) -> list[FreshCount]:
    """The last one of each month."""
    months = {(row.day.year, row.day.month): row for row in days}
    return list(months.values())
