"""What one applicant sent in is one case: shown on one page, published by one button,
and put right without leaving the queue."""

import re

import pytest
from django.urls import reverse

from common.mail.models import Mail
from common.moderation.states import State
from common.moderation.undoing.models import Undoable
from common.photos.models import Showing
from tests.kit.factories import (
    make_activity,
    make_initiative,
    make_organisation,
    make_photo,
    make_place,
    make_staff,
    make_user,
)
from tests.ontmoeten.staff.queue_item import address, sent, state
from tests.ontmoeten.staff.test_queue import LIST, helper, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


@pytest.fixture
def club():
    """An organisation that registered with an activity, an initiative and a photo."""
    amira = make_user(email="amira@example.org", name="Amira")
    new = {"state": State.SUGGESTED}
    club = make_organisation(name="De Naaikamer", owner=amira, **new)
    make_activity(name="Naaien", organisation=club, **new)
    table = make_initiative(name="Lange tafel", organisation=club, **new)
    make_photo(table, alt="Een tafel", state=Showing.WAITS)
    return club


def of_case(club):
    initiative = club.initiatives.get()
    return [club, club.activities.get(), initiative, initiative.photos.get()]


def versions(page: str) -> dict:
    return dict(re.findall(r'name="(seen-[\w-]+)" value="([^"]*)"', page))


def test_the_list_has_one_row_for_it_with_links_to_its_parts(client, bo, club):
    page = text(client.get(LIST))

    assert page.count('<tr class="cover">') == 1
    for kind, thing in zip(
        ["organisatie", "activiteit", "initiatief", "foto"], of_case(club), strict=True
    ):
        assert address(kind, thing) in page


def test_of_one_kind_each_has_a_row(client, bo, club):
    make_activity(name="Breien", organisation=club, state=State.SUGGESTED)

    page = text(client.get(LIST, {"soort": "activiteit"}))

    assert page.count('<tr class="cover">') == 2


def test_what_a_resident_sent_in_is_a_case_too(client, bo):
    jan = make_user(name="Jan")
    for name in ["Schaken", "Dammen"]:
        make_activity(name=name, organisation=None, created_by=jan, state="suggested")

    assert text(client.get(LIST)).count('<tr class="cover">') == 1


def test_its_page_has_who_sent_it_and_every_part_with_its_facts(client, bo, club):
    page = text(client.get(address("organisatie", club)))

    assert "Amira · amira@example.org" in page
    for words in ["Naaien", "Lange tafel", "Een tafel"]:
        assert words in page
    assert "Zet alles op de site: 4 dingen" in page


def test_what_nobody_filled_in_is_one_line(client, bo, club):
    page = text(client.get(address("organisatie", club)))

    assert "Niet ingevuld:" in page
    assert "<dd>–</dd>" not in page


def test_one_button_publishes_all_of_it_and_one_takes_it_back(client, bo, club):
    page = text(client.get(address("organisatie", club)))

    answer = client.post(reverse("queue-case", args=["organisatie", club.pk]),
                         versions(page))  # fmt: skip

    assert answer.url.startswith(f"{LIST}?net=")
    shown = [State.PUBLISHED] * 3 + [Showing.SHOWN]
    assert [state(each) for each in of_case(club)] == shown
    assert Mail.objects.filter(to="amira@example.org").count() == 3

    client.post(reverse("queue-undo", args=[Undoable.objects.get().pk]))
    waits = [State.SUGGESTED] * 3 + [Showing.WAITS]
    assert [state(each) for each in of_case(club)] == waits
    assert not Mail.objects.exists()


def test_what_someone_changed_meanwhile_is_looked_at_again(client, bo, club):
    page = text(client.get(address("organisatie", club)))
    activity = club.activities.get()
    activity.name = "Koop nu!"
    activity.save()

    path = reverse("queue-case", args=["organisatie", club.pk])
    answer = client.post(path, versions(page), follow=True)

    assert "Iemand wijzigde dit intussen" in text(answer)
    assert {state(each) for each in of_case(club)[:3]} == {State.SUGGESTED}


def test_who_may_not_decide_about_a_part_leaves_it(client, club):
    helper(client, "initiatives.decide_organisation", "initiatives.decide_activity")
    page = text(client.get(address("organisatie", club)))
    assert "Lange tafel" not in page

    path = reverse("queue-case", args=["organisatie", club.pk])
    client.post(path, versions(page))

    assert state(club.initiatives.get()) == State.SUGGESTED
    assert state(club.activities.get()) == State.PUBLISHED


def test_what_stands_by_itself_has_no_button_for_all(client, bo):
    place = make_place(state=State.SUGGESTED)

    page = text(client.get(address("plek", place)))

    assert "alles" not in versions(page)
    assert reverse("queue-case", args=["plek", place.pk]) not in page


def edits(thing, client, kind, **typed):
    """The fields to put right as the page has them, but for what is typed."""
    form = client.get(address(kind, thing)).context["edits"]
    known = {f"in-{name}": field.initial for name, field in form.fields.items()}
    known = {name: value for name, value in known.items() if value not in (None, [])}
    own = {f"in-{name}": value for name, value in typed.items()}
    return {"in-shown": "1", **known, **own}


def test_a_text_is_put_right_in_the_same_go(client, bo, club):
    activity = club.activities.get()

    sent(client, "activiteit", activity, do="publish",
         **edits(activity, client, "activiteit", name="Samen naaien"))  # fmt: skip

    assert state(activity) == State.PUBLISHED
    assert activity.name == "Samen naaien"
    assert activity.history.filter(history_user=bo, name="Samen naaien").exists()


def test_what_is_put_right_is_kept_when_we_ask_something(client, bo, club):
    activity = club.activities.get()

    sent(client, "activiteit", activity, do="return", answer="Hoe laat begint het?",
         **edits(activity, client, "activiteit", name="Samen naaien"))  # fmt: skip

    assert (state(activity), activity.name) == (State.RETURNED, "Samen naaien")


def test_it_is_kept_without_a_decision_and_still_waits(client, bo, club):
    activity = club.activities.get()

    typed = edits(activity, client, "activiteit", name="Naaikamer")
    answer = sent(client, "activiteit", activity, do="save", **typed)

    assert answer.url.startswith(address("activiteit", activity))
    assert (state(activity), activity.name) == (State.SUGGESTED, "Naaikamer")


def test_what_can_not_be_is_said_and_what_was_typed_stays(client, bo, club):
    activity = club.activities.get()
    typed = edits(activity, client, "activiteit", name="", description="Met garen.")

    page = text(sent(client, "activiteit", activity, do="publish", **typed))

    assert "Met garen." in page
    assert state(activity) == State.SUGGESTED


def test_taking_back_a_decision_takes_back_what_was_put_right(client, bo, club):
    activity = club.activities.get()
    typed = edits(activity, client, "activiteit", name="Samen naaien")
    sent(client, "activiteit", activity, do="publish",
         **typed | {"in-feelings": ["praatje"]})  # fmt: skip
    assert (state(activity), activity.feelings) == (State.PUBLISHED, ["praatje"])

    client.post(reverse("queue-undo", args=[Undoable.objects.get().pk]))

    assert (state(activity), activity.name) == (State.SUGGESTED, "Naaien")
    assert activity.feelings == []


def test_a_place_is_put_right_too(client, bo):
    place = make_place(name="bankje", state=State.SUGGESTED)

    sent(client, "plek", place, do="publish",
         **edits(place, client, "plek", name="Bank bij de molen"))  # fmt: skip

    assert (state(place), place.name) == (State.PUBLISHED, "Bank bij de molen")
