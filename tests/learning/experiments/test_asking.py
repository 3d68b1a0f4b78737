"""Six months after a decision its owner is asked once whether it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.mail.models import Mail
from initiatives.facts import tokens
from learning.experiments import asking
from learning.experiments.deciding import decide
from learning.models import Decision
from tests.kit.factories import make_decided, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LONG_AGO = 190  # days: more than six months


@pytest.fixture
def owner():
    return make_staff(email="eva@example.org")


@pytest.fixture
def decision(owner):
    return make_decided(days_ago=LONG_AGO, owner=owner, slug="soep", title="Soep")


def ask():
    return asking.ask(timezone.now())


def page(decision):
    return asking.link(decision)


def test_the_owner_is_asked_once(decision):
    assert ask() == 1
    assert ask() == 0

    mail = Mail.objects.get()
    assert mail.to == "eva@example.org"
    assert page(decision) in mail.html


def test_nobody_is_asked_before_six_months(owner):
    make_decided(days_ago=170, owner=owner)

    assert ask() == 0


def test_of_what_nobody_may_see_nothing_is_asked(owner):
    make_decided(days_ago=LONG_AGO, owner=owner, state="suggested")

    assert ask() == 0


@pytest.mark.parametrize("gone", ["left", "nobody"])
def test_when_the_owner_has_left_it_goes_to_who_is_on_duty(settings, owner, gone):
    settings.ON_DUTY = ["dienst@example.org"]
    make_decided(days_ago=LONG_AGO, owner=None if gone == "nobody" else owner)
    type(owner).objects.update(is_active=False)

    assert ask() == 1

    assert Mail.objects.get().to == "dienst@example.org"


def test_opening_the_link_answers_nothing(client, decision):
    answer = client.get(page(decision))

    assert answer.status_code == 200
    decision.refresh_from_db()
    assert decision.done == ""


def test_the_answer_stands_on_the_page_of_the_experiment(client, decision):
    ask()
    sent = {"done": "partly", "words": "In twee van de drie buurten."}

    assert client.post(page(decision), sent).status_code == 302

    assert (
        "In twee van de drie buurten."
        in client.get("/experimenten/soep/").content.decode()
    )


def test_who_leaves_something_out_keeps_what_was_typed(client, decision):
    answer = client.post(page(decision), {"words": "Bijna."})

    assert "Bijna." in answer.content.decode()
    assert "done" in answer.context["form"].errors


def test_an_unanswered_question_is_shown_as_such(client, decision):
    before = client.get("/experimenten/soep/").content.decode()
    ask()
    after = client.get("/experimenten/soep/").content.decode()

    assert "badge--late" not in before
    assert "badge--late" in after


@pytest.mark.parametrize(
    "token", ["nonsense", tokens.make("call-off", 1), tokens.make("decision-done", 99)]
)
def test_a_link_that_is_not_ours_opens_nothing(client, decision, token):
    assert client.get(f"/is-het-gedaan/{token}/").status_code == 404


def test_what_does_not_stand_any_more_is_not_asked(client, decision):
    link = page(decision)
    decide(decision.experiment, "stop", "Toch niet.", by=None)

    assert ask() == 0
    assert client.get(link).status_code == 404


def test_a_later_answer_takes_the_place_of_an_earlier_one(client, decision):
    for done, words in [("no", "Nog niet."), ("yes", "Nu wel.")]:
        client.post(page(decision), {"done": done, "words": words})

    found = Decision.objects.get(pk=decision.pk)
    assert (found.done, found.done_words) == ("yes", "Nu wel.")
    assert found.answered_on - timezone.localdate() == timedelta(0)
