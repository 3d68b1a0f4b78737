"""What was counted in a quarter, as it is told: of the city, its neighbourhoods, a
theme, an activity. Every number is a sum of blocks that were published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from initiatives.models import Activity
from learning.facts import quarters
from learning.models import PublishedSum, Quarter
from learning.models.published import Measure
from places.models import Neighbourhood
from themes.models import Theme

SAID = [Measure.WELCOME, Measure.MET, Measure.AGAIN]


@dataclass(frozen=True)
class Part:
    """So many `of` so many."""

    measure: str
    count: int
    of: int

    @property
    def label(self) -> str:
        return Measure(self.measure).label


@dataclass(frozen=True)
class Told:
    """None where nothing may be told."""

    visits: int | None = None
    first_times: Part | None = None
    answers: int | None = None
    said: list[Part] = field(default_factory=list)

    def __bool__(self):
        return self.visits is not None or self.answers is not None


def told(sums: Iterable[PublishedSum]) -> Told:
    count, of = defaultdict(int), defaultdict(int)
    for each in sums:
        count[each.measure] += each.value
        of[each.measure] += each.value + (each.other or 0)
    parts = {
        measure: Part(measure, count[measure], of[measure])
        for measure in [Measure.FIRST_TIMES, *SAID]
        if measure in count
    }
    return Told(
        count.get(Measure.VISITS),
        parts.get(Measure.FIRST_TIMES),
        count.get(Measure.ANSWERS),
        [parts[measure] for measure in SAID if measure in parts],
    )


def in_words(first: date) -> str:
    """ "derde kwartaal 2026"."""
    names = {
        1: _("first quarter of %(year)s"),
        2: _("second quarter of %(year)s"),
        3: _("third quarter of %(year)s"),
        4: _("fourth quarter of %(year)s"),
    }
    return names[quarters.number(first)] % {"year": first.year}


def key(first: date) -> str:
    """As it stands in an address: 2026-3."""
    return f"{first.year}-{quarters.number(first)}"


@dataclass(frozen=True)
class OfQuarter:
    """All that is told of one quarter."""

    first_day: date
    city: Told
    areas: list[tuple[Neighbourhood, Told, list[tuple[Activity, Told]]]]
    themes: list[tuple[Theme, Told]]

    @property
    def name(self) -> str:
        return in_words(self.first_day)

    def rows(self) -> Iterator[tuple[str, str, Told]]:
        """(what it is, its name, what is told), as the page shows them."""
        yield _("city"), "", self.city
        for area, of_area, activities in self.areas:
            yield _("neighbourhood"), area.name, of_area
            for activity, of_activity in activities:
                yield _("activity"), activity.name, of_activity
        for theme, of_theme in self.themes:
            yield _("theme"), str(theme), of_theme


def of_quarter(quarter: Quarter) -> OfQuarter:
    """Five queries at most. An activity that is not on the site any more is told of in
    the totals only."""
    sums = quarter.sums.select_related("neighbourhood", "activity").defer(
        "neighbourhood__boundary", "activity__words"
    )
    sums = list(sums)
    by_area, by_activity = defaultdict(list), defaultdict(list)
    for each in sums:
        if each.neighbourhood:
            by_area[each.neighbourhood].append(each)
        if each.activity and each.activity.state == Activity.State.PUBLISHED:
            by_activity[each.activity].append(each)
    in_area = defaultdict(list)
    for activity, mine in by_activity.items():
        in_area[mine[0].neighbourhood_id].append((activity, told(mine)))
    areas = [
        (area, told(mine), sorted(in_area[area.pk], key=lambda one: one[0].name))
        for area, mine in sorted(by_area.items(), key=lambda one: one[0].name)
    ]
    return OfQuarter(quarter.first_day, told(sums), areas, _themes(sums))


def _themes(sums: list[PublishedSum]) -> list[tuple[Theme, Told]]:
    """Of each theme the activities that are told of by themselves."""
    tied = defaultdict(set)
    for activity, theme in Activity.themes.through.objects.filter(
        activity__in={each.activity_id for each in sums if each.activity_id}
    ).values_list("activity", "theme"):
        tied[theme].add(activity)
    found = [
        (theme, told(each for each in sums if each.activity_id in tied[theme.pk]))
        for theme in Theme.objects.filter(pk__in=tied)
    ]
    return [(theme, of_theme) for theme, of_theme in found if of_theme]


def _newest(which: Q) -> tuple[str, dict] | None:
    """For the page of something else: of the last quarter with something to tell."""
    sums = PublishedSum.objects.filter(which)
    days = sums.order_by("-quarter__first_day").values("quarter__first_day")[:1]
    sums = list(sums.filter(quarter__first_day=days).select_related("quarter"))
    if not sums:
        return None
    first = sums[0].quarter.first_day
    context = {"told": told(sums), "quarter": in_words(first), "key": key(first)}
    context["is_invented"] = sums[0].quarter.is_invented
    return "learning/measuring/public/_beside.html", context


def in_area(area: Neighbourhood) -> tuple[str, dict] | None:
    return _newest(Q(neighbourhood=area))


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    tied = Activity.themes.through.objects.filter(theme=theme).values("activity")
    return _newest(Q(activity__in=tied))


def at_activity(activity: Activity) -> tuple[str, dict] | None:
    return _newest(Q(activity=activity.whole_id))
