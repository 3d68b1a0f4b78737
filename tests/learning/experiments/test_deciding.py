"""No experiment is closed without a lesson and a decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.history import bin
from common.history.meanwhile import ChangedMeanwhile
from common.moderation.states import NotAllowed
from learning.experiments.deciding import decide, version
from learning.facts.phases import Phase
from learning.models import Decision, Experiment, Lesson
from tests.kit.factories import (
    make_decided,
    make_experiment,
    make_lesson,
    make_neighbourhood,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("constraints")]
LATER = timedelta(days=30)


@pytest.fixture
def over():
    return make_experiment(phase="ended")


def new_lesson(**facts):
    return Lesson(
        sentence="Wie helpt, komt terug", story="Zo.", ground="telling", **facts
    )


def test_it_is_closed_with_a_lesson_in_the_same_go():
    area = make_neighbourhood()
    over = make_experiment(phase="ended", areas=[area])

    decision = decide(over, "bigger", "Het werkte.", by=None, lesson=new_lesson())

    over.refresh_from_db()
    assert (over.phase, over.decision) == (Phase.DECIDED, decision)
    lesson = over.lessons.get()
    assert (lesson, lesson.state) == (decision.lesson, Lesson.State.SUGGESTED)
    assert list(lesson.neighbourhoods.all()) == [area]


def test_a_lesson_that_is_there_will_do(over):
    lesson = make_lesson(experiments=[over])

    assert decide(over, "stop", "Niemand kwam.", by=None).lesson == lesson


@pytest.mark.parametrize("outcome", ["stop", "adapt", "bigger"])
def test_without_a_lesson_it_is_not_closed(over, outcome):
    with pytest.raises(ValidationError) as refused:
        decide(over, outcome, "Zomaar.", by=None)

    assert {*refused.value.message_dict} == {"sentence"}
    over.refresh_from_db()
    assert over.phase == Phase.ENDED


def test_a_refused_lesson_is_none(over):
    make_lesson(experiments=[over], state="refused", refusal_reason="Klopt niet.")

    with pytest.raises(ValidationError):
        decide(over, "stop", "Zomaar.", by=None)


def test_without_a_reason_it_is_not_closed(over):
    with pytest.raises(ValidationError) as refused:
        decide(over, "stop", " ", by=None, lesson=make_lesson())

    assert {*refused.value.message_dict} == {"why"}
    assert not over.lessons.exists()


def test_not_clear_yet_needs_a_new_date(over):
    with pytest.raises(ValidationError) as refused:
        decide(over, "unclear", "Te vroeg.", by=None)

    assert {*refused.value.message_dict} == {"next_on"}


def test_the_new_date_lies_after_the_decision(over):
    today = timezone.localdate()
    with pytest.raises(ValidationError):
        decide(over, "unclear", "Te vroeg.", by=None, next_on=today)


def test_nothing_is_decided_tomorrow(over):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        decide(over, "stop", "Ja.", by=None, lesson=make_lesson(), decided_on=tomorrow)

    assert "decided_on" in refused.value.message_dict


@pytest.mark.parametrize(("runs_on", "phase"), [(True, "running"), (False, "ended")])
def test_not_clear_yet_lets_it_run_on_or_wait(over, runs_on, phase):
    day = timezone.localdate() + LATER

    decide(over, "unclear", "Te vroeg.", by=None, next_on=day, runs_on=runs_on)

    over.refresh_from_db()
    assert over.phase == phase
    assert (over.stop_on == day) is runs_on
    assert over.decision is None


def test_earlier_decisions_stay(over):
    day = timezone.localdate() + LATER
    decide(over, "unclear", "Te vroeg.", by=None, next_on=day)
    decide(over, "stop", "Niemand kwam.", by=None, lesson=new_lesson())

    assert [each.outcome for each in over.decisions.all()] == ["unclear", "stop"]


@pytest.mark.parametrize("phase", ["idea", "planned", "running"])
def test_what_is_not_over_is_not_decided(phase):
    with pytest.raises(NotAllowed):
        decide(
            make_experiment(phase=phase), "stop", "Nu.", by=None, lesson=make_lesson()
        )


def test_the_second_of_two_is_told_what_the_first_decided(over):
    seen = version(over)
    decide(over, "stop", "Niemand kwam.", by=None, lesson=new_lesson(), seen=seen)

    with pytest.raises(ChangedMeanwhile):
        decide(over, "bigger", "Het werkte.", by=None, seen=seen)

    assert over.decisions.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"outcome": "stop", "lesson": None},
        {"outcome": "unclear", "next_on": None},
        {"outcome": "maybe"},
        {"why": ""},
        {"done": "yes"},
    ],
)
def test_the_database_refuses_half_a_decision(facts):
    decision = make_decided()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**facts)


def test_a_decided_experiment_keeps_its_decision():
    decision = make_decided()
    with pytest.raises(IntegrityError), transaction.atomic():
        Experiment.objects.update(decision=None)
    with pytest.raises(NotAllowed):
        bin.throw_away(decision.lesson, None)


def test_an_experiment_goes_with_its_decisions(django_user_model):
    experiment = make_decided().experiment
    binned = bin.throw_away(experiment, None)

    assert bin.empty(binned.erase_at) == 1
    assert not Decision.objects.exists()
