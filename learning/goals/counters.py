"""What the site counts of itself: named counters, each with a unit, a number, and the
rows that the number is made of. Only of what everyone may see, and never of people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.links import kinds
from initiatives.models import Activity, Initiative, Occurrence
from learning.facts.phases import Phase
from learning.facts.progress import Reading
from learning.measuring import came
from learning.models import Experiment
from places.facts.cost import Cost
from places.models import Neighbourhood, Place

HOUR = timedelta(hours=1)
DAY = 60 * 60 * 24  # seconds


@dataclass(frozen=True)
class Row:
    """One of the things that were counted; `amount` where not each counts for one."""

    name: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Counter:
    """`rows` are what is counted on a day, as many as one likes to page through, and
    `tell` says them in words. `number` adds them up (None: each is one); `of` is how
    many there are in all. `are_spots`: each is a neighbourhood where something lacks.
    """

    slug: str
    name: Promise
    unit: Promise
    what: Promise  # is counted, and what is not: stands above the rows
    rows: Callable[[date], Sequence]
    tell: Callable[[Sequence], list[Row]]
    number: Callable[[date], Decimal] | None = None
    of: Callable[[date], int] | None = None
    are_spots: bool = False

    def count(self, today: date) -> tuple[Decimal, int | None]:
        """As it is now: the number, and of how many."""
        found = self.number(today) if self.number else self.rows(today).count()
        return Decimal(found), self.of(today) if self.of else None


_COUNTERS: dict[str, Counter] = {}


def counters() -> list[Counter]:
    return list(_COUNTERS.values())


def counter_called(slug: str) -> Counter | None:
    return _COUNTERS.get(slug)


def _add(counter: Counter) -> None:
    _COUNTERS[counter.slug] = counter


def source() -> str:
    return _("counted by this site")


def reading(counter: Counter, today: date) -> Reading:
    """Computed when someone asks, and kept for the day."""
    key = f"goal-counter:{counter.slug}:{today}"
    if (found := cache.get(key)) is None:
        found = counter.count(today)
        cache.set(key, found, DAY)
    value, of = found
    return Reading(today, value, source(), of=of)


def week_of(today: date) -> tuple[date, date]:
    """The Monday of its week, and the Monday after that."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=7)


# --- Places ---------------------------------------------------------------------------


def _checked(today: date):
    rows = Place.objects.published().filter(checked_on__year=today.year)
    return rows.filter(checked_on__lte=today).for_cards().order_by("-checked_on", "pk")


def _with_backrest(_today: date):
    return Place.objects.published().filter(backrest=True).for_cards().order_by("name")


def _tell_places(places) -> list[Row]:
    return [
        Row(
            each.name,
            each.get_absolute_url(),
            each.neighbourhood.name if each.neighbourhood else "",
        )
        for each in places
    ]


def _welcoming(today: date):
    """Places of which we know that they are free and have no step."""
    is_free = Q(cost=Cost.FREE) | Q(cost="", kind__cost=Cost.FREE)
    places = Place.objects.published().in_lists(today)
    return places.filter(is_free, step_free=Place.StepFree.YES)


def _without(today: date):
    there = _welcoming(today).filter(neighbourhood=OuterRef("pk"))
    areas = Neighbourhood.objects.defer("boundary").filter(~Exists(there))
    return areas.order_by("name")


def _tell_areas(areas) -> list[Row]:
    return [Row(each.name, each.get_absolute_url()) for each in areas]


# --- What goes on ---------------------------------------------------------------------


def _times(today: date):
    """What is not called off, of this week."""
    rows = Occurrence.objects.published().filter(is_cancelled=False)
    return rows.on_days(*week_of(today))


def _this_week(today: date):
    there = _times(today).filter(activity=OuterRef("pk"))
    return Activity.objects.published().filter(Exists(there)).order_by("name", "pk")


def _tell_named(things) -> list[Row]:
    return [Row(str(each), each.get_absolute_url()) for each in things]


def _initiatives(_today: date):
    return Initiative.objects.published().order_by("name", "pk")


def _desk_times(today: date):
    """At desks, when we know until what time; an earlier part counts for what goes
    on."""
    kind = kinds.kind_called("loket")
    if kind is None:
        return Occurrence.objects.none()
    every = kind.model._default_manager.values_list("pk", flat=True)
    activities = kind.counted_by(set(every))
    rows = _times(today).filter(activity__in=activities, ends_at__isnull=False)
    return rows.select_related("activity").order_by("starts_at", "pk")


def _desk_hours(today: date) -> Decimal:
    spent = _desk_times(today).aggregate(spent=Sum(F("ends_at") - F("starts_at")))
    hours = Decimal((spent["spent"] or timedelta()) / HOUR)
    return round(hours, 1)


def _tell_times(times) -> list[Row]:
    return [
        Row(
            each.activity.name,
            each.activity.get_absolute_url(),
            f"{date_format(begin := timezone.localtime(each.starts_at), 'l j F')}, "
            f"{time_format(begin)}–{time_format(timezone.localtime(each.ends_at))}",
        )
        for each in times
    ]


# --- Counting and trying --------------------------------------------------------------


def _tallied(today: date):
    """On how many dates, never how many people: that is only told in sums."""
    rows = came.counted(date(today.year, 1, 1), today)
    public = Activity.objects.published().filter(pk__in=rows.values("activity"))
    of_this_year = Q(tallies__rule_date__year=today.year)
    of_this_year &= Q(tallies__rule_date__lte=today)
    counted = public.annotate(times=Count("tallies", filter=of_this_year))
    return counted.order_by("name", "pk")


def _tallied_dates(today: date) -> Decimal:
    return Decimal(sum(each.times for each in _tallied(today)))


def _tell_tallied(activities) -> list[Row]:
    return [
        Row(each.name, each.get_absolute_url(), _("%d times") % each.times)
        for each in activities
    ]


def _tried(_today: date):
    begun = [Phase.RUNNING, Phase.ENDED, Phase.DECIDED]
    found = Experiment.objects.published().filter(phase__in=begun)
    return found.defer("words").order_by("title", "pk")


for _each in [
    Counter(
        "nagekeken-plekken",
        gettext_lazy("places checked this year"),
        gettext_lazy("places"),
        gettext_lazy(
            "Places on this site that someone checked since the first of January. A "
            "place that was checked twice counts once."
        ),
        _checked,
        _tell_places,
    ),
    Counter(
        "buurten-zonder-plek",
        gettext_lazy("neighbourhoods without a free place without a step"),
        gettext_lazy("neighbourhoods"),
        gettext_lazy(
            "Neighbourhoods without a place of which we know that it is free and has "
            "no step. What nobody knows for sure does not count as a place."
        ),
        _without,
        _tell_areas,
        of=lambda _today: Neighbourhood.objects.count(),
        are_spots=True,
    ),
    Counter(
        "plekken-met-rugleuning",
        gettext_lazy("places with a backrest"),
        gettext_lazy("places"),
        gettext_lazy("Places of which we know that they have a backrest."),
        _with_backrest,
        _tell_places,
    ),
    Counter(
        "activiteiten-deze-week",
        gettext_lazy("different activities this week"),
        gettext_lazy("activities"),
        gettext_lazy(
            "Activities that are on from Monday up to Sunday. What is called off does "
            "not count, and what is on twice counts once."
        ),
        _this_week,
        _tell_named,
    ),
    Counter(
        "loketuren-deze-week",
        gettext_lazy("hours that desks are open this week"),
        gettext_lazy("hours"),
        gettext_lazy(
            "Hours from Monday up to Sunday. What is called off does not count, nor a "
            "time of which nobody knows the end."
        ),
        _desk_times,
        _tell_times,
        number=_desk_hours,
    ),
    Counter(
        "initiatieven",
        gettext_lazy("initiatives on this site"),
        gettext_lazy("initiatives"),
        gettext_lazy("Initiatives of organisations and of residents."),
        _initiatives,
        _tell_named,
    ),
    Counter(
        "keren-geteld",
        gettext_lazy("times that someone counted at the door this year"),
        gettext_lazy("times"),
        gettext_lazy(
            "Dates on which a host counted who came in. How many people that were is "
            "told by quarter, rounded."
        ),
        _tallied,
        _tell_tallied,
        number=_tallied_dates,
    ),
    Counter(
        "experimenten",
        gettext_lazy("experiments that were tried"),
        gettext_lazy("experiments"),
        gettext_lazy("Experiments that run or are over. An idea does not count."),
        _tried,
        _tell_named,
    ),
]:
    _add(_each)
