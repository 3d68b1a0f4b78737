"""What happens to a pair: each move by its name, and the mails that follow from it.

A move is made under a lock of the two people and of the pair's row, from where it is by
then; the state machine (matching/facts/steps.py) says whether it can be.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.moderation.states import State as Moderation
from matching.entering import mails
from matching.entering.boxes import person_of, seen_of
from matching.entering.staff_mails import tell_staff
from matching.facts.rule import why_not
from matching.facts.safeguarding import may_meet
from matching.facts.steps import OFFER, SIDES, WISH, Move, NotNow, Step, after
from matching.facts.vocabulary import Ended, Kind, State
from matching.models import Pair, Participant, Policy, Waited
from matching.pairing.reading import opened
from places.models import Place

GOODBYE = "matching/mail/pair/goodbye.html"
INTRODUCED = "matching/mail/pair/introduced.html"
NEVER_MET = "matching/mail/pair/never_met.html"
NOT_ON = "matching/mail/pair/not_on.html"
STAMPS = {Move.STILL: "still_at", Move.YES: "yes_at"}


class NotTogether(ValueError):
    """These two can't be brought together: `why` is one of the rule's reasons, or
    TAKEN, AWAY or UNSAFE."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


TAKEN, AWAY, UNSAFE = "taken", "away", "unsafe"


def is_safe(offer: Participant, today) -> bool:
    """Whether safeguarding has all that the municipality asks of who offers."""
    return may_meet(seen_of([offer]).get(offer.pk), Policy.now().terms(), today)


def propose(wish_id, offer_id, by, now: datetime) -> Pair:
    """Ask both whether they still want it. Raises NotTogether, also when someone else
    was first: of two coordinators at once the database lets one through."""
    try:
        with transaction.atomic():
            pair = _made(wish_id, offer_id, by, now)
            for side in SIDES:
                mails.send(
                    "matching/mail/pair/still.html",
                    pair.of_side(side),
                    key=f"{pair.pk}",
                    pair=pair,
                )
    except IntegrityError:
        raise NotTogether(TAKEN) from None
    return pair


def _made(wish_id, offer_id, by, now) -> Pair:
    rows = Participant.objects.held([wish_id, offer_id])
    wish, offer = rows.get(wish_id), rows.get(offer_id)
    if not wish or not offer or (wish.kind, offer.kind) != (Kind.WISH, Kind.OFFER):
        raise NotTogether(AWAY)
    if {wish.state, offer.state} != {State.WAITING}:
        raise NotTogether(AWAY)
    if Pair.objects.open().filter(wish=wish).exists():
        raise NotTogether(TAKEN)
    if Pair.objects.open().filter(offer=offer).exists():
        raise NotTogether(TAKEN)
    room = opened([wish, offer])
    if len(room.entries) < len(SIDES):
        raise NotTogether(AWAY)
    if why := why_not(room.entries[wish.pk], room.entries[offer.pk], room.known):
        raise NotTogether(why)
    if not is_safe(offer, timezone.localdate(now)):
        raise NotTogether(UNSAFE)
    for row in rows.values():
        row.asked_at, row.reminded_at = now, None
        row.save(update_fields=["asked_at", "reminded_at"])
    return Pair.objects.create(
        wish=wish, offer=offer, made_by=by, made_at=now, asked_at=now
    )


@transaction.atomic
def move(
    pair: Pair, move: Move, now: datetime, side: str = "", reason: str = ""
) -> Pair:
    """Make a move; NotNow when it can't be made (any more)."""
    row = _locked(pair)
    before = row.standing()
    safe = move == Move.INTRODUCE and is_safe(row.offer, timezone.localdate(now))
    standing = after(before, move, side, safe)
    if standing == before:  # the same button twice
        return row
    row.step = standing.step
    if move in STAMPS:
        setattr(row, f"{side}_{STAMPS[move]}", now)
    row.stopped_at = (row.stopped_at or now) if standing.is_stopped else None
    if move == Move.INTRODUCE:
        row.introduced_at = now
    if move == Move.MET:
        row.met_at = now
    if not standing.is_open:
        row.ended_at, row.end_reason = now, reason or _reason(move)
    if standing.step == Step.PROPOSED and before.step == Step.ASKING:
        row.asked_at, row.reminded_at = now, None
    row.save()
    _follow(row, move, side, before, now)
    return row


def _locked(pair: Pair) -> Pair:
    Participant.objects.held([pair.wish_id, pair.offer_id])
    rows = Pair.objects.select_for_update(of=["self"])
    row = rows.select_related("wish", "offer", "place").filter(pk=pair.pk).first()
    if row is None:
        raise NotNow("one of the two was erased")
    return row


def _reason(move: Move) -> str:
    return {
        Move.NO: Ended.SAID_NO,
        Move.LAPSE: Ended.SILENT,
        Move.NEVER_MET: Ended.NEVER_MET,
    }.get(move, Ended.DONE)


def _follow(pair: Pair, move: Move, side: str, before, now: datetime) -> None:
    """What follows from a move, by name."""
    if move == Move.STILL:
        Participant.objects.filter(pk=pair.of_side(side).pk).update(answered_at=now)
    if pair.step == Step.PROPOSED and before.step == Step.ASKING:
        for each in SIDES:
            mails.send(
                "matching/mail/pair/proposal.html",
                pair.of_side(each),
                key=f"{pair.pk}",
                pair=pair,
            )
    elif pair.step == Step.AGREED and before.step == Step.PROPOSED:
        _count_wait(pair, now)
        tell_staff("matching/mail/staff/agreed.html", pair)
    elif move == Move.STOP:
        tell_staff("matching/mail/staff/stopped.html", pair, is_urgent=True)
        if side:
            other = pair.other_than(side)
            mails.send(
                "matching/mail/pair/we_call.html",
                other,
                key=f"{pair.pk}:{now:%Y%m%d%H%M}",
                pair=pair,
            )
    elif pair.step == Step.ENDED:
        _free(pair, move, side)
        _say_it_ended(pair, move, side, before)


def _free(pair: Pair, move: Move, side: str) -> None:
    """Who did not answer is not asked again until they say so; who was let down comes
    first."""
    if move == Move.LAPSE:
        for each in SIDES:
            if not _has_answered(pair, each):
                row = pair.of_side(each)
                Participant.objects.filter(pk=row.pk, state=State.WAITING).update(
                    state=State.SILENT
                )
    if move == Move.NEVER_MET:
        ids = [pair.wish_id, pair.offer_id]
        Participant.objects.filter(pk__in=ids).update(goes_first=True)


def _has_answered(pair: Pair, side: str) -> bool:
    is_asking = not (pair.wish_still_at and pair.offer_still_at)
    stamp = "still_at" if is_asking else "yes_at"
    return getattr(pair, f"{side}_{stamp}") is not None


def _say_it_ended(pair: Pair, move: Move, side: str, before) -> None:
    """Nobody hears why: only that it does not go on. Who said no themselves, who did
    not answer and who never heard of the other get no mail."""
    for each in SIDES:
        has_heard = before.step != Step.ASKING or each in before.still
        is_silent = move == Move.LAPSE and not _has_answered(pair, each)
        if each != side and has_heard and not is_silent:
            name = NOT_ON
            if before.is_shared:
                name = NEVER_MET if move == Move.NEVER_MET else GOODBYE
            mails.send(name, pair.of_side(each), key=f"{pair.pk}", pair=pair)


def _count_wait(pair: Pair, now: datetime) -> None:
    """How long the wish waited, for the expected time of those who come after."""
    person = person_of(pair.wish)
    days = max(0, (now - pair.wish.waits_since).days)
    month = timezone.localdate(now).replace(day=1)
    Waited.objects.note(person.subjects if person else (), days, month)


@transaction.atomic
def introduce(
    pair: Pair, place: Place | None, meets_at: datetime, now: datetime
) -> Pair:
    """Share first names and one way of contact with both, with where and when they see
    each other first; no place for two who only meet on line. NotNow unless both said
    yes, nobody stopped it, and safeguarding has all that it asks today."""
    row = move(pair, Move.INTRODUCE, now)
    people = {side: person_of(row.of_side(side)) for side in SIDES}
    if None in people.values():
        raise NotNow("one of the two is gone")
    is_online = people[WISH].meets_only_online(people[OFFER])
    if not is_online and (place is None or place.state != Moderation.PUBLISHED):
        raise NotNow("the first meeting is at a public place")
    row.place, row.meets_at = None if is_online else place, meets_at
    row.save(update_fields=["place", "meets_at"])
    for side, other in [(WISH, OFFER), (OFFER, WISH)]:
        told = {
            "other": people[other].first_name,
            "by_phone": people[other].is_reached_by_phone,
            "reached_by": people[other].reached_by,
            "place": row.place,
            "meets_at": meets_at,
        }
        mails.send(
            INTRODUCED, row.of_side(side), told, key=f"{row.pk}", pair=row,
            person=people[side],
        )  # fmt: skip
    return row
