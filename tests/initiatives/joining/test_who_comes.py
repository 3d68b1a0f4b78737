"""Who organises it says how people come, sees who does, and writes to them all."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.kit.storing import store_and_tell
from common.mail.models import Mail
from common.mail.plain_text import subject_and_text
from initiatives.joining import door, seats
from initiatives.joining.terms import terms_of
from initiatives.models import Activity, DateSeats, SentMessage, SignUp
from ontmoeten.periodic import forget_sign_ups
from tests.kit.factories import (
    make_activity,
    make_organisation,
    make_sign_up,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]
TUESDAY, NEXT = date(2026, 11, 10), date(2026, 11, 17)
NOW = "2026-11-04 12:00+01:00"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def amira():
    return make_user(email="amira@example.org")


@pytest.fixture
def coffee(amira):
    club = make_organisation(name="De Huiskamer", owner=amira, is_vetted=True)
    return make_activity(
        name="Koffie", slug="koffie", organisation=club, has_sign_up=True, capacity=2,
        first_on=TUESDAY, rule="FREQ=WEEKLY;BYDAY=TU",
    )  # fmt: skip


@pytest.fixture
def here(client, amira, coffee):
    client.force_login(amira)
    return f"/mijn/activiteit/{coffee.pk}/{TUESDAY}/wie-komt/"


def row_of(activity, day=TUESDAY):
    return activity.occurrences.get(rule_date=day)


def comes(coffee, name, day=TUESDAY, state="seat", **facts):
    facts.setdefault("email", f"{name.casefold()}@example.org")
    return make_sign_up(coffee, day, first_name=name, state=state, **facts)


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- Who comes ---------------------------------------------------------------------


def test_the_list_has_first_names_in_order_and_no_addresses(client, here, coffee):
    comes(coffee, "Fatima")
    comes(coffee, "Jan")
    comes(coffee, "Piet", state="waiting")
    comes(coffee, "Later", day=NEXT)

    text = text_of(client.get(here))

    assert "2 van 2 plaatsen" in text
    assert text.index("Fatima") < text.index("Jan") < text.index("Op de wachtlijst")
    assert text.index("Op de wachtlijst") < text.index("Piet")
    assert "Later" not in text
    assert "@example.org" not in text.replace("amira@example.org", "")


def test_the_dates_say_how_many_come(client, here, coffee):
    comes(coffee, "Fatima")
    comes(coffee, "Piet", state="waiting")

    text = text_of(client.get(f"/mijn/activiteit/{coffee.pk}/datums/"))

    assert "1 van 2 + 1 wacht" in text
    assert here in text


def test_who_walks_in_or_rings_takes_a_seat_too(client, here, coffee):
    for step in ("1", "1", "-1", "77", "x"):
        client.post(f"{here}aan-de-deur/", {"step": step})

    assert "1 persoon zonder aanmelding" in text_of(client.get(here))
    assert seats.seats_left(coffee, row_of(coffee)) == 1
    assert seats.seats_left(coffee, row_of(coffee, NEXT)) == 2


def test_a_seat_that_was_counted_by_mistake_goes_to_who_waits(client, here, coffee):
    comes(coffee, "Fatima")
    client.post(f"{here}aan-de-deur/", {"step": "1"})
    waits = comes(coffee, "Piet", state="waiting")

    client.post(f"{here}aan-de-deur/", {"step": "-1"})

    waits.refresh_from_db()
    assert waits.state == SignUp.State.SEAT
    assert Mail.objects.filter(to="piet@example.org").count() == 1


def test_more_seats_for_all_dates_reach_one_that_alone_takes_people(coffee):
    Activity.objects.update(has_sign_up=False, capacity=1)
    coffee.refresh_from_db()
    seats.change_terms(coffee, row_of(coffee), has_sign_up=True)
    comes(coffee, "Fatima")
    waits = comes(coffee, "Piet", state="waiting")

    coffee.capacity = 2
    store_and_tell(coffee)

    waits.refresh_from_db()
    assert waits.state == SignUp.State.SEAT


def test_nobody_comes_less_than_not_at_all(client, here, coffee):
    client.post(f"{here}aan-de-deur/", {"step": "-1"})

    assert DateSeats.objects.get().walk_ins == 0


# --- How people come ---------------------------------------------------------------


def test_one_date_may_have_more_seats_and_who_waits_hears_it(client, here, coffee):
    for name in ("Fatima", "Jan"):
        comes(coffee, name)
    waits = comes(coffee, "Piet", state="waiting")

    client.post(here, {"do": "seats", "capacity": "3", "has_sign_up": ""})

    waits.refresh_from_db()
    assert waits.state == SignUp.State.SEAT
    assert Mail.objects.filter(to="piet@example.org").count() == 1
    assert terms_of(coffee, TUESDAY).capacity == 3
    assert terms_of(coffee, NEXT).capacity == 2


def test_one_date_may_be_closed_or_open_by_itself(client, here, coffee):
    form = "/agenda/koffie/{}/aanmelden/"
    client.post(here, {"do": "seats", "has_sign_up": "no"})

    assert client.get(form.format(TUESDAY)).status_code == 404
    assert client.get(form.format(NEXT)).status_code == 200
    assert "Aanmelden voor" not in text_of(client.get(f"/agenda/koffie/{TUESDAY}/"))

    Activity.objects.update(has_sign_up=False)
    client.post(here, {"do": "seats", "has_sign_up": "yes"})
    assert client.get(form.format(TUESDAY)).status_code == 200
    assert client.get(form.format(NEXT)).status_code == 404


def test_someone_may_wait_at_the_door_on_one_date(client, here, coffee):
    client.post(here, {"do": "seats", "waits_at_door": "yes"})
    now = timezone.now()

    coffee.refresh_from_db()
    assert door.is_open(coffee, row_of(coffee), now)
    assert not door.is_open(coffee, row_of(coffee, NEXT), now)


def test_only_who_is_vetted_may_say_that_someone_waits(client, here, coffee):
    coffee.organisation.is_vetted = False
    coffee.organisation.save()

    assert "bij de deur" not in text_of(client.get(here))
    client.post(here, {"do": "seats", "waits_at_door": "yes"})

    assert DateSeats.objects.get().waits_at_door is None


def test_nothing_typed_is_lost_when_it_can_not_be(client, here):
    answer = client.post(here, {"do": "seats", "capacity": "0", "has_sign_up": "yes"})

    assert answer.status_code == 200
    assert 'value="0"' in answer.content.decode()
    assert not DateSeats.objects.exists()


def test_without_a_waiting_list_a_full_date_takes_nobody(client, coffee):
    Activity.objects.update(has_waiting_list=False)
    comes(coffee, "Fatima")
    late = comes(coffee, "Piet", state="asked")
    comes(coffee, "Jan")
    coffee.refresh_from_db()

    assert not seats.is_open(coffee, row_of(coffee), timezone.now())
    assert "Alle plaatsen zijn bezet" in text_of(client.get("/agenda/koffie/"))
    with pytest.raises(seats.Closed):
        seats.confirm(late)
    late.refresh_from_db()
    assert late.state == SignUp.State.ASKED


def test_a_page_that_offers_to_sign_up_knows_that_one_can(client, coffee):
    text = text_of(client.get("/agenda/koffie/"))

    assert "Aanmelden voor" in text
    asked = text.partition("Moet ik me aanmelden?")[2][:200]
    assert "Dat kan" in asked
    assert "bekend" not in asked


def test_an_organiser_switches_it_on_herself(client, here, coffee):
    path = f"/mijn/activiteit/{coffee.pk}/"
    form = client.get(path).context["form"]
    sent = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() not in (None, False)
    }
    sent |= {"capacity": "5", "waits_at_door": "on", "scope": "alle"}
    sent.pop("has_sign_up")

    answer = client.post(path, sent)
    assert "Plaatsen tellen alleen als mensen zich aanmelden" in text_of(answer)

    coffee.organisation.is_trusted = True
    coffee.organisation.save()
    client.post(path, sent | {"has_sign_up": "on"})
    coffee.refresh_from_db()
    assert (coffee.has_sign_up, coffee.capacity, coffee.waits_at_door) == (
        True,
        5,
        True,
    )


# --- A message to them all -----------------------------------------------------------


def test_a_message_reaches_each_by_themselves(client, here, coffee):
    comes(coffee, "Fatima")
    comes(coffee, "Piet", state="waiting", language="en")
    comes(coffee, "Nieuw", state="asked")
    comes(coffee, "Later", day=NEXT)

    answer = client.post(here, {"do": "message", "text": "Neem een kussen mee."})

    assert answer.status_code == 302
    mails = {each.to: each for each in Mail.objects.all()}
    assert {*mails} == {"fatima@example.org", "piet@example.org"}
    subject, text = subject_and_text(mails["fatima@example.org"].html)
    assert subject == "Een bericht over Koffie, 10 november"
    assert "Neem een kussen mee." in text
    assert "De Huiskamer schrijft" in text
    assert "Piet" not in text
    assert "A message about" in subject_and_text(mails["piet@example.org"].html)[0]
    shown = text_of(client.get(here))
    assert "Neem een kussen mee." in shown
    assert "aan 2 mensen" in shown


def test_the_same_message_twice_is_one(client, here, coffee):
    comes(coffee, "Fatima")

    for _press in range(2):
        client.post(here, {"do": "message", "text": "Neem een kussen mee."})

    assert Mail.objects.count() == SentMessage.objects.count() == 1


def test_nobody_gets_more_than_three_messages_a_day(
    client, here, amira, coffee, time_machine
):
    comes(coffee, "Fatima")
    for number in range(3):
        client.post(here, {"do": "message", "text": f"Bericht {number}"})

    answer = client.post(here, {"do": "message", "text": "Nog een bericht"})
    assert "Ze kregen vandaag al drie berichten" in text_of(answer)
    assert "Nog een bericht" in text_of(answer)
    assert Mail.objects.count() == 3

    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1), tick=False)
    client.force_login(amira)
    client.post(here, {"do": "message", "text": "Nog een bericht"})
    assert Mail.objects.count() == 4


def test_nobody_is_written_to_about_what_is_over_or_called_off(client, here, coffee):
    comes(coffee, "Fatima")
    coffee.occurrences.filter(rule_date=TUESDAY).update(is_cancelled=True)

    answer = client.post(here, {"do": "message", "text": "Hallo"})

    assert "We hebben niemand gemaild" in text_of(answer)
    assert not Mail.objects.exists()


def test_what_was_written_is_erased_with_who_it_was_written_to(client, here, coffee):
    comes(coffee, "Fatima")
    client.post(here, {"do": "message", "text": "Hallo"})
    day = timezone.make_aware(timezone.datetime(2026, 12, 10, 3))

    forget_sign_ups(day - timedelta(days=1))
    assert SentMessage.objects.count() == 1
    forget_sign_ups(day)
    assert not SentMessage.objects.exists()
    assert not SignUp.objects.exists()


def test_it_costs_as_many_questions_for_many_as_for_one(
    client, here, coffee, django_assert_num_queries, django_assert_max_num_queries
):
    comes(coffee, "Fatima")
    with django_assert_max_num_queries(12) as one:
        client.get(here)
    for number in range(20):
        comes(coffee, f"Fatima{'abcdefghijklmnopqrstu'[number]}", state="waiting")

    with django_assert_num_queries(len(one)):
        client.get(here)
