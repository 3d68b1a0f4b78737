import re

import pytest
from django.db import IntegrityError

from tests.kit.choosing import sent_of
from tests.kit.factories import make_place, make_places, make_staff
from themes.models import Theme
from themes.slugs import SLUGS
from themes.themes import fill_themes

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def words(text):
    return len(re.findall(r"[\w’'-]+", text))


def test_the_four_themes_are_there_in_their_order():
    assert list(Theme.objects.values_list("slug", flat=True)) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_theme_has_80_to_150_words_in_both_languages(slug):
    theme = Theme.objects.get(slug=slug)

    assert 80 <= words(theme.text) <= 150
    assert 80 <= words(theme.text_en) <= 150
    assert theme.line
    assert theme.line_en


def test_filling_again_keeps_what_staff_wrote():
    Theme.objects.filter(slug="gezondheid").update(title="Samen gezond")
    Theme.objects.filter(slug="leefomgeving").delete()

    fill_themes()

    assert Theme.objects.get(slug="gezondheid").title == "Samen gezond"
    assert Theme.objects.filter(slug="leefomgeving").exists()


@pytest.mark.django_db(transaction=True)
def test_themes_and_kinds_come_back_after_a_flushed_database():
    from django.core.management import call_command

    from places.models import PlaceKind

    call_command("flush", interactive=False)

    assert Theme.objects.count() == 4
    assert PlaceKind.objects.count() == 16


def test_there_is_no_fifth_theme():
    with pytest.raises(IntegrityError):
        Theme.objects.create(slug="vijfde", title="Vijfde", line="-", text="-")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_theme_has_a_page_in_both_languages(client, slug):
    theme = Theme.objects.get(slug=slug)

    assert theme.line in client.get(f"/themas/{slug}/").content.decode()
    assert theme.line_en in client.get(f"/en/themas/{slug}/").content.decode()


def test_an_unknown_theme_is_not_there(client):
    assert client.get("/themas/vijfde/").status_code == 404


def test_a_theme_shows_its_places_those_of_its_kinds_included(client):
    theme = Theme.objects.get(slug="gezondheid")
    make_place(name="Beweegbankje", themes=[theme])
    make_place(name="Buurttuin", kind="buurttuin", cost="free")
    make_place(name="Gewoon bankje")

    page = client.get("/themas/gezondheid/").content.decode()

    assert "Beweegbankje" in page
    assert "Buurttuin" in page
    assert "Gewoon bankje" not in page


def test_a_theme_page_costs_as_many_queries_for_a_hundred_places(
    client, django_assert_max_num_queries
):
    make_places({} for _ in range(20))
    client.get("/themas/leefomgeving/")

    with django_assert_max_num_queries(17):
        client.get("/themas/leefomgeving/")


def test_staff_edit_the_words_and_the_history_says_who(client):
    staff = make_staff()
    client.force_login(staff)
    theme = Theme.objects.get(slug="dienstverlening")
    page = f"/beheer/themes/theme/{theme.pk}/change/"

    client.post(page, sent_of(client.get(page)) | {"line": "Hulp met brieven"})

    theme.refresh_from_db()
    assert theme.line == "Hulp met brieven"
    assert theme.history.first().history_user == staff


def test_staff_can_neither_add_nor_delete_a_theme(client):
    client.force_login(make_staff())
    theme = Theme.objects.first()

    assert client.get("/beheer/themes/theme/add/").status_code == 403
    assert client.post(f"/beheer/themes/theme/{theme.pk}/delete/").status_code == 403


def test_all_four_stand_on_a_page_of_their_own(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = client.get("/themas/").content.decode()

    for slug in SLUGS:
        assert f'href="/themas/{slug}/"' in page
        assert Theme.objects.get(slug=slug).line in page
