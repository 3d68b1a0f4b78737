"""What helps a goal: on the page of the goal, and the goal on theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.goals import helping
from tests.kit.factories import (
    make_activity,
    make_desk,
    make_experiment,
    make_goal,
    make_initiative,
    make_lesson,
    make_place,
    make_tour,
)
from tests.kit.staffpages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HELP = [
    make_experiment, make_lesson, make_activity, make_place, make_initiative,
    make_desk, make_tour,
]  # fmt: skip


@pytest.fixture
def goal():
    return make_goal(title="Overal een bank", slug="zitten")


def text(client, address="/doelen/zitten/"):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return text_of(answer)


def test_everything_can_help_a_goal(client):
    soup = make_activity(name="Soep")
    things = [
        soup, make_place(name="Bankje"), make_desk(name="De tafel"),
        make_tour(name="Rondje"), make_initiative(name="Samen"),
        make_experiment(title="Proef"), make_lesson(sentence="Wie helpt, blijft"),
    ]  # fmt: skip
    make_goal(slug="zitten", ties=[*things, make_place(name="Weg", state="suggested")])

    page = text(client)

    for name in ["Soep", "Bankje", "De tafel", "Rondje", "Samen", "Proef", "helpt"]:
        assert name in page
    assert "Weg<" not in page


@pytest.mark.parametrize("make", HELP)
def test_what_helps_a_goal_says_which(client, goal, make):
    thing = make()
    helping.tie(goal, thing)

    assert "Overal een bank" in text(client, thing.get_absolute_url())
    goal.state = "suggested"
    goal.save()
    assert "Overal een bank" not in text(client, thing.get_absolute_url())


def test_a_desk_says_once_which_goals_it_and_its_activity_help(client, goal):
    desk = make_desk()
    for thing in [desk, desk.activity]:
        helping.tie(goal, thing)
    helping.tie(make_goal(title="Ook warm"), desk.activity)

    page = text(client, desk.get_absolute_url())

    assert page.count("Overal een bank") == page.count("Ook warm") == 1
    assert page.count("Helpt deze doelen") == page.count('id="doel"') == 1


def asked(client, page) -> int:
    with CaptureQueriesContext(connection) as asked:
        text(client, page)
    return len(asked)


def test_what_helps_many_goals_costs_as_much_as_what_helps_one(client, goal):
    things = [make() for make in HELP]
    pages = [each.get_absolute_url() for each in things]
    for thing in things:
        helping.tie(goal, thing)
    few = [asked(client, page) for page in pages for _twice in range(2)][1::2]
    others = [make_goal() for _ in range(4)]
    for thing in things:
        helping.tie_to(thing, [goal, *others])

    assert [asked(client, page) for page in pages] == few
