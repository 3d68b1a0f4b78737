"""At a Meet & Match moment a host types what someone tells, who confirms it at home."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from matching.entering import links
from matching.models import Moment, Participant
from tests.browser.everyone.test_looks import TAPPED, TOO_SMALL
from tests.browser.hands import PHONE, Hands
from tests.browser.matching.mailbox import code_in, link_in, mail_to
from tests.browser.matching.telling import EMAIL, SEND, fill_in, heading
from tests.kit.factories import make_activity

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("no_hurry")]


@pytest.fixture
def activity(policy):
    return make_activity(name="Aan tafel in de buurt", has_sign_up=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_two_people_after_each_other_tell_it_to_a_host_who_sees_nothing_back(
    open_page, activity, javascript
):
    moment = Moment.objects.create(activity=activity, day=timezone.localdate())
    path = reverse("matching:table", args=[links.table_token(moment)])
    page = open_page(path, **PHONE, java_script_enabled=javascript)
    hands = Hands(page)
    for button, kind in [("Iemand zoekt iemand", "wish"), ("Iemand kan iets", "offer")]:
        assert page.evaluate(TOO_SMALL, TAPPED) == []
        hands.tap(button)
        fill_in(page, hands)
        hands.tap(SEND, "button")
        expect(page.get_by_role("status")).to_contain_text("Bewaard")
        expect(page.get_by_text("Fatima")).to_have_count(0)
        assert Participant.objects.get(kind=kind).moment == moment
    assert (hands.taps, hands.fields) == (4, 14)

    letter = mail_to(EMAIL, "code")
    home = open_page(link_in(letter, "code"), **PHONE)
    home.get_by_label("De code uit de mail").fill(code_in(letter))
    home.get_by_role("button", name="Dit is mijn code").click()
    expect(heading(home)).to_have_text("Dag Fatima")


def test_the_coordinator_makes_a_moment_and_shows_the_code_of_the_table(
    log_in, policy, activity
):
    page = log_in(policy.coordinator, **PHONE)
    page.goto("/beheer/meet-en-match/")
    hands = Hands(page)
    hands.tap("Momenten")
    hands.tap("Maak er een moment van", "button")
    expect(page.get_by_role("status")).to_contain_text("link")
    code = page.get_by_role("img", name="QR-code")
    expect(code).to_be_visible()
    assert code.bounding_box()["width"] >= 120
    assert hands.taps == 2
