"""What waits for staff, in one list: the order, the promise, who may see which."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from common.kit.storing import store
from common.moderation.queue import sources
from common.moderation.states import Move, State
from initiatives.deciding import decisions
from ontmoeten.staff.queue.origins import Origin, origins
from ontmoeten.staff.queue.waiting import Queue
from places.deciding import decisions as about_places
from places.models import Place, PlaceReport
from tests.kit import waiting
from tests.kit.factories import (
    make_activity,
    make_neighbourhood,
    make_organisation,
    make_place,
    make_places,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("order")]

LIST, FIRST = "/beheer/wachtrij/", "/beheer/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def bo(client):
    person = make_staff(name="Bo")
    client.force_login(person)
    return person


def helper(client, *rights):
    """Someone of the staff with no other rights than these."""
    person = make_user(is_staff=True)
    names = [right.partition(".")[2] for right in rights]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(person)
    return person


def kinds(person, kind=""):
    return [each.kind for each in Queue(person, kind).waiting]


def suggested(name, days, **facts):
    place = make_place(name=name, state=State.SUGGESTED, **facts)
    before = now() - timedelta(days=days)
    place.history.update(history_date=before)
    Place.objects.filter(pk=place.pk).update(created_at=before)
    return place


def text(response):
    return response.content.decode()


def test_all_that_waits_stands_in_one_list(client, bo):
    town = waiting.build()

    page = text(client.get(LIST))

    assert sorted(kinds(bo)) == sorted(waiting.KINDS)
    for kind in waiting.KINDS:
        assert f"{LIST}{kind}/{town[kind].pk}/" in page


def test_what_is_urgent_comes_first_and_then_what_waits_longest(bo):
    suggested("Kort", days=1)
    suggested("Lang", days=9)
    place = make_place(name="Plein")
    PlaceReport.objects.create(place=place, reason="gone", created_at=now())
    PlaceReport.objects.create(place=place, reason="unsafe", created_at=now())

    found = Queue(bo).waiting

    assert [each.is_urgent for each in found] == [True, False, False, False]
    assert [each.name for each in found[1:3]] == ["Lang", "Kort"]
    assert found[3].name.startswith("Plein")


def test_what_was_hidden_waits_since_that_moment(bo):
    place = make_place()
    long_ago = now() - timedelta(days=400)
    place.history.update(history_date=long_ago)
    Place.objects.filter(pk=place.pk).update(created_at=long_ago)
    about_places.hide(place, bo)

    (one,) = Queue(bo).waiting

    assert now() - one.since < timedelta(minutes=1)


def test_what_was_changed_while_it_waits_still_waits_as_long(bo):
    place = suggested("Lang", days=9)
    place.name = "Langer"
    store(place)

    (one,) = Queue(bo).waiting

    assert timedelta(days=8) < now() - one.since < timedelta(days=10)


def test_what_is_later_than_promised_says_so_in_words(client, bo):
    suggested("Laat", days=15)
    suggested("Op tijd", days=2)

    page = text(client.get(LIST))

    assert page.count("te laat: beloofd voor") == 1
    assert page.count("antwoord uiterlijk") == 1


def test_something_urgent_has_an_answer_the_next_day(client, bo):
    PlaceReport.objects.create(place=make_place(), reason="unsafe", created_at=now())

    (row,) = Queue(bo).rows(Queue(bo).waiting)

    assert row.due_on == localdate() + timedelta(days=1)


def test_where_not_all_is_shown_the_list_says_so(client, bo, monkeypatch):
    monkeypatch.setattr("ontmoeten.staff.queue.waiting.MOST", 2)
    suggested("Eén", days=1)
    words = "De oudste 5.000"
    assert words not in text(client.get(LIST))

    suggested("Twee", days=1)

    assert words in text(client.get(LIST))


@pytest.mark.once
@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.slug)
def test_each_kind_is_only_for_who_has_its_right(client, source):
    town = waiting.build()
    address = reverse("queue-item", args=[source.slug, town[source.slug].pk])
    able = helper(client, source.permission)

    own = {
        each.slug for each in sources().values() if each.permission == source.permission
    }
    assert set(kinds(able)) == own
    assert client.get(address).status_code == 200

    others = {each.permission for each in sources().values()} - {source.permission}
    unable = helper(client, *others)

    assert source.slug not in kinds(unable)
    for answer in [
        client.get(address),
        client.post(address, {"do": "publish"}),
        client.post(f"{address}bezig/"),
    ]:
        assert answer.status_code == 403


def test_who_is_not_of_the_staff_is_asked_to_log_in(client):
    for person in [None, make_user()]:
        if person:
            client.force_login(person)
        for page in [LIST, f"{LIST}plek/1/", f"{LIST}plek/1/bezig/"]:
            assert "/beheer/login/" in client.get(page).headers["Location"]


def test_staff_without_any_right_see_no_queue(client):
    waiting.build()
    helper(client)

    assert "Wat op ons wacht" not in text(client.get(FIRST))
    assert "Bank bij de molen" not in text(client.get(LIST))


def counted(kind, number) -> str:
    return f'{kind} <span class="count">{number}</span>'


def test_the_list_can_be_of_one_kind(client, bo):
    waiting.build()

    page = text(client.get(LIST, {"soort": "organisatie"}))

    assert "Nieuwe club" in page
    assert "Bank bij de molen" not in page
    assert counted("voorgestelde plek", 1) in page  # the others too


def test_a_kind_that_is_not_there_is_not_found(client, bo):
    assert client.get(LIST, {"soort": "raket"}).status_code == 404
    assert client.get(f"{LIST}raket/1/").status_code == 404


def test_the_first_page_shows_twenty_and_counts_by_kind(client, bo):
    make_places(
        {"name": f"Voorstel {number:02}", "state": State.SUGGESTED}
        for number in range(23)
    )

    page = text(client.get(FIRST))

    assert "Voorstel 19" in page
    assert "Voorstel 20" not in page
    assert counted("voorgestelde plek", 23) in page
    assert "Bekijk alle 23 die wachten" in page


def test_the_list_has_pages(client, bo):
    make_places(
        {"name": f"Voorstel {number:02}", "state": State.SUGGESTED}
        for number in range(53)
    )

    first = text(client.get(LIST, {"soort": "plek"}))
    second = text(client.get(LIST, {"soort": "plek", "pagina": 2}))

    assert "Voorstel 49" in first
    assert "Voorstel 50" not in first
    assert "?soort=plek&amp;pagina=2" in first
    assert "Voorstel 50" in second


def test_an_empty_queue_says_that_nothing_waits(client, bo):
    assert "Er wacht niets." in text(client.get(LIST))


def test_what_asks_for_a_second_look_says_by_whom_not(client, bo):
    club = make_organisation(name="Club", state=State.SUGGESTED)
    decisions.decide(club, Move.REFUSE, bo, criterion="open", answer="Alleen leden.")
    assert "tweede blik" not in text(client.get(LIST))
    decisions.resubmit(club)

    assert "tweede blik: iemand anders dan Bo" in text(client.get(LIST))


def test_a_question_that_was_answered_is_no_second_look(client, bo):
    club = make_organisation(name="Club", state=State.SUGGESTED)
    decisions.decide(club, Move.RETURN, bo, answer="Waar is het?")
    decisions.resubmit(club)

    assert "Club" in text(client.get(LIST))
    assert "tweede blik" not in text(client.get(LIST))


@pytest.mark.parametrize("path", [LIST, FIRST])
def test_however_much_waits_the_questions_stay_as_many(client, bo, path):
    waiting.build()
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(30):
        make_organisation(state=State.SUGGESTED)
        make_place(name=f"Voorstel {number}", state=State.SUGGESTED)
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(few)
    # Two of each sort that can wait, the work, and whether Meet & Match is open.
    assert len(many) <= 67


def row_of(person, kind):
    waits = Queue(person, kind)
    return waits.rows(waits.firsts)[0].origin


def test_each_row_says_who_sent_it_and_where_it_is(client, bo):
    area = make_neighbourhood(name="Belcrum")
    place = suggested("Bank", 1, neighbourhood=area)
    make_organisation(name="De Club", state=State.SUGGESTED, neighbourhood=area)
    make_activity(name="Koffie", state=State.SUGGESTED, place=place)
    PlaceReport.objects.create(place=place, reason="gone")

    page = client.get(LIST).content.decode()

    assert row_of(bo, "plek") == Origin("een bewoner", "Belcrum")
    assert row_of(bo, "organisatie") == Origin("organisatie De Club", "Belcrum")
    assert row_of(bo, "activiteit").area == "Belcrum"
    assert row_of(bo, "melding") == Origin("een bezoeker", "Belcrum")
    assert "<td>een bezoeker</td>" in page


def test_what_staff_added_is_of_a_colleague(bo):
    place = make_place(name="Bank", state=State.SUGGESTED)
    place.history.update(history_user=bo)

    assert row_of(bo, "plek").sender == "een collega"


def test_every_kind_tells_where_it_comes_from(bo):
    waiting.build()
    waits = Queue(bo).waiting

    known = origins(waits)

    assert {each.kind for each in waits if not known[each.key].sender} == set()
