"""The demonstration shows counts that are told, counts too small to tell, and what was
heard: invented, and it says so."""

import pytest
from django.core.cache import cache

from learning.models import Heard, PublishedSum, Quarter, Tally
from ontmoeten.demo import invented
from ontmoeten.demo.loading import load_demo

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def loaded(for_all):
    load_demo()


def words(response):
    return " ".join(response.content.decode().split())


def test_the_page_tells_of_two_quarters_and_says_that_they_are_invented(client, loaded):
    page = client.get("/wat-ontmoeten-doet/")

    assert len(page.context["asked"].quarters) == 2
    assert {each[0].name for each in page.context["found"].areas} >= {"Belcrum"}
    assert len(page.context["found"].themes) == 2
    assert "Deze getallen zijn verzonnen" in words(page)
    assert "Stil lezen" not in words(page)


def test_some_are_too_few_to_tell_of(loaded):
    counted = set(Tally.objects.values_list("activity__name", flat=True))
    told = set(PublishedSum.objects.values_list("activity__name", flat=True))

    assert {"Stil lezen", "Samen naaien"} <= counted - told


def test_what_was_heard_says_that_it_is_invented(client, loaded):
    cache.clear()
    page = words(client.get("/themas/gezondheid/"))

    assert "Gehoord op straat" in page
    assert "(verzonnen)" in page


def test_loading_twice_adds_nothing_and_removing_takes_all(loaded):
    before = Tally.objects.count(), PublishedSum.objects.count()
    load_demo()
    assert (Tally.objects.count(), PublishedSum.objects.count()) == before

    invented.remove()
    for kind in (Tally, PublishedSum, Quarter, Heard):
        assert not kind.objects.exists()
