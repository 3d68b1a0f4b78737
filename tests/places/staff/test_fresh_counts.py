"""How fresh the places are: today's tables, and their course."""

from datetime import date, timedelta

import pytest

from common.moderation.states import State
from places.deciding import freshness_counts
from places.models import FreshCount
from places.staff import freshness
from tests.kit.factories import (
    make_neighbourhood,
    make_place,
    make_places,
    make_staff,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("counts")]

TODAY = date(2026, 11, 24)
ADDRESS = "/beheer/versheid/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00+01:00", tick=False)


@pytest.fixture
def town():
    """Of three places in Midden one is fresh; a fourth one is closed."""
    middle = make_neighbourhood(name="Midden")
    make_place(neighbourhood=middle, neighbourhood_from="staff", checked_on=TODAY)
    make_place(
        neighbourhood=middle, neighbourhood_from="staff", checked_on=date(2020, 1, 1)
    )
    make_place(neighbourhood=middle, neighbourhood_from="staff", kind="bibliotheek")
    make_place(state=State.CLOSED, checked_on=TODAY)


def test_the_share_is_of_all_published_places(town):
    share = freshness_counts.whole(TODAY)

    assert (share.fresh, share.overdue, share.unchecked, share.total) == (1, 1, 1, 3)
    assert share.percent == 33


def test_per_neighbourhood_and_per_kind_add_up_to_it(town):
    for shares in [
        freshness_counts.per_neighbourhood(TODAY),
        freshness_counts.per_kind(TODAY),
    ]:
        assert sum(each.total for each in shares) == 3
        assert sum(each.fresh for each in shares) == 1
    assert [each.name for each in freshness_counts.per_neighbourhood(TODAY)] == [
        "Midden"
    ]
    assert [each.name for each in freshness_counts.per_kind(TODAY)] == [
        "Bibliotheek", "Bankje",
    ]  # fmt: skip


def test_a_day_is_recorded_once_however_often_the_job_runs(town):
    assert freshness_counts.record(TODAY) == freshness_counts.record(TODAY) == 4
    whole = FreshCount.objects.get(neighbourhood=None, kind=None)

    assert (whole.day, whole.fresh, whole.total) == (TODAY, 1, 3)
    assert FreshCount.objects.count() == 4


def test_three_years_are_kept(town):
    for day in ["2023-11-23", "2023-11-24"]:
        FreshCount.objects.create(day=day, fresh=0, total=1)
    freshness_counts.record(TODAY)

    assert [row.day for row in freshness_counts.course()] == [date(2023, 11, 24), TODAY]


def test_the_line_goes_from_left_to_right_and_up_with_the_share():
    days = [
        FreshCount(day=TODAY + timedelta(days=ahead), fresh=fresh, total=4)
        for ahead, fresh in [(0, 0), (1, 2), (4, 4)]
    ]

    assert freshness.line(days) == "0.0,200.0 150.0,100.0 600.0,0.0"
    assert freshness.line(days[:1]) == ""


def test_the_page_says_it_in_a_line_and_in_tables(client, town):
    client.force_login(make_staff())
    FreshCount.objects.create(day="2026-10-31", fresh=0, total=4)
    FreshCount.objects.create(day="2026-11-01", fresh=1, total=4)
    freshness_counts.record(TODAY)

    page = client.get(ADDRESS)

    text = page.content.decode()
    assert "polyline" in text
    assert " style=" not in text
    assert [(row.day, share) for row, share in page.context["months"]] == [
        (date(2026, 10, 31), 0), (TODAY, 33),
    ]  # fmt: skip
    assert "Midden" in text


def test_it_works_before_there_is_anything(client):
    client.force_login(make_staff())

    assert client.get(ADDRESS).status_code == 200
    assert client.get("/beheer/versheid.csv").status_code == 200


def test_the_table_holds_what_the_page_shows_and_no_formula(client, town):
    make_place(
        neighbourhood=make_neighbourhood(name="=1+1"), neighbourhood_from="staff"
    )
    freshness_counts.record(TODAY)
    client.force_login(make_staff())

    answer = client.get("/beheer/versheid.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert "Alle plekken,Alle plekken,1,1,2,4" in lines
    assert "Per buurt,Midden,1,1,1,3" in lines
    assert "Per buurt,'=1+1,0,0,1,1" in lines
    assert "Verloop,2026-11-24,1,,,4" in lines


@pytest.mark.parametrize("address", [ADDRESS, "/beheer/versheid.csv"])
def test_only_staff_who_may_see_places_come_here(client, address):
    assert client.get(address).status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.get(address).status_code == 403


def test_many_neighbourhoods_cost_as_many_queries_as_one(
    client, django_assert_max_num_queries
):
    client.force_login(make_staff())
    make_places(
        {"neighbourhood": make_neighbourhood(), "neighbourhood_from": "staff"}
        for _number in range(12)
    )
    freshness_counts.record(TODAY)

    with django_assert_max_num_queries(10):
        client.get(ADDRESS)
