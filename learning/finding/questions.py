"""Questions to the city as lists, feeds and files have them: the filters, a card of
each, and a row for CSV and JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import django_filters as filters
from django.db.models import Case, Prefetch, Q, Value, When
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from common.translations.reading import DisplayText, Reading
from learning.facts.asking import Stage
from learning.finding.filters import LearntFilterSet, label_of
from learning.models import Promise, Question
from places.finding.choices.chosen import Clause
from places.finding.shared_filters import NO_SUCH
from themes.models import Theme


class QuestionFilterSet(LearntFilterSet):
    """What is open comes first, then what is late, then what is to come or was."""

    stand = filters.ChoiceFilter(
        label=_("How far it is"),
        choices=Stage.choices,
        empty_label=None,
        error_messages={"invalid_choice": NO_SUCH},
    )
    model, own = Question, "stand"
    CLAUSES = {**LearntFilterSet.CLAUSES, "stand": Clause(label_of("stand"))}

    class Meta:
        model = Question
        fields = []

    def noun(self):
        return gettext("Questions")

    def _ordered(self, rows):
        today = timezone.localdate()
        if stand := self.form.cleaned_data["stand"]:
            rows = rows.in_stage(stand, today)
        return rows.order_by(order(today), "open_until", "pk")


def order(today) -> Case:
    is_open = Q(opens_on__lte=today, open_until__gte=today, answered_on=None)
    late = Q(answered_on=None, answer_on__lt=today)
    answered = Q(answered_on__isnull=False)
    ranks = [
        When(is_open, then=Value(0)),
        When(late, then=Value(1)),
        When(answered, then=Value(3)),
    ]
    return Case(*ranks, default=Value(2))


@dataclass(frozen=True)
class QuestionCard:
    """`late` is how many days; `promised` the day that was promised last, if that is
    not the first."""

    question: Question
    title: DisplayText
    text: DisplayText
    stage: Stage
    late: int
    days_left: int
    promised: Promise | None

    @property
    def url(self) -> str:
        return self.question.get_absolute_url()


def of_questions(rows: Iterable[Question], read=None) -> list[QuestionCard]:
    """As many queries for many as for one."""
    rows, today = list(rows), timezone.localdate()
    read = read or Reading(get_language(), *rows)
    promises = Promise.objects.filter(question__in=rows).order_by("pk")
    last = {each.question_id: each for each in promises}
    return [
        QuestionCard(
            each,
            read.of(each, "title"),
            read.of(each, "text"),
            each.stage(today),
            each.days_late(today),
            (each.open_until - today).days,
            last.get(each.pk),
        )
        for each in rows
    ]


def rows(found, base: str) -> Iterator[dict]:
    """`base` is the site's address, for absolute links."""
    themes = Prefetch("themes", Theme.objects.only("slug"))
    today = timezone.localdate()
    found = found.prefetch_related(themes, "promises")
    for each in found.iterator(chunk_size=2000):
        promised = list(each.promises.all())
        yield {
            "id": each.pk,
            "vraag": each.title,
            "toelichting": each.text,
            "wie_vraagt": each.asked_by,
            "open_van": each.opens_on.isoformat(),
            "open_tot_en_met": each.open_until.isoformat(),
            "beloofd_antwoord_op": each.answer_on.isoformat(),
            "nu_beloofd": promised[-1].answer_on.isoformat() if promised else "",
            "omdat": promised[-1].why if promised else "",
            "beantwoord_op": each.answered_on.isoformat() if each.answered_on else "",
            "dagen_te_laat": each.days_late(today),
            "stand": str(each.stage(today)),
            "antwoord": each.summary,
            "themas": [theme.slug for theme in each.themes.all()],
            "verzonnen": "ja" if each.is_invented else "nee",
            "adres_op_deze_site": base + each.get_absolute_url(),
        }


COLUMNS = [
    "id", "vraag", "toelichting", "wie_vraagt", "open_van", "open_tot_en_met",
    "beloofd_antwoord_op", "nu_beloofd", "omdat", "beantwoord_op", "dagen_te_laat",
    "stand", "antwoord", "themas", "verzonnen", "adres_op_deze_site",
]  # fmt: skip
