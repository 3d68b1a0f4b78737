"""What staff decide about a place, wherever they do it: once, with its reason kept."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from common.moderation.states import MOVES, Move, NotAllowed, State
from places.deciding import decisions
from places.models import Place
from tests.kit.factories import make_place, make_staff
from tests.ontmoeten.staff.queue_item import address, opened, sent
from tests.places.staff.test_admin import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]


@pytest.fixture
def staff(client):
    person = make_staff()
    client.force_login(person)
    return person


def in_state(state, **facts):
    reason = "Dubbel." if state == State.REFUSED else ""
    return make_place(state=state, refusal_reason=reason, **facts)


def made(place):
    """The last change in its history: what it is now, why and by whom."""
    place.refresh_from_db()
    last = place.history.first()
    assert last.state == place.state
    return place.state, last.history_change_reason, last.history_user


@pytest.mark.parametrize("move", [*decisions.DECISIONS], ids=str)
def test_each_decision_is_in_the_history_with_its_reason_and_who_took_it(staff, move):
    allowed, leads_to = MOVES[move]
    for state in State:
        place = in_state(state)
        decide = decisions.DECISIONS[move]
        if state in allowed:
            if move is Move.REFUSE:
                decide(place, "Er staat geen bank.", staff)
            else:
                decide(place, staff, "Er staat geen bank.")
            assert made(place) == (leads_to, "Er staat geen bank.", staff)
        else:
            with pytest.raises(NotAllowed):
                decide(place, "Nee") if move is Move.REFUSE else decide(place)
            place.refresh_from_db()
            assert place.state == state


def test_without_a_reason_the_history_says_what_was_decided(staff):
    place = make_place()

    decisions.close(place, staff)

    assert made(place) == (State.CLOSED, "voorgoed sluiten", staff)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_refusal_says_why(staff, reason):
    place = in_state(State.SUGGESTED)

    with pytest.raises(ValidationError, match="Zeg waarom"):
        decisions.refuse(place, reason, staff)

    place.refresh_from_db()
    assert place.state == State.SUGGESTED


def test_a_long_reason_is_kept_whole_and_begins_the_history(staff):
    place = in_state(State.SUGGESTED)

    decisions.refuse(place, "lang " * 50, staff)

    place.refresh_from_db()
    assert len(place.refusal_reason) == 250
    assert place.history.first().history_change_reason == ("lang " * 20)


def test_nobody_can_be_asked_about_a_suggestion():
    assert Move.RETURN not in decisions.DECISIONS


def page_of(place):
    return reverse("admin:places_place_change", args=[place.pk])


def test_who_puts_a_place_right_goes_on_to_decide_about_it_in_one_press(client, staff):
    place = in_state(State.SUGGESTED, name="bankje")
    data = form_of(client, page_of(place))

    response = client.post(page_of(place), data | {"name": "Bank", "_decide": "1"})
    assert response.url == f"{address('plek', place)}#decision"
    sent(client, "plek", place, do="publish", answer="Gezien")

    assert made(place) == (State.PUBLISHED, "Gezien", staff)
    assert place.name == "Bank"


def test_a_refusal_needs_a_reason(client, staff):
    place = in_state(State.SUGGESTED)

    page = sent(client, "plek", place, do="refuse").content.decode()
    assert "Zeg waarom dit geweigerd is" in page
    place.refresh_from_db()
    assert place.state == State.SUGGESTED

    sent(client, "plek", place, do="refuse", answer="Staat er al.")
    assert made(place) == (State.REFUSED, "Staat er al.", staff)
    assert place.refusal_reason == "Staat er al."


def test_the_page_says_who_reads_a_refusal(client, staff):
    place = in_state(State.SUGGESTED)
    page = client.get(address("plek", place)).content.decode()

    assert "wie de plek voorstelde en het wil horen" in page
    assert 'value="return"' not in page
    assert 'name="state"' not in page
    assert 'name="state"' not in client.get(page_of(place)).content.decode()


def test_a_page_that_was_open_while_a_colleague_decided_says_so(client, staff):
    place = in_state(State.SUGGESTED)
    seen = opened(client, "plek", place)
    decisions.publish(place, make_staff())

    asked = {"do": "refuse", "answer": "Nee.", "seen": seen}
    page = client.post(address("plek", place), asked, follow=True).content.decode()

    assert "Een collega was je voor" in page
    place.refresh_from_db()
    assert place.state == State.PUBLISHED


def test_a_decision_that_is_still_possible_is_not_made_over_that_of_a_colleague(
    client, staff
):
    place = in_state(State.SUGGESTED)
    seen = opened(client, "plek", place)
    decisions.refuse(place, "Van een huis.", make_staff())

    asked = {"do": "publish", "answer": "Mooie bank.", "seen": seen}
    page = client.post(address("plek", place), asked).content.decode()

    assert "Iemand wijzigde dit intussen" in page
    assert "Mooie bank." in page
    assert "Dit is nu: geweigerd." in page
    place.refresh_from_db()
    assert place.state == State.REFUSED


def test_what_a_colleague_decided_is_not_undone_by_saving_the_rest(client, staff):
    place = make_place()
    data = form_of(client, page_of(place))
    decisions.hide(place, make_staff())

    client.post(page_of(place), data | {"name": "Bank"})

    place.refresh_from_db()
    assert (place.name, place.state) == ("Bank", State.SUGGESTED)


def test_a_new_place_is_decided_about_in_the_same_go(client, staff):
    url = reverse("admin:places_place_add")
    assert "Opslaan en besluiten" in client.get(url).content.decode()
    kind = make_place().kind_id
    data = form_of(client, url) | {
        "name": "Bank bij de Mark", "kind": kind, "point": "51.589,4.775",
        "_decide": "1",
    }  # fmt: skip

    response = client.post(url, data)

    place = Place.objects.get(name="Bank bij de Mark")
    assert response.url == f"{address('plek', place)}#decision"
    sent(client, "plek", place, do="publish")
    place.refresh_from_db()
    assert place.state == State.PUBLISHED


def test_who_may_only_look_decides_nothing(client):
    from django.contrib.auth.models import Permission

    from tests.kit.factories import make_user

    reader = make_user(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_place"))
    client.force_login(reader)
    place = in_state(State.SUGGESTED)

    page = client.get(page_of(place))
    assert page.status_code == 200
    assert "Hierover besluiten" not in page.content.decode()
    assert client.post(page_of(place), {"_decide": "1"}).status_code == 403
    assert client.post(address("plek", place), {"do": "publish"}).status_code == 403
    place.refresh_from_db()
    assert place.state == State.SUGGESTED


def test_who_may_change_but_not_decide_is_led_to_no_decision(client):
    from django.contrib.auth.models import Group

    from tests.kit.factories import make_user

    editor = make_user(is_staff=True)
    editor.groups.add(Group.objects.get(name="Redacteur"))
    client.force_login(editor)
    place = in_state(State.SUGGESTED)

    page = client.get(page_of(place)).content.decode()
    assert "Opslaan" in page
    assert "besluiten" not in page.lower()
    data = form_of(client, page_of(place)) | {"_decide": "1"}
    assert client.post(page_of(place), data).url == "/beheer/places/place/"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_reads_so():
    place = make_place()
    people = [make_staff(), make_staff()]
    heard = []

    def hide(person):
        try:
            decisions.hide(place, person)
            heard.append(person)
        except NotAllowed:
            heard.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=hide, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winner = next(person for person in heard if person != "too late")
    assert heard.count("too late") == 1
    assert made(place) == (State.SUGGESTED, "verbergen", winner)
