"""Every page of Meet & Match in every state: axe finds nothing, with no rule switched
off, and nothing scrolls sideways on the narrowest phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from common.protect.sealing import keys
from matching.entering import links, notes
from matching.facts.safeguarding import Seen
from matching.facts.vocabulary import State
from matching.models import Moment, Pair, Policy, Waited
from matching.pairing import waits
from tests.browser.inspector import Inspector, visit_all
from tests.browser.town import LONG
from tests.kit.factories import make_activity, make_staff
from tests.matching.people import (
    make_offer,
    make_pair,
    make_policy,
    make_subject,
    make_wish,
    seen_all,
)

pytestmark = pytest.mark.once
LIST = "/beheer/meet-en-match/"
TELL = "/meet-en-match/wens/"


@pytest.fixture
def inspector():
    return Inspector()


@pytest.fixture
def policy(town, settings):
    settings.MATCHING = True
    make_subject(name="Wandelen of fietsen")
    make_subject("lang", LONG)
    return make_policy(for_the_young=f"Bel het jongerenloket: 14 076.\n{LONG}")


def path(purpose, row, pair=None) -> str:
    return reverse(f"matching:{purpose}", args=[links.token(purpose, row, pair)])


def make_two(step, **facts) -> Pair:
    """A pair at such a step, of people with long names who said a lot."""
    now = timezone.now()
    order = ["asking", "proposed", "agreed", "introduced", "met"]
    far = order.index(step) if step in order else len(order)
    stamps = [("still", 1), ("yes", 2)]
    said = {
        f"{side}_{what}_at": now
        for side in ("wish", "offer")
        for what, least in stamps
        if far >= least
    }
    if far >= order.index("introduced"):
        said["introduced_at"] = now
    long = {"words": f"{LONG} {LONG}", "subjects": ("wandelen", "lang")}
    wish = make_wish(first_name=LONG[:40], email=f"{LONG}@example.org", **long)
    offer = make_offer(phone="076 123 45 67", contact="phone", **long)
    return make_pair(wish, offer, **{**said, "step": step, **facts})


def test_every_public_page_of_meet_and_match(open_page, inspector, policy, no_hurry):
    page = open_page("/meet-en-match/")
    paths = ["/meet-en-match/", TELL, "/meet-en-match/aanbod/", "/meet-en-match/regel/"]
    paths += ["/meet-en-match/verstuurd/", "/meet-en-match/gewist/"]
    paths += [
        "/en/meet-en-match/",
        "/en/meet-en-match/wens/",
        "/en/meet-en-match/regel/",
    ]
    visit_all(page, inspector, paths)
    month = timezone.localdate().replace(day=1)
    for number in range(24):
        subject, days = ("wandelen", 20) if number % 2 else ("lang", 90)
        Waited.objects.note([subject], days, month)
    for _ in range(waits.FROM):
        make_wish()
    waits.keep_count(timezone.now())
    others = ["/themas/talentontwikkeling/", "/doe-mee/", "/zoek/?q=maatje"]
    visit_all(page, inspector, ["/meet-en-match/", *others])

    page.goto(TELL)
    page.get_by_label("Vertel het in je eigen woorden").fill("Bel 06 12345678")
    page.get_by_role("button", name="Verstuur het").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "a wish with errors")

    Policy.objects.update(opened_at=timezone.now() - timedelta(days=30))
    visit_all(page, inspector, ["/meet-en-match/", TELL])
    inspector.check()


def test_every_page_of_who_told_something(open_page, inspector, policy):
    page = open_page("/meet-en-match/")
    new = make_wish(state=State.NEW)
    rows = [make_wish(state=each) for each in State if each != State.NEW]
    visit_all(page, inspector, [path("mine", row) for row in rows])
    mine = path("mine", rows[0])
    more = [path("still", rows[0]), f"{mine}wijzigen/", f"{mine}?gewijzigd"]
    code = path("code", new)
    visit_all(page, inspector, [*more, code, f"{code}?nieuw", f"{code[:-3]}/"])

    page.goto(code)
    page.get_by_role("button", name="Dit is mijn code").click()
    expect(page.locator(".errorlist")).to_be_visible()
    inspector.look(page, "no code")
    page.goto(f"{mine}wijzigen/")
    page.get_by_role("checkbox", name="Nederlands", exact=True).uncheck()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "a change with errors")
    page.goto(mine)
    page.get_by_role("button", name="Wis nu alles").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "is it sure?")
    inspector.check()


def ends(place) -> list[Pair]:
    """A pair in each of the states that its pages can show."""
    now = timezone.now()
    over = {"ended_at": now, "end_reason": "no"}
    where = {"place": place, "meets_at": now + timedelta(days=3)}
    return [
        make_two("asking"), make_two("asking", offer_still_at=now),
        make_two("proposed"), make_two("proposed", wish_yes_at=now), make_two("agreed"),
        make_two("introduced", **where), make_two("met", wish_going="well"),
        make_two("met", stopped_at=now), make_two("ended", wish_helped="yes", **over),
        make_two("ended", introduced_at=None, **over),
    ]  # fmt: skip


def test_every_page_of_a_moment(log_in, inspector, policy):
    page = log_in(policy.deputy)
    moments = f"{LIST}momenten/"
    visit_all(page, inspector, [moments])
    activity = make_activity(name=LONG, has_sign_up=True)
    moment = Moment.objects.create(activity=activity, day=timezone.localdate())
    at = reverse("matching:table", args=[links.table_token(moment)])
    paths = [
        at,
        f"{at}opgeslagen/",
        f"{at}?wat=wens",
        f"{at}?wat=aanbod",
        f"{at[:-3]}/",
    ]
    visit_all(page, inspector, [moments, *paths])
    Policy.objects.update(opened_at=timezone.now() - timedelta(days=30))
    visit_all(page, inspector, [at, f"{at}?wat=wens"])
    inspector.check()


def test_every_page_of_two_people(open_page, inspector, policy, town):
    pairs = ends(town.long)
    paths = [path("pair", pair.wish, pair) for pair in pairs]
    paths += [
        path("pair", pairs[1].offer, pairs[1]),
        path("pair", pairs[5].offer, pairs[5]),
    ]
    paths += [path("stop", pair.wish, pair) for pair in (pairs[0], *pairs[-3:])]
    paths.append(path("mine", pairs[0].wish))
    page = open_page(paths[0])
    visit_all(page, inspector, paths)
    page.goto(paths[5])
    page.locator("summary", has_text="We spreken niet meer af").click()
    inspector.look(page, "why do you stop?")
    inspector.check()


def test_every_page_of_the_coordinator(log_in, inspector, policy, town):
    page = log_in(policy.coordinator)
    own = [LIST, f"{LIST}?welke=aanbod", f"{LIST}?welke=paren", f"{LIST}gekeken/"]
    visit_all(page, inspector, own)
    at = {"area": town.centre.code}
    wish = make_wish(**at, first_name=LONG[:40], words=LONG)
    paused = make_wish(state=State.PAUSED)
    ending = seen_all(timezone.localdate() - timedelta(days=3 * 365 - 60))
    offers = [
        make_offer(**at), make_offer(**at, is_seen=False), make_offer(seen=ending),
        make_offer(seen=Seen(conduct_issued_on=timezone.localdate())),
        make_offer(subjects=("lang",), phone="076 123 45 67"),
    ]  # fmt: skip
    for row in offers[:2]:
        row.goes_first = True
        row.save()
    for text in (LONG, f"Belt liever.\n\n{LONG}"):
        notes.write(wish, text, LONG, timezone.now())
    pairs = ends(town.long)
    people = [f"{LIST}{row.pk}/" for row in (wish, paused, *offers, pairs[0].wish)]
    seen = f"{LIST}{offers[1].pk}/gezien/"
    of_pairs = [f"{LIST}paar/{pair.pk}/" for pair in pairs]
    of_rules = [f"{LIST}regels/", f"{LIST}register/"]
    visit_all(page, inspector, [*own, *people, *of_pairs, seen, *of_rules, "/beheer/"])

    page.goto(seen)
    page.get_by_label("Gezien op").fill("2026-06-01")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "what was seen, with errors")
    page.goto(f"{LIST}regels/")
    page.get_by_label("Vervanger").select_option(index=1)
    page.get_by_label("Coördinator").select_option(index=1)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspector.look(page, "rules with errors")
    page.goto(f"{LIST}{wish.pk}/")
    page.get_by_role("button", name="Vraag beiden").first.click()
    expect(page.get_by_role("status")).to_be_visible()
    inspector.look(page, "both are asked")
    page.locator("summary", has_text="Afronden").click()
    inspector.look(page, "the end of a pair")
    keys.destroy([paused.key_id, pairs[1].offer.key_id])
    gone = [f"{LIST}{paused.pk}/", f"{LIST}paar/{pairs[1].pk}/", f"{LIST}?welke=paren"]
    visit_all(page, inspector, gone)
    inspector.check()


def test_the_rules_before_anyone_filled_them_in(log_in, inspector, town, settings):
    settings.MATCHING = True
    page = log_in(make_staff())
    visit_all(page, inspector, [f"{LIST}regels/", f"{LIST}register/", LIST])
    inspector.check()
