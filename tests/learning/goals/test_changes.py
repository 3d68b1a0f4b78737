"""The feed of goals: what was noted, and what was frozen."""

from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learning.goals import freezing, noting
from tests.kit.factories import make_goal, make_indicator

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-30 12:00+01:00", tick=False):
        yield


@pytest.fixture
def goal():
    return make_goal(title="Overal een bank", slug="zitten")


def entries(client, language=""):
    answer = client.get(f"{language}/doelen.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314 — our own
    return root.findall(f"{ATOM}entry")


def of(entry, name):
    return entry.findtext(f"{ATOM}{name}")


def note(indicator, value, day=TODAY, words="", **facts):
    return noting.note(indicator, day, Decimal(value), "eigen telling", words, **facts)


def test_a_new_number_says_what_it_means_and_where_it_comes_from(client, goal):
    note(make_indicator(goal, name="banken met een leuning"), "12.5", of=40)

    [entry] = entries(client)
    assert of(entry, "title") == "Overal een bank: 12,5 van 40 banken met een leuning"
    assert of(entry, "summary") == "Bron: eigen telling, 30 november 2026."
    assert entry.find(f"{ATOM}link").get("href").endswith("/doelen/zitten/")


def test_a_number_that_was_put_right_says_what_it_was(client, goal):
    indicator = make_indicator(goal)
    note(indicator, 55)
    note(indicator, 54, words="Een stond er dubbel.")

    [entry] = entries(client)
    assert "Verbeterd: eerst stond er 55. Een stond er dubbel." in of(entry, "summary")


def test_what_a_model_made_and_what_is_invented_say_so(client):
    goal = make_goal(is_invented=True)
    note(make_indicator(goal, sort="count", is_modelled=True, unit="%"), 48)

    [entry] = entries(client)
    assert "48% " in of(entry, "title")
    assert "Schatting met een model." in of(entry, "summary")
    assert "verzonnen" in of(entry, "summary")


def test_a_year_that_is_frozen_leads_to_what_was_frozen(client, goal):
    snapshot = freezing.freeze(goal, 2026)

    [entry] = entries(client)
    assert of(entry, "title") == "Overal een bank: 2026 is vastgelegd"
    assert snapshot.sha256 in of(entry, "summary")
    assert entry.find(f"{ATOM}link").get("href").endswith("/doelen/zitten/2026/")


def test_the_newest_comes_first_whatever_it_is(client, goal):
    indicator = make_indicator(goal, name="banken")
    with time_machine.travel("2026-11-28 12:00+01:00", tick=False):
        note(indicator, 1)
    with time_machine.travel("2026-11-29 12:00+01:00", tick=False):
        freezing.freeze(goal, 2026)
    note(indicator, 3)

    titles = [of(each, "title").partition(": ")[2] for each in entries(client)]
    assert titles == ["3 banken", "2026 is vastgelegd", "1 banken"]


def test_a_whole_table_is_one_entry_that_keeps_its_id_when_the_title_changes(
    client, goal
):
    indicator = make_indicator(goal)
    for days in range(40, 0, -1):
        note(indicator, days, TODAY - timedelta(days=days))
    [before] = entries(client)
    goal.slug = "anders"
    goal.save()
    note(indicator, 0)

    [after] = entries(client)
    assert "39 andere getallen" in of(before, "summary")
    assert "40 andere getallen" in of(after, "summary")
    assert of(after, "id") == of(before, "id")


def test_entries_have_each_their_own_id(client, goal):
    for _each in range(3):
        note(make_indicator(goal), 1)
    freezing.freeze(goal, 2026)

    assert len({of(each, "id") for each in entries(client)}) == 4


def test_what_is_not_on_the_site_or_told_elsewhere_is_not_in_it(client, goal):
    note(make_indicator(make_goal(state="suggested")), 1)
    noted = note(make_indicator(goal, name="welkom"), 2)
    assert len(entries(client)) == 1

    indicator = noted.indicator
    indicator.sort, indicator.question = "say", "welcome"
    indicator.save()
    assert entries(client) == []


def test_it_costs_as_much_for_many_as_for_few(client, goal):
    def asked():
        with CaptureQueriesContext(connection) as made:
            entries(client)
        return len(made)

    note(make_indicator(goal), 1)
    freezing.freeze(goal, 2026)
    few = asked()
    for number in range(40):
        other = make_goal(number=100 + number)
        note(make_indicator(other), number)
        note(make_indicator(other), number)
        freezing.freeze(other, 2026)

    assert asked() == few
    assert len(entries(client)) == 30


@pytest.mark.parametrize("page", ["/doelen/", "/doelen/zitten/"])
def test_the_pages_tell_readers_of_feeds_where_it_is(client, goal, page):
    shown = client.get(page).content.decode()

    assert 'type="application/atom+xml" href="/doelen.atom"' in shown


def test_in_english_its_own_words_are_english(client, goal):
    freezing.freeze(goal, timezone.localdate().year)

    [entry] = entries(client, "/en")
    assert "is frozen" in of(entry, "title")
