"""The one way to decide about an experiment. It is not closed without a lesson and a
decision; what is not clear yet gets a new date."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.history.meanwhile import ChangedMeanwhile
from common.kit.storing import follow, store
from common.moderation.deciding import locked
from common.moderation.states import NotAllowed
from learning.experiments.moves import move_to
from learning.facts import phases
from learning.facts.phases import Step
from learning.facts.vocabulary import Outcome
from learning.models import Decision, Experiment, Lesson


def version(experiment: Experiment) -> str:
    """What someone who is about to decide has seen: its phase and its last decision."""
    last = experiment.decisions.order_by("-pk").values_list("pk", flat=True).first()
    return f"{experiment.phase} {last or 0}"


def lessons_of(experiment: Experiment):
    """Those that are there or on their way, the newest first."""
    return experiment.lessons.there().order_by("-pk")


@transaction.atomic
def decide(
    experiment: Experiment,
    outcome: str,
    why: str,
    *,
    by: AbstractBaseUser | None,
    lesson: Lesson | None = None,
    decided_on: date | None = None,
    next_on: date | None = None,
    runs_on: bool = False,
    seen: str | None = None,
) -> Decision:
    """Note what was decided. `lesson` is a new one or one of its own; without it the
    newest of its own is taken. What is not clear yet needs `next_on`, and waits until
    then or `runs_on`.

    ChangedMeanwhile when `seen` (see `version`) is not how it is by now; NotAllowed
    when its phase knows no decision; ValidationError that names what is missing.
    """
    experiment = locked(experiment)
    if seen is not None and seen != version(experiment):
        raise ChangedMeanwhile
    is_final = outcome != Outcome.UNCLEAR
    step = Step.DECIDE if is_final else Step.RUN_ON if runs_on else Step.WAIT
    if not phases.may(step, experiment.phase):
        raise NotAllowed(f"{step} from {experiment.phase}")
    decided_on = decided_on or timezone.localdate()
    if lesson is not None:
        _tie(lesson, experiment, by)
    lesson = lesson or lessons_of(experiment).first()
    _check(is_final, lesson, why, decided_on, next_on)
    decision = Decision(
        experiment=experiment,
        outcome=outcome,
        why=why.strip(),
        decided_on=decided_on,
        next_on=None if is_final else next_on,
        lesson=lesson,
        noted_by=by,
    )
    decision.full_clean(exclude=["experiment", "lesson", "noted_by"])
    decision.save()
    fields = []
    if is_final:
        experiment.decision, fields = decision, ["decision"]
    elif runs_on:
        experiment.stop_on, fields = next_on, ["stop_on"]
    words = str(decision.get_outcome_display())
    move_to(experiment, step, by, fields=fields, why=words)
    return decision


def _tie(lesson: Lesson, experiment: Experiment, by) -> None:
    """The lesson is one of this experiment, and has its themes and neighbourhoods."""
    if not lesson.pk:
        lesson._history_user = by
        store(lesson)
        lesson.themes.set(experiment.themes.all())
        lesson.neighbourhoods.set(experiment.neighbourhoods.all())
    lesson.experiments.add(experiment)
    follow(lesson)


def _check(is_final, lesson, why, decided_on, next_on) -> None:
    wrong = {}
    if not why.strip():
        wrong["why"] = _("Say why.")
    if is_final and lesson is None:
        wrong["sentence"] = _(
            "An experiment is not closed without a lesson. What can someone else use?"
        )
    if decided_on > timezone.localdate():
        wrong["decided_on"] = _("This day has yet to come.")
    if not is_final and next_on is None:
        wrong["next_on"] = _("Not clear yet? Then say on which day you decide.")
    elif not is_final and next_on <= decided_on:
        wrong["next_on"] = _("Choose a day after the one of this decision.")
    if wrong:
        raise ValidationError(wrong)
