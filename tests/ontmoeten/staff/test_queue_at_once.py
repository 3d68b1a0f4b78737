"""Two of the staff decide about one thing, both at the same moment."""

import threading

import pytest
from django.db import connection

from common.moderation.queue import Asked, sources
from common.moderation.states import NotAllowed
from ontmoeten.staff.queue.waiting import decide
from tests.kit import waiting
from tests.kit.factories import make_staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.mark.parametrize("kind", ["claim", "plek", "wijziging", "foto"])
def test_of_two_who_press_at_the_same_moment_one_decides(kind):
    source, pk = sources()[kind], waiting.build()[kind].pk
    seen = source.version(source.find(pk))
    do = {"claim": "grant", "foto": "show"}.get(kind, "publish")
    people, heard = [make_staff(), make_staff()], []
    ready = threading.Barrier(2)

    def press(person):
        try:
            ready.wait()
            heard.append(decide(source, pk, seen, Asked(do, person)))
        except NotAllowed:
            heard.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(heard) == 2
    assert heard.count("too late") == 1
