"""What the site counts of itself, and the rows that each number is made of."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from learning.goals.counters import counter_called, counters
from learning.models import Tally
from tests.kit.factories import (
    kind,
    make_activity,
    make_desk,
    make_experiment,
    make_initiative,
    make_neighbourhood,
    make_place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = "2026-12-02 12:00+01:00"  # a Wednesday
TODAY = date(2026, 12, 2)


@pytest.fixture(autouse=True)
def _now():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


def counted(slug):
    counter = counter_called(slug)
    rows = counter.rows(TODAY)
    return counter.count(TODAY)[0], {row.name for row in counter.tell(rows)}


def test_each_says_what_it_counts_in_what_unit_and_has_a_page_of_rows(client):
    for counter in counters():
        assert all([counter.name, counter.unit, counter.what])
        assert client.get(f"/tellingen/{counter.slug}/").status_code == 200


def test_what_is_not_counted_has_no_page(client):
    assert client.get("/tellingen/gevoelens/").status_code == 404
    assert client.get("/tellingen/initiatieven/?pagina=9").status_code == 404


def test_places_checked_this_year():
    make_place(name="Dit jaar", checked_on=date(2026, 1, 1))
    make_place(name="Vorig jaar", checked_on=date(2025, 12, 31))
    make_place(name="Nooit")
    make_place(name="Geheim", checked_on=TODAY, state="suggested")

    assert counted("nagekeken-plekken") == (1, {"Dit jaar"})


def test_a_neighbourhood_has_a_place_only_when_all_is_known_of_it():
    facts = {
        "Zeker": {"cost": "free", "step_free": "yes"},
        "Onbekend": {"cost": "free", "step_free": "unknown"},
        "Drempel": {"cost": "free", "step_free": "no"},
        "Duur": {"cost": "paid", "step_free": "yes"},
        "Verborgen": {"cost": "free", "step_free": "yes", "state": "suggested"},
        "Soort": {"cost": "", "step_free": "yes", "kind": kind("bankje")},
    }
    for name, own in facts.items():
        make_place(neighbourhood=make_neighbourhood(name=name), **own)
    make_neighbourhood(name="Leeg")

    number, names = counted("buurten-zonder-plek")

    assert names == {"Onbekend", "Drempel", "Duur", "Verborgen", "Leeg"}
    assert number == 5
    assert counter_called("buurten-zonder-plek").count(TODAY)[1] == 7


def test_activities_of_this_week_count_once_and_not_when_called_off():
    make_activity(name="Deze week", rule="", first_on=date(2026, 12, 6))
    make_activity(name="Volgende week", rule="", first_on=date(2026, 12, 7))
    off = make_activity(name="Gaat niet door", rule="", first_on=date(2026, 12, 3))
    off.occurrences.update(is_cancelled=True)

    assert counted("activiteiten-deze-week") == (1, {"Deze week"})


def test_desk_hours_are_those_of_which_the_end_is_known():
    times = {"rule": "", "first_on": date(2026, 12, 3), "starts_at": time(10)}
    make_desk(name="Tafel", minutes=150, **times)
    make_desk(name="Open einde", minutes=None, **times)
    make_activity(name="Geen loket", minutes=120, **times)

    assert counted("loketuren-deze-week") == (2.5, {"Tafel"})


def test_dates_on_which_was_counted_never_people():
    soup = make_activity(name="Soep")
    for days in (10, 20, 400):
        day = timezone.localdate() - timedelta(days=days)
        Tally.objects.create(activity=soup, rule_date=day, first_times=77)

    counter = counter_called("keren-geteld")
    [row] = counter.tell(counter.rows(TODAY))

    assert counter.count(TODAY)[0] == 2
    assert (row.name, row.detail) == ("Soep", "2 keer")


def test_ideas_are_no_experiments_that_were_tried():
    make_experiment(title="Loopt")
    make_experiment(title="Bedacht", phase="idea")
    make_initiative(name="Van ons")

    assert counted("experimenten") == (1, {"Loopt"})
    assert counted("initiatieven") == (1, {"Van ons"})
