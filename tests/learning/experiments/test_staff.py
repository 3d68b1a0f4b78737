"""Staff write an experiment, take its steps and note the decision."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from learning.experiments.deciding import version
from learning.models import Experiment, Lesson, NewsItem
from ontmoeten.accounts.roles import EDITOR, MODERATOR, POLICY
from tests.kit.choosing import sent_of
from tests.kit.factories import (
    make_experiment,
    make_lesson,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.staffpages import as_, staff_page, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADD = "/beheer/learning/experiment/add/"
SAID = {"reach": "Gezinnen.", "saw": "Drukte op het plein.", "said": "Leuk."}


def of_role(role):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    return as_(person)


@pytest.fixture
def officer():
    return of_role(POLICY)


def step(experiment, name):
    return f"{staff_page(experiment).removesuffix('change/')}stap/{name}/"


def decision(experiment):
    return f"{staff_page(experiment).removesuffix('change/')}besluit/"


def decided(experiment, **answers):
    """What someone fills in who sees it as it is now."""
    today = timezone.localdate().isoformat()
    usual = {"outcome": "stop", "why": "Niemand kwam.", "decided_on": today}
    return usual | {"seen": version(experiment)} | answers


NEW_LESSON = {
    "sentence": "Wie helpt, komt terug",
    "story": "Geef iedereen iets te doen.",
    "ground": "verhaal",
}


def test_a_policy_officer_writes_one_and_a_moderator_publishes_it(officer):
    bench = make_place(name="Bankje", slug="bankje")
    typed = {
        "title": "Soep op het plein", "summary": "Kort.", "question": "Wie blijft er?",
        "doing": "Soep.", "ties-TOTAL_FORMS": "1", "ties-INITIAL_FORMS": "0",
        "ties-0-address": f"https://ontmoeten.example.nl{bench.get_absolute_url()}?x=1",
    }  # fmt: skip

    answer = officer.post(ADD, typed)

    assert answer.status_code == 302, text_of(answer)
    experiment = Experiment.objects.get()
    assert (experiment.state, experiment.slug) == ("suggested", "soep-op-het-plein")
    assert experiment.ties.get().thing == bench
    queue = of_role(MODERATOR).get("/beheer/wachtrij/")
    assert "Soep op het plein" in text_of(queue)


@pytest.mark.parametrize("address", ["/plekken/nergens/", "hallo", "https://", "/"])
def test_an_address_with_nothing_at_it_is_refused_and_kept(officer, address):
    typed = {
        "title": "Soep", "summary": "Kort.", "question": "Wie?", "doing": "Soep.",
        "ties-TOTAL_FORMS": "1", "ties-INITIAL_FORMS": "0", "ties-0-address": address,
    }  # fmt: skip

    answer = officer.post(ADD, typed)

    assert answer.status_code == 200
    assert "Op dit adres staat niets" in text_of(answer)
    assert f'value="{address}"' in text_of(answer)


def test_the_page_leads_to_the_steps_that_are_possible(officer):
    experiment = make_experiment(phase="planned")

    page = text_of(officer.get(staff_page(experiment)))

    assert step(experiment, "start") in page
    assert step(experiment, "back") in page
    assert step(experiment, "end") not in page
    assert decision(experiment) not in page


def test_it_does_not_start_without_a_rule_and_nothing_typed_is_lost(officer):
    experiment = make_experiment(phase="planned", stop_rule="", stop_on=None)

    answer = officer.post(step(experiment, "start"), {"stop_rule": "Als niemand komt"})

    assert answer.status_code == 400
    assert {*answer.context["form"].errors} == {"stop_on"}
    assert "Als niemand komt" in text_of(answer)
    experiment.refresh_from_db()
    assert experiment.phase == "planned"


def test_ending_asks_for_what_came_of_it_and_names_what_is_missing(officer):
    experiment = make_experiment()

    answer = officer.post(step(experiment, "end"), {**SAID, "reach": ""})

    assert {*answer.context["form"].errors} == {"reach"}
    assert "Drukte op het plein." in text_of(answer)
    assert officer.post(step(experiment, "end"), SAID).status_code == 302
    experiment.refresh_from_db()
    assert experiment.phase == "ended"


def test_who_is_late_with_a_step_is_told(officer):
    experiment = make_experiment(phase="ended")

    answer = officer.post(step(experiment, "end"), SAID)

    assert answer.status_code == 400
    assert "Iemand anders" in text_of(answer)


def test_a_decision_comes_with_its_lesson_in_one_go(officer):
    experiment = make_experiment(phase="ended")

    answer = officer.post(decision(experiment), decided(experiment, **NEW_LESSON))

    assert answer.status_code == 302, text_of(answer)
    experiment.refresh_from_db()
    assert experiment.phase == "decided"
    assert Lesson.objects.get().sentence == NEW_LESSON["sentence"]


def test_without_a_lesson_nothing_is_decided_and_nothing_is_lost(officer):
    experiment = make_experiment(phase="ended")

    answer = officer.post(decision(experiment), decided(experiment))

    assert {*answer.context["form"].errors} == {"sentence"}
    assert "Niemand kwam." in text_of(answer)
    experiment.refresh_from_db()
    assert experiment.phase == "ended"


def test_half_a_lesson_is_none(officer):
    experiment = make_experiment(phase="ended")
    sent = decided(experiment, sentence="Wie helpt, komt terug")

    answer = officer.post(decision(experiment), sent)

    assert {*answer.context["form"].errors} == {"story", "ground"}
    assert not Lesson.objects.exists()


def test_the_second_of_two_sees_what_the_first_decided(officer):
    experiment = make_experiment(phase="ended")
    make_lesson(experiments=[experiment])
    sent = decided(experiment)
    officer.post(decision(experiment), sent)

    answer = officer.post(decision(experiment), {**sent, "why": "Anders."})

    assert "Iemand anders" in text_of(answer)
    assert "Niemand kwam." in text_of(answer)
    assert "Anders." in text_of(answer)
    assert experiment.decisions.count() == 1


def test_not_clear_yet_asks_for_a_date(officer):
    experiment = make_experiment(phase="ended")
    sent = decided(experiment, outcome="unclear")

    assert {*officer.post(decision(experiment), sent).context["form"].errors} == {
        "next_on"
    }
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    sent |= {"next_on": day, "runs_on": "on"}
    assert officer.post(decision(experiment), sent).status_code == 302
    experiment.refresh_from_db()
    assert (experiment.phase, f"{experiment.stop_on}") == ("running", day)


@pytest.mark.parametrize("page", [decision, lambda each: step(each, "end")])
def test_who_may_not_change_it_takes_no_step(page):
    experiment = make_experiment()

    assert of_role(EDITOR).get(page(experiment)).status_code == 403
    assert of_role(EDITOR).post(page(experiment), SAID).status_code == 403


def test_there_is_no_step_of_another_name(officer):
    assert officer.get(step(make_experiment(), "decide")).status_code == 404


def test_opening_a_step_takes_none(officer):
    experiment = make_experiment(phase="idea")

    assert officer.get(step(experiment, "plan")).status_code == 200
    experiment.refresh_from_db()
    assert experiment.phase == "idea"


def test_what_started_keeps_its_rule(officer):
    experiment = make_experiment()
    page = officer.get(staff_page(experiment))

    answer = officer.post(staff_page(experiment), sent_of(page, stop_rule=""))

    assert {*answer.context["adminform"].form.errors} == {"stop_rule"}


def test_news_is_about_something_on_the_site(officer):
    lesson = make_lesson()
    typed = {"title": "Nieuw", "text": "Lees dit.", "day": "2026-11-30"}
    add = "/beheer/learning/newsitem/add/"

    assert officer.post(add, typed).status_code == 200
    sent = {**typed, "address": lesson.get_absolute_url()}
    assert officer.post(add, sent).status_code == 302
    assert NewsItem.objects.get().thing == lesson


def test_many_are_published_in_one_go():
    make_lesson(state="suggested")
    chosen = {
        "action": "publish",
        "sure": 1,
        "_selected_action": [*Lesson.objects.values_list("pk", flat=True)],
    }

    as_(make_staff()).post("/beheer/learning/lesson/", chosen)

    assert Lesson.objects.published().count() == 1
