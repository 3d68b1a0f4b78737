"""Two people change one date: the second sees what the first did, and chooses."""

from datetime import date, time, timedelta

import pytest

from common.kit.storing import store
from initiatives.dates import calling_off, series
from initiatives.models import DateChange
from tests.initiatives.dates.ondate import on_date, seen
from tests.initiatives.views.mine.pages import change, path_of, text_of
from tests.kit.factories import make_activity, make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both("locks")]

TUESDAY = date(2026, 11, 10)
MOVED = {"do": "move", "to": "2026-11-11", "at": "14:00", "until": "15:00"}
MEANWHILE = "Iemand anders wijzigde deze datum intussen"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2026-11-09 12:00+01:00", tick=False)


@pytest.fixture
def amira():
    return make_user(email="amira@example.org", name="Amira")


@pytest.fixture
def bram():
    return make_user(email="bram@example.org")


@pytest.fixture
def coffee(amira, bram):
    club = make_organisation(owner=amira, editor=bram)
    return make_activity(name="Koffie", organisation=club)


@pytest.fixture
def path(coffee):
    return f"/mijn/activiteit/{coffee.pk}/{TUESDAY}/"


def the_change():
    return DateChange.objects.get()


def test_who_moves_a_date_sees_that_it_was_called_off_meanwhile(
    logged_in, amira, bram, coffee, path
):
    mine = logged_in(bram)
    before = seen(mine, path)
    on_date(logged_in(amira), path, reason="De kachel is stuk.")

    answer = mine.post(path, {**MOVED, **before, "why": "Past beter."})

    page = text_of(answer)
    assert answer.status_code == 200
    assert MEANWHILE in page
    assert "De kachel is stuk." in page
    assert "Past beter." in page
    assert the_change().kind == "cancel"

    again = {**MOVED, "why": "Past beter.", "seen": answer.context["seen"]}
    assert mine.post(path, again).status_code == 302
    assert (the_change().kind, the_change().to) == ("move", date(2026, 11, 11))


def test_who_calls_off_a_date_sees_that_it_was_moved_meanwhile(
    logged_in, amira, bram, coffee, path
):
    mine = logged_in(bram)
    before = seen(mine, path)
    on_date(logged_in(amira), path, **MOVED)

    answer = mine.post(path, {**before, "reason": "Ik ben ziek."})

    assert MEANWHILE in text_of(answer)
    assert "Ik ben ziek." in text_of(answer)
    assert the_change().kind == "move"


def test_another_reason_is_not_overwritten(logged_in, amira, bram, coffee, path):
    mine = logged_in(bram)
    before = seen(mine, path)
    on_date(logged_in(amira), path, reason="De kachel is stuk.")

    mine.post(path, {**before, "reason": "Ziek"})

    assert the_change().reason == "De kachel is stuk."


def test_who_takes_back_an_older_change_keeps_the_newer_one(
    logged_in, amira, bram, coffee, path
):
    series.cancel(coffee, TUESDAY, "Ziek", by=amira)
    mine = logged_in(bram)
    (row,) = (
        each
        for each in mine.get(f"/mijn/activiteit/{coffee.pk}/datums/").context["times"]
        if each.rule_date == TUESDAY
    )
    series.move(coffee, TUESDAY, TUESDAY, time(14), 60)

    answer = mine.post(f"{path}terug/", {"seen": row.seen}, follow=True)

    assert MEANWHILE in text_of(answer)
    assert the_change().kind == "move"


def test_other_hours_of_the_activity_are_seen_first_too(logged_in, amira, coffee, path):
    mine = logged_in(amira)
    before = seen(mine, path)
    coffee.starts_at = time(15)
    store(coffee)

    assert MEANWHILE in text_of(mine.post(path, {**MOVED, **before}))
    assert not DateChange.objects.exists()


def test_a_change_of_another_date_is_in_nobodys_way(logged_in, amira, coffee, path):
    mine = logged_in(amira)
    before = seen(mine, path)
    series.cancel(coffee, TUESDAY + timedelta(days=7), "Ziek")

    assert mine.post(path, {**before, "reason": "Ziek"}).status_code == 302


@pytest.mark.parametrize("asked", [MOVED, {"reason": "Ziek"}, {"quick": "ziek"}])
def test_pressing_twice_is_no_conflict(logged_in, amira, coffee, path, asked):
    mine = logged_in(amira)
    sent = {**seen(mine, path), **asked}

    assert [mine.post(path, sent).status_code for _press in range(2)] == [302, 302]


def test_the_link_in_the_mail_overwrites_no_other_reason(client, amira, coffee):
    link = calling_off.url(coffee, TUESDAY, amira.pk)
    link = link.removeprefix("http://127.0.0.1:8000")
    before = seen(client, link)
    series.cancel(coffee, TUESDAY, "De kachel is stuk.")

    answer = client.post(link, {**before, "do": "call-off", "reason": "Ziek"})

    page = text_of(answer)
    assert MEANWHILE in page
    assert 'value="Ziek"' in page
    assert the_change().reason == "De kachel is stuk."


def test_the_hours_of_one_time_do_not_undo_that_it_was_called_off(
    logged_in, amira, coffee
):
    mine = logged_in(amira)
    series.cancel(coffee, TUESDAY, "De kachel is stuk.")

    once = {"scope": "een", "on": f"{TUESDAY}", "starts_at": "11:00"}
    answer = change(mine, path_of(coffee), **once)

    assert "Deze ene datum is al gewijzigd" in text_of(answer)
    assert the_change().kind == "cancel"
