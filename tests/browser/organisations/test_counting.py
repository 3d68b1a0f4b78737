"""Counting at the door in a real browser, on a phone: without a connection, opened anew
without one, and sent once; and a card that answers once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from learning.measuring import door, slips
from learning.models import AnswerSum, Slip, Tally
from tests.browser.hands import PHONE
from tests.browser.inspector import Inspector
from tests.kit.factories import make_activity

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]


@pytest.fixture
def row(town):
    """It began half an hour ago."""
    begun = timezone.localtime() - timedelta(minutes=30)
    soup = make_activity(
        name="Soep voor de buurt",
        place=town.park,
        rule="",
        first_on=begun.date(),
        starts_at=begun.time().replace(microsecond=0),
    )
    return soup.occurrences.select_related("activity").get()


def press(page, name, times=1):
    for _press in range(times):
        page.get_by_role("button", name=re.compile(f"^{name}")).click()


def look(page, name):
    inspector = Inspector()
    inspector.look(page, name)
    assert not inspector.wrong, "\n".join(inspector.wrong)


def sums(page):
    return page.locator("[data-people]"), page.locator("[data-of=eerst]")


def counted():
    return Tally.objects.values_list("first_times", "more_often").first()


def test_the_tally_without_a_connection_is_sent_once(open_page, row):
    path = door.path_of(row.activity, row.rule_date)
    page = open_page(path, **PHONE)
    people, first = sums(page)
    press(page, "eerste keer")
    expect(people).to_have_text("1")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_function(
        "async () => (await caches.match(location.pathname)) !== undefined"
    )
    look(page, "door")

    page.context.set_offline(True)
    press(page, "eerste keer", 2)
    press(page, "vaker", 3)
    expect(page.get_by_text("bewaard op deze telefoon")).to_be_visible()
    page.get_by_role("button", name="Haal laatste weg: vaker").click()
    expect(people).to_have_text("5")
    assert counted() == (1, 0)

    page.reload()
    expect(people).to_have_text("5")
    press(page, "vaker")
    expect(first).to_have_text("3")
    look(page, "door, offline")

    page.context.set_offline(False)
    expect(page.get_by_text("bewaard op deze telefoon")).to_be_hidden()
    page.reload()
    expect(people).to_have_text("6")
    assert counted() == (3, 3)
    hears_that_it_was_away(page)


def test_an_answer_that_gets_lost_is_asked_for_again_and_counts_once(open_page, row):
    page = open_page(door.path_of(row.activity, row.rule_date), **PHONE)
    people, _first = sums(page)
    tries = []

    def lose_the_answer(route):
        tries.append(route.request.post_data)
        route.fetch()  # the site gets it, and the phone never hears so
        route.abort()

    page.route("**/turf/**", lose_the_answer, times=1)
    press(page, "vaker")
    expect(page.get_by_text("bewaard op deze telefoon")).to_be_visible()
    press(page, "vaker")

    expect(page.get_by_text("bewaard op deze telefoon")).to_be_hidden()
    expect(people).to_have_text("2")
    assert len(tries) == 1
    assert counted() == (0, 2)
    hears_that_it_was_away(page)


def hears_that_it_was_away(page):
    """What a browser says itself of a connection that is not there."""
    page.guard.wrong[:] = [line for line in page.guard.wrong if "net::ERR" not in line]


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_card_answers_once(open_page, row, javascript):
    Tally.objects.create(activity=row.activity, rule_date=row.rule_date, more_often=1)
    (code,) = slips.give(row, 1)
    path = f"/kaartje/#{code}" if javascript else "/kaartje/"
    page = open_page(path, **PHONE, java_script_enabled=javascript)
    if javascript:
        look(page, "card")

    def answer():
        page.get_by_label("De code op je kaartje").fill(code)
        for group, said in [
            ("welkom", "ja"), ("anders niet", "weet ik niet"), ("nog eens", "nee"),
        ]:  # fmt: skip
            found = page.get_by_role("group").filter(has_text=group)
            found.get_by_label(said, exact=True).check()
        page.get_by_role("button", name="Verstuur").click()

    if javascript:
        expect(page.get_by_label("De code op je kaartje")).to_have_value(code)
        assert code not in page.url
    answer()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel")
    assert (Slip.objects.count(), AnswerSum.objects.count()) == (0, 3)

    page.goto("/kaartje/")
    answer()
    expect(page.get_by_role("alert")).to_contain_text("Deze code werkt niet")
    assert not any(code in url for url in page.guard.asked if "#" not in url)
    assert {each.count for each in AnswerSum.objects.all()} == {1}
