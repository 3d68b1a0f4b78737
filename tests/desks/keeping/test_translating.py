"""An organisation gives what only its desk says in other languages: at once when staff
trust it, else once they accept it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.translations.forms import TranslationForm
from initiatives.models import LiveChange
from tests.kit.factories import make_desk, make_organisation, make_staff, make_user
from tests.kit.staffpages import as_, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/ontmoetingsloket/tafel/"


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def desk(amira):
    return make_desk(
        name="De tafel",
        slug="tafel",
        organisation=make_organisation(owner=amira),
        can_ask="Een brief lezen",
        not_here="Inloggen",
        bring="De brief",
    )


@pytest.fixture
def trusted(desk):
    desk.activity.organisation.is_trusted = True
    desk.activity.organisation.save()
    return desk


def path(desk) -> str:
    return f"/mijn/activiteit/{desk.activity_id}/loket/talen/"


def typed(desk, **words) -> dict:
    """The form as it was, with these words in English: `can_ask="To read a letter"`."""
    form = TranslationForm(thing=desk)
    start = {name: field.initial or "" for name, field in form.fields.items()}
    return start | {f"t-{field}-en": text for field, text in words.items()}


def test_the_page_of_the_desk_leads_there(amira, desk):
    page = as_(amira).get(f"/mijn/activiteit/{desk.activity_id}/loket/")

    assert f'href="{path(desk)}"' in page.content.decode()


def test_every_line_of_the_desk_has_its_field(amira, desk):
    page = text_of(as_(amira).get(path(desk)))

    for line in ("Een brief lezen", "Inloggen", "De brief"):
        assert line in page


def test_whom_staff_trust_gives_them_at_once(client, amira, trusted):
    words = {"can_ask": "Read a letter", "not_here": "Log in", "bring": "The letter"}

    answer = as_(amira).post(path(trusted), typed(trusted, **words))

    assert answer.url == path(trusted)
    page = text_of(client.get(f"/en{PAGE}"))
    assert all(line in page for line in words.values())
    assert "Read a letter" not in text_of(client.get(PAGE))
    assert LiveChange.objects.get().fields == ["translations"]


def test_of_others_staff_look_at_it_first(client, amira, desk):
    as_(amira).post(path(desk), typed(desk, can_ask="Read a letter"))

    assert "Read a letter" not in text_of(client.get(f"/en{PAGE}"))
    assert "We kijken naar je tekst." in text_of(as_(amira).get(path(desk)))


@pytest.mark.parametrize(("do", "is_shown"), [("publish", True), ("refuse", False)])
def test_staff_decide_about_it_in_the_queue(client, amira, desk, do, is_shown):
    as_(amira).post(path(desk), typed(desk, can_ask="Read a letter"))
    staff, row = as_(make_staff()), desk.translations.get()
    item = f"/beheer/wachtrij/vertaling/{row.pk}/"
    start = staff.get(item).context["form"].initial["seen"]

    staff.post(item, {"do": do, "seen": start, "answer": "Kijk nog eens."})

    assert ("Read a letter" in text_of(client.get(f"/en{PAGE}"))) is is_shown


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(amira, trusted):
    mine, started = as_(amira), typed(trusted, can_ask="Mine")
    mine.post(path(trusted), typed(trusted, can_ask="Hers"))

    answer = mine.post(path(trusted), started)

    assert trusted.translations.get().text == "Hers"
    assert "Mine" in answer.content.decode()


def test_what_is_no_desk_has_no_such_page(amira, desk):
    pk = desk.activity_id
    desk.delete()

    assert as_(amira).get(f"/mijn/activiteit/{pk}/loket/talen/").status_code == 404


def test_it_costs_as_many_queries_for_many_languages(amira, desk, settings):
    settings.EXTRA_LANGUAGES, mine = [], as_(amira)
    mine.get(path(desk))
    with CaptureQueriesContext(connection) as few:
        mine.get(path(desk))
    settings.EXTRA_LANGUAGES = ["ar", "tr", "pl"]
    with CaptureQueriesContext(connection) as many:
        mine.get(path(desk))

    assert len(many) == len(few)
