"""Staff ring twenty times: one press for each, on a page that stays where it is."""

from datetime import date

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from places.models import Place, PlaceVisits
from places.pages import visits
from tests.kit.factories import make_places, make_staff

pytestmark = pytest.mark.once

CALLS = 20
STILL_RIGHT = "Klopt nog"


@pytest.mark.parametrize("scripts", [True, False])
def test_twenty_checks_by_telephone_are_twenty_presses(log_in, town, scripts):
    Place.objects.all().delete()
    make_places(
        {"name": f"Bank {number}", "checked_on": date(2020, 1, 1 + number)}
        for number in range(CALLS)
    )
    page = log_in(make_staff(), java_script_enabled=scripts)
    page.get_by_role("link", name="Wie we bellen").click()
    presses = 0
    while (buttons := page.get_by_role("button", name=STILL_RIGHT)).count():
        left = buttons.count()
        buttons.first.click()
        presses += 1
        expect(page.get_by_role("button", name=STILL_RIGHT)).to_have_count(left - 1)

    assert presses == CALLS
    assert Place.objects.filter(checked_on=localdate()).count() == CALLS
    expect(page.get_by_text("Je hoeft niemand te bellen.")).to_be_visible()


def test_a_visit_of_a_page_is_told_without_a_cookie(open_page, town):
    visits.tally._counts.clear()
    page = open_page("/")
    with page.expect_response("**/bezocht/") as told:
        page.goto(town.park.get_absolute_url())
    assert told.value.status == 204
    assert "cookie" not in told.value.request.all_headers()
    visits.tally.write()

    assert PlaceVisits.objects.get().count == 1
