"""People who told us something, for the tests of Meet & Match: invented ones."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from matching.entering import boxes, telling
from matching.facts.person import Person
from matching.facts.safeguarding import Seen
from matching.facts.vocabulary import State
from matching.models import Pair, Participant, Policy, Safeguard, Subject
from matching.pairing.moving import propose
from places.models import Neighbourhood
from tests.kit.factories import make_neighbourhood, make_staff

_numbers = count(1)
HEUVEL = "BU07580101"
CANARY = "Zilverreiger"  # a first name that may turn up on no page of anyone else


def make_subject(slug="wandelen", name="Wandelen", **facts) -> Subject:
    return Subject.objects.get_or_create(slug=slug, defaults={"name": name, **facts})[0]


def person(**facts) -> Person:
    number = next(_numbers)
    usual = Person(
        first_name=f"Vogel{number}",
        email=f"vogel{number}@example.org",
        subjects=("wandelen",),
        words="Ik loop graag een rondje.",
        languages=("nl",),
        area=HEUVEL,
        reach=2_000,
        moments=("tu-morning", "th-morning"),
        ways=("outside",),
    )
    return replace(usual, **facts)


def make_participant(kind="wish", state=State.WAITING, days=0, **facts) -> Participant:
    """Confirmed, and waiting for so many days; all live in the same neighbourhood
    unless one says another."""
    make_town()
    row = telling.tell(kind, person(**facts))
    since = timezone.now() - timedelta(days=days)
    Participant.objects.filter(pk=row.pk).update(
        state=state, waits_since=since, arrived_at=since, answered_at=since, code=""
    )
    row.refresh_from_db()
    return row


def make_wish(**facts) -> Participant:
    return make_participant("wish", **facts)


def seen_all(today: date | None = None) -> Seen:
    day = (today or timezone.localdate()) - timedelta(days=40)
    return Seen(
        talk_on=day, conduct_issued_on=day, conduct_seen_on=day, training_on=day,
        references_on=day,
    )  # fmt: skip


def make_offer(*, seen: Seen | None = None, is_seen=True, **facts) -> Participant:
    """Seen by safeguarding, unless `is_seen` says no."""
    row = make_participant("offer", **facts)
    if is_seen:
        found = Safeguard(participant=row)
        boxes.put_seen(found, seen or seen_all(), "paper", "Bo")
        found.save()
    return row


def make_policy(**facts) -> Policy:
    """Filled in, with a coordinator and a deputy who are there."""
    usual = {
        "controller": "Het college van de gemeente; fg@example.org",
        "legal_basis": "Toestemming (artikel 6, lid 1, onder a).",
        "for_the_young": "Bel het jongerenloket: 14 076.",
        "opened_at": timezone.now(),
    }
    for name in ("coordinator", "deputy"):
        if name not in facts:
            facts[name] = make_user_of_staff(name.capitalize())
    policy = Policy(pk=Policy.ONE, **usual | facts)
    policy.save()
    return policy


def make_user_of_staff(name):
    return make_staff(name=name)


def make_pair(wish=None, offer=None, **facts) -> Pair:
    """Both are asked whether they still want it."""
    if not Policy.objects.exists():
        make_policy()
    wish, offer = wish or make_wish(), offer or make_offer()
    pair = propose(wish.pk, offer.pk, Policy.now().coordinator, timezone.now())
    Pair.objects.filter(pk=pair.pk).update(**facts)
    pair.refresh_from_db()
    return pair


def make_town():
    """The neighbourhood where everyone lives."""
    if not Neighbourhood.objects.filter(code=HEUVEL).exists():
        make_neighbourhood(code=HEUVEL, name="Heuvel", slug="heuvel")
