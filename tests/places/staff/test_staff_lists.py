"""The staff's list of places, when there are more than it shows."""

import pytest
from django.contrib.messages import get_messages

from common.moderation.states import State
from common.web.long_lists import CountedSoFar
from places.models import Dataset, Place, Synonym
from places.search import staff as staff_search
from tests.kit.factories import made, make_place, make_places, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]
LIST = "/beheer/places/place/"


@pytest.fixture(autouse=True)
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


@pytest.fixture
def two_at_most(monkeypatch):
    monkeypatch.setattr(CountedSoFar, "MOST", 2)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def found(client, text):
    shown = client.get(LIST, {"q": text}).context_data["cl"].result_list
    return {place.name for place in shown}


def test_a_list_that_does_not_show_all_says_so(client, two_at_most):
    for name in "ABC":
        make_place(name=name)

    page = client.get(LIST)

    assert page.context_data["cl"].result_count == 2
    assert "Er zijn er meer dan deze 2" in page.content.decode()


def test_a_list_that_shows_all_says_nothing(client, two_at_most):
    make_place()
    make_place()

    assert said(client.get(LIST)) == []


def test_a_search_that_finds_more_than_the_list_shows_says_so(client, two_at_most):
    for _number in range(3):
        make_place(name="Bank")

    assert len(said(client.get(LIST, {"q": "bank"}))) == 1


def test_an_action_never_reaches_more_places_than_the_list_counted(client, two_at_most):
    places = [make_place() for _number in range(3)]

    response = client.post(
        LIST,
        {
            "action": "close",
            "select_across": "1",
            "sure": 1,
            "_selected_action": [places[0].pk],
        },
    )

    assert "Meer dan 2 in één keer" in said(response)[0]
    assert Place.objects.filter(state=State.CLOSED).count() == 0


def test_an_action_on_all_that_the_list_counted_is_done(client, two_at_most):
    places = [make_place() for _number in range(2)]

    client.post(
        LIST,
        {
            "action": "close",
            "select_across": "1",
            "sure": 1,
            "_selected_action": [places[0].pk],
        },
    )

    assert Place.objects.filter(state=State.CLOSED).count() == 2


def test_staff_find_by_a_part_of_a_word(client):
    make_place(name="Wilhelminapark")
    make_place(name="Grote Markt")

    assert found(client, "helmina") == {"Wilhelminapark"}


def test_staff_find_a_word_with_a_typing_error(client):
    make_place(name="Wilhelminapark")

    assert found(client, "wilhelminaprak") == {"Wilhelminapark"}


@pytest.mark.parametrize("state", [State.SUGGESTED, State.REFUSED, State.CLOSED])
def test_staff_find_what_the_public_does_not_see(client, state):
    make_place(name="Stille bank", state=state, refusal_reason="Dubbel.")
    make_place(name="Andere bank", state=state, refusal_reason="Dubbel.")

    assert found(client, "stil ban") == {"Stille bank"}


def test_staff_find_a_place_by_its_id_in_the_source(client):
    source = Dataset.objects.create(name="OSM", slug="osm")
    make_place(name="Bank", dataset=source, source_id="node/12")
    make_place(name="Andere", dataset=source, source_id="node/123")

    assert found(client, "node/12") == {"Bank"}


def test_staff_search_within_their_filters(client):
    make_place(name="Bank")
    make_place(name="Bank dicht", state=State.CLOSED)

    page = client.get(LIST, {"q": "bank", "state__exact": "closed"})

    assert [each.name for each in page.context_data["cl"].result_list] == ["Bank dicht"]


def test_staff_find_by_the_words_of_their_synonyms():
    made(Synonym(words="bank, rustpunt", finds=""))
    bench = make_place(name="Bank")

    assert staff_search.found("rustpunt", 10) == [bench.pk]


def test_the_list_asks_as_many_queries_for_many_places_as_for_few(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    make_place()
    with django_assert_max_num_queries(12) as few:
        client.get(LIST)
    make_places({} for _number in range(20))

    with django_assert_num_queries(len(few)):
        client.get(LIST)
