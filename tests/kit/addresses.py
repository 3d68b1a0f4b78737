"""An example of every address, and what there is to see at it."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from desks.models import DeskDay, StandInAsk
from initiatives.facts import tokens
from initiatives.models import DoorMessage, Membership
from learning.goals.freezing import freeze
from learning.models import Decision, Experiment
from tests.kit.factories import (
    make_activity,
    make_decided,
    make_desk,
    make_desk_host,
    make_goal,
    make_heard,
    make_indicator,
    make_initiative,
    make_lesson,
    make_neighbourhood,
    make_news,
    make_organisation,
    make_photo,
    make_place,
    make_place_photo,
    make_question,
    make_sign_up,
    make_tour,
    make_user,
)
from tests.kit.pictures import picture

TOMORROW = timezone.localdate() + timedelta(days=1)
EXAMPLES = {
    "home": {},
    "about": {},
    "privacy": {},
    "accessibility": {},
    "alive": {},
    "ready": {},
    "security": {},
    "robots": {},
    "manifest": {},
    "sitemap": {},
    "sitemap-section": {"section": "plekken"},
    "background": {"z": 12, "x": 2102, "y": 1362},
    "photo": {"path": "geen.jpg"},
    "places:list": {},
    "places:print": {},
    "places:count": {},
    "places:elsewhere": {},  # refuses, without a box
    "places:search": {},
    "places:geojson": {},
    "places:csv": {},
    "places:xlsx": {},
    "places:tile": {"z": 12, "x": 2102, "y": 1362},
    "places:detail": {"slug": "bankje"},
    "places:suggest": {},
    "places:suggest-near": {},
    "places:suggest-thanks": {},
    "places:suggest-known": {},
    "places:confirm": {"slug": "bankje"},
    "places:doubt": {"slug": "bankje"},
    "places:answer": {"slug": "bankje", "question": "rugleuning"},
    "places:answered": {"slug": "bankje", "question": "rugleuning", "said": "ja"},
    "places:ask-around": {},
    "places:report": {"slug": "bankje"},
    "places:unsafe": {"slug": "bankje"},
    "places:thanks": {"slug": "bankje", "what": "klopt"},
    "places:neighbourhoods": {},
    "places:outlines": {},
    "places:neighbourhood": {"slug": "belcrum"},
    "themes:list": {},
    "themes:detail": {"slug": "gezondheid"},
    "initiatives:agenda": {},
    "initiatives:calendar": {},
    "initiatives:new-activities": {},
    "initiatives:new-initiatives": {},
    "initiatives:activity": {"slug": "koffie"},
    "initiatives:activity-calendar": {"slug": "koffie"},
    "initiatives:occurrence": {"slug": "koffie", "day": TOMORROW},
    "initiatives:occurrence-calendar": {"slug": "koffie", "day": TOMORROW},
    "initiatives:sign-up": {"slug": "koffie", "day": TOMORROW},
    "initiatives:sign-up-sent": {"slug": "koffie", "day": TOMORROW},
    "initiatives:my-sign-up": {"token": tokens.make("sign-up", 1)},
    "initiatives:wait-at-door": {"slug": "koffie", "day": TOMORROW},
    "initiatives:wait-thanks": {"slug": "koffie", "day": TOMORROW},
    "initiatives:call-off": {"token": tokens.make("call-off", 1, TOMORROW, 1)},
    "initiatives:stop-reminders": {"token": tokens.make("stop", 1)},
    "initiatives:stop-weekly": {"token": tokens.make("weekly", 1)},
    "initiatives:door-message": {"token": tokens.make("door", 1, 1)},
    "initiatives:at-place": {"slug": "bankje"},
    "initiatives:soon-at-place": {"slug": "bankje"},
    "initiatives:in-neighbourhood": {"slug": "belcrum"},
    "initiatives:organisations": {},
    "initiatives:criteria": {},
    "embedded-agenda": {},
    "embedded-map": {},
    "embedded-activity": {"slug": "koffie"},
    "embedding": {"slug": "huiskamer"},
    "initiatives:poster-activity": {"slug": "koffie"},
    "initiatives:poster-initiative": {"slug": "samen-eten"},
    "initiatives:poster-organisation": {"slug": "huiskamer"},
    "initiatives:organisation": {"slug": "huiskamer"},
    "initiatives:organisation-calendar": {"slug": "huiskamer"},
    "initiatives:initiatives": {},
    "initiatives:initiative": {"slug": "samen-eten"},
    "initiatives:propose": {},
    "initiatives:idea": {},
    "places:photo-removal": {"slug": "bankje", "pk": 1},
    "places:photo-hidden": {"slug": "bankje"},
    "initiatives:photo-removal": {"slug": "samen-eten", "what": "foto", "pk": 1},
    "initiatives:photo-hidden": {"slug": "samen-eten"},
    "initiatives:register": {},
    "initiatives:preview": {},  # refuses, without a day
    "initiatives:still-right-by-mail": {
        "token": tokens.make("still-right", "activiteit", 1, 1)
    },
    "initiatives:say-activity": {"slug": "koffie"},
    "initiatives:report-activity": {"slug": "koffie"},
    "initiatives:unsafe-activity": {"slug": "koffie"},
    "initiatives:said-activity": {"slug": "koffie", "said": "klopt"},
    "initiatives:say-initiative": {"slug": "samen-eten"},
    "initiatives:report-initiative": {"slug": "samen-eten"},
    "initiatives:unsafe-initiative": {"slug": "samen-eten"},
    "initiatives:said-initiative": {"slug": "samen-eten", "said": "klopt"},
    "initiatives:say-organisation": {"slug": "huiskamer"},
    "initiatives:report-organisation": {"slug": "huiskamer"},
    "initiatives:unsafe-organisation": {"slug": "huiskamer"},
    "initiatives:said-organisation": {"slug": "huiskamer", "said": "klopt"},
    "places:visited": {"slug": "bankje"},
    "initiatives:visited": {"slug": "koffie"},
    "initiatives:initiative-visited": {"slug": "samen-eten"},
    "tours:tours": {},
    "tours:tour": {"slug": "rondje"},
    "tours:print": {"slug": "rondje"},
    "tours:gpx": {"slug": "rondje"},
    "tours:maker": {},
    "tours:maker-print": {},
    "tours:maker-gpx": {},
    "tours:propose": {},
    "tours:thanks": {},
    "desks:desks": {},
    "desks:print": {},
    "desks:desk": {"slug": "loket"},
    "desks:time": {"slug": "loket", "day": TOMORROW},
    "desks:photo-removal": {"slug": "loket", "pk": 1},
    "desks:photo-hidden": {"slug": "loket"},
    "desks:make-appointment": {"slug": "loket"},
    "desks:appointment-made": {"slug": "loket"},
    "desks:appointment": {"token": tokens.make("sign-up", 2)},
    "desks:my-day": {"token": tokens.make("desk-host", 1, TOMORROW)},
    "desks:my-face": {"token": tokens.make("desk-face", 1)},
    "desks:stand-in": {"token": tokens.make("stand-in", 1)},
    "desks:lapse": {"token": tokens.make("lapse", 1, TOMORROW)},
    "learning:experiments": {},
    "learning:new-trials": {},
    "learning:trials-csv": {},
    "learning:trials-json": {},
    "learning:experiment": {"slug": "soep"},
    "learning:counts": {"slug": "soep"},
    "learning:a4": {"slug": "soep"},
    "learning:lessons": {},
    "learning:lessons-a4": {},
    "learning:new-lessons": {},
    "learning:lessons-csv": {},
    "learning:lessons-json": {},
    "learning:lesson": {"slug": "blijven"},
    "learning:goals": {},
    "learning:goal-changes": {},
    "learning:goals-csv": {},
    "learning:goals-json": {},
    "learning:counter": {"slug": "buurten-zonder-plek"},
    "learning:goal": {"slug": "zitten"},
    "learning:goal-csv": {"slug": "zitten"},
    "learning:goal-a4": {"slug": "zitten"},
    "learning:goal-year": {"slug": "zitten", "year": timezone.localdate().year},
    "learning:goal-year-json": {"slug": "zitten", "year": timezone.localdate().year},
    "learning:questions": {},
    "learning:new-questions": {},
    "learning:questions-csv": {},
    "learning:questions-json": {},
    "learning:question": {"slug": "buiten"},
    "learning:answers": {"slug": "buiten"},
    "learning:answers-csv": {"slug": "buiten"},
    "learning:contribute": {"slug": "buiten"},
    "learning:contributed": {"slug": "buiten"},
    "learning:heard": {},
    "learning:heard-csv": {},
    "learning:heard-one": {"pk": 1},
    "learning:taking-part": {},
    "learning:news": {},
    "learning:news-feed": {},
    "learning:news-item": {"slug": "het-werkt"},
    "learning:done": {"token": tokens.make("decision-done", 1)},
    "learning:door-worker": {},
    "learning:door": {"token": tokens.make("tally", 1, TOMORROW)},
    "learning:what-meeting-does": {},
    "learning:what-meeting-does-csv": {},
    "learning:slip": {},
    "learning:slip-thanks": {},
    "plain": {},
    "account_signup": {},  # the same as register, for allauth
}
# Below /beheer/ too, but pages of our own.
ITEM = {"kind": "plek", "pk": 1}
OF_STAFF = {
    "match-list": {}, "match-looks": {}, "match-moments": {}, "match-policy": {},
    "match-register": {},
    "match-pair": {"pk": 1}, "match-person": {"who": UUID(int=1)},
    "match-safeguard": {"who": UUID(int=1)},
    "on-site": {"content_type_id": 1, "object_id": "1"},
    "on-site-framed": {"content_type_id": 1, "object_id": 1},
    "desks-running-out": {}, "heard": {}, "read-answers": {},
    "walks": {}, "walk": {"slug": "belcrum"}, "walk-worker": {},
    "walk-look": {"slug": "belcrum", "pk": 1},
    "policy-usage": {}, "policy-usage-rows": {"what": "meldingen", "month": "2026-11"},
    "policy": {}, "policy-csv": {}, "policy-excel": {},
    "policy-rows": {"slug": "belcrum", "what": "plekken"},
    "phone-list": {}, "freshness": {}, "freshness-csv": {}, "hard-texts": {},
    "personal-data": {}, "personal-data-csv": {},
    "bin": {}, "bin-take-back": {"pk": 1},
    "imports": {}, "import": {"pk": 1}, "import-wrong": {"pk": 1},
    "import-publish": {"pk": 1},
    "organisation-imports": {}, "organisation-import": {"pk": 1},
    "organisation-import-wrong": {"pk": 1}, "organisation-import-publish": {"pk": 1},
    "translations": {}, "translations-of": {"kind": "plek", "pk": 1},
    "doubles": {}, "doubles-apart": {"pk": 1},
    "doubles-merge": {"kind": "plek", "one": 1, "other": 2},
    "everything": {},
    "queue": {}, "queue-item": ITEM, "queue-attend": ITEM,
    "queue-undo": {"pk": 1}, "queue-case": ITEM,
}  # fmt: skip


def build() -> None:
    """One of everything that these addresses are about."""
    make_neighbourhood(name="Belcrum")
    make_place_photo(make_place(slug="bankje"), pk=1)
    amira = make_user(pk=1)
    vetted = make_organisation(slug="huiskamer", is_vetted=True)
    Membership.objects.create(pk=1, organisation=vetted, person=amira)
    coffee = make_activity(
        pk=1,
        slug="koffie",
        rule="",
        first_on=TOMORROW,
        has_sign_up=True,
        waits_at_door=True,
        organisation=vetted,
    )
    make_sign_up(coffee, TOMORROW, pk=1, state="asked")
    DoorMessage.objects.create(
        pk=1,
        activity=coffee,
        rule_date=TOMORROW,
        first_name="Fatima",
        email="fatima@example.org",
        erase_at=timezone.now() + timedelta(days=9),
    )
    make_photo(make_initiative(slug="samen-eten"), pk=1)
    make_tour(slug="rondje", stops=[make_place(), make_place()])
    facts = {"comes": "both", "slot_minutes": 30}
    desk = make_desk(pk=1, slug="loket", rule="", first_on=TOMORROW, **facts)
    make_sign_up(desk.activity, TOMORROW, pk=2, slot=30)
    today = timezone.localdate()
    host = make_desk_host(desk, pk=1, photo=picture(), photo_consent_on=today)
    stand_in = make_desk_host(desk, pk=2, position=1)
    day = DeskDay.objects.create(
        desk=desk, rule_date=TOMORROW, away=host, away_at=timezone.now()
    )
    StandInAsk.objects.create(pk=1, day=day, host=stand_in)
    decision = make_decided(slug="soep")
    Decision.objects.filter(pk=decision.pk).update(id=1)
    Experiment.objects.update(decision=1)
    make_question(slug="buiten", answers=["Meer licht"])
    make_heard(pk=1)
    make_news(make_lesson(slug="blijven"), slug="het-werkt")
    goal = make_goal(slug="zitten")
    make_indicator(goal, counter="buurten-zonder-plek", is_leading=True)
    freeze(goal, timezone.localdate().year)
