"""A resident without an organisation proposes an initiative."""

import pytest
from django.contrib.auth import get_user_model

from common.moderation.states import Move, State
from initiatives.deciding import decisions
from initiatives.models import Initiative, Organisation, Registration
from initiatives.organising import registering
from tests.initiatives.conftest import code_in, last_mail
from tests.initiatives.staff.test_admin import sent
from tests.initiatives.views.mine.pages import change, text_of
from tests.kit.factories import (
    make_initiative,
    make_organisation,
    make_place,
    make_staff,
    make_user,
)
from tests.kit.letters import letters

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("no_hurry"),
    pytest.mark.once,
]

PATH, CODE, MINE = "/initiatieven/voorstellen/", "/inloggen/code/", "/mijn/"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)


def answers(visitor, **changes):
    opened = visitor.get(PATH).context["form"].initial["opened"]
    usual = {
        "opened": opened,
        "name": "Soep in onze straat",
        "description": "Iedereen brengt een ui mee.",
        "where": "Op de stoep",
        "email": "Nour@Example.org",
    }
    return {**usual, **changes}


def confirm(visitor):
    return visitor.post(CODE, {"code": code_in(last_mail()), "next": MINE})


def propose(visitor, **changes):
    visitor.post(PATH, answers(visitor, **changes))
    return confirm(visitor)


def test_one_form_and_a_code_and_it_waits_for_staff_without_an_organisation(visitor):
    answer = visitor.post(PATH, answers(visitor))

    assert answer.url == f"{CODE}?next={MINE}"
    assert not Initiative.objects.exists()
    assert last_mail().to == ["nour@example.org"]
    assert confirm(visitor).url == MINE

    initiative = Initiative.objects.get()
    assert (initiative.name, initiative.state) == ("Soep in onze straat", "suggested")
    assert initiative.organisation is None
    assert initiative.created_by.email == "nour@example.org"
    assert not Organisation.objects.exists()
    assert not Registration.objects.exists()
    assert not initiative.created_by.memberships.exists()


def test_at_most_five_things_must_be_answered(visitor):
    form = visitor.get(PATH).context["form"]
    empty = dict.fromkeys(form.fields, "") | {"opened": form.initial["opened"]}

    answer = visitor.post(PATH, empty)

    assert set(answer.context["form"].errors) == {
        "name", "description", "where", "email",
    }  # fmt: skip


def test_who_is_logged_in_types_no_address_and_no_code(logged_in):
    nour = make_user(email="nour@example.org")
    visitor = logged_in(nour)
    typed = answers(visitor, email="iemand.anders@example.org")

    assert visitor.post(PATH, typed).url == MINE

    assert Initiative.objects.get().created_by == nour
    assert not letters()


def test_the_page_after_it_promises_a_day_and_everything_can_be_changed(visitor):
    propose(visitor)
    page = text_of(visitor.get(MINE))
    initiative = Initiative.objects.get()

    assert "Wat je voorstelde" in page
    assert "uiterlijk donderdag 26 november" in page
    change(visitor, f"/mijn/initiatief/{initiative.pk}/", for_whom="De straat")

    initiative.refresh_from_db()
    assert initiative.for_whom == "De straat"


def test_what_staff_ask_or_refuse_is_told_with_the_reason(visitor):
    propose(visitor)
    initiative = Initiative.objects.get()
    decisions.decide(initiative, Move.RETURN, make_staff(), answer="Op welke stoep?")

    assert "Op welke stoep?" in text_of(visitor.get(MINE))
    assert last_mail().to == ["nour@example.org"]
    visitor.post(f"/mijn/initiatief/{initiative.pk}/opnieuw/")
    initiative.refresh_from_db()
    assert initiative.state == State.SUGGESTED


def test_another_resident_sees_nothing_of_it(visitor, logged_in):
    propose(visitor)
    initiative = Initiative.objects.get()
    other = logged_in(make_user())

    assert "Soep" not in text_of(other.get(MINE))
    for path in ["", "foto/", "gezicht/"]:
        answer = other.get(f"/mijn/initiatief/{initiative.pk}/{path}")
        assert answer.status_code == 404
    assert other.post(f"/mijn/initiatief/{initiative.pk}/stoppen/").status_code == 404
    assert other.get(initiative.get_absolute_url()).status_code == 404


def test_a_change_of_a_published_one_waits_beside_it(visitor, client):
    propose(visitor)
    initiative = Initiative.objects.get()
    decisions.decide(initiative, Move.PUBLISH, make_staff())

    change(visitor, f"/mijn/initiatief/{initiative.pk}/", name="Koop mijn soep")

    initiative.refresh_from_db()
    assert initiative.name == "Soep in onze straat"
    assert initiative.proposals.get().changes["name"][1] == "Koop mijn soep"


def test_the_page_says_that_it_is_of_a_resident(visitor, client):
    propose(visitor)
    initiative = Initiative.objects.get()
    decisions.decide(initiative, Move.PUBLISH, make_staff())
    path = initiative.get_absolute_url()

    page = text_of(client.get(path))
    assert "van een bewoner" in page
    assert "nour" not in page.lower()

    Initiative.objects.update(organisation=make_organisation(name="De Huiskamer"))
    page = text_of(client.get(path))
    assert "van een bewoner" not in page
    assert "De Huiskamer" in page


def test_what_staff_made_themselves_is_not_said_to_be_of_a_resident(client):
    initiative = make_initiative(organisation=None)

    assert "van een bewoner" not in text_of(client.get(initiative.get_absolute_url()))


def test_of_an_organisation_that_is_not_public_neither_is_said(client):
    hidden = make_organisation(name="Nog niet", state=State.SUGGESTED)
    initiative = make_initiative(organisation=hidden)

    page = text_of(client.get(initiative.get_absolute_url()))

    assert "van een bewoner" not in page
    assert "Nog niet" not in page


def test_staff_link_it_to_an_organisation_or_a_neighbourhood_worker(client, visitor):
    propose(visitor)
    initiative, club = Initiative.objects.get(), make_organisation()
    client.force_login(make_staff())
    page = client.get(f"/beheer/initiatives/initiative/{initiative.pk}/change/")
    assert "een bewoner" in page.content.decode()

    sent(client, initiative, organisation=club.pk, contact="Bo van de wijk")

    assert (initiative.organisation, initiative.contact) == (club, "Bo van de wijk")
    assert "Bo van" not in text_of(client.get("/initiatieven/"))


def test_staff_find_those_of_residents(client):
    make_initiative(name="Van een buur", state=State.SUGGESTED)
    make_initiative(name="Van een club", organisation=make_organisation())
    client.force_login(make_staff())

    page = client.get("/beheer/initiatives/initiative/?organisation__isempty=1")

    found = page.context_data["cl"].result_list
    assert [each.name for each in found] == ["Van een buur"]


def test_a_known_place_is_linked(visitor):
    place = make_place(name="De Linde")
    propose(visitor, where="de linde, grote zaal")

    initiative = Initiative.objects.get()
    assert list(initiative.places.all()) == [place]
    assert "Waar: grote zaal" in initiative.description


def test_of_several_places_one_is_asked_and_what_was_typed_stays(visitor):
    make_place(name="De Linde"), make_place(name="De Linde")
    answer = visitor.post(PATH, answers(visitor, where="De Linde"))

    assert "Welke bedoel je?" in text_of(answer)
    form = answer.context["form"]
    assert form["description"].value() == "Iedereen brengt een ui mee."


def test_pressing_twice_proposes_once(visitor):
    typed = answers(visitor)
    visitor.post(PATH, typed)
    visitor.post(PATH, typed)

    assert Registration.objects.count() == 1


def test_a_program_that_fills_in_everything_stores_nothing(visitor):
    answer = visitor.post(PATH, answers(visitor, homepage="https://spam.example"))

    assert "druk nog eens op de knop" in answer.content.decode()
    assert not Registration.objects.exists()


def test_the_hour_is_full_and_what_was_typed_stays(visitor, settings):
    settings.PUBLIC_FORM_LIMITS = {**settings.PUBLIC_FORM_LIMITS, "registration": 0}

    answer = visitor.post(PATH, answers(visitor))

    assert not Registration.objects.exists()
    assert answer.context["form"]["name"].value() == "Soep in onze straat"


def test_what_nobody_confirms_is_erased_after_a_fortnight(visitor, time_machine):
    visitor.post(PATH, answers(visitor))
    time_machine.move_to("2026-12-07 12:30+01:00", tick=True)

    assert registering.forget(Registration.objects.get().forget_on) == 2
    assert not Registration.objects.exists()
    assert not get_user_model().objects.exists()


def test_when_the_account_goes_the_initiative_stays(visitor):
    propose(visitor)
    get_user_model().objects.all().delete()

    assert Initiative.objects.get().created_by is None


def test_one_that_was_stopped_is_no_longer_listed(visitor):
    propose(visitor)
    initiative = Initiative.objects.get()
    visitor.post(f"/mijn/initiatief/{initiative.pk}/stoppen/")

    assert "Soep" not in text_of(visitor.get(MINE))


@pytest.mark.parametrize("path", ["/", "/initiatieven/", "/organisaties/aanmelden/"])
def test_the_way_there_is_shown_where_people_look(client, path):
    assert f'href="{PATH}"' in client.get(path).content.decode()


def test_no_initiative_can_take_its_address():
    initiative = make_initiative(name="Voorstellen")

    assert initiative.slug == "voorstellen-2"
