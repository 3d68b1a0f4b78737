"""/mijn/: when it is: all times, from one on, or this one only."""

from datetime import date, time

import pytest

from initiatives.deciding import decisions
from initiatives.models import Activity, DateChange, Proposal
from tests.initiatives.dates.ondate import as_usual, on_date
from tests.initiatives.views.mine.pages import (
    FIRST,
    MINE,
    SECOND,
    change,
    change_from,
    path_of,
    text_of,
    trust,
)
from tests.kit.factories import (
    make_staff,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_changing_when_asks_for_which_times(visitor, club, coffee):
    trust(club)

    answer = change(visitor, path_of(coffee), starts_at="11:00")

    assert answer.status_code == 200
    assert "voor welke datums dit geldt" in text_of(answer)
    coffee.refresh_from_db()
    assert coffee.starts_at == time(10)


def test_the_times_to_choose_from_are_those_of_the_clock_here(visitor, coffee):
    choices = dict(visitor.get(path_of(coffee)).context["coming"])

    assert choices[f"{FIRST}"] == "dinsdag 1 december 2026, 10.00"


def test_for_all_times(visitor, club, coffee):
    trust(club)

    change(visitor, path_of(coffee), starts_at="11:00", scope="alle")

    coffee.refresh_from_db()
    assert coffee.starts_at == time(11)
    assert Activity.objects.count() == 1


def test_from_one_time_on(visitor, club, coffee):
    trust(club)

    change_from(visitor, path_of(coffee), SECOND, starts_at="11:00", days=["2"])

    coffee.refresh_from_db()
    earlier = Activity.objects.exclude(pk=coffee.pk).get()
    assert [each.rule_date for each in earlier.occurrences.all()] == [FIRST]
    assert earlier.starts_at == time(10)
    assert (coffee.starts_at, coffee.first_on) == (time(11), date(2026, 12, 9))


def test_only_one_time(visitor, coffee):
    change(
        visitor, path_of(coffee), starts_at="11:00", ends_at="13:00", scope="een",
        on=f"{SECOND}",
    )  # fmt: skip

    moved = DateChange.objects.get()
    assert (moved.rule_date, moved.at, moved.kind) == (SECOND, time(11), "move")
    coffee.refresh_from_db()
    assert coffee.starts_at == time(10)
    assert not Proposal.objects.exists()


def test_for_one_time_the_rest_can_not_change(visitor, coffee):
    answer = change(
        visitor, path_of(coffee), starts_at="11:00", name="Thee", scope="een",
        on=f"{SECOND}",
    )  # fmt: skip

    assert "Voor één keer" in text_of(answer)
    assert "Thee" in text_of(answer)
    assert not DateChange.objects.exists()


@pytest.mark.parametrize("on", ["", "onzin", "2026-12-02", "2030-01-01"])
def test_only_a_date_that_was_offered_can_be_chosen(visitor, club, coffee, on):
    trust(club)

    answer = change(visitor, path_of(coffee), starts_at="11:00", scope="vanaf", on=on)

    assert answer.status_code == 200
    assert Activity.objects.count() == 1


def test_from_one_time_on_waits_for_staff_too(visitor, coffee):
    facts = {"starts_at": "11:00", "ends_at": "13:00", "name": "Thee"}
    change_from(visitor, path_of(coffee), SECOND, **facts)
    proposal = Proposal.objects.get()
    coffee.refresh_from_db()
    assert (coffee.name, coffee.starts_at) == ("Koffie", time(10))
    assert (proposal.starting_on, set(proposal.changes)) == (
        SECOND, {"name", "starts_at"},
    )  # fmt: skip

    decisions.accept(proposal, make_staff())

    coffee.refresh_from_db()
    earlier = Activity.objects.exclude(pk=coffee.pk).get()
    assert (earlier.name, earlier.starts_at) == ("Koffie", time(10))
    assert [each.rule_date for each in earlier.occurrences.all()] == [FIRST]
    assert (coffee.name, coffee.first_on, coffee.starts_at) == (
        "Thee",
        SECOND,
        time(11),
    )


def test_another_rule_from_one_time_on_waits_and_begins_on_its_own_day(visitor, coffee):
    change_from(visitor, path_of(coffee), SECOND, days=["3"])

    decisions.accept(Proposal.objects.get(), make_staff())

    coffee.refresh_from_db()
    assert (coffee.first_on, coffee.rule) == (
        date(2026, 12, 10), "FREQ=WEEKLY;BYDAY=TH",
    )  # fmt: skip


# One date.


def test_not_this_time_is_two_taps(visitor, coffee, client):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    assert path in text_of(visitor.get(MINE))  # the first tap
    assert "gastvrouw of gastheer is ziek" in text_of(visitor.get(path))

    answer = on_date(visitor, path, quick="ziek")  # the second

    assert answer.status_code == 302
    page = text_of(client.get(f"/agenda/{coffee.slug}/{FIRST}/"))
    assert "gastvrouw of gastheer is ziek" in page
    assert "Gaat niet door" in text_of(client.get("/agenda/?dag=2026-12-01"))
    as_usual(visitor, path)
    assert not DateChange.objects.exists()


def test_looking_at_a_date_changes_nothing(visitor, coffee):
    visitor.get(f"/mijn/activiteit/{coffee.pk}/{FIRST}/", {"quick": "ziek"})
    visitor.get(f"/mijn/activiteit/{coffee.pk}/{FIRST}/terug/")

    assert not DateChange.objects.exists()


def test_a_reason_of_ones_own_is_kept(visitor, coffee):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    on_date(visitor, path, reason="Het sneeuwt.")

    assert DateChange.objects.get().reason == "Het sneeuwt."


def test_one_time_is_moved(visitor, coffee):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    moved = {"do": "move", "to": "2026-12-02", "at": "14:00", "until": "15:00"}

    on_date(visitor, path, **moved)

    row = coffee.occurrences.get(rule_date=FIRST)
    assert (row.day, row.is_moved) == (date(2026, 12, 2), True)


@pytest.mark.parametrize(
    "wrong", [{"to": "morgen"}, {"to": "2090-01-01"}, {"until": "14:00"}, {"at": ""}]
)
def test_a_move_that_is_wrong_is_refused_and_stays(visitor, coffee, wrong):
    path = f"/mijn/activiteit/{coffee.pk}/{FIRST}/"
    moved = {"do": "move", "to": "2026-12-02", "at": "14:00", "until": "15:00",
             "why": "Het sneeuwt."}  # fmt: skip

    answer = on_date(visitor, path, **{**moved, **wrong})

    assert answer.status_code == 200
    assert "Het sneeuwt." in text_of(answer)
    assert not DateChange.objects.exists()


@pytest.mark.parametrize("day", ["2026-12-02", "2026-11-17", "2026-02-31"])
def test_a_day_on_which_it_is_not_or_that_is_over_has_no_page(visitor, coffee, day):
    assert visitor.get(f"/mijn/activiteit/{coffee.pk}/{day}/").status_code == 404


def test_holidays_are_skipped_with_one_click_later_too(visitor, coffee):
    path = f"/mijn/activiteit/{coffee.pk}/datums/"
    assert "22 december" in text_of(visitor.get(path))

    visitor.post(f"/mijn/activiteit/{coffee.pk}/overslaan/", {"kind": "school"})

    page = text_of(visitor.get(path))
    assert "Deze sla je over" in page
    assert coffee.changes.filter(rule_date=date(2026, 12, 22), kind="skip").exists()
    skipped = visitor.get(path).context["skipped"]
    seen = next(each.seen for each in skipped if each.rule_date == date(2026, 12, 22))
    visitor.post(f"/mijn/activiteit/{coffee.pk}/2026-12-22/terug/", {"seen": seen})
    assert coffee.occurrences.filter(rule_date=date(2026, 12, 22)).exists()
