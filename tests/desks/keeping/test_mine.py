"""An organisation keeps its desk and its hosts; what staff have to look at waits."""

from datetime import date, timedelta

import pytest
from django.test import Client

from common.mail.models import Mail
from common.moderation.states import NotAllowed
from desks.models import Desk, DeskChange, DeskHost
from desks.organising import changing
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_staff,
    make_user,
)
from tests.kit.letters import letters
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FACTS = {
    "topics": ["brief"], "can_ask": "Een brief lezen", "not_here": "Inloggen",
    "bring": "De brief", "comes": "walk-in", "slot_minutes": "",
    "has_interpreter": "true", "has_private_room": "unknown", "phone": "",
    "coordinator_email": "coordinator@example.org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "photos"


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def coffee(amira):
    return make_activity(name="Koffie", organisation=make_organisation(owner=amira))


def page_of(activity) -> str:
    return f"/mijn/activiteit/{activity.pk}/loket/"


def trust(activity):
    activity.organisation.is_trusted = True
    activity.organisation.save()


def test_an_activity_becomes_a_desk_once_staff_agree(amira, coffee, client):
    mine = as_(amira)
    mine.post(page_of(coffee), FACTS)
    assert not Desk.objects.exists()
    assert client.get("/agenda/koffie/").status_code == 200

    change = DeskChange.objects.get()
    staff = as_(make_staff())
    page = staff.get(f"/beheer/wachtrij/loket/{change.pk}/")
    assert "Een brief lezen" in page.content.decode()
    changing.accept(change, make_staff())

    desk = Desk.objects.get()
    assert (desk.can_ask, desk.has_interpreter, desk.has_private_room) == (
        "Een brief lezen", True, None,
    )  # fmt: skip
    assert desk.coordinator_email == "coordinator@example.org"
    assert client.get("/agenda/koffie/").url == "/ontmoetingsloket/koffie/"


def test_whom_staff_trust_has_it_at_once(amira, coffee, client):
    trust(coffee)

    as_(amira).post(page_of(coffee), FACTS)

    assert "Een brief lezen" in client.get("/ontmoetingsloket/koffie/").content.decode()


def test_a_change_waits_beside_what_is_live_and_a_no_is_read(amira, coffee, client):
    trust(coffee)
    mine = as_(amira)
    mine.post(page_of(coffee), FACTS)
    coffee.organisation.is_trusted = False
    coffee.organisation.save()

    mine.post(page_of(coffee), FACTS | {"can_ask": "Alles"})

    assert Desk.objects.get().can_ask == "Een brief lezen"
    assert "Alles" in mine.get(page_of(coffee)).content.decode()
    changing.refuse(DeskChange.objects.get(), "Zeg precies wat.")
    assert "Zeg precies wat." in mine.get("/mijn/").content.decode()


def test_who_hears_that_nobody_can_come_waits_for_nobody(amira, coffee):
    trust(coffee)
    mine = as_(amira)
    mine.post(page_of(coffee), FACTS)
    coffee.organisation.is_trusted = False
    coffee.organisation.save()

    mine.post(page_of(coffee), FACTS | {"coordinator_email": "bo@example.org"})

    assert Desk.objects.get().coordinator_email == "bo@example.org"
    assert not DeskChange.objects.exists()


def proposed(coffee, amira) -> DeskChange:
    as_(amira).post(page_of(coffee), FACTS)
    return DeskChange.objects.get()


def test_who_proposed_it_hears_that_it_is_on_the_site(amira, coffee):
    changing.accept(proposed(coffee, amira), make_staff())

    [letter] = letters()
    assert letter.to == [amira.email]
    assert letter.subject == "Koffie: je wijziging staat nu op de site."
    assert page_of(coffee) in letter.body


def test_who_proposed_it_hears_why_not_and_once_for_each_proposal(amira, coffee):
    change = proposed(coffee, amira)
    changing.refuse(change, "Zeg precies wat.")

    with pytest.raises(NotAllowed):
        changing.refuse(change, "Nog eens.")

    [letter] = letters()
    assert letter.to == [amira.email]
    assert letter.subject == "Koffie: we hebben je wijziging niet overgenomen."
    assert "Zeg precies wat." in letter.body


def test_another_proposal_gets_an_answer_of_its_own(amira, coffee, time_machine):
    time_machine.move_to("2026-11-09 12:00+01:00", tick=False)
    changing.refuse(proposed(coffee, amira), "Zeg precies wat.")
    time_machine.move_to("2026-11-09 12:01+01:00", tick=False)

    changing.refuse(proposed(coffee, amira), "Nog niet.")

    assert [each.to for each in letters()] == [[amira.email]] * 2


def test_saving_a_change_or_forgetting_it_mails_nobody(amira, coffee):
    change = proposed(coffee, amira)
    change.save()
    changing.forget(change.proposed_at + timedelta(days=366))

    assert not Mail.objects.exists()


def test_who_left_gets_no_mail(amira, coffee):
    change = proposed(coffee, amira)
    amira.is_active = False
    amira.save()

    changing.refuse(change, "Zeg precies wat.")

    assert not Mail.objects.exists()


def test_an_appointment_has_a_length(amira, coffee):
    answer = as_(amira).post(page_of(coffee), FACTS | {"comes": "appointment"})

    assert "hoeveel minuten" in answer.content.decode()
    assert not DeskChange.objects.exists()


@pytest.fixture
def desk(coffee):
    trust(coffee)
    return changing.accept(
        DeskChange.objects.create(activity=coffee, changes={}), make_staff()
    )


def test_a_host_is_added_with_what_they_agree_to(amira, coffee, desk, client):
    mine = as_(amira)
    typed = {
        "title": "vaste gastvrouw", "first_name": "Fatima", "name_agreed": "on",
        "position": "0", "email": "fatima@example.org",
    }  # fmt: skip

    answer = mine.post(f"{page_of(coffee)}gezicht/", typed)

    assert answer.status_code == 302, answer.context["form"].errors
    page = client.get("/ontmoetingsloket/koffie/").content.decode()
    assert "Fatima" in page
    assert "fatima@example.org" not in page


def test_taking_consent_back_takes_it_away_at_once_in_history_too(amira, desk, client):
    mine = as_(amira)
    path = f"{page_of(desk.activity)}gezicht/"
    typed = {"title": "gastvrouw", "position": "0", "email": ""}
    mine.post(path, typed | {"first_name": "Fatima", "name_agreed": "on"})
    host = DeskHost.objects.get()
    version = mine.get(f"{path}{host.pk}/").context["form"].initial["version"]

    mine.post(f"{path}{host.pk}/", typed | {"first_name": "Fatima", "version": version})

    host.refresh_from_db()
    assert (host.first_name, host.name_consent_on) == ("", None)
    assert "Fatima" not in str(list(DeskHost.history.values()))
    assert "Fatima" not in client.get("/ontmoetingsloket/koffie/").content.decode()


@pytest.mark.parametrize("agrees", [True, False])
def test_who_agreed_too_long_ago_is_asked_again(amira, desk, time_machine, agrees):
    time_machine.move_to("2026-11-09 12:00+01:00", tick=False)
    host = DeskHost.objects.create(
        desk=desk,
        title="gastvrouw",
        first_name="Fatima",
        name_consent_on=date(2024, 11, 1),
        state="shown",
    )
    mine, path = as_(amira), page_of(desk.activity)
    assert "meer dan twee jaar geleden" in mine.get(path).content.decode()
    form = mine.get(f"{path}gezicht/{host.pk}/").context["form"]
    assert form.initial["name_agreed"] is False

    typed = {"title": "gastvrouw", "first_name": "Fatima", "position": "0"}
    typed |= {"version": form.initial["version"], "email": ""}
    mine.post(
        f"{path}gezicht/{host.pk}/", typed | ({"name_agreed": "on"} if agrees else {})
    )

    host.refresh_from_db()
    assert host.first_name == ("Fatima" if agrees else "")
    assert host.name_consent_on == (date(2026, 11, 9) if agrees else None)


def test_a_host_can_be_removed(amira, desk):
    host = DeskHost.objects.create(desk=desk, title="gastvrouw")

    as_(amira).post(f"{page_of(desk.activity)}gezicht/{host.pk}/weg/")

    assert not DeskHost.objects.exists()


@pytest.mark.parametrize("who", ["owner elsewhere", "resident", "staff", "visitor"])
def test_nobody_else_can(desk, who):
    host = DeskHost.objects.create(desk=desk, title="gastvrouw")
    made = {"staff": make_staff, "visitor": lambda: None}.get(who, make_user)
    stranger = made()
    if who == "owner elsewhere":
        make_organisation(owner=stranger)
    theirs = as_(stranger) if stranger else Client()
    path, refusal = page_of(desk.activity), 404 if stranger else 302
    before = [*DeskHost.objects.values(), *Desk.objects.values()]

    pages = ("", "talen/", "gezicht/", f"gezicht/{host.pk}/")
    for each in (f"{path}{page}" for page in pages):
        assert theirs.get(each).status_code == refusal
        assert theirs.post(each, FACTS).status_code == refusal
    for do in ("weg", "vragen"):
        action = f"{path}gezicht/{host.pk}/{do}/"
        assert theirs.get(action).status_code in {405, refusal}
        assert theirs.post(action).status_code == refusal
    assert [*DeskHost.objects.values(), *Desk.objects.values()] == before
    assert not Mail.objects.exists()


def test_a_host_with_an_account_has_her_days_on_her_own_page(desk, time_machine):
    time_machine.move_to("2026-11-09 12:00+01:00", tick=False)
    fatima = make_user()
    DeskHost.objects.create(desk=desk, title="gastvrouw", user=fatima)

    page = as_(fatima).get("/mijn/").content.decode()

    assert "/jouw-dag/" in page
    assert "10 november" in page
