"""Going past places with a phone in a real browser: without a connection, opened anew
without one, and sent once there is one; and the neighbourhoods for policy."""

from datetime import date

import pytest
from playwright.sync_api import expect

from places.models import Place
from tests.browser.hands import PHONE
from tests.browser.inspector import Inspector
from tests.kit.factories import make_neighbourhood, make_place, make_staff

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]
WALK = "/beheer/langsgaan/langs-de-mark/"
KEPT = """async () => {
  const kept = () => caches.match(location.pathname, { ignoreSearch: true });
  while (!navigator.serviceWorker.controller || !(await kept()))
    await new Promise((done) => setTimeout(done, 50));
}"""


def checked():
    return set(
        Place.objects.filter(checked_on__isnull=False, name__startswith="Stop")
        .values_list("name", flat=True)
    )  # fmt: skip


def test_what_is_tapped_without_a_connection_is_sent_at_home(log_in, town):
    area = make_neighbourhood(name="Langs de Mark")
    for number in range(3):
        make_place(name=f"Stop {number}", neighbourhood=area)
    page, inspector = log_in(make_staff()), Inspector()
    page.set_viewport_size(PHONE)
    page.goto(WALK)
    page.evaluate(KEPT)
    inspector.look(page, "a walk")

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Plek 1 van 3")).to_be_visible()
    assert page.locator("[name=csrfmiddlewaretoken]").count() == 0
    page.get_by_text("Nee", exact=True).first.click()
    page.get_by_role("button", name="Klopt, naar de volgende").click()
    page.get_by_role("button", name="Klopt, naar de volgende").click()
    expect(page.get_by_text("wachten op deze telefoon")).to_contain_text("2")
    page.reload()
    expect(page.get_by_text("Plek 3 van 3")).to_be_visible()
    assert checked() == set()

    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("wachten op deze telefoon")).to_be_hidden()
    assert len(checked()) == 2
    assert Place.objects.filter(backrest=False).count() == 1
    page.get_by_role("button", name="Klopt, naar de volgende").click()
    expect(page.get_by_text("Klaar: dit waren ze allemaal")).to_be_visible()
    inspector.check()


def test_the_pages_for_policy_are_for_everyone(log_in, town):
    make_place(neighbourhood=make_neighbourhood(), checked_on=date(2026, 3, 1))
    page, inspector = log_in(make_staff()), Inspector()
    for address in ["/beheer/beleid/", "/beheer/beleid/gebruik/"]:
        page.goto(address)
        inspector.look(page, address)
    inspector.check()
