"""An appointment is a seat at a time of its own: asked with a first name and an address
or a number, moved or cancelled by the link in the mail, erased the day after."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from desks.appointments import making
from desks.days import reminding
from desks.facts.slots import slots
from initiatives.dates import calling_off, series
from initiatives.models import SignUp
from ontmoeten.periodic import JOBS
from tests.desks.conftest import TUESDAY
from tests.kit.factories import make_desk, make_desk_host
from tests.kit.letters import letters

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORM = "/ontmoetingsloket/tafel/afspraak/"
TEN = datetime(2026, 11, 10, 9, tzinfo=UTC)  # 10:00 by the clock here


@pytest.fixture(autouse=True)
def _quiet(the_day_before, monkeypatch):
    monkeypatch.setattr("common.protect.forms.QUICKEST", -1)


@pytest.fixture
def desk():
    """Every Tuesday from ten to twelve, half an hour each."""
    facts = {"comes": "appointment", "slot_minutes": 30}
    return make_desk(name="De tafel", slug="tafel", **facts)


def ask(client, key=f"{TUESDAY}+30", **typed):
    form = client.get(FORM).context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    typed = {"first_name": "Nour", "email": "", "phone": "", **typed}
    return client.post(FORM, {**hidden, "slot": key, **typed})


def offered(client) -> list[str]:
    return [each.key for each in client.get(FORM).context["slots"]]


def link() -> str:
    return re.search(r"http://[\w.:]+(/jouw-afspraak/\S+/)", letters()[-1].body)[1]


@pytest.mark.parametrize(
    ("lasts", "minutes", "found"),
    [
        (120, 30, [0, 30, 60, 90]),
        (100, 30, [0, 30, 60]),
        (20, 30, []),
        (120, None, []),
        (None, 30, []),
    ],
)
def test_only_whole_appointments_fit(lasts, minutes, found):
    ends_at = lasts and TEN + timedelta(minutes=lasts)

    assert slots(TEN, ends_at, minutes) == found


def test_with_a_number_the_time_is_theirs_at_once(desk, client):
    answer = ask(client, phone="06 12345678")

    assert answer.status_code == 302
    seat = SignUp.objects.get()
    assert (seat.state, seat.phone, seat.slot) == ("seat", "06 12345678", 30)
    assert f"{TUESDAY}+30" not in offered(client)
    assert not letters()


def test_with_an_address_once_the_link_was_used(desk, client):
    ask(client, email="Nour@example.org")
    assert f"{TUESDAY}+30" in offered(client)
    client.get(link())
    assert SignUp.objects.get().state == "asked"

    client.post(link(), {"do": "confirm"})

    assert SignUp.objects.get().state == "seat"
    assert "10.30" in letters()[-1].body
    assert "de dag erna" in letters()[-1].body
    assert f"{TUESDAY}+30" not in offered(client)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Laat een e-mailadres of een telefoonnummer achter."),
        ({"phone": "bel mij"}, "Alleen een telefoonnummer"),
        ({"phone": "06 12345678", "first_name": "www.win.nl"}, "voornaam"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, client, typed, words):
    answer = ask(client, **typed)

    assert words in answer.content.decode()
    assert not SignUp.objects.exists()


def test_a_slot_has_one_seat(desk, client):
    ask(client, email="nour@example.org")
    mine = link()
    ask(Client(), phone="06 12345678")

    answer = client.post(mine, {"do": "confirm"})

    assert "Die tijd is net weg" in answer.content.decode()
    assert SignUp.objects.seated().count() == 1


def test_a_slot_that_was_free_when_the_page_was_opened_may_be_gone(desk, client):
    late = Client()
    form = late.get(FORM).context["form"]
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    ask(client, phone="06 12345678")

    typed = {"slot": f"{TUESDAY}+30", "first_name": "Bo", "phone": "06 87654321"}
    answer = late.post(FORM, {**hidden, **typed})

    assert "Die tijd is net weg" in answer.content.decode()
    assert SignUp.objects.count() == 1


def test_it_moves_and_is_cancelled_by_the_link(desk, client):
    ask(client, email="nour@example.org")
    client.post(link(), {"do": "confirm"})
    mine, week_later = link(), TUESDAY + timedelta(days=7)

    client.post(mine, {"do": "move", "slot": f"{week_later}+60"})
    seat = SignUp.objects.get()
    assert (seat.rule_date, seat.slot) == (week_later, 60)
    assert seat.forget_on == week_later + timedelta(days=1)
    assert f"{TUESDAY}+30" in offered(client)

    client.post(mine, {"do": "cancel"})
    seat = SignUp.objects.get()
    assert (seat.state, seat.first_name, seat.email) == ("cancelled", "", "")
    assert f"{week_later}+60" in offered(client)


def test_when_the_day_moves_the_appointment_moves_with_it(desk, client):
    ask(client, email="nour@example.org")
    client.post(link(), {"do": "confirm"})

    series.move(desk.activity, TUESDAY, TUESDAY + timedelta(days=1), time(14), None)

    assert "14.30" in letters()[-1].body
    assert SignUp.objects.get().forget_on == TUESDAY + timedelta(days=2)


def test_who_has_one_hears_that_it_lapses(desk, client):
    ask(client, email="nour@example.org")
    client.post(link(), {"do": "confirm"})

    calling_off.call_off(desk.activity, TUESDAY)

    assert letters()[-1].to == ["nour@example.org"]
    assert letters()[-1].subject.startswith("Gaat niet door")


def test_who_sits_there_sees_who_comes_and_nobody_else(desk, client):
    host = make_desk_host(desk)
    ask(client, phone="06 12345678")
    row = desk.activity.occurrences.get(rule_date=TUESDAY)

    page = client.get(reminding.path_of(host, row)).content.decode()

    assert "10.30" in page
    assert "Nour" in page
    assert "06 12345678" in page
    assert "Nour" not in client.get("/ontmoetingsloket/tafel/").content.decode()


def test_it_is_erased_the_day_after(desk, client, time_machine):
    ask(client, phone="06 12345678")
    [job] = [each for each in JOBS if each.name == "erase sign-ups"]
    time_machine.move_to("2026-11-10 23:50+01:00", tick=False)
    assert job.work(timezone.now()) == 0
    time_machine.move_to("2026-11-11 00:10+01:00", tick=False)

    assert job.work(timezone.now()) == 1

    assert not SignUp.objects.exists()


def test_what_is_past_or_full_is_not_offered(desk, client, time_machine):
    time_machine.move_to("2026-11-10 10:40+01:00", tick=False)
    today = [key for key in offered(client) if key.startswith(f"{TUESDAY}")]

    assert today == [f"{TUESDAY}+60", f"{TUESDAY}+90"]


def test_a_desk_where_one_walks_in_has_none(client):
    make_desk(slug="inloop")

    assert client.get("/ontmoetingsloket/inloop/afspraak/").status_code == 404


def test_the_clock_that_changes_moves_no_appointment():
    """On 25 October 2026 half past two is there twice."""
    facts = {"comes": "appointment", "slot_minutes": 30, "starts_at": time(1, 30)}
    desk = make_desk(rule="", first_on=date(2026, 10, 25), **facts)
    row = desk.activity.occurrences.get()

    found = making.slots(row.starts_at, row.ends_at, 30)

    at = [(row.starts_at + timedelta(minutes=each)).astimezone(UTC) for each in found]
    assert [f"{each:%H:%M}" for each in at] == ["23:30", "00:00", "00:30", "01:00"]
