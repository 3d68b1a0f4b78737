"""What is frozen of a year stays as it was, whatever changes later."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from common.history import bin
from common.moderation.states import NotAllowed
from learning.goals import freezing, helping, noting
from learning.models import GoalSnapshot, Indicator
from tests.kit.factories import (
    make_experiment,
    make_goal,
    make_indicator,
    make_initiative,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/doelen/zitten/2026/"


def december():
    return time_machine.travel("2026-12-20 12:00+01:00", tick=False)


@pytest.fixture
def goal():
    cache.clear()
    goal = make_goal(
        title="Overal een bank", slug="zitten", ties=[make_place(name="De bank")]
    )
    leading = make_indicator(
        goal,
        name="banken om op te zitten",
        is_leading=True,
        baseline=0,
        baseline_on=date(2025, 1, 1),
        target=100,
        target_on=date(2029, 1, 1),
    )
    noting.note(leading, date(2026, 6, 1), Decimal("48.50"), "eigen telling")
    make_indicator(goal, name="initiatieven erbij", counter="initiatieven")
    make_initiative()
    return goal


@pytest.fixture
def frozen(goal):
    with december():
        return freezing.freeze(goal, 2026)


def page(client):
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode().split("<article")[1].split("</article>")[0]


def test_the_page_shows_the_hash_and_the_file_has_it(client, frozen):
    file = client.get(f"{PAGE}vastgelegd.json").content

    assert hashlib.sha256(file).hexdigest() == frozen.sha256
    assert frozen.sha256 in page(client)
    assert json.loads(file)["indicatoren"][0]["readings"][0]["value"] == "48.5"


def test_it_is_json_in_one_way_only(frozen):
    told = json.loads(frozen.content)

    assert freezing.canonical(told) == frozen.content
    assert freezing.canonical(dict(reversed(told.items()))) == frozen.content


def test_it_tells_what_the_page_told(client, frozen):
    shown = page(client)

    for words in [
        "Overal een bank", "banken om op te zitten", "48,5", "eigen telling",
        "De bank", "initiatieven erbij", "20 december 2026", "Ligt op schema",
    ]:  # fmt: skip
        assert words in shown


def test_next_year_it_shows_the_same_whatever_changed(client, goal, frozen):
    before, file = page(client), client.get(f"{PAGE}vastgelegd.json").content
    leading = Indicator.objects.get(is_leading=True)
    with time_machine.travel("2027-12-20 12:00+01:00", tick=False):
        cache.clear()
        noting.note(leading, date(2026, 6, 1), Decimal(3), "verbeterd", "Fout geteld.")
        noting.note(leading, date(2027, 6, 1), Decimal(99), "eigen telling")
        Indicator.objects.update(name="iets anders", unit="iets", position=9)
        make_indicator(goal, name="nieuw erbij")
        make_initiative()
        goal.title, goal.summary = "Heel iets anders", "Anders."
        goal.save()
        goal.theme.title = "Anders"
        goal.theme.save()
        goal.ties.all().delete()
        helping.tie(goal, make_experiment(title="Later erbij"))

        assert page(client) == before
        assert client.get(f"{PAGE}vastgelegd.json").content == file
        assert "Heel iets anders" in client.get("/doelen/zitten/").content.decode()
    assert GoalSnapshot.objects.get().is_whole


def test_it_stays_when_the_goal_is_closed_and_when_it_moved(client, goal, frozen):
    goal.state = "closed"
    goal.save()
    assert client.get(PAGE).status_code == 200
    assert client.get("/doelen/zitten/").status_code == 404

    goal.state = "suggested"
    goal.save()
    assert client.get(PAGE).status_code == 404


def test_a_year_ends_on_its_last_day(goal):
    leading = Indicator.objects.get(is_leading=True)
    noting.note(leading, date(2027, 1, 1), Decimal(80), "eigen telling")
    with time_machine.travel("2027-02-01 12:00+01:00", tick=False):
        told = freezing.freeze(goal, 2026).told

    values = [
        [row["value"] for row in each["readings"]] for each in told["indicatoren"]
    ]
    assert values == [["48.5"], []]  # what the site counts now is of another year


def test_it_is_frozen_once_and_never_changed(goal, frozen):
    with december(), pytest.raises(ValidationError):
        freezing.freeze(goal, 2026)
    frozen.content = "{}"
    with pytest.raises(ValidationError):
        frozen.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalSnapshot.objects.create(goal=goal, year=2026, content="{}", sha256="x")


def test_who_changed_it_by_the_back_door_is_told_on(client, frozen):
    GoalSnapshot.objects.update(content=frozen.content.replace("48.5", "98.5"))

    assert "de hash klopt niet" in client.get(PAGE).content.decode()


def test_a_goal_of_which_a_year_is_frozen_is_not_thrown_away(goal, frozen):
    with pytest.raises(NotAllowed):
        bin.throw_away(goal, None)
    with pytest.raises(ProtectedError):
        goal.delete()


@pytest.mark.parametrize("year", [2024, 2027])
def test_only_this_year_and_the_last_are_frozen(goal, year):
    with december(), pytest.raises(ValidationError):
        freezing.freeze(goal, year)


def test_what_is_not_on_the_site_is_not_frozen(goal):
    goal.state = "suggested"
    goal.save()

    with december(), pytest.raises(ValidationError):
        freezing.freeze(goal, 2026)


def test_indicators_come_back_from_what_was_frozen_as_they_were(goal):
    with december():
        told = freezing.told(goal, 2026, date(2026, 12, 20))
        again = freezing.measured_of(json.loads(freezing.canonical(told)))

    assert [freezing._plain(each) for each in again] == told["indicatoren"]
