"""Signing up on the site: a form, a mail, and a button."""

import re
from datetime import date, timedelta

import pytest

from common.mail.models import Mail
from common.mail.plain_text import subject_and_text
from initiatives.joining import seats
from initiatives.models import SignUp
from tests.kit.factories import change_date, make_activity, make_sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = date(2026, 11, 10)
FORM = "/agenda/koffie/2026-11-10/aanmelden/"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-04 12:00+01:00", tick=False)


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)


@pytest.fixture
def coffee():
    return make_activity(name="Koffie", slug="koffie", has_sign_up=True, capacity=2)


def mails_to(email):
    return list(Mail.objects.filter(to=email).order_by("pk"))


def subjects(email):
    return [each.subject.partition(":")[0] for each in mails_to(email)]


def link_in(letter):
    return re.search(r"http://127.0.0.1:8000(/[^\s]*aanmelding/\S+)", _text(letter))[1]


def _text(letter):
    return subject_and_text(letter.html)[1]


def fill_in(client, path=FORM, **answers):
    page = client.get(path)
    opened = page.context["form"].initial["opened"]
    answers = {"first_name": "Fatima", "email": "Fatima@Example.org", **answers}
    return client.post(path, {"opened": opened, **answers})


# --- The way of a visitor ----------------------------------------------------------


def test_a_visitor_signs_up_with_a_mail_and_a_button(client, coffee):
    assert fill_in(client).url == f"{FORM}verstuurd/"
    sign_up = SignUp.objects.get()
    assert (sign_up.state, sign_up.email) == ("asked", "fatima@example.org")

    (letter,) = mails_to("fatima@example.org")
    link = link_in(letter)
    page = client.get(link).content.decode()
    assert "Ja, ik kom" in page
    sign_up.refresh_from_db()
    assert sign_up.state == "asked"  # looking is not acting

    page = client.post(link, {"do": "confirm"}, follow=True).content.decode()
    assert "Je bent aangemeld" in page
    sign_up.refresh_from_db()
    assert sign_up.state == "seat"
    assert subjects("fatima@example.org") == [
        "Kom je? Bevestig het",
        "Je bent aangemeld",
    ]


def test_who_cannot_come_cancels_and_is_forgotten(client, coffee):
    sign_up = make_sign_up(coffee, TUESDAY)
    link = seats.my_url(sign_up).removeprefix("http://127.0.0.1:8000")

    page = client.post(link, {"do": "cancel"}, follow=True).content.decode()

    sign_up.refresh_from_db()
    assert (sign_up.state, sign_up.first_name, sign_up.email) == ("cancelled", "", "")
    assert "Je hebt je afgemeld" in page


def test_signing_up_is_off_unless_the_organiser_switches_it_on(client):
    make_activity(slug="koffie")

    assert client.get(FORM).status_code == 404
    assert FORM not in client.get("/agenda/koffie/").content.decode()


def test_the_page_of_the_activity_leads_to_the_form(client, coffee):
    assert FORM in client.get("/agenda/koffie/").content.decode()
    assert FORM in client.get("/agenda/koffie/2026-11-10/").content.decode()


@pytest.mark.parametrize("moment", ["2026-11-10 10:00+01:00", "2026-11-11 10:00+01:00"])
def test_what_has_begun_takes_nobody_any_more(client, coffee, time_machine, moment):
    time_machine.move_to(moment, tick=False)

    page = client.get(FORM)

    assert page.status_code == 200
    assert "Aanmelden kan niet meer" in page.content.decode()
    assert client.post(FORM, {}).status_code == 200
    assert not SignUp.objects.exists()


def test_what_is_called_off_takes_nobody(client, coffee):
    change_date(activity=coffee, rule_date=TUESDAY, kind="cancel")

    assert "Aanmelden kan niet meer" in client.get(FORM).content.decode()


def test_a_link_that_was_confirmed_too_late_says_so(client, coffee, time_machine):
    sign_up = make_sign_up(coffee, TUESDAY, state="asked")
    link = seats.my_url(sign_up).removeprefix("http://127.0.0.1:8000")
    time_machine.move_to("2026-11-10 10:30+01:00", tick=False)

    page = client.post(link, {"do": "confirm"})

    assert "Aanmelden kan niet meer" in page.content.decode()
    sign_up.refresh_from_db()
    assert sign_up.state == "asked"


@pytest.mark.parametrize("token", ["1", "1.nonsense", "x" * 500, "99.AAAA", "%00"])
def test_a_made_up_link_opens_nothing(client, token):
    page = client.get(f"/aanmelding/{token}/")

    assert page.status_code == 404
    assert "Deze link werkt niet meer" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Kijk op win.nl",
        "http://x",
        "0612345678",
        "a@b.nl",
        "\u202eFatima",
        "😀",
        "- -",
    ],
)
def test_a_name_is_a_name_and_nothing_that_is_typed_is_lost(client, coffee, name):
    page = fill_in(client, first_name=name)

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"first_name"}
    assert "Fatima@Example.org" in page.content.decode()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("name", ["Fatima", "Jan-Willem", "O’Neill", "अनीता", "J.W."])
def test_names_of_all_kinds_are_names(client, coffee, name):
    fill_in(client, first_name=name)

    assert SignUp.objects.get().first_name == name


def test_fields_that_were_not_offered_change_nothing(client, coffee):
    fill_in(
        client,
        state="seat",
        activity="99",
        rule_date="2030-01-01",
        forget_on="2099-01-01",
    )

    sign_up = SignUp.objects.get()
    assert (sign_up.state, sign_up.rule_date) == ("asked", TUESDAY)
    assert sign_up.forget_on == TUESDAY + timedelta(days=30)


def test_nobody_sees_whether_an_address_was_known(client, coffee):
    make_sign_up(coffee, TUESDAY, email="fatima@example.org")

    response = fill_in(client)

    assert response.url == f"{FORM}verstuurd/"
    assert SignUp.objects.count() == 1
    assert subjects("fatima@example.org") == ["Je bent aangemeld"]


def test_nobody_is_flooded_with_links(client, settings):
    settings.PUBLIC_FORM_LIMITS = {"signup": 99}
    for number in range(9):
        slug = f"koffie-{number}"
        make_activity(slug=slug, has_sign_up=True)
        for _again in range(2):
            fill_in(client, f"/agenda/{slug}/2026-11-10/aanmelden/")

    told = "Je bent nog niet aangemeld"
    assert len(mails_to("fatima@example.org")) == 2 * seats.MOST_UNCONFIRMED + 1
    assert subjects("fatima@example.org").count(told) == 1


def test_who_left_many_links_unused_hears_which_and_that_this_one_is_not_stored(
    client, coffee, settings
):
    settings.PUBLIC_FORM_LIMITS = {"signup": 99}
    for number in range(seats.MOST_UNCONFIRMED):
        make_activity(name=f"Thee {number}", slug=f"thee-{number}", has_sign_up=True)
        fill_in(client, f"/agenda/thee-{number}/2026-11-10/aanmelden/")

    answer = fill_in(client)

    assert answer.url == f"{FORM}verstuurd/"  # a stranger learns nothing
    assert not SignUp.objects.filter(activity=coffee).exists()
    text = _text(mails_to("fatima@example.org")[-1])
    assert "Thee 0" in text
    assert "Thee 4" in text
    assert "5 links" in text
    for sign_up in SignUp.objects.all():
        assert seats.my_url(sign_up) in text


def test_one_sender_cannot_sign_up_half_the_city(client, coffee, settings):
    settings.PUBLIC_FORM_LIMITS = {"signup": 1}
    fill_in(client)

    page = fill_in(client, email="ander@example.org")

    assert "ander@example.org" in page.content.decode()
    assert SignUp.objects.count() == 1


def test_who_signs_up_in_english_gets_english(client, coffee):
    fill_in(client, f"/en{FORM}")

    (letter,) = mails_to("fatima@example.org")
    assert letter.subject == "Do you come? Confirm it: Koffie"
    assert link_in(letter).startswith("/en/aanmelding/")


def test_the_form_costs_as_many_questions_for_many_as_for_none(
    client, coffee, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        client.get(FORM)
    for number in range(20):
        make_sign_up(coffee, TUESDAY, state="waiting", email=f"{number}@example.org")
    with django_assert_max_num_queries(4):
        client.get(FORM)
