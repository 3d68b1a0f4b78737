"""A mail each week, for who wants it: what was seen, who comes, what needs them."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from common.mail.models import Mail
from common.moderation.states import Move, State
from desks.models import DeskDay
from initiatives.deciding import decisions
from initiatives.joining import weekly
from initiatives.models import (
    ActivityVisits,
    DoorMessage,
    InitiativeVisits,
    Membership,
)
from tests.kit.factories import (
    make_activity,
    make_desk,
    make_desk_host,
    make_initiative,
    make_organisation,
    make_sign_up,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TUESDAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-30 08:30+01:00", tick=False)


@pytest.fixture
def club(amira):
    club = make_organisation(name="De Huiskamer", owner=amira)
    Membership.objects.update(wants_weekly=True)
    return club


@pytest.fixture
def coffee(club):
    return make_activity(
        name="Koffie", organisation=club, first_on=TUESDAY, starts_at=time(10),
        has_sign_up=True,
    )  # fmt: skip


def seen(activity, count, month=date(2026, 11, 1)):
    ActivityVisits.objects.create(activity=activity, month=month, count=count)


def send() -> int:
    return weekly.send(timezone.now())


def body() -> str:
    return Mail.objects.get().html


def test_it_tells_how_often_each_was_seen(coffee):
    seen(coffee, 43)
    seen(coffee, 20, date(2026, 10, 1))

    assert send() == 1
    assert "Koffie: 43 keer in november, 20 keer in oktober." in body()


def test_it_tells_how_often_an_initiative_was_seen(club):
    walk = make_initiative(name="Wandelen", organisation=club)
    InitiativeVisits.objects.create(initiative=walk, month=date(2026, 11, 1), count=12)

    assert send() == 1
    assert "Wandelen: 12 keer in november, 0 keer in oktober." in body()


def test_it_tells_on_which_day_nobody_sits_at_a_desk(club):
    desk = make_desk(name="Loket", organisation=club, first_on=TUESDAY)
    ria, bob = make_desk_host(desk), make_desk_host(desk)
    DeskDay.objects.create(desk=desk, rule_date=TUESDAY, away=ria)
    others = make_desk(first_on=TUESDAY)
    DeskDay.objects.create(desk=others, rule_date=TUESDAY, away=make_desk_host(others))
    words = "is nog niemand die mensen ontvangt"
    told = weekly.week_of(club, timezone.now()).needs

    assert [each for each in told if words in each] == [
        "Loket: op dinsdag 1 december is nog niemand die mensen ontvangt."
    ]
    DeskDay.objects.update(stand_in=bob)
    assert not any(words in n for n in weekly.week_of(club, timezone.now()).needs)


def test_it_tells_how_many_come_in_the_days_ahead(coffee):
    make_sign_up(coffee, TUESDAY)
    make_sign_up(coffee, TUESDAY)
    make_sign_up(coffee, TUESDAY, state="waiting")
    make_sign_up(coffee, TUESDAY + timedelta(days=7))

    send()

    assert "dinsdag 1 december, 10.00" in body()
    assert "2 mensen" in body()
    assert "1 wacht op een plek" in body()
    assert "8 december" not in body()


def test_it_tells_what_needs_them(club, coffee, amira):
    soup = make_activity(name="Soep", organisation=club, state=State.SUGGESTED)
    decisions.decide(soup, Move.RETURN, make_staff(), answer="Waar is het?")
    decisions.propose(coffee, {"name": "Koffie"}, {"name": "Thee"}, amira)
    DoorMessage.objects.create(
        activity=coffee, rule_date=TUESDAY, first_name="Noor", email="n@example.org",
        erase_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    coffee.checked_on = date(2025, 1, 1)
    coffee.save()
    Mail.objects.all().delete()

    send()

    assert "Soep: we vroegen je iets." in body()
    assert "Koffie: je wijziging wacht op onze controle." in body()
    assert "Koffie: een bezoeker vraagt of iemand bij de deur wacht." in body()
    assert "Koffie: klopt het nog?" in body()


def test_with_nothing_to_tell_there_is_no_mail(coffee):
    assert send() == 0
    assert not Mail.objects.exists()


def test_who_did_not_ask_for_it_gets_none(club, coffee):
    seen(coffee, 43)
    Membership.objects.update(wants_weekly=False)

    assert send() == 0


def test_it_comes_once_a_week(coffee, time_machine):
    seen(coffee, 43)

    assert (send(), send()) == (1, 0)
    time_machine.move_to("2026-12-07 08:30+01:00", tick=False)
    assert send() == 1


@pytest.mark.parametrize(
    ("moment", "count"),
    [("2026-11-30 07:30+01:00", 0), ("2026-12-02 07:30+01:00", 1),
     ("2026-12-03 09:00+01:00", 0)],
)  # fmt: skip
def test_it_comes_on_monday_or_a_little_later(coffee, time_machine, moment, count):
    seen(coffee, 43)
    time_machine.move_to(datetime.fromisoformat(moment), tick=False)

    assert send() == count


def test_no_name_or_address_of_anyone_stands_in_it(club, coffee):
    seen(coffee, 43)
    canary = "Kanarie"
    colleague = make_user(name=canary, email="kanarie.collega@example.org")
    Membership.objects.create(organisation=club, person=colleague)
    make_sign_up(
        coffee, TUESDAY, first_name=canary, email="kanarie@example.org",
        phone="0612345678",
    )  # fmt: skip
    DoorMessage.objects.create(
        activity=coffee, rule_date=TUESDAY, first_name=canary, text=canary,
        email="kanarie@example.org", erase_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip

    send()

    assert "kanarie" not in body().lower()
    assert "0612345678" not in body()
    assert "@" not in body().split("<body>")[1]


def test_what_staff_hid_is_not_told_of(club, coffee):
    seen(coffee, 43)
    club.state = State.CLOSED
    club.save()

    assert send() == 0


def test_it_costs_as_many_queries_for_many_activities(
    club, coffee, django_assert_max_num_queries
):
    seen(coffee, 43)
    with django_assert_max_num_queries(50) as one:
        weekly.week_of(club, timezone.now())
    count = len(one)
    for _each in range(4):
        seen(make_activity(organisation=club, first_on=TUESDAY), 3)
    with django_assert_max_num_queries(count):
        weekly.week_of(club, timezone.now())


# --- By choice, off in one press ------------------------------------------------------


def test_it_is_chosen_on_ones_own_page(logged_in, amira, club):
    Membership.objects.update(wants_weekly=False)
    visitor = logged_in(amira)
    assert "Mail me elke week" in visitor.get("/mijn/").content.decode()

    visitor.post(f"/mijn/organisatie/{club.pk}/weekmail/", {"do": "start"})

    assert Membership.objects.get().wants_weekly
    visitor.post(f"/mijn/organisatie/{club.pk}/weekmail/", {"do": "stop"})
    assert not Membership.objects.get().wants_weekly


def test_the_link_in_it_stops_it_with_one_press(client, coffee):
    seen(coffee, 43)
    send()
    link = Mail.objects.get().unsubscribe_url.removeprefix("http://testserver")
    path = link[link.index("/weekmail-stoppen/") :]

    client.get(path)
    assert Membership.objects.get().wants_weekly
    client.post(path, {"do": "stop"})

    assert not Membership.objects.get().wants_weekly
    assert Membership.objects.get().wants_reminders


def test_a_mail_program_stops_it_by_itself(client, coffee):
    seen(coffee, 43)
    send()
    link = Mail.objects.get().unsubscribe_url
    path = link[link.index("/weekmail-stoppen/") :]

    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not Membership.objects.get().wants_weekly


def test_a_link_that_we_did_not_make_stops_nothing(client, club):
    assert client.post("/weekmail-stoppen/1.onzin/").status_code == 404
    assert Membership.objects.get().wants_weekly
