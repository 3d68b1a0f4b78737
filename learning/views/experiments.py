"""The list of experiments, the page of one, what its numbers are made of, and the sheet
for the council."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from common.kit.slugs import moved
from common.links import kinds
from common.translations.reading import reading
from common.web.http import public_page
from learning.experiments import counting, ties
from learning.facts.phases import Phase
from learning.finding import cards
from learning.finding.filters import ExperimentFilterSet
from learning.goals import helping
from learning.models import Decision, Experiment
from learning.views.lists import list_page

ICONS = {
    "plek": "pin", "activiteit": "calendar", "loket": "letter", "tocht": "bike",
    "initiatief": "people",
}  # fmt: skip
DRAWINGS = {
    "leefomgeving": "park",
    "gezondheid": "picknick",
    "dienstverlening": "loket",
    "talentontwikkeling": "samen",
}


@public_page
def experiments(request):
    return list_page(
        request,
        ExperimentFilterSet(request.GET),
        "learning/experiments/list.html",
        cards.of_experiments,
    )


@dataclass(frozen=True)
class Decided:
    """One decision, and what became of it by today."""

    decision: Decision
    stands: bool  # it is what counts now
    is_overdue: bool  # the new date is past, and nothing was decided


def _experiment(slug) -> Experiment | None:
    known = Experiment.objects.published().prefetch_related("themes", "ties__kind")
    return known.filter(slug=slug).defer("words").first()


def _decisions(experiment, today) -> list[Decided]:
    found = list(experiment.decisions.select_related("lesson"))
    return [
        Decided(
            each,
            each.pk == experiment.decision_id,
            each is found[-1] and each.next_on is not None and each.next_on < today,
        )
        for each in found
    ]


def _about(request, experiment) -> dict:
    """What the page and the sheet tell of an experiment."""
    today = timezone.localdate()
    rows = list(experiment.ties.all())
    keys = [row.link for row in rows if row.link]
    activities = kinds.counted_by(keys)
    learnt = experiment.lessons.published().order_by("created_at", "pk")
    read = reading(request, experiment)
    themes = list(experiment.themes.all())
    decisions = _decisions(experiment, today)
    return {
        "experiment": experiment,
        "reading": read,
        "texts": {name: read.of(experiment, name) for name in experiment.translated},
        "themes": themes,
        "areas": experiment.neighbourhoods.defer("boundary").order_by("name"),
        "goals": helping.goals_of(experiment),
        "belongs": [(ICONS.get(each.kind, "pin"), each) for each in ties.of(rows)],
        "coming": ties.coming(keys, timezone.now()),
        "counted": counting.counted(experiment, activities, today),
        "activities": activities,
        "lessons": cards.of_lessons(learnt.defer("words")),
        "decisions": decisions,
        "last": decisions[-1] if decisions else None,
        "is_past_stop": experiment.phase == Phase.RUNNING
        and experiment.stop_on < today,
        "is_over": experiment.phase in {Phase.ENDED, Phase.DECIDED},
        "has_begun": experiment.phase not in {Phase.IDEA, Phase.PLANNED},
        "drawing": DRAWINGS.get(themes[0].slug if themes else "", "picknick"),
        "today": today,
    }


@public_page
def experiment(request, slug):
    found = _experiment(slug)
    if found is None:
        return redirect(moved(Experiment, slug), permanent=True)
    context = _about(request, found)
    status = context["reading"].http_status
    return render(
        request, "learning/experiments/experiment.html", context, status=status
    )


@public_page
def counts(request, slug):
    """Which activities and which dates the numbers are made of."""
    if (found := _experiment(slug)) is None:
        raise Http404(f"no experiment {slug}")
    context = _about(request, found)
    rows = counting.rows_of(context["counted"], context["activities"])
    return render(
        request, "learning/experiments/counts.html", {**context, "rows": rows}
    )


@public_page
def on_paper(request, slug):
    """One A4 for the council."""
    if (found := _experiment(slug)) is None:
        raise Http404(f"no experiment {slug}")
    return render(request, "learning/experiments/a4.html", _about(request, found))
