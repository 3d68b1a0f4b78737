"""Experiments, lessons and messages as lists and other pages show them: with all that
stands on a card, in as many queries for many as for one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from common.links.kinds import Told
from common.translations.reading import DisplayText, Reading
from learning.experiments import ties
from learning.facts.phases import Phase
from learning.models import Decision, Experiment, Lesson, NewsItem


@dataclass(frozen=True)
class ExperimentCard:
    """`areas` are the names of its neighbourhoods; `last` what was decided last."""

    experiment: Experiment
    title: DisplayText
    summary: DisplayText
    themes: list
    areas: list[str]
    last: Decision | None

    @property
    def url(self) -> str:
        return self.experiment.get_absolute_url()

    @property
    def is_running(self) -> bool:
        return self.experiment.phase == Phase.RUNNING


@dataclass(frozen=True)
class LessonCard:
    """`tried` are the experiments that everyone may see, each with what was decided
    last."""

    lesson: Lesson
    sentence: DisplayText
    story: DisplayText
    sure: DisplayText
    themes: list
    tried: list[tuple[Experiment, Decision | None]]

    @property
    def url(self) -> str:
        return self.lesson.get_absolute_url()


@dataclass(frozen=True)
class NewsCard:
    item: NewsItem
    title: DisplayText
    text: DisplayText
    about: Told | None


def _read(rows) -> Reading:
    return Reading(get_language(), *rows)


def _areas(model, pks) -> dict[int, list[str]]:
    """The names of the neighbourhoods of each."""
    ties_ = model.neighbourhoods.through.objects
    field = model._meta.model_name
    rows = ties_.filter(**{f"{field}__in": pks})
    found = defaultdict(list)
    names = rows.values_list(field, "neighbourhood__name").order_by(
        "neighbourhood__name"
    )
    for pk, name in names:
        found[pk].append(name)
    return found


def last_decisions(experiments: Iterable[int]) -> dict[int, Decision]:
    """Of each of these ids, what was decided last."""
    rows = Decision.objects.filter(experiment__in=list(experiments))
    return {each.experiment_id: each for each in rows.order_by("decided_on", "pk")}


def of_experiments(rows: Iterable[Experiment], read=None) -> list[ExperimentCard]:
    rows = list(rows)
    read = read or _read(rows)
    pks = [each.pk for each in rows]
    themes, areas = _themes(Experiment, pks), _areas(Experiment, pks)
    last = last_decisions(pks)
    return [
        ExperimentCard(
            each,
            read.of(each, "title"),
            read.of(each, "summary"),
            themes[each.pk],
            areas[each.pk],
            last.get(each.pk),
        )
        for each in rows
    ]


def _themes(model, pks) -> dict[int, list]:
    field = model._meta.model_name
    rows = model.themes.through.objects.filter(**{f"{field}__in": pks})
    found = defaultdict(list)
    for row in rows.select_related("theme").order_by("theme__order"):
        found[getattr(row, f"{field}_id")].append(row.theme)
    return found


def of_lessons(rows: Iterable[Lesson], read=None) -> list[LessonCard]:
    rows = list(rows)
    read = read or _read(rows)
    pks = [each.pk for each in rows]
    themes, tried = _themes(Lesson, pks), _tried(pks)
    last = last_decisions({each.pk for found in tried.values() for each in found})
    return [
        LessonCard(
            each,
            read.of(each, "sentence"),
            read.of(each, "story"),
            read.of(each, "sure"),
            themes[each.pk],
            [(other, last.get(other.pk)) for other in tried[each.pk]],
        )
        for each in rows
    ]


def _tried(pks) -> dict[int, list[Experiment]]:
    public = Experiment.objects.published()
    rows = Lesson.experiments.through.objects.filter(
        lesson__in=pks, experiment__in=public
    )
    found = defaultdict(list)
    for row in rows.select_related("experiment").order_by("experiment__title"):
        found[row.lesson_id].append(row.experiment)
    return found


def of_news(rows: Iterable[NewsItem], read=None) -> list[NewsCard]:
    rows = list(rows)
    read = read or _read(rows)
    known = ties.told(rows)
    return [
        NewsCard(
            each, read.of(each, "title"), read.of(each, "text"), known.get(each.link)
        )
        for each in rows
    ]
