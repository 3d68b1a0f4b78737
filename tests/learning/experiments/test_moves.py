"""The steps of an experiment: only those of the table, with what they ask for."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.moderation.states import NotAllowed
from learning.experiments.moves import take_step
from learning.facts.phases import STEPS, Phase, Step
from learning.models import Experiment
from tests.kit.factories import make_experiment

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]
SAID = {"reach": "Gezinnen.", "saw": "Drukte.", "said": "Leuk."}


def test_it_goes_from_idea_to_over_by_its_steps():
    experiment = make_experiment(phase="idea", stop_rule="", stop_on=None)
    stop = {"stop_rule": "Als er niemand komt.", "stop_on": timezone.localdate()}

    take_step(experiment, Step.PLAN, None)
    take_step(experiment, Step.START, None, **stop)
    take_step(experiment, Step.END, None, **SAID)

    experiment.refresh_from_db()
    assert experiment.phase == Phase.ENDED
    assert experiment.saw == "Drukte."
    assert experiment.stop_rule == stop["stop_rule"]


def test_it_does_not_start_without_a_rule_and_a_date_to_stop():
    experiment = make_experiment(phase="planned", stop_rule=" ", stop_on=None)

    with pytest.raises(ValidationError) as refused:
        take_step(experiment, Step.START, None)

    assert {*refused.value.message_dict} == {"stop_rule", "stop_on"}
    experiment.refresh_from_db()
    assert experiment.phase == Phase.PLANNED


@pytest.mark.parametrize("empty", SAID)
def test_it_does_not_end_without_what_came_of_it(empty):
    experiment = make_experiment()

    with pytest.raises(ValidationError) as refused:
        take_step(experiment, Step.END, None, **{**SAID, empty: "  "})

    assert {*refused.value.message_dict} == {empty}


@pytest.mark.parametrize("step", [Step.DECIDE, Step.RUN_ON, Step.WAIT])
def test_no_button_takes_the_place_of_a_decision(step):
    with pytest.raises(NotAllowed):
        take_step(make_experiment(phase="ended"), step, None)


def test_a_step_from_another_phase_is_refused():
    with pytest.raises(NotAllowed):
        take_step(make_experiment(), Step.PLAN, None)


def test_only_a_decision_leads_to_decided():
    assert {step for step, (_from, to) in STEPS.items() if to == Phase.DECIDED} == {
        Step.DECIDE
    }


@pytest.mark.parametrize(
    "facts",
    [
        {"phase": "running", "stop_rule": ""},
        {"phase": "running", "stop_on": None},
        {"phase": "ended", "saw": ""},
        {"phase": "decided"},
        {"phase": "gone"},
        {
            "first_on": date(2026, 5, 2),
            "last_on": date(2026, 5, 1),
        },
    ],
)
def test_the_database_refuses_what_no_step_leads_to(facts):
    experiment = make_experiment(phase="ended")
    with pytest.raises(IntegrityError), transaction.atomic():
        Experiment.objects.filter(pk=experiment.pk).update(**facts)


def test_each_step_stands_in_the_history_with_who_took_it(django_user_model):
    by = django_user_model.objects.create(email="bo@example.org")
    experiment = make_experiment()

    take_step(experiment, Step.END, by, **SAID)

    last = experiment.history.first()
    assert (last.history_user, last.phase) == (by, Phase.ENDED)
    assert last.history_change_reason
