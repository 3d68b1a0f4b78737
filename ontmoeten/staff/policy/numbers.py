"""What we know of each neighbourhood, for who makes policy, and the rows it is made of.

A number and its rows come from the same question (`rows_of`), so that they can not
disagree. Places are those where people meet: published, of a kind in the usual results,
whatever they cost. Activities are what is on in the coming AHEAD.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models import Occurrence
from places.models import Figure, Neighbourhood, Place

AHEAD = timedelta(weeks=4)
WEEKS = AHEAD / timedelta(weeks=1)
WHERE = Coalesce("activity__neighbourhood", "activity__place__neighbourhood")
FIGURES = (Figure.Name.INHABITANTS, Figure.Name.LONELY_PCT)


@dataclass(frozen=True)
class Column:
    """A column of the table; `rows` says which rows its number leads to: of places, of
    activities, or "cijfer" for key figures."""

    slug: str  # in the address: ?op=vers
    name: str
    rows: str
    unit: str = ""
    is_delicate: bool = False


PLACES = Column("plekken", _("places"), "plekken")
FRESH = Column("vers", _("checked in time"), "vers", "%")
STEP_FREE = Column("drempelvrij", _("without steps"), "drempelvrij", "%")
ACTIVITIES = Column("activiteiten", _("activities per week"), "activiteiten")
INHABITANTS = Column("inwoners", _("inhabitants"), "cijfer")
LONELY = Column(
    "eenzaamheid", _("loneliness (estimate)"), "cijfer", "%", is_delicate=True
)
UNKNOWN = "drempel-onbekend"  # the rows of which STEP_FREE says nothing
COLUMNS = (PLACES, FRESH, STEP_FREE, ACTIVITIES, INHABITANTS, LONELY)


@dataclass(frozen=True)
class Line:
    """One neighbourhood. A value is None where nothing can be said."""

    area: Neighbourhood
    places: int = 0
    fresh: int = 0
    step_free: int = 0
    unknown: int = 0  # whether one gets in without steps
    dates: int = 0
    inhabitants: Figure | None = None
    lonely: Figure | None = None

    def value(self, column: Column) -> float | None:
        return {
            "plekken": self.places,
            "vers": _percent(self.fresh, self.places),
            "drempelvrij": _percent(self.step_free, self.places - self.unknown),
            "activiteiten": round(self.dates / WEEKS, 1),
            "inwoners": self.inhabitants and int(self.inhabitants.value),
            "eenzaamheid": self.lonely and float(self.lonely.value),
        }[column.slug]

    def part(self, column: Column) -> int | None:
        """Of a share: how many they are."""
        return {"vers": self.fresh, "drempelvrij": self.step_free}.get(column.slug)

    def not_known(self, column: Column) -> int:
        """Of how many places the share of this column says nothing."""
        return self.unknown if column.slug == STEP_FREE.slug else 0

    @property
    def per_thousand(self) -> float | None:
        """Places for each thousand inhabitants."""
        if self.inhabitants is None or not self.inhabitants.value:
            return None
        return round(self.places * 1000 / float(self.inhabitants.value), 1)


def _percent(part: int, whole: int) -> int | None:
    """Rounded down, so that 100 means all of them."""
    return part * 100 // whole if whole else None


def columns_for(person) -> list[Column]:
    may = person.has_perm("places.see_loneliness")
    return [each for each in COLUMNS if may or not each.is_delicate]


def lines(now: datetime, with_delicate: bool) -> list[Line]:
    """Every neighbourhood, by name; four queries, however many there are."""
    today = timezone.localdate(now)
    areas = list(Neighbourhood.objects.order_by("name", "pk"))
    counts = _places_by_area(today)
    dates = _dates_by_area(now)
    known = _figures(with_delicate)
    return [
        Line(
            area,
            *counts.get(area.pk, (0, 0, 0, 0)),
            dates.get(area.pk, 0),
            known.get((area.code, Figure.Name.INHABITANTS)),
            known.get((area.code, Figure.Name.LONELY_PCT)),
        )
        for area in areas
    ]


def meeting_places() -> QuerySet:
    return Place.objects.published().filter(kind__is_listed=True)


def coming_dates(now: datetime) -> QuerySet:
    """What is on and not called off, with `area`: where."""
    dates = Occurrence.objects.published().filter(
        starts_at__gte=now, starts_at__lt=now + AHEAD, is_cancelled=False
    )
    return dates.annotate(area=WHERE)


def _places_by_area(today: date) -> dict[int, tuple[int, ...]]:
    rows = meeting_places().order_by().values_list("neighbourhood")
    rows = rows.annotate(
        total=Count("pk"),
        fresh=Count("pk", filter=_is("vers", today)),
        easy=Count("pk", filter=_is("drempelvrij", today)),
        unknown=Count("pk", filter=_is(UNKNOWN, today)),
    )
    return {pk: tuple(numbers) for pk, *numbers in rows}


def _is(what: str, today: date) -> Q:
    if what == "vers":
        return Q(expires_on__gte=today)
    if what == UNKNOWN:
        return Q(step_free=Place.StepFree.UNKNOWN)
    return Q(step_free=Place.StepFree.YES)


def _dates_by_area(now: datetime) -> dict[int, int]:
    rows = coming_dates(now).order_by().values_list("area")
    return dict(rows.annotate(Count("pk")))


def _figures(with_delicate: bool) -> dict[tuple[str, str], Figure]:
    """The newest that is known of each, by code and name."""
    names = [name for name in FIGURES if with_delicate or name not in Figure.DELICATE]
    rows = Figure.objects.filter(
        name__in=names, code__startswith="BU", value__isnull=False
    )
    return {(each.code, each.name): each for each in rows.order_by("year")}


ROWS = {
    "plekken": _("places"),
    "vers": _("places that were checked in time"),
    "drempelvrij": _("places without steps"),
    UNKNOWN: _("places of which nobody knows whether there are steps"),
    "activiteiten": _("activities in the coming four weeks"),
}


def rows_of(what: str, area: Neighbourhood, now: datetime) -> QuerySet:
    """What a number of a neighbourhood counts: places, or dates of activities."""
    if what == "activiteiten":
        dates = coming_dates(now).filter(area=area.pk)
        return dates.with_all().order_by("starts_at", "pk")
    places = meeting_places().filter(neighbourhood=area)
    if what != "plekken":
        places = places.filter(_is(what, timezone.localdate(now)))
    return places.for_cards().order_by("name", "pk")


def in_order(found: Iterable[Line], column: Column, is_falling: bool) -> list[Line]:
    """By a column; what is not known comes last, both ways."""
    known = [line for line in found if line.value(column) is not None]
    unknown = [line for line in found if line.value(column) is None]
    known.sort(key=lambda line: line.value(column), reverse=is_falling)
    return known + unknown


@dataclass(frozen=True)
class Ranked:
    """How a neighbourhood stands in two orders, each from 1; equal values share a
    number."""

    line: Line
    by_lonely: int  # most first
    by_places: int  # fewest for each thousand inhabitants first

    @property
    def total(self) -> int:
        return self.by_lonely + self.by_places


def ranking(found: Iterable[Line]) -> list[Ranked]:
    """Where many people may be lonely and places are few, most of both first: the sum
    of both orders. Only neighbourhoods of which both are known."""
    known = [
        line
        for line in found
        if line.lonely is not None and line.per_thousand is not None
    ]
    lonely = _orders([-line.value(LONELY) for line in known])
    few = _orders([line.per_thousand for line in known])
    ranked = [Ranked(*each) for each in zip(known, lonely, few, strict=True)]
    return sorted(ranked, key=lambda each: (each.total, each.line.area.name))


def _orders(values: list[float]) -> list[int]:
    """Of each value how it stands, the smallest 1."""
    place = {}
    for at, value in enumerate(sorted(values), start=1):
        place.setdefault(value, at)
    return [place[value] for value in values]
