"""What a file brought waits as one thing, and is published together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from common.duplicates.models import LikelyPair
from common.moderation.states import State
from ontmoeten.staff.queue.waiting import Queue
from places.deciding import decisions
from places.importing import publishing
from places.models import ImportRow, ImportRun, Place
from tests.kit.factories import make_place
from tests.kit.waiting import brought_in
from tests.places.staff.importing.pages import do, look, rows, text, upload

pytestmark = [pytest.mark.django_db, pytest.mark.both("imports")]


def some(count):
    new = {"state": State.SUGGESTED, "kind": "bankje"}
    return [make_place(name=f"Bank {number}", **new) for number in range(count)]


def waiting(user):
    return [(each.kind, each.pk) for each in Queue(user).waiting]


def ask(run):
    return f"/beheer/importeren/{run.pk}/publiceren/"


def test_a_file_is_one_thing_in_the_queue_with_a_sample_and_a_map(client, bo):
    run = look(client, upload(client, rows(12)))

    page = text(do(client, run, "take"))

    assert waiting(bo) == [("ingelezen", run.pk)]
    assert "Er wachten er nog 12" in page
    assert "Publiceer deze 12" in page
    assert page.count("/beheer/wachtrij/plek/") == 10
    assert "data-spots=" in page


def test_all_of_it_is_published_after_it_is_asked_with_how_many(client, bo):
    run = brought_in(*some(3))
    assert "Ja, publiceer deze 3" in text(client.get(ask(run)))

    page = text(client.post(ask(run), {"number": "3"}, follow=True))

    assert "3 staan nu op de site" in page
    assert Place.objects.published().count() == 3
    assert waiting(bo) == []
    assert {row.history_user for row in Place.history.filter(state="published")} == {bo}


def test_when_the_number_changed_it_is_asked_again(client, bo):
    one, *_others = places = some(3)
    run = brought_in(*places)
    decisions.publish(one, bo)

    page = text(client.post(ask(run), {"number": "3"}))

    assert "Ja, publiceer deze 2" in page
    assert Place.objects.published().count() == 1


def test_publishing_many_costs_as_many_queries_as_one(bo):
    def cost(count):
        run = brought_in(*some(count))
        with CaptureQueriesContext(connection) as asked:
            publishing.PLACES.publish(run, bo)
        return len(asked)

    cost(1)
    assert cost(1) == cost(20)


def test_what_may_be_here_already_stays_and_is_named(client, bo):
    one, other = some(2)
    known = make_place(name="Bank 1")
    LikelyPair.objects.create(kind="plek", one=other.pk, other=known.pk, reasons="name")
    run = brought_in(one, other)

    page = text(client.post(ask(run), {"number": "1"}, follow=True))

    assert other.name in page
    other.refresh_from_db()
    assert other.state == State.SUGGESTED
    assert waiting(bo) == [("ingelezen", run.pk)]


def test_what_is_hidden_later_waits_on_its_own(bo):
    place = some(1)[0]
    publishing.PLACES.publish(brought_in(place), bo)

    decisions.hide(place, bo)

    assert waiting(bo) == [("plek", place.pk)]


def test_who_wants_to_decide_about_each_takes_them_apart(client, bo):
    places = some(2)
    run = brought_in(*places)

    client.post(f"/beheer/wachtrij/ingelezen/{run.pk}/", {"do": "apart", "seen": ""})

    assert waiting(bo) == [("plek", place.pk) for place in places]


def test_many_are_published_by_the_worker_with_how_far_it_is(
    client, bo, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(publishing, "AT_ONCE", 2)
    run = brought_in(*some(3))
    with django_capture_on_commit_callbacks(execute=True):
        page = text(client.post(ask(run), {"number": "3"}, follow=True))
    assert "0 van de 3 staan op de site" in page

    asked = DBTaskResult.objects.get()
    asked.task.func(*asked.args_kwargs["args"])

    assert Place.objects.published().count() == 3
    assert ImportRun.objects.get().publishing_at is None


def test_an_import_that_was_published_as_one_is_undone_as_one(client, bo):
    run = look(client, upload(client, rows(3)))
    do(client, run, "take")
    publishing.PLACES.publish(run, bo)

    assert "3 plekken zijn teruggedraaid" in text(do(client, run, "undo"))
    assert not Place.objects.exists()
    assert not ImportRow.objects.filter(place__isnull=False).exists()
