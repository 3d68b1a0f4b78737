"""Experiments, lessons and questions to take along: CSV, JSON and Atom, under the same
filters as their lists. Streamed; what nobody can ask answers 400 and names the
parameter."""

import json
from collections.abc import Iterator

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from common.kit import tables
from common.kit.one_line import without_breaks, writable
from common.web.http import public_page
from initiatives.agenda.feeds import SHOWN, NewEntries
from learning.finding import questions
from learning.finding import tables as rows
from learning.finding.asked_in_words import stage_in_words
from learning.finding.filters import ExperimentFilterSet, LessonFilterSet
from learning.finding.questions import QuestionFilterSet
from learning.models import Experiment, Lesson, NewsItem, Question

JSON = "application/json; charset=utf-8"


def _refused(filter_set) -> JsonResponse:
    return JsonResponse({"errors": filter_set.errors}, status=400)


def _file(filters, make, name: str, written, **options):
    @public_page
    def view(request):
        filter_set = filters(request.GET)
        if not filter_set.is_valid():
            return _refused(filter_set)
        base = request.build_absolute_uri("/").rstrip("/")
        return written(make(filter_set.found, base), name, **options)

    return view


def _csv(found: Iterator[dict], name: str, *, columns: list[str]):
    lines = (rows.flat(each) for each in found)
    return tables.csv_response(columns, lines, f"{name}.csv")


def _json(found: Iterator[dict], name: str):
    def lines():
        separator = "[\n"
        for each in found:
            yield separator + json.dumps(each, ensure_ascii=False)
            separator = ",\n"
        yield "[]\n" if separator == "[\n" else "\n]\n"

    return tables.download(lines(), JSON, f"{name}.json")


_EXPERIMENT = ExperimentFilterSet, rows.experiments, "experimenten"
_LESSON = LessonFilterSet, rows.lessons, "lessen"
_QUESTION = QuestionFilterSet, questions.rows, "vragen"
experiments_csv = _file(*_EXPERIMENT, _csv, columns=[*rows.EXPERIMENT])
experiments_json = _file(*_EXPERIMENT, _json)
lessons_csv = _file(*_LESSON, _csv, columns=[*rows.LESSON])
lessons_json = _file(*_LESSON, _json)
questions_csv = _file(*_QUESTION, _csv, columns=questions.COLUMNS)
questions_json = _file(*_QUESTION, _json)


class Learnt(NewEntries):
    """What came last, of what the filters find."""

    filters = None
    page = ""

    def __call__(self, request, *args, **kwargs):
        filter_set = self.filters(request.GET)
        if not filter_set.is_valid():
            return _refused(filter_set)
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request):
        filter_set = self.filters(request.GET)
        filter_set.is_valid()
        return filter_set

    def title(self, filter_set):
        return without_breaks(filter_set.sentence)

    def link(self, filter_set):
        return f"{reverse(self.page)}{filter_set.query()}"

    def items(self, filter_set):
        return filter_set.found.order_by("-created_at", "-pk")[:SHOWN]

    def item_title(self, entry):
        return without_breaks(str(entry))


class NewExperiments(Learnt):
    filters, page = ExperimentFilterSet, "learning:experiments"

    def item_description(self, experiment: Experiment):
        return writable(experiment.summary)


class NewLessons(Learnt):
    filters, page = LessonFilterSet, "learning:lessons"

    def item_description(self, lesson: Lesson):
        return writable(lesson.story)


class NewQuestions(Learnt):
    """Each says how far it is: what is late says so here too."""

    filters, page = QuestionFilterSet, "learning:questions"

    def item_description(self, question: Question):
        return writable(f"{stage_in_words(question)}. {question.text}")


class News(NewEntries):
    def title(self):
        return _("News")

    def link(self):
        return reverse("learning:news")

    def items(self):
        return NewsItem.objects.published()[:SHOWN]

    def item_title(self, item: NewsItem):
        return without_breaks(item.title)

    def item_description(self, item: NewsItem):
        return writable(item.text)
