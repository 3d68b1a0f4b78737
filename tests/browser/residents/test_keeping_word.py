"""A resident looks whether the city keeps its word: the numbers of a goal, the year
that was frozen, and a question whose answer is late."""

import hashlib
import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from learning.goals import freezing, noting
from learning.models import Question
from tests.browser.hands import PHONE, Hands
from tests.browser.inspector import Inspector
from tests.kit.factories import (
    make_goal,
    make_group,
    make_indicator,
    make_question,
    make_staff,
)

pytestmark = pytest.mark.once
YEAR = localdate().year
LATE = 5  # days


@pytest.fixture
def goal(town):
    """What leads it is counted here; the years before were noted."""
    goal = make_goal(title="Overal een plek om te zitten", slug="zitten")
    benches = make_indicator(
        goal, sort="do", counter="plekken-met-rugleuning", is_leading=True,
        name="plekken met rugleuning", unit="plekken", baseline=2,
        baseline_on=date(YEAR - 3, 1, 1), target=40, target_on=date(YEAR + 2, 1, 1),
    )  # fmt: skip
    for years, number in [(3, 2), (2, 3), (1, 5)]:
        day = date(YEAR - years, 1, 1)
        noting.note(benches, day, Decimal(number), "eigen telling")
    freezing.freeze(goal, YEAR)
    return goal


@pytest.fixture
def question(town):
    """Over, read and in a group, and our answer did not come."""
    opened = 14 + LATE
    question = make_question(
        title="Wat mis je op straat?", slug="straat", opened=opened,
        answers=["Meer licht", "Lampen bij het pad"],
    )  # fmt: skip
    make_group(question, title="Licht", of=question.contributions.all())
    return question


def amounts(rows):
    return [int(each) for each in rows.locator("td.n").all_inner_texts()]


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_number_of_a_goal_leads_to_each_thing_it_is_made_of(
    open_page, goal, javascript
):
    page = open_page("/doelen/", **PHONE, java_script_enabled=javascript)
    hands = Hands(page)
    hands.tap("Overal een plek om te zitten")
    chart = page.get_by_role("img", name="De tabel geeft alle getallen")
    rows = page.get_by_role("table").get_by_role("row")
    told = rows.filter(has=page.locator("th[scope=row]"))
    counted = amounts(told)[3]
    assert amounts(told) == [2, 3, 5, counted, 40]
    for number in amounts(told):
        expect(chart).to_contain_text(str(number))
    hands.tap("Wat er geteld is")

    made_of = page.locator("main ul.links li")
    assert hands.taps == 2
    assert counted > 5
    expect(made_of).to_have_count(counted)
    made_of.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bankje")
    expect(page.locator("main")).to_contain_text(re.compile("rugleuning", re.I))


def test_the_year_that_was_frozen_still_says_what_it_said(open_page, goal):
    leading = goal.indicators.get()
    frozen = goal.snapshots.get()
    last = noting.note(leading, date(YEAR - 1, 1, 1), Decimal(4), "eigen telling")
    goal.title = "Een ander doel"
    goal.save()
    page, inspector = open_page("/doelen/zitten/"), Inspector()
    expect(page.get_by_role("heading", level=1)).to_have_text("Een ander doel")
    expect(page.get_by_role("table")).to_contain_text(str(int(last.value)))
    page.get_by_role("link", name=str(YEAR), exact=True).click()
    inspector.look(page, "a year that was frozen")

    expect(page.get_by_role("heading", level=1)).to_have_text(frozen.told["doel"])
    rows = page.get_by_role("table").get_by_role("row")
    assert amounts(rows.filter(has_text=str(YEAR - 1))) == [5]
    with page.expect_download() as waits:
        page.get_by_role("link", name="Wat is vastgelegd").click()
    content = waits.value.path().read_bytes()
    expect(page.locator("code.hash")).to_have_text(hashlib.sha256(content).hexdigest())
    inspector.check()


def test_a_late_answer_says_so_until_what_we_do_with_it_is_there(
    log_in, open_page, question
):
    phone = open_page("/vragen/", **PHONE, java_script_enabled=False)
    late = phone.locator(".badge--late", has_text=f"{LATE} dagen te laat")
    expect(late.first).to_be_visible()
    phone.get_by_role("link", name="Wat mis je op straat?").first.click()
    expect(late.first).to_be_visible()

    staff = log_in(make_staff())
    own = f"/beheer/learning/question/{question.pk}"
    staff.goto(f"{own}/beantwoorden/")
    staff.get_by_label("Ons antwoord in het kort").fill("Er komt licht.")
    staff.get_by_role("button", name="Beantwoord en sluit").click()
    expect(staff.get_by_role("alert")).to_contain_text("Licht")
    assert not Question.objects.get().answered_on
    staff.goto(f"{own}/groepen/{question.groups.get().pk}/")
    staff.get_by_label("dit doen we ermee").check()
    staff.get_by_label("In onze woorden").fill("In april hangen er lampen.")
    staff.get_by_role("button", name="Opslaan").click()
    staff.goto(f"{own}/beantwoorden/")
    staff.get_by_label("Ons antwoord in het kort").fill("Er komt licht.")
    staff.get_by_role("button", name="Beantwoord en sluit").click()
    expect(staff.locator(".messagelist .success")).to_be_visible()

    phone.reload()
    said = phone.locator(".said")
    expect(phone.locator(".badge", has_text="beantwoord").first).to_be_visible()
    expect(said).to_contain_text("Dit doen we ermee: In april hangen er lampen.")
    expect(late.first).to_be_visible()  # it came too late, and that stays
    phone.goto("/vragen/?stand=te-laat")
    expect(phone.get_by_role("link", name="Wat mis je op straat?")).to_have_count(0)
