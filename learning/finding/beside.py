"""What other pages show of what the city tries and learns: under a theme and in a
neighbourhood."""

from learning.facts.phases import Phase
from learning.finding import cards
from learning.models import Experiment, Lesson
from places.models import Neighbourhood
from themes.models import Theme

SHOWN = 2  # of each


def in_theme(theme: Theme) -> tuple[str, dict] | None:
    parts = _parts(Experiment.objects.of_theme(theme), Lesson.objects.of_theme(theme))
    return parts and ("learning/beside/_theme.html", {**parts, "theme": theme})


def in_area(area: Neighbourhood) -> tuple[str, dict] | None:
    parts = _parts(Experiment.objects.in_area(area), Lesson.objects.in_area(area))
    return parts and ("learning/beside/_area.html", {**parts, "area": area})


def _parts(experiments, lessons) -> dict | None:
    """What goes on comes first, then what was decided."""
    shown = experiments.published().exclude(phase=Phase.IDEA).defer("words")
    order = {Phase.RUNNING: 0, Phase.ENDED: 1, Phase.DECIDED: 2, Phase.PLANNED: 3}
    running = shown.filter(phase=Phase.RUNNING).order_by("-first_on", "pk")[:SHOWN]
    found = [*running]
    if len(found) < SHOWN:
        rest = shown.exclude(phase=Phase.RUNNING).order_by("-first_on", "pk")
        rest = sorted(rest[: 2 * SHOWN], key=lambda each: order[each.phase])
        found += rest[: SHOWN - len(found)]
    newest = lessons.published().defer("words").order_by("-created_at", "-pk")
    learnt = list(newest[:SHOWN])
    if not found and not learnt:
        return None
    return {
        "experiments": cards.of_experiments(found),
        "lessons": cards.of_lessons(learnt),
        "has_invented": any(each.is_invented for each in [*found, *learnt]),
    }
