""" "Wacht op mij bij de deur": through the site, and erased after 48 hours."""

import re
from datetime import date

import pytest
from django.utils import timezone

from common.kit.storing import store
from common.mail.models import Mail
from common.mail.plain_text import subject_and_text
from initiatives.dates import calling_off
from initiatives.facts import tokens
from initiatives.models import DoorMessage, Membership
from tests.kit.factories import change_date, make_activity, make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = date(2026, 11, 10)
FORM = "/agenda/koffie/2026-11-10/wacht-op-mij/"
FATIMA = "fatima@example.org"


@pytest.fixture(autouse=True)
def _in_november(time_machine, monkeypatch):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)


@pytest.fixture
def coffee():
    organisation = make_organisation(
        name="Huiskamer",
        is_vetted=True,
        owner=make_user(email="amira@example.org"),
        editor=make_user(email="bram@example.org"),
    )
    return make_activity(
        name="Koffie", slug="koffie", organisation=organisation, waits_at_door=True
    )


def fill_in(client, **answers):
    opened = client.get(FORM).context["form"].initial["opened"]
    usual = {
        "first_name": "Fatima",
        "text": "Ik heb een rode jas aan.",
        "email": FATIMA,
    }
    return client.post(FORM, {"opened": opened, **usual, **answers})


def mail_to(email):
    return Mail.objects.filter(to=email).latest("pk")


def text_to(email):
    return subject_and_text(mail_to(email).html)[1]


def link_to(email):
    return re.search(r"http://127.0.0.1:8000(/aan-de-deur/\S+)", text_to(email))[1]


def test_a_visitor_asks_and_everyone_of_the_organisation_reads_it(client, coffee):
    assert fill_in(client).url == f"{FORM}verstuurd/"

    for email in ["amira@example.org", "bram@example.org"]:
        text = text_to(email)
        assert "Fatima wil graag komen" in text
        assert "Ik heb een rode jas aan." in text
        assert FATIMA not in mail_to(email).html


def test_a_host_answers_through_the_site(client, coffee):
    fill_in(client)
    link = link_to("amira@example.org")
    assert FATIMA not in client.get(link).content.decode()
    assert not Mail.objects.filter(to=FATIMA).exists()  # looking is not acting

    page = client.post(link, {"text": "Leuk! Ik sta er om 10 uur."}, follow=True)

    assert "Er is geantwoord" in page.content.decode()
    assert "Leuk! Ik sta er om 10 uur." in text_to(FATIMA)
    assert "amira@" not in mail_to(FATIMA).html
    assert mail_to(FATIMA).subject == "Antwoord op je bericht: Koffie, 10 november"


def test_one_answer_is_enough(client, coffee):
    fill_in(client)
    for email in ["amira@example.org", "bram@example.org"]:
        client.post(link_to(email), {"text": "Tot dan!"})

    assert Mail.objects.filter(to=FATIMA).count() == 1


def test_without_an_e_mail_address_there_is_no_answer(client, coffee):
    fill_in(client, email="", text="")
    token = tokens.make("door", DoorMessage.objects.get().pk, 1)

    assert "Antwoorden kan niet" in text_to("amira@example.org")
    client.post(f"/aan-de-deur/{token}/", {"text": "Tot dan!"})
    assert Mail.objects.count() == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"waits_at_door": False},
        {"organisation": None},
        {"state": "suggested"},
    ],
)
def test_it_is_only_where_it_is_switched_on(client, coffee, facts):
    for name, value in facts.items():
        setattr(coffee, name, value)
    store(coffee)

    assert client.get(FORM).status_code == 404


def test_it_is_only_at_organisations_that_staff_know(client, coffee):
    assert FORM in client.get("/agenda/koffie/").content.decode()
    coffee.organisation.is_vetted = False
    store(coffee.organisation)

    assert client.get(FORM).status_code == 404
    assert client.post(FORM, {}).status_code == 404
    assert "wacht-op-mij" not in client.get("/agenda/koffie/").content.decode()


def test_nobody_is_asked_where_nobody_would_read_it(client, coffee):
    Membership.objects.all().delete()

    assert "wacht-op-mij" not in client.get("/agenda/koffie/").content.decode()
    assert "Dit vragen kan niet meer" in client.get(FORM).content.decode()


@pytest.mark.parametrize("how", ["begun", "called off"])
def test_it_is_not_for_what_has_begun_or_is_called_off(
    client, coffee, time_machine, how
):
    if how == "begun":
        time_machine.move_to("2026-11-10 10:00+01:00", tick=False)
    else:
        calling_off.call_off(coffee, TUESDAY)

    assert "Dit vragen kan niet meer" in client.post(FORM, {}).content.decode()
    assert not DoorMessage.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bel me op 06-12345678", "telefoonnummer"),
        ("Bel 076 123 45 67 even", "telefoonnummer"),
        ("+31 (0)6 1234 5678", "telefoonnummer"),
        ("app 0612345678!", "telefoonnummer"),
        ("mail fatima@example.org", "e-mailadres"),
        ("fatima (at) example", "e-mailadres"),
        ("zie https://evil.example", "website"),
        ("zie fatima.nl", "website"),
        ("Ik woon op de Dorpsstraat 12", "adres in"),
        ("Grote Markt 38", "adres in"),
        ("4811 XS Breda", "adres in"),
    ],
)
@pytest.mark.parametrize("side", ["visitor", "host"])
def test_numbers_and_addresses_are_refused_with_a_reason_and_kept(
    client, coffee, text, words, side
):
    if side == "visitor":
        page = fill_in(client, text=text)
    else:
        fill_in(client)
        page = client.post(link_to("amira@example.org"), {"text": text})

    assert page.status_code == 200
    (error,) = page.context["form"].errors["text"]
    assert words in error
    assert text in page.context["form"]["text"].value()
    assert not Mail.objects.filter(html__contains=text).exists()


@pytest.mark.parametrize(
    "text",
    [
        "Ik kom om 10.30 of 10:45, tot 12.00",
        "Op 10-11-2026 ben ik 72 jaar",
        "Ik kom van de markt, met 2 kinderen van 8 en 11",
        "In 2026 is het voor het eerst",
    ],
)
def test_times_and_ages_are_no_numbers(client, coffee, text):
    assert fill_in(client, text=text).status_code == 302


def test_what_is_typed_is_text(client, coffee):
    fill_in(client, text="<script>alert(1)</script>")

    assert "<script>" not in mail_to("amira@example.org").html
    page = client.get(link_to("amira@example.org")).content.decode()
    assert "<script>alert" not in page


def test_all_of_it_is_gone_48_hours_after(client, coffee, time_machine):
    fill_in(client)
    link = link_to("amira@example.org")
    client.post(link, {"text": "Tot dan!"})
    time_machine.move_to("2026-11-12 11:59+01:00", tick=False)
    now = timezone.now()
    assert (DoorMessage.objects.all().forget(now), Mail.objects.all().forget(now)) == (
        0,
        0,
    )
    assert client.get(link).status_code == 200

    time_machine.move_to("2026-11-12 12:00+01:00", tick=False)
    assert client.get(link).status_code == 404  # at once, before anything is erased
    now = timezone.now()
    assert DoorMessage.objects.all().forget(now) == 1
    assert Mail.objects.all().forget(now) == 3
    assert not DoorMessage.objects.exists()
    assert not Mail.objects.exists()


def test_what_moves_is_erased_48_hours_after_its_new_day(client, coffee):
    fill_in(client)
    change_date(activity=coffee, rule_date=TUESDAY, kind="move", to=date(2026, 11, 12))

    erased = timezone.localtime(DoorMessage.objects.get().erase_at)
    assert f"{erased:%d-%m %H:%M}" == "14-11 12:00"
    assert mail_to(FATIMA).subject == "Er is iets veranderd: Koffie, 12 november"


def test_who_asked_hears_that_it_is_called_off(client, coffee):
    fill_in(client)
    calling_off.call_off(coffee, TUESDAY, "Ziek")

    assert "Het gaat niet door:" in text_to(FATIMA)
    assert "Ziek" in text_to(FATIMA)


def test_another_organisation_reads_nothing(client, coffee):
    fill_in(client)
    stranger = make_user()
    make_organisation(owner=stranger)
    token = tokens.make("door", DoorMessage.objects.get().pk, stranger.pk)

    assert client.get(f"/aan-de-deur/{token}/").status_code == 404


def test_one_sender_cannot_send_many(client, coffee, settings):
    settings.PUBLIC_FORM_LIMITS = {"door": 1}
    fill_in(client)

    page = fill_in(client, text="En nog iets")

    assert page.status_code == 200
    assert "En nog iets" in page.content.decode()
    assert DoorMessage.objects.count() == 1
