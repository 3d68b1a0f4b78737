"""Nothing found: what to let go of, and the next day on which something is."""

from datetime import date, time

import pytest

from tests.initiatives.agenda.test_agenda import AGENDA, shown
from tests.kit.factories import (
    make_activity,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("search")]


@pytest.fixture(autouse=True)
def _on_a_wednesday(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


def nothing_found(client, **query):
    """What a page without a find offers: (words, address) of each link."""
    page = client.get(AGENDA, query)
    assert page.context["days"] == []
    return page.context["filter"]


def test_nothing_found_says_what_each_choice_takes_away_the_most_first(client, various):
    found = nothing_found(client, zin="eten", dagdeel="ochtend", drempelvrij="ja")

    assert [(way["text"], way["query"]) for way in found.counted_options] == [
        ("1 activiteit als je “'s Ochtends” uitzet", "?drempelvrij=ja&zin=eten"),
    ]
    make_activity(name="Ontbijt", feelings=["eten"], starts_at=time(9))
    make_activity(name="Brunch", feelings=["eten"], starts_at=time(10))
    found = nothing_found(client, zin="eten", dagdeel="ochtend", drempelvrij="ja")
    assert [(way["text"], way["query"]) for way in found.counted_options] == [
        ("2 activiteiten als je “Zonder drempel” uitzet", "?zin=eten&dagdeel=ochtend"),
        ("1 activiteit als je “'s Ochtends” uitzet", "?drempelvrij=ja&zin=eten"),
    ]
    page = client.get(
        AGENDA, {"zin": "eten", "dagdeel": "ochtend", "drempelvrij": "ja"}
    ).content.decode()
    assert 'href="/agenda/?zin=eten&amp;dagdeel=ochtend">2 activiteiten als je' in page


def test_letting_go_of_free_shows_what_is_paid(client):
    make_activity(name="Duur", cost="paid")

    [way] = nothing_found(client).counted_options

    assert (way["text"], way["query"]) == (
        "1 activiteit als je “Gratis” uitzet",
        "?gratis=alles",
    )
    assert shown(client, gratis="alles") == ["Duur"]


def test_nothing_this_week_leads_to_the_next_day_on_which_something_fits(client):
    for day in [date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 9)]:
        make_activity(rule="", first_on=day)
    make_activity(rule="", first_on=date(2026, 11, 20), cost="paid")

    found = nothing_found(client)

    assert found.next_fitting == {
        "text": "Maar wel 3 vanaf donderdag 3 december",
        "query": "?dag=2026-12-03",
    }
    assert len(shown(client, dag="2026-12-03")) == 3


def test_nothing_on_a_day_leads_to_the_next_such_day(client):
    make_activity()

    found = nothing_found(client, dag="2026-11-05", periode="dag")

    assert found.next_fitting == {
        "text": "Maar wel 1 op dinsdag 10 november",
        "query": "?periode=dag&dag=2026-11-10",
    }
    assert len(shown(client, dag="2026-11-10", periode="dag")) == 1


def test_where_nothing_ever_fits_no_day_is_named(client):
    make_activity(rule="", first_on=date(2026, 11, 3))

    found = nothing_found(client, q="zeppelin")

    assert found.next_fitting is None
    assert found.counted_options == []


def test_nothing_found_asks_as_much_for_many_choices_as_for_one(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    facts = {"rule": "", "feelings": ["eten"], "languages": ["ar"]}
    make_activity(first_on=date(2026, 12, 3), **facts)
    with django_assert_max_num_queries(15) as one:
        client.get(AGENDA, {"dagdeel": "ochtend"})
    for number in range(10):
        make_activity(first_on=date(2026, 12, 3 + number), **facts)

    with django_assert_num_queries(len(one)):
        client.get(AGENDA, {"dagdeel": "ochtend", "zin": "eten", "taal": "ar"})
