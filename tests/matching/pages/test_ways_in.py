"""The pages that lead to Meet & Match, only while it is on and filled in."""

import pytest

from matching.models import Pair
from tests.kit.factories import make_staff
from tests.kit.staffpages import as_, text_of
from tests.matching.people import make_pair, make_policy

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ABOUT, LIST = 'href="/meet-en-match/"', 'href="/beheer/meet-en-match/"'
LEADS = ["/doe-mee/", "/themas/talentontwikkeling/", "/zoek/?q=maatje"]


@pytest.mark.parametrize("path", LEADS)
def test_a_page_leads_there_once_it_is_filled_in(client, path):
    assert ABOUT not in text_of(client.get(path, follow=True))
    make_policy()
    assert ABOUT in text_of(client.get(path, follow=True))


@pytest.mark.parametrize("path", LEADS)
def test_a_page_leads_nowhere_while_it_is_off(client, settings, path):
    settings.MATCHING = False
    make_policy()

    assert ABOUT not in text_of(client.get(path, follow=True))


@pytest.mark.parametrize("words", ["mentor", "iemand koppelen", "Meet & Match"])
def test_the_search_field_finds_it_by_what_people_call_it(client, words):
    make_policy()

    assert ABOUT in text_of(client.get("/zoek/", {"q": words}, follow=True))


def test_the_search_field_finds_it_by_nothing_else(client):
    make_policy()

    assert ABOUT not in text_of(client.get("/zoek/", {"q": "bankje"}, follow=True))


def test_the_start_of_staff_leads_the_two_there_and_nobody_else():
    policy = make_policy()
    make_pair()
    Pair.objects.update(stopped_at=policy.opened_at)

    assert LIST in text_of(as_(policy.coordinator).get("/beheer/"))
    assert LIST in text_of(as_(policy.deputy).get("/beheer/"))
    assert LIST not in text_of(as_(make_staff()).get("/beheer/"))
