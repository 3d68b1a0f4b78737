"""/mijn/: before a series changes, a page says who gets which mail of it."""

from datetime import time, timedelta

import pytest

from common.mail.models import Mail
from initiatives.deciding import decisions
from initiatives.joining import seats
from initiatives.models import Activity, DateSeats, DoorMessage, Proposal
from tests.initiatives.views.mine.pages import (
    FIRST,
    SECOND,
    THIRD,
    agree,
    change,
    change_from,
    path_of,
    text_of,
    trust,
)
from tests.kit.factories import make_sign_up, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LATER = {"starts_at": "11:00", "ends_at": "13:00"}


@pytest.fixture
def series(coffee):
    coffee.has_sign_up, coffee.has_waiting_list, coffee.capacity = True, True, 1
    coffee.save()
    return coffee


@pytest.fixture
def people(series):
    """Who comes before the change, who comes after it, and who waits for a seat."""
    return {
        "before": make_sign_up(series, FIRST),
        "after": make_sign_up(series, THIRD),
        "waits": make_sign_up(series, SECOND, state="waiting"),
        "seat": make_sign_up(series, SECOND),
    }


@pytest.fixture(params=["trusted", "moderated"])
def agreed(request, club):
    """Both ways in which a change becomes live, by what has to happen for it."""
    if request.param == "trusted":
        trust(club)
        return lambda: None
    return lambda: decisions.accept(Proposal.objects.get(), make_staff())


def mails_to(person):
    return list(Mail.objects.filter(to=person.email).values_list("subject", flat=True))


def test_from_one_time_on_says_who_gets_which_mail(visitor, series, people, agreed):
    told = change(
        visitor, path_of(series), scope="vanaf", on=f"{SECOND}", **LATER
    )  # fmt: skip

    page = text_of(told)
    assert "<b>3 mensen</b> krijgen “andere tijd”." in page
    assert "Niemand krijgt “gaat niet door”." in page
    assert not Mail.objects.exists()
    assert Activity.objects.count() == 1
    assert not Proposal.objects.exists()


def test_what_was_said_is_what_happens(visitor, series, people, agreed):
    change_from(visitor, path_of(series), SECOND, **LATER)
    agreed()

    assert mails_to(people["before"]) == []
    for name in ("after", "waits", "seat"):
        assert len(mails_to(people[name])) == 1
        assert "Op een ander moment" in mails_to(people[name])[0]


def test_nobody_hears_that_what_goes_on_is_called_off(visitor, series, people, agreed):
    change_from(visitor, path_of(series), SECOND, **LATER)
    agreed()

    written = Mail.objects.filter(to__in=[each.email for each in people.values()])
    assert not written.filter(subject__icontains="gaat niet door").exists()
    assert not written.filter(html__icontains="gaat niet door").exists()


def test_who_comes_keeps_seat_and_place_in_the_line(visitor, series, people, agreed):
    change_from(visitor, path_of(series), SECOND, **LATER)
    agreed()

    earlier = Activity.objects.exclude(pk=series.pk).get()
    states = {name: each.state for name, each in people.items()}
    for each in people.values():
        each.refresh_from_db()
    assert {name: each.state for name, each in people.items()} == states
    assert people["before"].activity == earlier
    assert people["after"].activity == people["waits"].activity == series
    assert all(each.occurrence is not None for each in people.values())


def test_walk_ins_and_messages_for_the_door_follow_their_date(visitor, series, agreed):
    for day in (FIRST, THIRD):
        seats.count_at_door(series, series.occurrences.get(rule_date=day), 2)
        DoorMessage.objects.create(
            activity=series, rule_date=day, first_name="Noor",
            email=f"noor{day}@example.org",
            erase_at=series.occurrences.get(rule_date=day).over_at + timedelta(days=2),
        )  # fmt: skip

    told, _answer = change_from(visitor, path_of(series), SECOND, **LATER)
    agreed()

    earlier = Activity.objects.exclude(pk=series.pk).get()
    for model in (DateSeats, DoorMessage):
        assert model.objects.get(activity=earlier).rule_date == FIRST
        assert model.objects.get(activity=series).rule_date == THIRD
    assert "<b>1 persoon</b> krijgt" in text_of(told)
    assert [len(Mail.objects.filter(to=f"noor{day}@example.org"))
            for day in (FIRST, THIRD)] == [0, 1]  # fmt: skip


def test_the_address_goes_on_with_what_goes_on(visitor, client, series, agreed):
    address = series.get_absolute_url()

    change_from(visitor, path_of(series), SECOND, **LATER)
    agreed()

    assert "11.00" in text_of(client.get(f"{address}{SECOND}/"))


def test_another_day_of_the_week_is_said_to_be_called_off(visitor, series, people):
    told = change(visitor, path_of(series), scope="vanaf", on=f"{SECOND}", days=["2"])

    assert "<b>3 mensen</b> krijgen “gaat niet door”." in text_of(told)


def test_for_all_times_it_is_asked_only_when_someone_hears_of_it(visitor, club, series):
    trust(club)
    make_sign_up(series, FIRST)

    told = change(visitor, path_of(series), scope="alle", **LATER)

    assert "<b>1 persoon</b> krijgt “andere tijd”." in text_of(told)
    agree(visitor, path_of(series), told)
    series.refresh_from_db()
    assert series.starts_at == time(11)


def test_who_signs_up_meanwhile_is_told_of_first(visitor, club, series):
    trust(club)
    make_sign_up(series, THIRD)
    told = change(visitor, path_of(series), scope="vanaf", on=f"{SECOND}", **LATER)
    make_sign_up(series, SECOND)

    again = agree(visitor, path_of(series), told)

    assert "<b>2 mensen</b> krijgen “andere tijd”." in text_of(again)
    assert Activity.objects.count() == 1


def test_one_can_go_back_and_loses_nothing(visitor, club, series):
    trust(club)
    told = change(
        visitor, path_of(series), scope="vanaf", on=f"{SECOND}", name="Thee", **LATER
    )
    sent = dict(told.context["carried"])

    back = visitor.post(path_of(series), {**sent, "back": "1"})

    assert back.context["form"]["name"].value() == "Thee"
    assert back.context["scope"] == "vanaf"
    assert Activity.objects.count() == 1


def test_a_dry_run_leaves_nothing_behind(visitor, club, series, people):
    trust(club)
    before = (series.history.count(), series.occurrences.count())

    change(visitor, path_of(series), scope="vanaf", on=f"{SECOND}", **LATER)

    assert (series.history.count(), series.occurrences.count()) == before
