"""Going past places with a phone in a real browser: without a connection, opened anew
without one, and sent once there is one."""

import pytest
from django.contrib.gis.geos import Point
from django.utils.timezone import localdate
from playwright.sync_api import expect

from common.kit.storing import store
from places.models import Place
from tests.browser.hands import PHONE, until
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


def until_kept(page):
    """From now on it opens without a connection; what is still being kept when that
    goes away is a complaint of the browser."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(ALL_KEPT)


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
    until_kept(page)
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
    until(page, lambda: len(checked()) == 2)
    expect(page.get_by_text("wachten op deze telefoon")).to_be_hidden()
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
    until_kept(page)
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
    until(page, checked)
    expect(page.get_by_text("wachten op deze telefoon")).to_be_hidden()
    assert Place.objects.get(checked_on__isnull=False).checked_by == amira


def test_what_waits_is_sent_also_when_no_place_is_left_to_go_past(log_in, town):
    Place.objects.all().delete()
    place = make_place(name="Stop 1", backrest=None)
    page = log_in(make_staff(), **PHONE)
    page.goto(f"/beheer/langsgaan/{place.neighbourhood.slug}/")
    until_kept(page)
    page.context.set_offline(True)
    page.get_by_text("Nee", exact=True).first.click()
    page.get_by_role("button", name="Klopt, naar de volgende").click()
    expect(page.get_by_text("wachten op deze telefoon")).to_contain_text("1")

    address = page.url
    page.goto("about:blank")  # she closes it
    place.checked_on = localdate()  # a colleague rang
    store(place)
    page.context.set_offline(False)
    page.goto(address)

    expect(page.get_by_text("Alle plekken hier zijn op tijd")).to_be_visible()
    until(page, Place.objects.filter(backrest=False).exists)
    expect(page.get_by_text("wachten op deze telefoon")).to_be_hidden()
    Inspector().look(page, "a walk past nothing")


ENDS = """drawing => {
  const [x, y, wide, high] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const line = drawing.querySelector("[data-line]").getAttribute("d");
  const ends = line.match(/-?[\\d.]+/g).map(Number);
  const at = (name) => {
    const moved = drawing.querySelector(name).getAttribute("transform");
    return moved.match(/-?[\\d.]+/g).slice(0, 2).map(Number);
  };
  const isIn = (across, down) =>
    across > x && across < x + wide && down > y && down < y + high;
  return {
    metres: Math.round(Math.hypot(ends[0] - ends[2], ends[1] - ends[3])),
    holds: isIn(ends[0], ends[1]) && isIn(ends[2], ends[3]),
    ties: `${[...at("[data-me]"), ...at("[data-pin]")]}` === `${ends}`,
  };
}"""


def test_who_begins_where_she_is_goes_to_the_nearest_and_sees_the_way(log_in, town):
    Place.objects.all().delete()
    lon, lat = 4.7759, 51.5890
    for number in range(3):
        make_place(name=f"Stop {number}", point=Point(lon + number / 500, lat))
    [area] = {each.neighbourhood for each in Place.objects.all()}
    here = {"longitude": lon + 2 / 500, "latitude": lat - 0.001}
    page = log_in(make_staff(), **PHONE, geolocation=here, permissions=["geolocation"])
    page.goto(f"/beheer/langsgaan/{area.slug}/")

    page.get_by_role("button", name="Begin waar ik ben").click()

    stop = page.locator("[data-stop]:visible")
    expect(stop.get_by_role("heading", level=2)).to_have_text("Stop 2")
    expect(stop.locator("[data-way]")).to_have_text("111 m naar het noorden")
    drawn = stop.locator("[data-drawing]").evaluate(ENDS)
    assert drawn == {"metres": 111, "holds": True, "ties": True}
