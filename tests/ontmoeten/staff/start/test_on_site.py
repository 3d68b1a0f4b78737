"""The page of what visitors do not see yet, for staff only."""

import pytest
from django.contrib.contenttypes.models import ContentType

from common.moderation.states import State
from tests.kit.factories import (
    make_activity,
    make_experiment,
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_tour,
    make_user,
)
from tests.kit.staffpages import as_, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MAKE = {
    "place": lambda: make_place(name="De stille bank", state=State.SUGGESTED),
    "organisation": lambda: make_organisation(
        name="De Stille Club", state=State.SUGGESTED
    ),
    "initiative": lambda: make_initiative(name="Stilte", state=State.SUGGESTED),
    "activity": lambda: make_activity(name="Stil uur", state=State.SUGGESTED),
    "activity of a hidden organisation": lambda: make_activity(
        name="Stil uur", organisation=make_organisation(state=State.SUGGESTED)
    ),
    "tour": lambda: make_tour(
        name="Stil rondje", state=State.SUGGESTED, stops=[make_place(), make_place()]
    ),
    "experiment": lambda: make_experiment(title="Stil plein", state=State.SUGGESTED),
}


def address_of(entry) -> str:
    kind = ContentType.objects.get_for_model(entry)
    return f"/beheer/r/{kind.pk}/{entry.pk}/"


@pytest.mark.parametrize("kind", MAKE)
def test_staff_see_what_visitors_do_not_see_yet(client, kind):
    entry = MAKE[kind]()
    boss = as_(make_staff())

    around = boss.get(address_of(entry))
    inside = boss.get(f"{address_of(entry)}bladzijde/")

    assert "Niet op de site" in text_of(around)
    assert f"{address_of(entry)}bladzijde/" in text_of(around)
    assert str(entry) in text_of(inside)
    assert "public" not in inside.headers["Cache-Control"]
    assert client.get(entry.get_absolute_url()).status_code in {404, 410}
    state = entry.state
    entry.refresh_from_db()
    assert entry.state == state


def test_what_is_on_the_site_leads_there():
    place = make_place()

    answer = as_(make_staff()).get(address_of(place))

    assert answer.url.endswith(place.get_absolute_url())


def test_who_may_not_see_its_kind_sees_no_page_of_it():
    entry = MAKE["place"]()
    nobody = as_(make_user(is_staff=True))

    assert nobody.get(address_of(entry)).status_code == 403
    assert nobody.get(f"{address_of(entry)}bladzijde/").status_code == 403


def test_what_has_no_page_is_not_there():
    kind = ContentType.objects.get_for_model(ContentType)

    assert as_(make_staff()).get(f"/beheer/r/{kind.pk}/1/bladzijde/").status_code == 404


def test_staff_see_it_in_the_language_they_ask_for():
    place = make_place(
        name="De stille bank",
        state=State.SUGGESTED,
        description="Een bank.",
        description_en="A bench.",
    )
    boss, address = as_(make_staff()), address_of(place)

    assert f"{address}bladzijde/?taal=en" in text_of(boss.get(f"{address}?taal=en"))
    assert "A bench." in text_of(boss.get(f"{address}bladzijde/?taal=en"))
    assert "A bench." not in text_of(boss.get(f"{address}bladzijde/"))
    place.state = State.PUBLISHED
    place.save()
    there = boss.get(f"{address}?taal=en")
    assert there.url == f"/en{place.get_absolute_url()}"
