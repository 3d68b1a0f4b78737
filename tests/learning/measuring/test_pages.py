"""What was counted is told on one page and beside others, the same everywhere."""

import csv
from datetime import date

import pytest
from django.core.cache import cache

from learning.models import Quarter
from tests.kit.factories import make_activity, make_neighbourhood
from tests.learning.measuring.test_sums import count, make_public, say
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE, TABLE = "/wat-ontmoeten-doet/", "/wat-ontmoeten-doet/tellingen.csv"
DAY = date(2026, 11, 3)


@pytest.fixture
def theme():
    return Theme.objects.get(slug="gezondheid")


@pytest.fixture
def belcrum():
    return make_neighbourhood(name="Belcrum", slug="belcrum")


@pytest.fixture
def soup(belcrum, theme, time_machine):
    """Sixty came, thirty of them filled in a card; and of something else only nine."""
    found = make_activity(name="Soep", slug="soep", neighbourhood=belcrum)
    found.themes.add(theme)
    count(found, DAY, 10, 50)
    say(found, DAY, welcome=(18, 12), met=(26, 4), again=(15, 15))
    count(make_activity(name="Schaken", slug="schaken", neighbourhood=belcrum), DAY, 9)
    make_public(time_machine)
    return found


def words(response):
    return " ".join(response.content.decode().split())


def test_the_page_tells_of_city_neighbourhood_activity_and_theme(client, soup):
    page = client.get(PAGE)
    found = page.context["found"]

    assert found.city.visits == 60
    ((area, of_area, activities),) = found.areas
    assert (area.name, of_area.visits) == ("Belcrum", 60)
    assert [(each.name, told.visits) for each, told in activities] == [("Soep", 60)]
    assert [(each.slug, told.visits) for each, told in found.themes] == [
        ("gezondheid", 60)
    ]
    assert "bewijst geen effect" in words(page)
    assert "Schaken" not in words(page)


@pytest.mark.parametrize(
    "path", ["/agenda/soep/", "/buurten/belcrum/", "/themas/gezondheid/"]
)
def test_it_stands_beside_what_it_is_about(client, soup, path):
    cache.clear()
    page = words(client.get(path))

    assert "Voelde zich welkom: <b>20 van 30</b>" in page
    assert "Wil nog eens komen: <b>15 van 30</b>" in page
    assert "bewijst geen effect" in page


def test_what_is_too_small_stands_nowhere(client, soup):
    assert "Wat mensen telden" not in words(client.get("/agenda/schaken/"))
    assert "anders niet tegenkomt" not in words(client.get("/agenda/soep/"))


def test_the_table_holds_exactly_what_the_page_shows(client, soup):
    text = b"".join(client.get(TABLE).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))[1:]

    assert [row[1:6] for row in rows] == [
        ["stad", "", "60", "10", "60"],
        ["buurt", "Belcrum", "60", "10", "60"],
        ["activiteit", "Soep", "60", "10", "60"],
        ["thema", "Positieve gezondheid", "60", "10", "60"],
    ]
    assert rows[0][6:] == ["30", "20", "30", "", "", "15", "30"]


def test_each_quarter_has_an_address(client, soup, time_machine):
    count(soup, date(2027, 1, 5), 0, 20)
    make_public(time_machine, "2027-06-01 12:00+02:00")
    assert Quarter.objects.count() == 2

    assert client.get(PAGE).context["found"].city.visits == 20
    assert client.get(f"{PAGE}?kwartaal=2026-4").context["found"].city.visits == 60


@pytest.mark.parametrize("wrong", ["2026-5", "2026-3", "alles", "-1", "\0"])
@pytest.mark.parametrize("path", [PAGE, TABLE])
def test_a_quarter_that_is_none_is_named_and_refused(client, soup, path, wrong):
    answer = client.get(path, {"kwartaal": wrong})

    assert answer.status_code == 400
    assert "kwartaal" in words(answer)


def test_an_activity_that_left_the_site_is_told_of_in_the_totals_only(client, soup):
    soup.state = "closed"
    soup.save()
    page = client.get(PAGE)

    assert page.context["found"].areas[0][1].visits == 60
    assert "Soep" not in words(page)


def test_before_the_first_quarter_the_page_says_so(client):
    assert "nog geen kwartaal" in words(client.get(PAGE))


def test_more_activities_cost_no_more_queries(
    client, belcrum, theme, time_machine, django_assert_max_num_queries
):
    for number in range(8):
        activity = make_activity(slug=f"nr-{number}", neighbourhood=belcrum)
        activity.themes.add(theme)
        count(activity, DAY, 10, 10)
    make_public(time_machine)

    with django_assert_max_num_queries(5):
        client.get(PAGE)
