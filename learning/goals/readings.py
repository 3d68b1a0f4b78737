"""The numbers of indicators, wherever they come from: noted by staff, counted by the
site, published sums of cards, key figures. As many queries for many as for one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Min, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from common.translations.reading import Reading as Texts
from initiatives.models import Activity
from learning.facts import quarters
from learning.facts.progress import Measured, Reading
from learning.goals import counters
from learning.measuring import told
from learning.models import Indicator, Measurement, PublishedSum
from places.models import Figure, Neighbourhood

COUNTS = [
    Figure.Name.INHABITANTS,
    Figure.Name.AGE_65_PLUS,
    Figure.Name.AGE_0_14,
    Figure.Name.HOUSEHOLDS,
]  # fmt: skip — what may be added up over neighbourhoods


def indicators_of(goals: Iterable) -> list[Indicator]:
    """In order, each with its goal; one query."""
    goals = {each.pk: each for each in goals}
    rows = Indicator.objects.filter(goal__in=goals).order_by("position", "pk")
    for each in (found := list(rows)):
        each.goal = goals[each.goal_id]
    return found


def of_goals(goals: Iterable, today: date) -> dict[int, list[Measured]]:
    """By the id of each goal its indicators as they stand, in Dutch."""
    goals = list(goals)
    found = {each.pk: [] for each in goals}
    for each, measured in of_indicators(indicators_of(goals), today):
        found[each.goal_id].append(measured)
    return found


def of_indicators(
    indicators: list[Indicator], today: date, texts: Texts | None = None
) -> list[tuple[Indicator, Measured]]:
    """`texts` reads their names in the language of a page; in Dutch without it."""
    noted = _noted(indicators)
    said = _said([each for each in indicators if each.question])
    figures = _figures({each.figure for each in indicators if each.figure})
    found = []
    for each in indicators:
        readings = noted.get(each.pk, {}) if each.is_typed else {}
        readings |= said.get(each.pk, {}) | figures.get(each.figure, {})
        address = ""
        if counter := counters.counter_called(each.counter):
            readings |= {today: counters.reading(counter, today)}
            address = reverse("learning:counter", args=[counter.slug])
        elif each.question:
            address = reverse("learning:what-meeting-does")
        found.append((each, _measured(each, readings, address, texts)))
    return found


def _measured(each: Indicator, readings: dict, address: str, texts) -> Measured:
    return Measured(
        texts.of(each, "name").text if texts else each.name,
        texts.of(each, "unit").text if texts else each.unit,
        each.sort,
        each.better,
        is_leading=each.is_leading,
        is_modelled=each.is_modelled,
        baseline=each.baseline,
        baseline_on=each.baseline_on,
        target=each.target,
        target_on=each.target_on,
        readings=[readings[day] for day in sorted(readings)],
        address=address,
        language=texts.of(each, "name").language if texts else "nl",
    )


def _noted(indicators) -> dict[int, dict[date, Reading]]:
    """Of a day the last one counts; it says what it puts right."""
    rows = Measurement.objects.filter(indicator__in=indicators)
    found = defaultdict(dict)
    for each in rows.select_related("corrects").order_by("day", "pk"):
        found[each.indicator_id][each.day] = Reading(
            each.day, each.value, each.source, note_of(each), each.of
        )
    return found


def note_of(measurement: Measurement) -> str:
    """With what it puts right."""
    if measurement.corrects is None:
        return measurement.note
    words = _("Corrected: first it said %(value)s.")
    before = f"{measurement.corrects.value.normalize():f}"
    return f"{words % {'value': before}} {measurement.note}".strip()


def _said(indicators) -> dict[int, dict[date, Reading]]:
    """Of each quarter that was published: which part of the cards said yes, in whole
    percents. Only what `measuring.sums` made public is looked at."""
    if not indicators:
        return {}
    sums = PublishedSum.objects.filter(
        measure__in={each.question for each in indicators}
    )
    rows = list(sums.select_related("quarter"))
    tied = defaultdict(set)
    themes = {each.goal.theme_id for each in indicators if each.is_of_theme}
    if themes:
        ties = Activity.themes.through.objects.filter(theme__in=themes)
        for theme, activity in ties.values_list("theme", "activity"):
            tied[theme].add(activity)
    found = {}
    for each in indicators:
        mine = defaultdict(list)
        for row in rows:
            if row.measure == each.question and (
                not each.is_of_theme or row.activity_id in tied[each.goal.theme_id]
            ):
                mine[row.quarter].append(row)
        found[each.pk] = {
            reading.day: reading
            for quarter, blocks in mine.items()
            for reading in [_part(quarter, blocks)]
        }
    return found


def _part(quarter, blocks) -> Reading:
    [part] = told.told(blocks).said
    note = _("%(count)d of %(of)d said yes.") % {"count": part.count, "of": part.of}
    if quarter.is_invented:
        made_up = _("Made up, to show how this works.")
        note = f"{note} {made_up}"
    words = _("cards after a visit, %(quarter)s")
    return Reading(
        quarters.last_day(quarter.first_day),
        Decimal(round(part.count * 100 / part.of)),
        words % {"quarter": told.in_words(quarter.first_day)},
        note,
    )


def _figures(names: set[str]) -> dict[str, dict[date, Reading]]:
    """Of the whole city, never of a neighbourhood: its own, else what can be added up
    of all neighbourhoods."""
    if not names:
        return {}
    known = Figure.objects.filter(name__in=names, value__isnull=False)
    found = defaultdict(dict)
    many = Neighbourhood.objects.count()
    added = (
        known.filter(name__in=COUNTS, code__in=Neighbourhood.objects.values("code"))
        .values("name", "year")
        .annotate(total=Sum("value"), areas=Count("pk"), first=Min("source"))
        .order_by()
    )
    for row in added:
        words = _("added up over %(known)d of %(all)d neighbourhoods")
        note = words % {"known": row["areas"], "all": many}
        day = date(row["year"], 1, 1)
        found[row["name"]][day] = Reading(
            day, row["total"], row["first"], note, is_whole_year=True
        )
    for each in known.filter(code=settings.MUNICIPALITY):
        day = date(each.year, 1, 1)
        found[each.name][day] = Reading(
            day, each.value, each.source, is_whole_year=True
        )
    return found
