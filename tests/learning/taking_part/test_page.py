"""Doe mee: first steps by time and by who you are, without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desks.models import DeskDay
from learning.facts.steps import STEPS, Time, Who, steps
from tests.kit.factories import make_desk, make_desk_host, make_question, make_staff
from tests.kit.staffpages import as_, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/doe-mee/"


def shown(client, **asked):
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return {
        str(step.words): address
        for _time, own in answer.context["columns"]
        for step, address in own
    }


def test_every_step_opens_a_page_that_is_there(client):
    make_question()
    client = as_(make_staff())
    for words, address in shown(client).items():
        assert client.get(address.partition("#")[0]).status_code == 200, words


@pytest.mark.parametrize("time", Time)
@pytest.mark.parametrize("who", Who)
def test_everyone_can_do_something_with_any_time(time, who):
    assert steps(who, time, is_asked=False)


def test_filters_stand_in_the_address(client):
    for_neighbours = shown(client, ik="buur", tijd="5-minuten")

    assert 0 < len(for_neighbours) < len(STEPS)
    for step in STEPS:
        fits = Who.NEIGHBOUR in step.who and step.time == Time.MINUTES
        assert (str(step.words) in for_neighbours) == (fits and not step.needs_question)


def test_each_choice_keeps_the_other(client):
    page = text_of(client.get(PAGE, {"ik": "buur"}))

    assert 'href="/doe-mee/?ik=buur&amp;tijd=een-uur"' in page
    assert re.search(r'href="/doe-mee/\?ik=buur" aria-current="true"', page)


@pytest.mark.parametrize("asked", [{"ik": "koning"}, {"tijd": "nooit"}])
def test_what_nobody_can_ask_answers_400_and_names_it(client, asked):
    answer = client.get(PAGE, asked)

    assert answer.status_code == 400
    assert next(iter(asked)) in answer.context["wrong"]


def test_a_question_is_a_step_only_while_one_is_open(client):
    words = "Geef antwoord op een vraag van de stad"
    assert words not in shown(client)
    make_question(opened=30)
    assert words not in shown(client)
    make_question(title="Wat mis je?", slug="mis")

    assert words in shown(client)
    page = text_of(client.get(PAGE))
    assert "Hier is nu iemand nodig" in page
    assert 'href="/vragen/mis/antwoord/"' in page


def test_nobody_is_needed_when_nobody_knows_of_it(client):
    assert "Hier is nu iemand nodig" not in text_of(client.get(PAGE))


def test_a_desk_where_nobody_can_come_asks_someone_without_saying_who(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk = make_desk(name="Het loket", slug="loket", rule="", first_on=tomorrow)
    host = make_desk_host(
        desk, first_name="Samira", name_consent_on=timezone.localdate()
    )
    stand_in = make_desk_host(desk, position=1)
    day = DeskDay.objects.create(
        desk=desk, rule_date=tomorrow, away=host, away_at=timezone.now()
    )
    page = text_of(client.get(PAGE))
    assert "Het loket" in page
    assert f'href="/ontmoetingsloket/loket/{tomorrow}/"' in page
    assert "Samira" not in page

    day.stand_in = stand_in
    day.save()
    assert "Het loket" not in text_of(client.get(PAGE))


def test_it_says_whom_to_call(client, settings):
    page = text_of(client.get(PAGE))

    assert settings.CONTACT_PHONE in page
    assert 'id="uitdaagrecht"' in page
    assert "#uitdaagrecht" in page


@pytest.mark.parametrize("path", ["/", "/agenda/", "/over/"])
def test_every_page_leads_to_it_and_to_what_this_site_is(client, path):
    page = text_of(client.get(path))

    menu = page.split('class="menu"')[1].split("</nav>")[0]
    assert f'href="{reverse("learning:taking-part")}"' in menu
    assert 'href="/over/"' not in menu
    footer = page.split('class="foot"')[1]
    assert 'href="/over/"' in footer
    assert 'href="/vragen/"' in footer
