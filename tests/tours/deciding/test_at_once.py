"""Two people who make the stops of one tour at the same time: the second hears it, and
nothing that was typed is lost."""

import pytest
from django.urls import reverse

from tests.kit.choosing import sent_of
from tests.kit.factories import (
    VALKENBERG,
    make_organisation,
    make_place,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.staffpages import as_
from tours.deciding.stops import set_links

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HERS, HIS = (f"https://x.example/?s=plek.{slug}.30" for slug in ("molen", "bron"))


@pytest.fixture
def tour():
    make_place(slug="molen", name="De Molen")
    make_place(slug="bron", name="De Bron", point=VALKENBERG)
    club = make_organisation()
    return make_tour(name="Rondje", organisation=club, stops=[make_place()])


@pytest.fixture(params=["staff", "organisation"])
def pages(request, tour):
    """Two people with the same form: what each sees, and where they send it."""
    if request.param == "staff":
        path = reverse("admin:tours_tour_change", args=[tour.pk])
        return [as_(make_staff()), as_(make_staff())], path
    people = [make_user(), make_user()]
    for each in people:
        tour.organisation.memberships.create(person=each, role="owner")
    tour.organisation.is_trusted = True
    tour.organisation.save()
    return [as_(each) for each in people], f"/mijn/tocht/{tour.pk}/"


def names(tour) -> list[str]:
    return [stop.thing.name for stop in tour.stops.all()]


def test_the_second_hears_it_and_keeps_what_was_typed(pages, tour):
    (amira, bram), path = pages
    first = sent_of(amira.get(path), maker=HERS, name="Rondje van Amira")
    second = sent_of(bram.get(path), maker=HIS, description="Van Bram.")
    assert amira.post(path, first).status_code == 302

    answer = bram.post(path, second)

    assert answer.status_code == 200
    assert names(tour) == ["De Molen"]
    page = answer.content.decode()
    assert "intussen" in page
    assert HIS.replace("&", "&amp;") in page
    assert "Van Bram." in page


def test_who_looked_again_saves_their_own(pages, tour):
    (amira, bram), path = pages
    second = sent_of(bram.get(path), maker=HIS)
    amira.post(path, sent_of(amira.get(path), maker=HERS))

    again = sent_of(bram.post(path, second), maker=HIS)
    answer = bram.post(path, again)
    assert answer.status_code == 302
    assert names(tour) == ["De Bron"]


def test_a_note_at_a_stop_that_is_gone_is_told_once(tour):
    bo, path = as_(make_staff()), reverse("admin:tours_tour_change", args=[tour.pk])
    typed = sent_of(bo.get(path), **{"stops-0-note": "Vul je fles"})
    set_links(tour, [["plek", make_place(name="Nieuw").pk, 5]])

    answer = bo.post(path, typed)

    assert "Vul je fles" in answer.content.decode()
    assert bo.post(path, sent_of(answer)).status_code == 302
    assert names(tour) == ["Nieuw"]


def test_a_note_at_a_stop_that_moved_is_kept(tour):
    bo, path = as_(make_staff()), reverse("admin:tours_tour_change", args=[tour.pk])
    old = tour.stops.get().thing
    typed = sent_of(bo.get(path), **{"stops-0-note": "Vul je fles"})
    set_links(tour, [["plek", make_place(name="Nieuw").pk, 5], ["plek", old.pk, 20]])

    assert bo.post(path, typed).status_code == 302

    assert [stop.note for stop in tour.stops.all()] == ["", "Vul je fles"]


def test_stops_that_changed_with_nothing_else_are_heard_of_too(pages, tour):
    (_amira, bram), path = pages
    second = sent_of(bram.get(path), maker=HIS)
    set_links(tour, [["plek", make_place(name="Nieuw").pk, 5]])

    answer = bram.post(path, second)

    assert answer.status_code == 200
    assert names(tour) == ["Nieuw"]
