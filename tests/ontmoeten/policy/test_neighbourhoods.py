"""Who makes policy sees what there is in each neighbourhood, and the rows of it."""

import csv
import io
import re
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from common.moderation.states import State
from ontmoeten.accounts.roles import ADMINISTRATOR, POLICY
from ontmoeten.staff.policy import drawing, numbers
from places.models import Figure
from tests.kit.factories import (
    kind,
    make_activity,
    make_neighbourhood,
    make_place,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both("dates")]
PAGE = "/beheer/beleid/"
NOW = "2026-11-24 12:00+01:00"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True, scope="module")
def areas(for_all, django_db_blocker):
    """Three neighbourhoods: one with much, one with little, one with nothing."""
    much, little, nothing = (
        make_neighbourhood(name=name) for name in ("Veel", "Weinig", "Niets")
    )
    fresh = {"checked_on": date(2026, 11, 1), "step_free": "yes"}
    for number in range(3):
        make_place(neighbourhood=much, name=f"Bank {number}", **fresh)
    make_place(neighbourhood=much, name="Oud", checked_on=date(2020, 1, 1))
    make_place(neighbourhood=much, name="Wc", kind=kind("toilet"), **fresh)
    make_place(neighbourhood=much, name="Weg", state=State.CLOSED, **fresh)
    at = make_place(neighbourhood=little, name="Zaal", step_free="no")
    make_activity(name="Koffie", place=at)
    for area, people, lonely in [(much, 1000, 30), (little, 2000, 50)]:
        facts = {"code": area.code, "year": 2024, "source": "RIVM, een model"}
        Figure.objects.create(name=Figure.Name.INHABITANTS, value=people, **facts)
        Figure.objects.create(name=Figure.Name.LONELY_PCT, value=lonely, **facts)
    return much, little, nothing


def enter(client, role):
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    return client


@pytest.fixture
def policy(client):
    return enter(client, POLICY)


def names_in(page):
    table = page[page.index('id="tabel"') :]
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', table)


def test_a_number_is_as_long_as_its_rows(areas, policy):
    for line, cells in policy.get(PAGE).context["rows"]:
        for column, value, unknown in cells:
            part = line.part(column)
            if unknown:
                address = reverse("policy-rows", args=[line.area.slug, numbers.UNKNOWN])
                rows = policy.get(address).context["page"].paginator
                assert rows.count == unknown
            if column.rows == "cijfer":
                continue
            address = reverse("policy-rows", args=[line.area.slug, column.rows])
            count = policy.get(address).context["page"].paginator.count
            if column is numbers.ACTIVITIES:
                assert value == round(count / numbers.WEEKS, 1)
            else:
                assert count == (value if part is None else part)


def test_places_are_those_where_people_meet(areas, policy):
    page = policy.get(reverse("policy-rows", args=["veel", "plekken"])).content.decode()

    assert "Bank 0" in page
    assert "Oud" in page
    assert "Wc" not in page
    assert "Weg" not in page


def test_shares_are_of_the_places_there_are(areas):
    much, little, nothing = areas
    by_area = {line.area: line for line in numbers.lines(timezone.now(), True)}

    assert by_area[much].value(numbers.FRESH) == 75
    assert by_area[little].value(numbers.STEP_FREE) == 0
    assert by_area[much].value(numbers.STEP_FREE) == 100  # of those that are known
    assert by_area[much].not_known(numbers.STEP_FREE) == 1
    assert by_area[little].value(numbers.ACTIVITIES) > 0
    assert by_area[nothing].value(numbers.FRESH) is None
    assert by_area[nothing].value(numbers.LONELY) is None


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("", ["Veel", "Weinig", "Niets"]),
        ("plekken", ["Niets", "Weinig", "Veel"]),
        ("buurt", ["Niets", "Veel", "Weinig"]),
        ("-eenzaamheid", ["Weinig", "Veel", "Niets"]),
        ("eenzaamheid", ["Veel", "Weinig", "Niets"]),
    ],
)
def test_the_address_sorts_and_what_is_not_known_comes_last(policy, asked, first):
    page = policy.get(PAGE, {"op": asked} if asked else {}).content.decode()

    assert names_in(page) == first


def test_a_column_that_is_not_there_is_refused(client, policy):
    assert policy.get(PAGE, {"op": "inkomen"}).status_code == 400
    assert enter(client, ADMINISTRATOR).get(
        PAGE, {"op": "eenzaamheid"}
    ).status_code == 400  # fmt: skip


def test_the_estimate_is_for_who_may_see_it_and_is_called_an_estimate(client, policy):
    page = policy.get(PAGE).content.decode()
    assert "schatting" in page
    assert "RIVM, een model" in page
    assert "2024" in page

    other = enter(client, ADMINISTRATOR)
    for address in [PAGE, reverse("policy-csv"), reverse("policy-excel")]:
        answer = other.get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        assert b"eenza" not in text.lower()
        assert b"RIVM" not in text


def test_nobody_knows_is_not_no(areas, policy):
    page = " ".join(policy.get(PAGE).content.decode().split())
    assert re.search(
        r'>100%</a> <a class="small soft" href="[^"]*">1 onbekend</a>', page
    )

    plain = b"".join(policy.get(reverse("policy-csv"))).decode()
    rows = list(csv.DictReader(io.StringIO(plain)))
    [column] = [name for name in rows[0] if "niemand weet" in name]
    assert [(row["Buurt"], row[column]) for row in rows] == [
        ("Niets", "0"), ("Veel", "1"), ("Weinig", "0")
    ]  # fmt: skip


@pytest.mark.parametrize("role", [POLICY, ADMINISTRATOR])
def test_every_number_that_is_a_link_opens_for_who_sees_it(client, role):
    enter(client, role)
    page = client.get(PAGE).content.decode()
    page = page[page.index('id="content"') :]

    for address in sorted(set(re.findall(r'<td class="n"><a href="([^"]+)"', page))):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_the_ranking_is_the_sum_of_both_orders(areas, policy):
    much, little, _nothing = areas
    ranked = policy.get(PAGE).context["ranking"]

    assert [(each.line.area, each.total) for each in ranked] == [(little, 2), (much, 4)]


def test_who_is_equal_shares_a_number():
    assert numbers._orders([5, 3, 5, 9]) == [2, 1, 2, 4]


def test_the_files_hold_a_row_for_each_neighbourhood(policy):
    plain = b"".join(policy.get(reverse("policy-csv"))).decode()
    first, *rows = csv.reader(io.StringIO(plain))
    assert len(rows) == 3
    assert {len(row) for row in rows} == {len(first)}

    dutch = b"".join(policy.get(reverse("policy-excel"))).decode()
    assert dutch.startswith("\ufeff")
    assert ";" in dutch.splitlines()[0]


def test_more_neighbourhoods_cost_no_more_queries(
    policy, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60) as few:
        policy.get(PAGE)
    before = len(few)
    for number in range(5):
        make_place(neighbourhood=make_neighbourhood(name=f"Buurt {number}"))
    with django_assert_max_num_queries(60) as many:
        policy.get(PAGE)
    after = len(many)

    assert after == before


def test_a_shade_has_about_as_many_and_equal_values_share_one():
    steps = drawing.shades([1, 1, 1, 2, 3, 4, 5, 6, 7, 8])

    assert [(each.first, each.last) for each in steps] == [
        (1, 1), (2, 2), (3, 4), (5, 6), (7, 8)
    ]  # fmt: skip
    assert drawing.shade_of(4, steps) == drawing.shade_of(3, steps)
    assert drawing.shade_of(None, steps) == 0


def test_of_one_value_there_is_one_shade():
    (step,) = drawing.shades([2, 2])

    assert (step.first, step.last) == (2, 2)
