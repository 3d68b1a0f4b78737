"""The steps of an experiment that staff make with a button: each under a lock of its
row, with what the step asks for."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from common.kit.storing import store_and_tell
from common.moderation.deciding import LONGEST_WHY, locked
from common.moderation.states import NotAllowed
from learning.facts import phases
from learning.facts.phases import BY_DECISION, NEEDED, Step, is_empty
from learning.models import Experiment


@transaction.atomic
def take_step(
    experiment: Experiment, step: Step, by: AbstractBaseUser | None, **answers
) -> Experiment:
    """`answers` are what the step asks for, by the name of the field. NotAllowed when
    it is not possible from the phase it is in by now; ValidationError that names the
    fields that are still empty."""
    if step in BY_DECISION:
        raise NotAllowed(f"{step} is made by a decision")
    experiment = locked(experiment)
    if not phases.may(step, experiment.phase):
        raise NotAllowed(f"{step} from {experiment.phase}")
    needed = NEEDED.get(step, [])
    for name in needed:
        if name in answers:
            setattr(experiment, name, answers[name])
    if missing := [name for name in needed if is_empty(getattr(experiment, name))]:
        words = _("Fill this in first: without it the experiment does not go on.")
        raise ValidationError(dict.fromkeys(missing, words))
    move_to(experiment, step, by, fields=needed, why=str(phases.NAMES[step]))
    return experiment


def move_to(experiment: Experiment, step: Step, by, *, fields, why: str) -> None:
    """Save a locked experiment in the phase that a step leads to, with these fields."""
    experiment.phase = phases.leads_to(step)
    experiment._history_user = by
    store_and_tell(experiment, update_fields=["phase", *fields])
    update_change_reason(experiment, why[:LONGEST_WHY])
