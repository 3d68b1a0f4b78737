"""Staff decide about many at once: it names how many, asks, costs as many queries for
many as for few, and can be taken back."""

import re

import pytest
from django.urls import reverse

from common.mail.models import Mail
from common.moderation.queue import sources
from common.moderation.states import Move, State
from common.moderation.undoing.decisions import take_back, undoable
from common.moderation.undoing.models import Undoable
from common.photos.models import Showing
from initiatives.models import Activity, Claim, Decision, Initiative
from places.models import Place, PlacePhotoRemoval, Suggester, VisitorFact
from tests.kit.factories import (
    make_activity,
    make_dataset,
    make_experiment,
    make_goal,
    make_initiative,
    make_lesson,
    make_news,
    make_organisation,
    make_place,
    make_place_photo,
    make_staff,
    make_tour,
    make_user,
)
from tours.models import Proposer

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]

PLACES = "/beheer/places/place/"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


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


def suggested_places(count):
    places = suggested(count)
    for each in places:
        Suggester.objects.create(place=each, email=f"jan{each.pk}@example.org")
    return places


def suggested_activities(count):
    club = make_organisation(owner=make_user())
    new = {"organisation": club, "state": State.SUGGESTED}
    return [make_activity(name=f"Soep {n}", **new) for n in range(count)]


def claims(count):
    """Each of another organisation, with an activity and an initiative."""
    dataset = make_dataset()
    found = []
    for _n in range(count):
        person = make_user()
        club = make_organisation(dataset=dataset, source_id=f"{person.pk}")
        claim = Claim.objects.create(organisation=club, person=person)
        claim.activities.add(make_activity(state=State.SUGGESTED))
        claim.initiatives.add(make_initiative(state=State.SUGGESTED))
        found.append(claim)
    return found


def photos(count, state=Showing.WAITS):
    place = make_place()
    return [make_place_photo(place, state=state) for _n in range(count)]


def asked_away(count):
    return [
        PlacePhotoRemoval.objects.create(place=photo.place, photo=photo)
        for photo in photos(count, Showing.HIDDEN)
    ]


def tours(count):
    made = [make_tour(state=State.SUGGESTED) for _n in range(count)]
    for each in made:
        Proposer.objects.create(tour=each, email=f"jan{each.pk}@example.org")
    return made


def waiting(make, **facts):
    return lambda count: [make(state=State.SUGGESTED, **facts) for _n in range(count)]


def tried_lessons(count):
    """Each of an experiment that is found by it."""
    lessons = waiting(make_lesson)(count)
    for each in lessons:
        each.experiments.add(make_experiment())
    return lessons


def taken_over(count):
    """Answers of passers-by, each about another place, that are on its page."""
    yes = {"question": "rugleuning", "state": VisitorFact.State.TAKEN, "is_so": True}
    return [
        VisitorFact.objects.create(place=make_place(backrest=True), **yes)
        for _n in range(count)
    ]


WAYS = [
    ("plek", "publish", suggested_places),
    ("organisatie", "publish", waiting(make_organisation)),
    ("initiatief", "publish", waiting(make_initiative)),
    ("activiteit", "publish", suggested_activities),
    ("claim", "grant", claims),
    ("claim", "turn_down", claims),
    ("plekfoto", "show", photos),
    ("plekfoto", "hide", photos),
    ("plekfoto-weg", "erase", asked_away),
    ("plekfoto-weg", "leave", asked_away),
    ("antwoord", "back", taken_over),
    ("fietstocht", "publish", tours),
    ("experiment", "publish", waiting(make_experiment)),
    ("les", "publish", tried_lessons),
    ("nieuws", "publish", waiting(make_news)),
    ("doel", "publish", waiting(make_goal)),
]


def made(kind, count):
    things = next(make for slug, _do, make in WAYS if slug == kind)(count)
    return type(things[0])._base_manager.filter(pk__in=[each.pk for each in things])


def table(model):
    """All that is kept of it, but for when it was saved and where its picture is."""
    names = {"changed_at", "image"}
    rows = model._base_manager.order_by("pk").values()
    return [{k: v for k, v in row.items() if k not in names} for row in rows]


@pytest.mark.parametrize(
    ("kind", "do", "make"), WAYS, ids=[f"{kind}-{do}" for kind, do, _make in WAYS]
)
def test_many_cost_as_many_queries_as_few_and_so_does_taking_back(
    bo, django_assert_max_num_queries, media, kind, do, make
):
    source, counts = sources()[kind], []
    for count in (1, 2, 12):  # the first one warms up
        things = make(count)
        model = type(things[0])
        chosen = model._base_manager.filter(pk__in=[each.pk for each in things])
        before = table(model)
        with (
            django_assert_max_num_queries(60) as asked,
            undoable(source, do, chosen, bo) as made,
        ):
            done, stayed = source.decide_all(chosen, do, bo)
        deciding = len(asked)
        assert (done, stayed) == (count, [])
        assert table(model) != before
        with django_assert_max_num_queries(60) as asked:
            take_back(made, bo)
        counts.append((deciding, len(asked)))
        assert table(model) == before
    assert counts[1] == counts[2]


def test_many_claims_make_owners_and_give_along_what_was_made(bo):
    things = made("claim", 2)
    one, other = things
    one.organisation.memberships.create(person=one.person, role="editor")

    assert sources()["claim"].decide_all(things, "grant", bo) == (2, [])

    for each in (one, other):
        club = each.organisation
        assert club.memberships.get(person=each.person).role == "owner"
        [soup] = Activity.objects.filter(organisation=club)
        assert club.name.split()[0].lower() in soup.words
        assert soup.history.first().history_change_reason == "organisatie geclaimd"
        assert Initiative.objects.get(organisation=club)
    assert not Claim.objects.exists()
    assert Mail.objects.count() == 2


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
