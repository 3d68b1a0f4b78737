"""A host whom nobody ever asked what may stand on the page, is asked by mail with one
press: of staff, or of who keeps the desk."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desks.models import DeskHost
from desks.organising import consents
from desks.organising.asking import ask
from tests.desks.days.test_standing_in import link_to
from tests.kit.factories import make_desk_host, make_staff, make_user
from tests.kit.letters import letters
from tests.kit.staffpages import as_, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SINCE = date(2026, 11, 2)


@pytest.fixture
def page():
    return reverse("desks-running-out")


@pytest.fixture
def staff(desk):
    return as_(make_staff())


def never_asked() -> list[str]:
    return [host.title for host in DeskHost.objects.never_asked()]


def test_staff_see_who_was_never_asked(staff, desk, page):
    make_desk_host(desk, title="Vaste gastvrouw", email="fatima@example.org")
    make_desk_host(desk, title="Stil", first_name="Zon", name_consent_on=SINCE)

    shown = text_of(staff.get(page)).partition("Nog nooit gevraagd")[2]

    assert "Vaste gastvrouw" in shown
    assert "Stil" not in shown
    assert "Vraag het per mail" in shown


def test_one_press_mails_her_the_page_on_which_she_chooses(client, staff, fatima, page):
    staff.post(page, {"host": fatima.pk})

    [letter] = letters()
    assert letter.to == ["fatima@example.org"]
    assert letter.subject == "Wat mogen we van jou laten zien bij De tafel?"
    answer = client.get(link_to("fatima@example.org"))
    assert "Je voornaam" in text_of(answer)
    assert never_asked() == []


def test_she_is_asked_once(staff, fatima, page):
    for _press in range(2):
        staff.post(page, {"host": fatima.pk})

    assert len(letters()) == 1
    assert not ask(fatima.pk)


def test_without_an_address_the_page_says_so_and_nobody_is_mailed(staff, desk, page):
    host = make_desk_host(desk, title="Zonder adres", email="")

    shown = text_of(staff.get(page)).partition("Nog nooit gevraagd")[2]
    staff.post(page, {"host": host.pk})

    assert "Zonder e-mailadres" in shown
    assert "Vraag het per mail" not in shown
    assert letters() == []


def test_who_took_everything_back_was_asked(desk):
    host = make_desk_host(desk, first_name="Zon", name_consent_on=SINCE)

    consents.take_back(host, "first_name")

    assert never_asked() == []


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "0"])
def test_nonsense_mails_nobody(staff, page, number):
    assert staff.post(page, {"host": number}).status_code == 302
    assert letters() == []


def test_who_may_only_look_asks_nobody(fatima, page):
    looker = make_user(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_desk"))

    theirs = as_(looker)

    assert "Vraag het per mail" not in text_of(theirs.get(page))
    assert theirs.post(page, {"host": fatima.pk}).status_code == 403
    assert letters() == []


def test_who_keeps_the_desk_asks_her_too(fatima):
    amira, activity = make_user(), fatima.desk.activity
    activity.organisation.memberships.create(person=amira, role="owner")
    mine, path = as_(amira), f"/mijn/activiteit/{activity.pk}/loket/"
    assert "Vraag het per mail" in text_of(mine.get(path))

    mine.post(f"{path}gezicht/{fatima.pk}/vragen/")

    assert link_to("fatima@example.org")
    assert "Vraag het per mail" not in text_of(mine.get(path))


def test_the_page_costs_as_many_queries_for_many_hosts(staff, fatima, page):
    staff.get(page)
    with CaptureQueriesContext(connection) as few:
        staff.get(page)
    for number in range(5):
        make_desk_host(fatima.desk, title=f"Gast {number}", user=make_user())
    with CaptureQueriesContext(connection) as many:
        staff.get(page)

    assert len(many) == len(few)
