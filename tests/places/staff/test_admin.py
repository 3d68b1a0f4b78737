import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from common.moderation.states import State
from places.facts import derived
from places.models import Place
from tests.kit.factories import (
    GROTE_MARKT,
    kind,
    make_neighbourhood,
    make_place,
    make_places,
    make_staff,
    square,
)
from tests.kit.staffpages import staff_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
LIST = "/beheer/places/place/"


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


def said_by(response):
    """The words of its messages, without the way to take it back."""
    found = [str(message) for message in get_messages(response.wsgi_request)]
    return [line.partition(" <a ")[0] for line in found]


def closed_on(answer) -> set[str]:
    """The titles of what a page of staff has closed."""
    titles = re.findall(
        r"<details><summary>\s*<h2[^>]*>([^<]+)<", answer.content.decode()
    )
    return {*titles}


def act(client, action, *places):
    chosen = [place.pk for place in places]
    response = client.post(
        LIST, {"action": action, "sure": 1, "_selected_action": chosen}
    )
    for place in places:
        place.refresh_from_db()
    return said_by(response)


def test_publish_moves_suggestions_to_the_public_list(client, staff):
    first, second = make_place(state=State.SUGGESTED), make_place(state=State.SUGGESTED)

    assert act(client, "publish", first, second) == ["2 plekken gepubliceerd."]
    assert {first.state, second.state} == {State.PUBLISHED}


def test_checked_today_sets_the_day_and_the_person(client, staff, time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00")
    place = make_place()

    assert act(client, "mark_checked", place) == ["1 plek gecontroleerd."]
    assert (place.checked_on, place.checked_by) == (date(2026, 11, 23), staff)


def test_close_takes_a_place_off_for_good(client, staff):
    place = make_place()

    assert act(client, "close", place) == ["1 plek voorgoed gesloten."]
    assert place.state == State.CLOSED


def test_hide_puts_a_place_back_among_the_suggestions(client, staff):
    place = make_place()

    assert act(client, "hide", place) == ["1 plek verborgen."]
    assert place.state == State.SUGGESTED


@pytest.mark.parametrize("action", ["publish", "close", "hide", "mark_checked"])
def test_every_action_is_in_the_history_with_who_did_it(client, staff, action):
    state = State.SUGGESTED if action == "publish" else State.PUBLISHED
    place = make_place(state=state)

    act(client, action, place)

    assert place.history.first().history_user == staff


def test_what_can_not_be_moved_stays_and_is_named(client, staff):
    closed = make_place(name="Oude bank", state=State.CLOSED)
    open_ = make_place()

    said = act(client, "hide", closed, open_)

    assert said[0] == "1 plek verborgen."
    assert "Oude bank" in said[1]
    assert closed.state == State.CLOSED


def test_a_reader_among_staff_can_not_act(client):
    from django.contrib.auth.models import Permission

    from tests.kit.factories import make_user

    reader = make_user(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_place"))
    client.force_login(reader)
    place = make_place(state=State.SUGGESTED)

    act(client, "publish", place)

    assert place.state == State.SUGGESTED


def form_of(client, url):
    """What the browser would send back unchanged."""
    page = client.get(url).context["adminform"].form
    data = {}
    for bound in page:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, []):
            data[bound.html_name] = value
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0}
    rows = ("photos", "staff_contact")
    return data | {
        f"{each}-{name}": value for each in rows for name, value in empty.items()
    }


def test_staff_add_a_place_with_a_name_a_kind_and_a_spot(client, staff):
    url = reverse("admin:places_place_add")
    data = form_of(client, url) | {
        "name": "Bank bij de Mark",
        "kind": kind().pk,
        "point": "51.589,4.775",
    }

    response = client.post(url, data)

    assert response.status_code == 302, response.context["errors"]
    place = Place.objects.get()
    assert place.slug == "bank-bij-de-mark"
    assert place.state == State.SUGGESTED
    assert place.facets & derived.FREE
    assert place.history.first().history_user == staff


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("point", "hier", "Geef een breedtegraad"),
        ("point", "4.775,51.589", "verkeerd om"),
        ("slug", "kaart", "naam van een pagina"),
        ("name", "", "verplicht"),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_typed_is_lost(
    client, staff, field, value, words
):
    place = make_place(description="Zoals het was")
    url = reverse("admin:places_place_change", args=[place.pk])
    data = form_of(client, url) | {"description": "Wat ik typte", field: value}

    response = client.post(url, data)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert "Wat ik typte" in response.content.decode()
    place.refresh_from_db()
    assert place.description == "Zoals het was"


def test_a_neighbourhood_that_staff_choose_is_marked_as_theirs(client, staff):
    make_neighbourhood(centre=GROTE_MARKT)
    other = make_neighbourhood()
    place = make_place()
    url = reverse("admin:places_place_change", args=[place.pk])

    client.post(url, form_of(client, url) | {"neighbourhood": other.pk})

    place.refresh_from_db()
    assert place.neighbourhood == other
    assert place.neighbourhood_from == Place.FoundBy.STAFF


def test_themes_that_staff_tick_reach_the_filters(client, staff):
    from themes.models import Theme

    place = make_place()
    url = reverse("admin:places_place_change", args=[place.pk])
    health = Theme.objects.get(slug="gezondheid")

    client.post(url, form_of(client, url) | {"themes": [health.pk]})

    place.refresh_from_db()
    assert place.facets & derived.THEME_BITS["gezondheid"]


def test_completeness_is_seen_at_a_glance(client, staff):
    make_place()

    page = client.get(LIST).content.decode()

    assert "nog 3 dingen" in page
    assert "of er een drempel is" in page


def test_staff_search_by_name_address_and_source(client, staff):
    make_place(name="U-bank", address="Middellaan 1")
    make_place(name="Elders")

    page = client.get(LIST, {"q": "middellaan"}).content.decode()

    assert "U-bank" in page
    assert "Elders" not in page


def test_a_filter_chooses_from_all_that_the_search_finds(client, staff, monkeypatch):
    monkeypatch.setattr("common.web.long_lists.CountedSoFar.MOST", 2)
    make_places(
        {"name": f"Bank {number}", "step_free": "yes" if number > 6 else "unknown"}
        for number in range(9)
    )
    assert len(client.get(LIST, {"q": "bank"}).context["cl"].queryset) == 3

    found = client.get(LIST, {"q": "bank", "step_free__exact": "yes"}).context["cl"]

    assert [place.name for place in found.queryset] == ["Bank 7", "Bank 8"]


@pytest.mark.parametrize("freshness", ["fresh", "overdue", "unchecked"])
def test_staff_filter_by_freshness(client, staff, freshness, time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00")
    make_place(name="Bank fresh", checked_on=date(2026, 11, 1))
    make_place(name="Bank overdue", checked_on=date(2020, 1, 1))
    make_place(name="Bank unchecked")

    found = client.get(LIST, {"versheid": freshness}).context["cl"].queryset

    assert [place.name for place in found] == [f"Bank {freshness}"]


def test_the_list_costs_as_many_queries_for_fifty_places(
    client, staff, django_assert_max_num_queries
):
    make_places({"neighbourhood": make_neighbourhood()} for _ in range(50))

    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_a_boundary_is_shown_on_a_map_and_not_edited(client, staff):
    area = make_neighbourhood(boundary=square(GROTE_MARKT, 300))

    page = client.get(reverse("admin:places_neighbourhood_change", args=[area.pk]))

    assert "data-boundary" in page.content.decode()
    assert 'name="boundary"' not in page.content.decode()


@pytest.mark.parametrize(
    "model",
    [
        "place",
        "placekind",
        "dataset",
        "district",
        "municipality",
        "neighbourhood",
        "figure",
    ],
)
def test_every_list_and_form_of_staff_opens(client, staff, model):
    make_neighbourhood()

    assert client.get(reverse(f"admin:places_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:places_{model}_add")).status_code == 200


def test_what_nobody_confirmed_is_a_dash_and_not_a_word_of_the_program(client, staff):
    url = reverse("admin:places_place_change", args=[make_place().pk])

    assert not re.search(r">\s*None\s*<", client.get(url).content.decode())


def test_a_new_place_asks_first_what_it_can_not_do_without(client, staff):
    page = client.get("/beheer/places/place/add/")

    assert {"Wat je er vindt", "Controle", "Waar het bij hoort"} <= closed_on(page)
    assert "Reden van weigering" not in words_of(page)


def test_what_is_wrong_in_a_row_of_several_fields_is_not_hidden(client, staff):
    answer = client.post("/beheer/places/place/add/", {"checked_on": "ooit"})

    assert "Controle" not in closed_on(answer)
    assert "Waar het bij hoort" in closed_on(answer)


def test_a_place_that_is_there_shows_all_of_it(client, staff):
    page = client.get(staff_page(make_place()))

    assert "Wat je er vindt" not in closed_on(page)
    assert "Reden van weigering" in words_of(page)
