"""Staff decide about many at once: it names how many, asks, costs as many queries for
many as for few, and can be taken back."""

import re

import pytest
from django.urls import reverse

from common.mail.models import Mail
from common.moderation.queue import sources
from common.moderation.states import Move, State
from common.moderation.undoing.models import Undoable
from initiatives.models import Activity, Decision
from places.models import Place, Suggester
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]

PLACES = "/beheer/places/place/"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


def chosen(things, action, **more):
    return {"action": action, "_selected_action": [each.pk for each in things], **more}


def suggested(count):
    return [make_place(name=f"Bank {n}", state=State.SUGGESTED) for n in range(count)]


def states(model=Place):
    return set(model.objects.values_list("state", flat=True))


def test_it_names_how_many_and_asks_before_it_does_anything(client, bo):
    places = suggested(3)

    page = client.post(PLACES, chosen(places, "publish")).content.decode()

    assert "Publiceren: deze 3?" in page
    assert all(each.name in page for each in places)
    assert states() == {State.SUGGESTED}


def test_the_button_of_the_question_does_it_to_the_same_ones(client, bo):
    places = suggested(3)
    page = client.post(PLACES, chosen(places[:2], "publish")).content.decode()
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    sent = {"sure": "1", "action": dict(fields)["action"]}
    sent["_selected_action"] = [v for k, v in fields if k == "_selected_action"]

    answer = client.post(PLACES, sent, follow=True).content.decode()

    assert "2 plekken gepubliceerd." in answer
    assert Place.objects.filter(state=State.PUBLISHED).count() == 2


def test_closing_looks_other_than_publishing(client, bo):
    places = [make_place()]

    for action, is_grave in [("close", True), ("publish", False)]:
        page = client.post(PLACES, chosen(places, action)).content.decode()
        assert ("btn--danger" in page) is is_grave


def test_all_of_it_is_taken_back_in_one_press(client, bo):
    places = suggested(3)
    Suggester.objects.create(place=places[0], email="jan@example.org")
    answer = client.post(PLACES, chosen(places, "publish", sure=1), follow=True)
    assert "Ongedaan maken" in answer.content.decode()
    assert Mail.objects.count() == 1

    client.post(reverse("queue-undo", args=[Undoable.objects.get().pk]))

    assert states() == {State.SUGGESTED}
    assert Suggester.objects.count() == 1
    assert not Mail.objects.exists()


def test_what_is_not_possible_stays_and_is_named(client, bo):
    places = [*suggested(1), make_place(name="De fontein")]

    page = client.post(PLACES, chosen(places, "publish", sure=1), follow=True)

    assert "1 plek gepubliceerd." in page.content.decode()
    assert "De fontein" in page.content.decode()


def made(kind, count):
    if kind == "plek":
        places = suggested(count)
        for each in places:
            Suggester.objects.create(place=each, email=f"jan{each.pk}@example.org")
        return Place.objects.filter(pk__in=[each.pk for each in places])
    club = make_organisation(owner=make_user())
    new = {"organisation": club, "state": State.SUGGESTED}
    rows = [make_activity(name=f"Soep {n}", **new) for n in range(count)]
    return Activity.objects.filter(pk__in=[each.pk for each in rows])


@pytest.mark.parametrize("kind", ["plek", "activiteit"])
def test_many_cost_as_many_queries_as_few(bo, django_assert_max_num_queries, kind):
    source, counts = sources()[kind], []
    for count in (2, 12):
        things = made(kind, count)
        with django_assert_max_num_queries(60) as asked:
            done, stayed = source.decide_all(things, Move.PUBLISH, bo)
        counts.append(len(asked))
        assert (done, stayed) == (count, [])
    assert counts[0] == counts[1]


def test_each_owner_hears_of_each_and_the_history_knows(bo):
    things = made("activiteit", 3)
    sources()["activiteit"].decide_all(things, Move.PUBLISH, bo)

    assert Mail.objects.count() == 3
    assert Decision.objects.filter(decided_by=bo).count() == 3
    last = things[0].history.first()
    assert (last.history_user, last.state) == (bo, State.PUBLISHED)


def test_what_i_refused_myself_stays_for_a_second_person(bo):
    things = made("activiteit", 2)
    first = things.order_by("pk").first()
    Decision.objects.create(
        activity=first, move=Move.REFUSE, criterion="open", answer="Nee.", decided_by=bo
    )

    done, stayed = sources()["activiteit"].decide_all(things, Move.PUBLISH, bo)

    assert (done, stayed) == (1, [str(first)])
