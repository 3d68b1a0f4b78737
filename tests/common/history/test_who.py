"""What someone is called who did something, by who reads it."""

import pytest

from common.history import who
from tests.kit.factories import make_activity, make_organisation, make_staff, make_user
from tests.kit.staffpages import as_, staff_page, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_staff_read_a_colleague_by_name():
    assert who.for_staff(make_staff(name="Ans")) == "Ans"


def test_a_colleague_without_a_name_has_no_address_for_one():
    assert str(make_staff()) == "een collega"


def test_who_keeps_the_pages_of_an_organisation_is_that_organisation():
    bram = make_user(name="Bram")
    make_organisation(name="De Werkplaats", owner=bram)

    assert who.for_staff(bram) == "organisatie De Werkplaats"


def test_anyone_else_is_a_resident():
    assert who.for_staff(make_user(name="Nour")) == "een bewoner"


def test_an_organisation_reads_its_own_people_by_name():
    bram, ben = make_user(name="Bram"), make_user()
    club = make_organisation(owner=bram, editor=ben)

    assert who.for_organisation(bram, club.pk) == "Bram"
    assert who.for_organisation(ben, club.pk) == "een collega"


def test_an_organisation_reads_nobody_of_another_by_name():
    carla = make_user(name="Carla")
    make_organisation(name="De Buren", owner=carla)
    club = make_organisation()

    assert who.for_organisation(carla, club.pk) == "organisatie De Buren"
    assert who.for_organisation(make_user(name="Nour"), club.pk) == "een bewoner"
    assert who.for_organisation(make_staff(name="Ans"), club.pk) == "de gemeente"


def test_of_what_is_her_own_it_is_she_herself():
    assert who.for_organisation(make_user(), None) == "jij"


def test_the_people_of_a_page_are_asked_about_in_one_query(django_assert_num_queries):
    people = [make_user() for _ in range(5)]
    make_organisation(owner=people[0], editor=people[1])

    with django_assert_num_queries(1):
        who.learn([*people, None])
        words = {who.for_staff(each) for each in people}

    assert len(words) == 2


def test_the_history_of_an_entry_says_which_organisation_changed_it():
    bram = make_user(email="bram@example.org", name="Bram")
    club = make_organisation(name="De Werkplaats", owner=bram)
    activity = make_activity(organisation=club)
    activity.history.update(history_user=bram)
    page = words_of(as_(make_staff()).get(staff_page(activity, "history")))

    assert "door organisatie De Werkplaats" in page
    assert "bram" not in page.casefold()
