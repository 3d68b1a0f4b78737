"""Meet & Match in the demonstration: invented people, see matching.toml. They have ids
of their own, by which they are found again and taken away."""

from datetime import timedelta
from uuid import NAMESPACE_DNS, UUID, uuid5

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from common.protect.sealing import keys
from initiatives.models import Occurrence
from matching.entering import boxes, telling
from matching.facts.person import Person
from matching.facts.safeguarding import Seen
from matching.facts.vocabulary import State
from matching.models import Moment, Pair, Participant, Policy, Safeguard, Waited
from matching.pairing import waits
from ontmoeten.accounts.roles import COORDINATOR
from ontmoeten.demo.initiatives import read
from places.models import Neighbourhood, Place

COORDINATES = "anneke@example.org"
SPACE = uuid5(NAMESPACE_DNS, "meet-en-match.demonstratie.example.org")
NOT_SEEN = "Ton"  # who offers and was not seen by safeguarding yet
ENDING = "Hanan"  # whose statement ends soon


def number(kind: str, name: str) -> UUID:
    return uuid5(SPACE, f"{kind}:{name}")


def add_matching(staff) -> None:
    """What is missing of it. `staff` is the account to try it with: the deputy."""
    if not settings.MATCHING or Participant.objects.filter(pk__in=_ids()).exists():
        return
    _rules(staff)
    content, areas = read("matching.toml"), list(_areas())
    for kind in ("wish", "offer"):
        for facts in content[kind]:
            _person(kind, facts, areas)
    _pairs(staff)
    _moment()
    month = timezone.localdate().replace(day=1)
    for name, subject in [("waited", "wandelen"), ("waited_longer", "nederlands")]:
        for days in content[name]:
            Waited.objects.note([subject], days, month, is_invented=True)
    waits.keep_count(timezone.now())


def _areas():
    rows = Neighbourhood.objects.order_by("code").values_list("code", flat=True)
    return rows


def _rules(staff) -> None:
    anneke, is_new = get_user_model().objects.get_or_create(
        email=COORDINATES, defaults={"name": "Anneke (verzonnen)", "is_staff": True}
    )
    if is_new:
        anneke.set_unusable_password()
        anneke.save(update_fields=["password"])
        anneke.groups.add(Group.objects.get(name=COORDINATOR))
    known = {
        "coordinator": anneke,
        "deputy": staff,
        "controller": "Voorbeeld: het college van de gemeente.",
        "legal_basis": "Voorbeeld: toestemming. De gemeente vult dit zelf in.",
        "for_the_young": "Praat met je school of bel 14 076.",
        "opened_at": timezone.now(),
    }
    Policy.objects.get_or_create(pk=Policy.ONE, defaults=known)


def _person(kind, facts, areas) -> None:
    (
        name, subjects, words, languages, area, moments, ways, gender, prefers, days,
    ) = facts  # fmt: skip
    since = timezone.now() - timedelta(days=days)
    erase_on = timezone.localdate(since) + telling.KEPT
    row = Participant(
        id=number(kind, name), kind=kind, state=State.WAITING, erase_on=erase_on,
        key_id=keys.make(erase_on), arrived_at=since, waits_since=since,
        answered_at=since,
    )  # fmt: skip
    person = Person(
        first_name=name,
        email=f"{name.lower()}@example.org",
        subjects=tuple(subjects.split()),
        words=words,
        languages=tuple(languages.split()),
        area=areas[area],
        reach=2_000 if kind == "wish" else 5_000,
        moments=tuple(moments.split()),
        ways=tuple(ways.split()),
        step_free=name in {"Joke", "Mira"},
        gender=gender,
        prefers=prefers,
    )
    boxes.put(row, person)
    row.save(force_insert=True)
    if kind == "offer" and name != NOT_SEEN:
        _see(row, is_ending=name == ENDING)


def _see(row, is_ending) -> None:
    today = timezone.localdate()
    issued = today - timedelta(days=3 * 365 - 14 if is_ending else 200)
    day = today - timedelta(days=190)
    found = Safeguard(participant=row)
    seen = Seen(
        talk_on=day, conduct_issued_on=issued, conduct_seen_on=day,
        training_on=day, references_on=day,
    )  # fmt: skip
    boxes.put_seen(found, seen, "paper", "Anneke (verzonnen)")
    found.save()


def _pairs(staff) -> None:
    """Three, each at another step: asked, both said yes, and stopped."""
    now = timezone.now()
    ago = now - timedelta(days=5)
    said = {"wish_still_at": ago, "offer_still_at": ago}
    yes = said | {"wish_yes_at": now, "offer_yes_at": now}
    place = Place.objects.published().order_by("pk").first()
    met = {"introduced_at": ago, "place": place, "meets_at": now, "stopped_at": now}
    for wish, offer, facts in [
        ("Bart", "Wil", {"step": "asking", "wish_still_at": ago}),
        ("Riet", "Marga", {"step": "agreed", **yes}),
        ("Piotr", "Gerrit", {"step": "introduced", **yes, **met}),
    ]:
        ids = {"wish_id": number("wish", wish), "offer_id": number("offer", offer)}
        Pair.objects.create(made_by=staff, made_at=ago, asked_at=ago, **ids, **facts)


def _moment() -> None:
    """At the next invented activity with a sign-up, if there is one."""
    rows = Occurrence.objects.published().filter(
        activity__has_sign_up=True, starts_at__gt=timezone.now()
    )
    if row := rows.order_by("starts_at", "pk").first():
        day = timezone.localdate(row.starts_at)
        Moment.objects.get_or_create(activity=row.activity, day=day)


def _ids() -> list[UUID]:
    content = read("matching.toml")
    return [number(kind, row[0]) for kind in ("wish", "offer") for row in content[kind]]


def remove_matching() -> None:
    """The invented people, their counts, the invented coordinator and her rules."""
    telling.erase(Participant.objects.filter(pk__in=_ids()))
    Waited.objects.filter(is_invented=True).delete()
    Policy.objects.filter(coordinator__email=COORDINATES).delete()
    get_user_model().objects.filter(email=COORDINATES).delete()
