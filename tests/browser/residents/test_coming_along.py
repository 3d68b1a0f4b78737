"""A resident signs up on a phone, and who organises it calls it off with two taps."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from common.kit.storing import store
from common.mail.models import Mail
from initiatives.dates import calling_off
from initiatives.facts import tokens
from initiatives.joining import door, seats
from initiatives.models import Activity, Membership, SignUp
from tests.browser import meetings
from tests.browser.inspector import Inspector
from tests.kit.factories import make_sign_up, make_user

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]


@pytest.fixture
def tomorrow():
    return localdate() + timedelta(days=1)


@pytest.fixture
def coffee(town):
    found = meetings.build(town)
    amira = make_user(email="amira@example.org")
    Membership.objects.create(organisation=found.club, person=amira, role="owner")
    found.club.is_vetted = True
    store(found.club)
    activity = Activity.objects.get(pk=found.coffee.pk)
    activity.has_sign_up = activity.waits_at_door = True
    activity.capacity = 2
    store(activity)
    return activity


def path_of(url, page):
    """The mails of the tests lead to the usual address; the server has another."""
    return url.replace("http://127.0.0.1:8000", f"http://{page.guard.own}")


def test_a_resident_signs_up_on_a_phone_and_cancels(open_page, coffee, tomorrow):
    page = open_page(f"/agenda/koffie/{tomorrow}/", width=360)
    page.get_by_role("link", name="Aanmelden voor").click()
    page.get_by_label("Je voornaam").fill("Fatima")
    page.get_by_label("Je e-mailadres").fill("fatima@example.org")
    page.get_by_role("button", name="Mail mij de link").click()
    expect(page.get_by_role("heading", name="Kijk in je mail")).to_be_visible()

    sign_up = SignUp.objects.get()
    page.goto(path_of(seats.my_url(sign_up), page))
    page.get_by_role("button", name="Ja, ik kom").click()
    expect(page.get_by_role("heading", name="Je bent aangemeld")).to_be_visible()
    page.get_by_role("button", name="Ik kom toch niet").click()
    expect(page.get_by_role("heading", name="Je hebt je afgemeld")).to_be_visible()


def test_two_taps_on_a_phone_call_it_off_and_two_bring_it_back(
    open_page, coffee, tomorrow
):
    make_sign_up(coffee, tomorrow)
    person = Membership.objects.get().person
    page = open_page("/", width=360)

    page.goto(path_of(calling_off.url(coffee, tomorrow, person.pk), page))  # one tap
    button = page.get_by_role("button", name="Het gaat niet door")
    expect(button).to_be_in_viewport()  # without scrolling
    button.click()  # and the other
    expect(page.get_by_role("heading", name="Het gaat niet door")).to_be_visible()
    assert Mail.objects.filter(subject__startswith="Gaat niet door").count() == 1

    resident = open_page(f"/agenda/koffie/{tomorrow}/", width=360)
    expect(resident.get_by_text("Gaat niet door op")).to_be_visible()
    page.get_by_role("button", name="Het gaat toch door").click()
    resident.reload()
    expect(resident.get_by_text("Gaat niet door op")).to_have_count(0)


def test_all_these_pages_are_accessible(open_page, coffee, tomorrow):
    inspector = Inspector()
    person = Membership.objects.get().person
    row = coffee.occurrences.get(rule_date=tomorrow)
    message = door.ask(
        coffee, row, first_name="Fatima", text="Ik ben er om 10 uur.", email="f@x.org"
    )
    unsure = make_sign_up(coffee, tomorrow, state="asked")
    off = localdate() + timedelta(days=2)  # called off
    page = open_page("/")
    urls = {
        "activity": f"/agenda/koffie/{tomorrow}/",
        "sign up": f"/agenda/koffie/{tomorrow}/aanmelden/",
        "look in your mail": f"/agenda/koffie/{tomorrow}/aanmelden/verstuurd/",
        "cannot any more": f"/agenda/koffie/{off}/aanmelden/",
        "not confirmed": seats.my_url(unsure),
        "has a seat": seats.my_url(make_sign_up(coffee, tomorrow)),
        "waits": seats.my_url(make_sign_up(coffee, tomorrow, state="waiting")),
        "called off": seats.my_url(make_sign_up(coffee, off)),
        "ask at the door": f"/agenda/koffie/{tomorrow}/wacht-op-mij/",
        "asked": f"/agenda/koffie/{tomorrow}/wacht-op-mij/verstuurd/",
        "answer": f"/aan-de-deur/{tokens.make('door', message.pk, person.pk)}/",
        "call off": calling_off.url(coffee, tomorrow, person.pk),
        "take back": calling_off.url(coffee, off, person.pk),
        "reminders": calling_off.stop_url(Membership.objects.get()),
        "no link": "/aanmelding/niets/",
    }
    for name, url in urls.items():
        page.goto(path_of(url, page))
        inspector.look(page, name)
    for form in ["sign up", "ask at the door"]:
        page.goto(urls[form])
        page.locator("form button[type=submit]").click()
        inspector.look(page, f"{form}, with errors")
    inspector.check()
