"""A desk is a stop of a tour: once, as a desk, open when it is there, and it says when
it is full or called off that day."""

import pytest

from common.links import kinds
from desks.days import full
from initiatives.dates import series
from tests.desks.conftest import TUESDAY
from tests.kit.factories import make_activity, make_desk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MAKER, ON_THE_DAY = "/fietstochten/maken/", "2026-11-10 09:00+01:00"


def page(client, *stops, **asked):
    base = {"dag": f"{TUESDAY}", "begin": "10.00"}
    base["s"] = [f"{each}.20" for each in stops]
    answer = client.get(MAKER, base | asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_search_of_a_tour_offers_a_desk_once_and_as_that(client, desk):
    make_activity(name="Koffie aan tafel", slug="koffie")

    text = page(client, zoek="tafel")

    assert 'value="loket.tafel.20"' in text
    assert 'value="activiteit.koffie.20"' in text
    assert "activiteit.tafel" not in text


def test_a_stop_at_a_desk_is_open_when_the_desk_is_there(client, desk):
    text = page(client, "loket.tafel")

    assert 'href="/ontmoetingsloket/tafel/"' in text
    assert "Open tot 12.00" in text
    assert "Dicht op woensdag" in page(client, "loket.tafel", dag="2026-11-11")


@pytest.mark.parametrize("kind", ["loket", "activiteit"])
def test_a_desk_that_is_full_says_so(client, desk, time_machine, kind):
    time_machine.move_to(ON_THE_DAY, tick=False)
    full.set_full(desk, TUESDAY, True)

    assert "Vol." in page(client, f"{kind}.tafel")


def test_a_desk_that_lapsed_says_so(client, desk):
    assert "Gaat niet door." not in page(client, "loket.tafel")

    series.cancel(desk.activity, TUESDAY, "")

    text = page(client, "loket.tafel")
    assert "Gaat niet door." in text
    assert "Open tot" not in text


def test_a_desk_has_its_own_telephone_or_that_of_who_runs_it(desk):
    runs = desk.activity.organisation
    runs.phone = "076 111 11 11"
    runs.save()
    key = ("loket", desk.pk)
    assert kinds.told([key])[key].telephone == "076 111 11 11"
    desk.phone = "076 222 22 22"
    desk.save()

    assert kinds.told([key])[key].telephone == "076 222 22 22"


def test_a_desk_that_nobody_may_see_is_no_stop(desk):
    desk.activity.state = desk.activity.State.SUGGESTED
    desk.activity.save()

    assert kinds.told([("loket", desk.pk)]) == {}
    assert kinds.find("tafel") == []


def test_many_desks_cost_as_many_questions_as_one(desk, django_assert_max_num_queries):
    keys = [("loket", make_desk().pk) for _each in range(4)]
    begin = desk.activity.occurrences.first().starts_at

    with django_assert_max_num_queries(2):
        kinds.told(keys)
    with django_assert_max_num_queries(3):
        kinds.windows(keys, begin, begin.replace(hour=20))
