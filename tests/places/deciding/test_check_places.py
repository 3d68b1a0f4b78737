from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from places.memory import snapshot
from places.memory.checking import drift
from places.models import MapVersion, Place
from tests.kit.factories import make_place, make_places

pytestmark = [pytest.mark.django_db, pytest.mark.both("raw SQL")]


def behind_our_back(place, **fields):
    """A change that nothing of ours notices, as with a hand in the database."""
    models.QuerySet(Place).filter(pk=place.pk).update(**fields)


def check(*args):
    output = StringIO()
    call_command("check_places", *args, stdout=output)
    return output.getvalue()


def test_what_is_right_is_called_right():
    make_place()
    make_place(kind="cafe", state="suggested")

    assert check() == "Alles wat uit de plekken is berekend, klopt.\n"


def test_an_empty_site_is_right():
    assert not drift()


@pytest.mark.parametrize(
    "wrong",
    [{"mercator_x": 5}, {"zorder": 7}, {"facets": 0}, {"possible": 2**40}],
)
def test_each_derived_field_that_drifted_is_found(wrong):
    make_place()
    behind_our_back(make_place(), **wrong)

    with pytest.raises(CommandError, match="fout berekend: 1") as error:
        check()

    assert "check_places --repair" in str(error.value)


def test_repairing_makes_it_right():
    places = [make_place() for _number in range(3)]
    before = MapVersion.stamp()
    for place in places[:2]:
        behind_our_back(place, mercator_y=9, facets=0)

    assert check("--repair").startswith("Herstelde plekken: 2. Alles")
    assert not drift()
    assert MapVersion.stamp() != before  # every process looks again


def test_a_memory_that_missed_a_change_is_found():
    place = make_place()
    snapshot.current()
    behind_our_back(place, state="closed")

    found = drift()

    assert found.derived == 0
    assert "everything" in found.filters
    check("--repair")
    assert not drift()


def test_it_costs_as_many_queries_for_many_places(django_assert_num_queries):
    make_place()
    snapshot.current()
    with CaptureQueriesContext(connection) as one:
        drift()
    make_places({} for _number in range(20))
    snapshot.current()

    with django_assert_num_queries(len(one)):
        drift()
