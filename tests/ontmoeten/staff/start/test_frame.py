"""What Django's administration says of itself, said in our words and with our icons."""

import pytest

from tests.kit.factories import make_place, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def ans(client):
    client.force_login(make_staff())
    return client


def test_who_lost_the_password_reads_it_in_dutch(client):
    page = client.get("/beheer/login/").content.decode()

    assert "Wachtwoord vergeten?" in page
    assert "Forgotten" not in page


def test_a_wrong_password_is_told(client):
    form = {"username": "niemand@example.org", "password": "fout"}

    page = client.post("/beheer/login/", form).content.decode()

    assert 'class="errornote" role="alert"' in page


def test_crumbs_do_not_say_the_same_twice(ans):
    place = make_place(name="Bankje")
    paths = ["/beheer/places/place/", f"/beheer/places/place/{place.pk}/change/"]

    for path in paths:
        page = ans.get(path).content.decode()
        crumbs = page.split('class="breadcrumbs">')[1].split("</div>")[0]
        assert crumbs.count("Plekken") == 1, path


def test_what_belongs_to_a_field_is_drawn_with_our_icons(ans):
    page = ans.get("/beheer/places/place/add/").content.decode()

    assert "related-widget-wrapper-link" in page
    assert "admin/img" not in page


def test_pages_of_the_second_step_have_the_foot_of_staff(ans):
    page = ans.get("/inloggen/tweede-stap/").content.decode()

    assert "Wachtwoord wijzigen" in page
