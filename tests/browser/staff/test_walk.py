"""Going past places with a phone in a real browser: without a connection, opened anew
without one, and sent once there is one."""

import pytest
from playwright.sync_api import expect

from places.models import Place
from tests.browser.hands import PHONE
from tests.browser.inspector import Inspector
from tests.kit.factories import make_place, make_staff

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]

# The page and every script that it runs.
ALL_KEPT = """async () => {
  const loaded = performance.getEntriesByType("resource").map((each) => each.name);
  const scripts = loaded.filter((url) => new URL(url).pathname.endsWith(".js"));
  for (const url of [location.href, ...scripts])
    if (!(await caches.match(url, { ignoreSearch: true }))) return false;
  return true;
}"""


def checked():
    return set(
        Place.objects.filter(checked_on__isnull=False, name__startswith="Stop")
        .values_list("name", flat=True)
    )  # fmt: skip


def test_what_is_tapped_without_a_connection_is_sent_at_home(log_in, town):
    Place.objects.all().delete()
    [area] = {make_place(name=f"Stop {number}").neighbourhood for number in range(3)}
    page, inspector = log_in(make_staff(), **PHONE), Inspector()
    page.goto(f"/beheer/langsgaan/{area.slug}/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(ALL_KEPT)
    inspector.look(page, "a walk")

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Plek 1 van 3")).to_be_visible()
    assert page.locator("[name=csrfmiddlewaretoken]").count() == 0
    page.get_by_text("Nee", exact=True).first.click()
    page.get_by_role("button", name="Klopt, naar de volgende").click()
    expect(page.get_by_text("Plek 2 van 3")).to_be_visible()
    expect(page.get_by_text("niet meer ingelogd")).to_be_hidden()
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


def test_what_one_walked_waits_for_her_and_not_for_who_logs_in_after_her(log_in, town):
    Place.objects.all().delete()
    [area] = {make_place(name=f"Stop {number}").neighbourhood for number in range(2)}
    amira, bo = (
        make_staff(email="amira@example.org"),
        make_staff(email="bo@example.org"),
    )
    address = f"/beheer/langsgaan/{area.slug}/"
    page = log_in(amira, **PHONE)
    page.goto(address)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.get_by_role("button", name="Klopt, naar de volgende").click()
    expect(page.get_by_text("wachten op deze telefoon")).to_contain_text("1")

    cookies = page.context.cookies()
    page.goto("about:blank")  # she closes it
    page.context.set_offline(False)
    page.context.add_cookies(log_in(bo).context.cookies())
    page.goto(address)
    expect(page.get_by_text("wat een collega heeft getikt")).to_be_visible()
    expect(page.get_by_text("Plek 1 van 2")).to_be_visible()
    assert checked() == set()

    page.context.add_cookies(cookies)
    page.goto(address)
    expect(page.get_by_text("wachten op deze telefoon")).to_be_hidden()
    assert Place.objects.get(checked_on__isnull=False).checked_by == amira
