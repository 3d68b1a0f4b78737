"""Several people at once, each on a connection of their own."""

import threading

import pytest
from django.db import connections

from common.history.meanwhile import ChangedMeanwhile
from common.photos import decisions
from initiatives.models import InitiativePhoto
from initiatives.organising import photos_and_hosts
from tests.kit.factories import (
    make_initiative,
    make_organisation,
    make_photo,
    make_user,
)
from tests.kit.pictures import picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both("locks")]


def all_at_once(*tasks) -> list[Exception]:
    """Do these together; gives what went wrong in them."""
    together, wrong = threading.Barrier(len(tasks)), []

    def run(task):
        together.wait()
        try:
            task()
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.fixture
def amira():
    return make_user()


@pytest.fixture
def table(amira):
    club = make_organisation(owner=amira, is_trusted=True)
    return make_initiative(organisation=club)


def test_eight_who_add_the_sixth_photo_leave_six(amira, table):
    for _number in range(photos_and_hosts.MOST - 1):
        make_photo(table)

    def add():
        photo = InitiativePhoto(
            initiative=table, image=picture(), alt="x", credit="x", has_people=False
        )
        photos_and_hosts.keep(photo, amira)

    wrong = all_at_once(*[add] * 8)

    assert [type(error) for error in wrong] == [photos_and_hosts.Full] * 7
    assert InitiativePhoto.objects.count() == photos_and_hosts.MOST


@pytest.mark.parametrize("_time", range(5))
def test_who_changes_a_photo_never_brings_it_back(amira, table, _time):
    photo = make_photo(table)
    changed = InitiativePhoto.objects.get(pk=photo.pk)
    changed.alt = "Een andere tafel"

    wrong = all_at_once(
        lambda: photos_and_hosts.keep(changed, amira),
        lambda: decisions.ask_to_remove(photo, ""),
    )

    assert {type(error) for error in wrong} <= {ChangedMeanwhile}
    photo.refresh_from_db()
    assert photo.state == "hidden"
    assert photo.image.storage.exists(photo.image.name)
