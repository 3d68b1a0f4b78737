"""What other pages show of what the city tries and learns: under a theme and in a
neighbourhood."""

from django.db.models import Case, Value, When
from django.utils import timezone

from learning.facts.phases import Phase
from learning.finding import cards
from learning.goals import cards as goal_cards
from learning.models import Experiment, Goal, Lesson
from places.models import Neighbourhood
from themes.models import Theme

EXPERIMENTS, LESSONS, GOALS = 1, 2, 1  # that are shown


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    goals = Goal.objects.published().of_theme(theme).select_related("theme")
    found = goal_cards.of_goals(goals.defer("words")[:GOALS], timezone.localdate())
    parts = _parts(
        Experiment.objects.of_theme(theme),
        Lesson.objects.of_theme(theme),
        LESSONS - len(found),
    )
    if parts is None and not found:
        return None
    parts = {**(parts or {}), "goals": found, "theme": theme}
    return "learning/beside/_theme.html", parts


def in_area(area: Neighbourhood) -> tuple[str, dict] | None:
    parts = _parts(Experiment.objects.in_area(area), Lesson.objects.in_area(area))
    return parts and ("learning/beside/_area.html", {**parts, "area": area})


def _parts(experiments, lessons, most=LESSONS) -> dict | None:
    """What goes on comes first, then what is over, then what is to come. At most so
    many lessons, so that all of it stands on one row."""
    order = [
        When(phase=phase, then=Value(at))
        for at, phase in enumerate([Phase.RUNNING, Phase.ENDED, Phase.DECIDED])
    ]
    shown = experiments.published().exclude(phase=Phase.IDEA).defer("words")
    first = shown.order_by(Case(*order, default=Value(9)), "-first_on", "pk")
    found = list(first[:EXPERIMENTS])
    newest = lessons.published().defer("words").order_by("-created_at", "-pk")
    learnt = list(newest[:most])
    if not found and not learnt:
        return None
    return {
        "experiments": cards.of_experiments(found),
        "lessons": cards.of_lessons(learnt),
    }
