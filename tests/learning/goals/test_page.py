"""The page of a goal, the list, what it hands to other pages, and its files."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.goals import helping, noting
from learning.models import PublishedSum, Quarter
from places.models import Figure
from tests.kit.factories import (
    make_activity,
    make_goal,
    make_indicator,
    make_initiative,
    make_lesson,
    make_neighbourhood,
)
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/doelen/zitten/"
NOW = "2026-11-30 12:00+01:00"


@pytest.fixture(autouse=True)
def _now():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


def text(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def lead(goal, *numbers, **facts):
    """What leads it, with these numbers of Novembers up to now."""
    indicator = make_indicator(
        goal,
        is_leading=True,
        **{
            "baseline": 0,
            "baseline_on": date(2024, 11, 1),
            "target": 100,
            "target_on": date(2028, 11, 1),
        }
        | facts,
    )
    for year, number in zip(range(2024, 2030), numbers, strict=False):
        noting.note(indicator, date(year, 11, 1), Decimal(number), "eigen telling")
    return indicator


@pytest.fixture
def goal():
    return make_goal(title="Overal een bank", slug="zitten")


def test_it_says_how_it_stands_and_shows_it_in_a_chart_and_a_table(client, goal):
    lead(goal, 0, 30, "52.5", name="plekken", unit="plekken")

    page = text(client)

    assert "ligt op schema" in page
    assert "bekeken op 1 november 2026" in page
    assert "Van 0 (1 november 2024) naar 52,5 (1 november 2026), in plekken." in page
    assert "Het doel is 100 in 2028." in page
    assert '<td class="n">52,5</td>' in page
    assert "eigen telling" in page
    assert "Veel doen is nog niet hetzelfde als helpen." in page


def test_the_three_sorts_stand_apart(client, goal):
    for sort in ["do", "say", "count"]:
        make_indicator(goal, sort=sort, name=f"naam-{sort}")

    page = text(client)

    parts = [page.index(f'id="soort-{sort}"') for sort in ["do", "say", "count"]]
    names = [page.index(f"naam-{sort}") for sort in ["do", "say", "count"]]
    assert sorted([*parts, *names]) == [
        each for pair in zip(parts, names, strict=True) for each in pair
    ]


def test_what_is_only_there_in_dutch_is_marked_so_on_an_english_page(client, goal):
    make_indicator(goal, name="banken om op te zitten")

    assert '<p lang="nl">banken om op te zitten</p>' in text(client, f"/en{PAGE}")


def test_without_any_number_it_is_too_early_to_say(client, goal):
    assert "nog niet te zeggen" in text(client)
    assert "Dit meten we nog niet." in text(client)


@pytest.mark.parametrize("state", ["suggested", "refused", "closed"])
@pytest.mark.parametrize("page", ["", "a4/", "getallen.csv", "2026/"])
def test_what_is_not_published_is_not_there(client, state, page):
    make_goal(slug="zitten", state=state, refusal_reason="Nee." * (state == "refused"))

    assert client.get(f"{PAGE}{page}").status_code == 404


def test_an_old_address_leads_to_the_new_one(client, goal):
    goal.slug = "banken"
    goal.save()

    assert client.get(PAGE).headers["Location"] == "/doelen/banken/"


# --- Estimates and key figures --------------------------------------------------------


def figure(code, value, name="lonely_18_plus_pct", year=2020):
    Figure.objects.create(code=code, name=name, year=year, value=value, source="RIVM")


def test_an_estimate_is_marked_and_moves_nothing(client, goal):
    lead(goal, 0, 10, 20)
    figure("GM0758", 48)
    estimate = make_indicator(
        goal,
        sort="count",
        figure="lonely_18_plus_pct",
        is_modelled=True,
        baseline=60,
        baseline_on=date(2019, 1, 1),
        target=48,
        target_on=date(2027, 1, 1),
        better="down",
    )
    before = client.get(PAGE).context["card"]
    Figure.objects.update(value=1)
    after = client.get(PAGE).context["card"]

    assert "schatting met een model" in text(client)
    assert estimate.name in text(client)
    assert before.standing == after.standing == "behind"
    assert before.leading.share == after.leading.share


def test_of_loneliness_only_the_city_is_shown(client, goal):
    area = make_neighbourhood()
    figure(area.code, 77)
    figure("GM0758", 48)
    make_indicator(
        goal, sort="count", figure="lonely_18_plus_pct", is_modelled=True, unit="%"
    )

    page = text(client)

    assert ">48%<" in page
    assert "77%" not in page


def test_without_the_city_nothing_is_made_of_percentages(client, goal):
    figure(make_neighbourhood().code, 77)
    make_indicator(goal, sort="count", figure="lonely_18_plus_pct", is_modelled=True)

    assert "77" not in text(client)


def test_counts_are_added_up_over_neighbourhoods_and_it_says_so(client, goal):
    for number in (1200, 34):
        figure(make_neighbourhood().code, number, name="inhabitants", year=2024)
    make_indicator(goal, sort="count", figure="inhabitants", unit="inwoners")

    page = text(client)

    assert "1.234" in page
    assert "opgeteld over 2 van de 2 buurten" in page
    assert "RIVM, 2024" in page


# --- What people say ------------------------------------------------------------------


@pytest.fixture
def told():
    """Cards of two activities of a quarter, one of the theme."""
    quarter = Quarter.objects.create(first_day=date(2026, 4, 1))
    ours, other = make_activity(), make_activity()
    ours.themes.add(Theme.objects.get(slug="leefomgeving"))
    for activity, yes, no in [(ours, 30, 10), (other, 10, 50)]:
        PublishedSum.objects.create(
            quarter=quarter, measure="welcome", activity=activity, value=yes, other=no
        )


@pytest.mark.parametrize(
    ("of_theme", "percent", "words"),
    [(False, 40, "40 van de 100 zeiden ja."), (True, 75, "30 van de 40 zeiden ja.")],
)
def test_what_people_say_comes_from_published_sums(
    client, goal, told, of_theme, percent, words
):
    make_indicator(goal, sort="say", question="welcome", unit="%", is_of_theme=of_theme)

    page = text(client)

    assert f">{percent}%<" in page
    assert words in page
    assert "tweede kwartaal" in page


def test_what_goals_say_of_people_reads_published_sums_and_nothing_else(
    client, goal, told
):
    make_indicator(goal, sort="say", question="welcome", unit="%")

    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)

    tables = " ".join(each["sql"] for each in asked)
    for table in ["learning_tally", "learning_answersum", "learning_slip"]:
        assert f'"{table}"' not in tables


# --- Elsewhere ------------------------------------------------------------------------


def test_white_spots_are_named_with_the_way_to_suggest_a_place(client, goal):
    for name in ["Aa", "Bee", "Cee", "Dee", "Ee"]:
        make_neighbourhood(name=name)
    lead(goal, sort="count", counter="buurten-zonder-plek")

    page = text(client)

    assert "Aa, Bee, Cee" in page
    assert "en 2 andere buurten" in page
    assert 'href="/plekken/voorstellen/"' in page
    assert 'href="/tellingen/buurten-zonder-plek/"' in page


def test_a_theme_shows_its_goal_and_where_it_stands(client, goal):
    lead(goal, 0, 30, 52)

    page = text(client, "/themas/leefomgeving/")

    assert "Overal een bank" in page
    assert "ligt op schema" in page
    assert "Overal een bank" not in text(client, "/themas/gezondheid/")


def test_it_is_found_and_in_the_sitemap(client, goal):
    found = client.get("/zoek/", {"q": "overal een bank"}, follow=True)

    assert PAGE in found.content.decode()
    assert PAGE in client.get("/sitemap-doelen.xml").content.decode()


def test_the_list_and_its_files_have_the_same_goals(client, goal):
    lead(goal, 0, 10, 20)
    make_goal(title="Geheim", state="suggested")

    cards = client.get("/doelen/").context["cards"]
    rows = b"".join(client.get("/doelen/doelen.csv")).decode("utf-8-sig")
    file = json.loads(b"".join(client.get("/doelen/doelen.json")))

    assert [card.title.text for card in cards] == ["Overal een bank"]
    [row] = csv.DictReader(io.StringIO(rows))
    [same] = file
    assert (row["doel"], row["stand"], row["waarde"]) == (
        "Overal een bank", "loopt achter", "20",
    )  # fmt: skip
    assert row == {name: str(value) for name, value in same.items()}


def test_all_numbers_of_a_goal_go_along(client, goal):
    noting.note(lead(goal, 0, 10), date(2025, 11, 1), Decimal(12), "x", "Beter geteld.")

    file = b"".join(client.get(f"{PAGE}getallen.csv")).decode("utf-8-sig")

    assert [
        (row["dag"], row["waarde"], row["toelichting"])
        for row in csv.DictReader(io.StringIO(file))
    ] == [
        ("2024-11-01", "0", ""),
        ("2025-11-01", "12", "Verbeterd: eerst stond er 10. Beter geteld."),
    ]


def test_the_council_has_it_on_one_sheet(client, goal):
    lead(goal, 0, 30, 52, name="plekken om te zitten")

    page = text(client, f"{PAGE}a4/")

    for words in ["Overal een bank", "plekken om te zitten", "Ligt op schema", "52"]:
        assert words in page
    assert 'role="img"' in page


# --- Queries --------------------------------------------------------------------------

PAGES = [
    PAGE, f"{PAGE}a4/", f"{PAGE}getallen.csv", "/doelen/", "/doelen/doelen.csv",
    "/en/doelen/", f"/en{PAGE}", "/themas/leefomgeving/", "/tellingen/initiatieven/",
]  # fmt: skip


def grow(goal, many):
    for _ in range(many):
        other = make_goal()
        for each in [goal, other]:
            facts = {"sort": "count", "figure": "inhabitants", "better": "down"}
            make_indicator(each, **facts)
            make_indicator(each, sort="say", question="welcome", is_of_theme=True)
            noted = make_indicator(each)
            for day in (1, 2):
                noting.note(noted, date(2026, 1, day), Decimal(day), "x")
            noting.note(noted, date(2026, 1, 2), Decimal(5), "x", "beter")
            helping.tie(each, make_initiative())
            helping.tie(each, make_lesson())


def counts(client):
    found = {}
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
            assert answer.status_code == 200, page
            list(answer)
        found[page] = len(asked)
    return found


def test_many_goals_and_numbers_cost_as_much_as_few(client, goal, told):
    lead(goal, 0, 10, counter="initiatieven")
    grow(goal, 2)
    counts(client)  # what is kept for the day is not asked again
    few = counts(client)
    grow(goal, 4)

    assert counts(client) == few


@pytest.mark.parametrize(("number", "said"), [(1, "Doel 1 van 1"), (39, "Doel 39,")])
def test_a_goal_is_never_more_than_the_last_of_all(client, number, said):
    make_goal(slug="zitten", number=number)

    assert said in text(client)
