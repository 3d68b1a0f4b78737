"""What an activity is good for, in the six names of positive health, if someone likes
to say it."""

import pytest

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
