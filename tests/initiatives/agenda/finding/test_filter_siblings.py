"""The filters of places and of the agenda ask the same in the same words."""

import pytest
from django.http import QueryDict

from initiatives.agenda.filters import ActivityFilterSet
from places.finding.filters import PlaceFilterSet
from places.finding.shared_filters import SharedFilterSet

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OF_PLACES = {"open", "mensen"}
OF_THE_AGENDA = {"zin", "dimensie", "taal", "dagdeel", "dag", "periode"}


def test_each_has_what_both_share_and_its_own():
    shared = SharedFilterSet.base_filters.keys() | {"onbekend", "verouderd"}

    assert PlaceFilterSet.base_filters.keys() == shared | OF_PLACES
    assert ActivityFilterSet.base_filters.keys() == shared | OF_THE_AGENDA


def test_the_agenda_has_nothing_that_only_works_for_places():
    agenda = ActivityFilterSet(QueryDict("drempelvrij=ja"))
    assert agenda.is_valid()

    for name in ("found", "selection", "nearest_anyway", "is_of_now"):
        assert not hasattr(agenda, name)


@pytest.mark.parametrize("filter_set", [PlaceFilterSet, ActivityFilterSet])
def test_both_give_the_same_addresses_around_a_question(filter_set):
    asked = filter_set(QueryDict("soort=bankje&gratis=ja&x=1"))

    assert asked.query() == "?soort=bankje"
    assert asked.toggled("drempelvrij", "ja") == "?soort=bankje&drempelvrij=ja"
    assert asked.without("soort") == ""
