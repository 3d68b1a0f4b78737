"""What you can ask at a desk is what it is found by, and is there in other languages as
a description is."""

import pytest
from django.urls import reverse

from common.kit.storing import remove, store
from common.translations.giving import give
from initiatives.dates.splitting import part_at
from tests.desks.conftest import TUESDAY
from tests.kit.factories import make_activity, make_staff
from tests.kit.staffpages import as_

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/ontmoetingsloket/tafel/"


@pytest.fixture
def tafel(desk):
    """With what its organisation says of it."""
    desk.topics = ["geld", "wonen"]
    desk.can_ask = "Een brief lezen\nEen formulier invullen"
    desk.not_here = "Tot aan het inloggen met DigiD"
    desk.bring = "Je legitimatie"
    store(desk)
    return desk


def text(client, path, **asked) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


ASKED = ["brief", "DigiD", "toeslag", "verhuizen", "formulieren", "legitimatie"]


@pytest.mark.parametrize("words", [*ASKED, "loket", "moving house"])
def test_the_search_of_the_site_finds_it_by_what_you_can_ask(client, tafel, words):
    make_activity(name="Koffie")

    page = text(client, "/plekken/", q=words)
    agenda = text(client, "/agenda/", q=words)

    for found in (page, agenda):
        assert PAGE in found
        assert "Koffie" not in found


def test_what_it_says_no_more_finds_it_no_more(client, tafel):
    tafel.can_ask = "Praten"
    store(tafel)

    assert PAGE not in text(client, "/agenda/", q="formulier")
    assert PAGE in text(client, "/agenda/", q="praten")


def test_what_is_no_desk_any_more_is_not_found_by_it(client, tafel):
    remove(tafel)

    assert "De tafel" not in text(client, "/agenda/", q="DigiD")


def test_the_earlier_part_is_found_by_it_too(client, tafel):
    earlier = part_at(tafel.activity, TUESDAY.replace(day=17))

    assert " digid " in earlier.words


def test_a_tour_finds_it_by_it(client, tafel):
    assert "loket.tafel" in text(client, "/fietstochten/maken/", zoek="digid")


def test_in_english_the_lines_are_in_english_once_they_are_given(client, tafel):
    page = text(client, f"/en{PAGE}")
    assert '<span lang="nl">Een brief lezen</span>' in page
    assert "only there in Dutch" in page

    give(tafel, "can_ask", "en", "Read a letter\nFill in a form", "checked", None)

    page = text(client, f"/en{PAGE}")
    assert '<span lang="en">Read a letter</span>' in page
    assert '<span lang="en">Fill in a form</span>' in page
    assert "Een brief lezen" not in page
    assert '<span lang="nl">Een brief lezen</span>' in text(client, PAGE)


def test_when_the_dutch_changed_the_english_says_so(client, tafel):
    give(tafel, "bring", "en", "Your passport", "checked", None)
    tafel.bring = "Niets"
    store(tafel)

    assert "changed after this was translated" in text(client, f"/en{PAGE}")


def test_staff_see_what_is_missing_and_give_it(client, tafel):
    staff = as_(make_staff())
    page = reverse("translations-of", args=["loket", tafel.pk])

    found = staff.get(reverse("translations"), {"soort": "loket"}).content.decode()

    for field in ("can_ask", "not_here", "bring"):
        assert f"{page}#t-{field}-en" in found
    assert "De tafel" in found
    assert "Een brief lezen" in staff.get(page).content.decode()


def test_a_desk_that_nobody_sees_waits_for_no_translation(tafel):
    tafel.activity.state = tafel.activity.State.SUGGESTED
    tafel.activity.save()

    found = as_(make_staff()).get(reverse("translations"), {"soort": "loket"})

    assert f"/loket/{tafel.pk}/" not in found.content.decode()
