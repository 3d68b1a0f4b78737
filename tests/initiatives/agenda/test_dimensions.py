"""What an activity is good for, in the six names of positive health, if someone likes
to say it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.models import Activity
from tests.kit.factories import make_activity, make_organisation, make_user
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def amira():
    return make_user()


@pytest.fixture
def soup(amira):
    club = make_organisation(owner=amira, is_trusted=True)
    return make_activity(name="Soep", slug="soep", organisation=club)


def test_the_page_says_it_quietly_and_nothing_when_nobody_did(client, soup):
    assert "Positieve gezondheid:" not in words(client.get("/agenda/soep/"))

    Activity.objects.update(dimensions=["meedoen", "zingeving"])
    page = words(client.get("/agenda/soep/"))
    assert "Positieve gezondheid: zingeving, meedoen" in page


def test_who_organises_it_may_say_it(amira, soup):
    page = f"/mijn/activiteit/{soup.pk}/"
    form = as_(amira).get(page).context["form"]
    sent = {field.html_name: field.value() or "" for field in form if field.value()}
    sent |= {"dimensions": ["mentaal", "meedoen"], "scope": "alle"}
    answer = as_(amira).post(page, sent)

    assert answer.status_code == 302, answer.context["form"].errors
    soup.refresh_from_db()
    assert soup.dimensions == ["mentaal", "meedoen"]


def test_only_the_six_are_taken(amira, soup):
    answer = as_(amira).post(
        f"/mijn/activiteit/{soup.pk}/", {"dimensions": ["gewicht"]}
    )

    assert "dimensions" in answer.context["form"].errors


def names(client, **asked):
    days = client.get("/agenda/", asked).context["days"]
    return {row.activity.name for day in days for row in day.rows}


@pytest.fixture
def various():
    tomorrow = timezone.localdate() + timedelta(days=1)
    for name, dimensions in [("Soep", ["meedoen", "mentaal"]), ("Yoga", ["lichaam"]),
                             ("Koffie", [])]:  # fmt: skip
        make_activity(name=name, dimensions=dimensions, first_on=tomorrow, rule="")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["meedoen"], {"Soep"}),
        (["meedoen", "lichaam"], {"Soep", "Yoga"}),
        (["zingeving"], set()),
        ([], {"Soep", "Yoga", "Koffie"}),
    ],
)
def test_the_agenda_can_be_asked_for_what_is_good_for_something(
    client, various, asked, expected
):
    assert names(client, dimensie=asked) == expected


def test_a_calendar_to_take_along_asks_the_same(client, various):
    calendar = b"".join(client.get("/agenda.ics", {"dimensie": "lichaam"})).decode()

    assert "Yoga" in calendar
    assert "Soep" not in calendar


def test_the_agenda_says_what_it_was_asked_for_and_how_to_let_go(client, various):
    page = words(client.get("/agenda/", {"dimensie": ["meedoen", "lichaam"]}))

    assert "goed voor meedoen of lichaamsfuncties" in page
    for slug, other in [("meedoen", "lichaam"), ("lichaam", "meedoen")]:
        assert f'name="dimensie" value="{slug}"' in page
        assert f'href="/agenda/?dimensie={other}"' in page


def test_when_nothing_is_found_it_says_what_lets_something_be_found(client, various):
    page = words(client.get("/agenda/", {"dimensie": "zingeving"}))

    assert "3 activiteiten als je “zingeving” uitzet" in page
