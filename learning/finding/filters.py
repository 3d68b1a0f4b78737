"""The filters of the lists of experiments and lessons.

Their names and values are the public query string, and that is a contract: pages,
feeds, CSV and JSON read the same.
"""

from functools import cached_property

import django_filters as filters
from django import forms
from django.db.models import Case, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.web.query_string import QueryString, cleaned
from learning.facts.phases import Phase
from learning.facts.question_words import telling
from learning.facts.vocabulary import Ground
from learning.models import Experiment, Lesson
from places.finding.choices.chosen import ChosenFilters, Clause, together
from places.finding.shared_filters import LONGEST_SEARCH, NO_SUCH, WordsFilter
from places.models import Neighbourhood
from themes.models import Theme

FASES = {
    "idee": Phase.IDEA,
    "gepland": Phase.PLANNED,
    "loopt": Phase.RUNNING,
    "klaar": Phase.ENDED,
    "besloten": Phase.DECIDED,
}


def _searched(filter_set) -> str:
    return gettext("for “%(words)s”") % {"words": filter_set.form.cleaned_data["q"]}


def _themed(filter_set) -> str:
    theme = filter_set.form.cleaned_data["thema"]
    return gettext("within the theme %(theme)s") % {"theme": theme}


def _in_area(filter_set) -> str:
    return gettext("in %(area)s") % {"area": filter_set.form.cleaned_data["buurt"]}


def label_of(name: str):
    return lambda filter_set: together(filter_set.labels(name))


class LearntFilterSet(ChosenFilters, QueryString, filters.FilterSet):
    """From a query string to what is on the site of one sort, and addresses around
    that."""

    CLAUSES = {
        "q": Clause(_searched, attaches=True),
        "thema": Clause(_themed, attaches=True),
        "buurt": Clause(_in_area, attaches=True),
    }
    model = None  # of which these are
    own = ""  # the filter that only this sort has

    thema = filters.ModelChoiceFilter(
        label=_("Theme"),
        to_field_name="slug",
        queryset=Theme.objects.all(),
        empty_label=_("All themes"),
        error_messages={"invalid_choice": NO_SUCH},
    )
    buurt = filters.ModelChoiceFilter(
        label=_("Neighbourhood"),
        to_field_name="slug",
        queryset=Neighbourhood.objects.defer("boundary").order_by("name"),
        empty_label=_("All neighbourhoods"),
        error_messages={"invalid_choice": NO_SUCH},
    )
    q = WordsFilter(
        label=_("Search words"),
        max_length=LONGEST_SEARCH,
        widget=forms.HiddenInput,
        error_messages={"max_length": _("Use at most %(limit_value)d letters.")},
    )

    def __init__(self, data, queryset=None, **kwargs):
        super().__init__(cleaned(data), queryset or self.model.objects.none(), **kwargs)
        self.form.label_suffix = ""

    @cached_property
    def found(self):
        """Of a valid question: those on the site, whole."""
        asked = self.form.cleaned_data
        rows = self.model.objects.published()
        if asked["thema"]:
            rows = rows.of_theme(asked["thema"])
        if asked["buurt"]:
            rows = rows.in_area(asked["buurt"])
        if asked["q"]:
            rows = rows.with_terms(telling(asked["q"]))
        return self._ordered(rows).defer("words")

    @property
    def wrong(self) -> list[tuple[str, list[str]]]:
        """(the parameter and its label, what is wrong with it)."""
        fields = self.form.fields
        return [
            (f"{fields[name].label} ({name})", [*map(str, errors)])
            for name, errors in self.errors.items()
        ]

    def others_of(self, name: str) -> list[tuple[str, str]]:
        """(words, the query with this answer) of each answer that is not given."""
        given = self.data.get(name, "")
        answers = [
            (str(key), str(words)) for key, words in self.form.fields[name].choices
        ]
        return [
            (words, self.with_answers(**{name: key}))
            for key, words in answers
            if key and key != given
        ]


class ExperimentFilterSet(LearntFilterSet):
    """What goes on comes first, then what is over, then what is to come."""

    fase = filters.ChoiceFilter(
        label=_("How far it is"),
        choices=[(slug, phase.label) for slug, phase in FASES.items()],
        empty_label=None,
        error_messages={"invalid_choice": NO_SUCH},
    )
    model, own = Experiment, "fase"
    CLAUSES = {**LearntFilterSet.CLAUSES, "fase": Clause(label_of("fase"))}
    ORDER = [Phase.RUNNING, Phase.ENDED, Phase.DECIDED, Phase.PLANNED, Phase.IDEA]

    class Meta:
        model = Experiment
        fields = []

    def noun(self):
        return gettext("Experiments")

    def _ordered(self, rows):
        if fase := self.form.cleaned_data["fase"]:
            rows = rows.filter(phase=FASES[fase])
        steps = [When(phase=each, then=Value(at)) for at, each in enumerate(self.ORDER)]
        return rows.order_by(Case(*steps), "-first_on", "pk")


class LessonFilterSet(LearntFilterSet):
    """The newest first."""

    grond = filters.ChoiceFilter(
        label=_("What it stands on"),
        choices=Ground.choices,
        empty_label=None,
        error_messages={"invalid_choice": NO_SUCH},
    )
    model, own = Lesson, "grond"
    CLAUSES = {**LearntFilterSet.CLAUSES, "grond": Clause(label_of("grond"))}

    class Meta:
        model = Lesson
        fields = []

    def noun(self):
        return gettext("Lessons")

    def _ordered(self, rows):
        if grond := self.form.cleaned_data["grond"]:
            rows = rows.filter(ground=grond)
        return rows.order_by("-created_at", "-pk")
