"""From what someone tells us to a wish or an offer that waits, and how it goes away.

It waits only once a code that we mailed was typed. Its last day is known from the first
and never moves to a later one: the key of its box goes on that day.
"""

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from common.protect.sealing import keys
from matching.entering import links, mails
from matching.entering.boxes import (
    facts_seen,
    people_of,
    person_of,
    put,
    seal_seen_anew,
)
from matching.entering.notes import notes_of, seal_notes_anew
from matching.facts.person import Person
from matching.facts.steps import OFFER, WISH
from matching.facts.vocabulary import State
from matching.models import Moment, Pair, Participant, Safeguard

KEPT = relativedelta(months=12)
AFTER_LEAVING = timedelta(days=30)
CODE_LASTS = timedelta(days=2)
CODE_OF_TABLE_LASTS = timedelta(days=14)  # typed by a host: they read it at home
MOST_GUESSES = 6
DIGITS = 6


class WrongCode(ValueError):
    """It is not this code, or its time is over; `is_over` when guessing is."""

    def __init__(self, is_over: bool = False):
        super().__init__("not this code")
        self.is_over = is_over


def tell(kind: str, person: Person, moment: Moment | None = None) -> Participant:
    """Seal it, and mail a code. Nobody is asked anything before it is confirmed."""
    erase_on = timezone.localdate() + KEPT
    participant = Participant(
        id=uuid4(), kind=kind, moment=moment, erase_on=erase_on,
        key_id=keys.make(erase_on),
    )  # fmt: skip
    put(participant, person)
    with transaction.atomic():
        participant.save(force_insert=True)
        send_code(participant, person)
    return participant


def send_code(participant: Participant, person: Person | None = None) -> None:
    """A new code; the one before no longer counts."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    lasts = CODE_OF_TABLE_LASTS if participant.moment_id else CODE_LASTS
    participant.code = _hash(participant, code)
    participant.code_until = timezone.now() + lasts
    participant.guesses = 0
    participant.save(update_fields=["code", "code_until", "guesses"])
    context = {"code": code, "code_url": links.url(links.CODE, participant)}
    mails.send(
        "matching/mail/entry/code.html",
        participant,
        context,
        key=secrets.token_hex(8),
        person=person,
    )


def _hash(participant: Participant, code: str) -> str:
    return salted_hmac(f"matching.code:{participant.pk}", code).hexdigest()


def confirm(participant: Participant, code: str, now: datetime) -> Participant:
    """It waits from now on. Raises WrongCode; each guess counts, of two at once too."""
    with transaction.atomic():
        row = Participant.objects.select_for_update().get(pk=participant.pk)
        if row.state != State.NEW:
            return row
        is_over = row.guesses >= MOST_GUESSES or not row.code or now > row.code_until
        typed = "".join(filter(str.isdigit, code))
        is_right = constant_time_compare(row.code, _hash(row, typed))
        if is_right and not is_over:
            row.state, row.waits_since, row.answered_at = State.WAITING, now, now
            row.code, row.code_until = "", None
            row.save()
            mails.send("matching/mail/entry/confirmed.html", row, key="")
            return row
        row.guesses += 1
        row.save(update_fields=["guesses"])
    raise WrongCode(is_over or row.guesses >= MOST_GUESSES)


@transaction.atomic
def change(participant: Participant, person: Person) -> None:
    """Other words and choices; the mail address stays, as it is the one that is
    proven."""
    row = Participant.objects.select_for_update().get(pk=participant.pk)
    put(row, person)
    row.save(update_fields=["sealed"])


def pause(participant: Participant) -> None:
    """Nothing is proposed to them until they say so; their turn stays."""
    _to(participant, {State.WAITING}, State.PAUSED)


def go_on(participant: Participant, now: datetime) -> None:
    """They want it again, after a pause or after they did not answer."""
    if _to(participant, {State.PAUSED, State.SILENT}, State.WAITING):
        Participant.objects.filter(pk=participant.pk).update(answered_at=now)


@transaction.atomic
def _to(participant: Participant, before: set[str], state: str) -> bool:
    row = Participant.objects.select_for_update().get(pk=participant.pk)
    if row.state not in before:
        return False
    row.state = state
    row.save(update_fields=["state"])
    return True


@transaction.atomic
def leave(participant: Participant, now: datetime) -> None:
    """Withdrawn: nothing is asked any more, and all is erased after 30 days, or sooner
    when that is its last day anyhow."""
    row = Participant.objects.select_for_update().get(pk=participant.pk)
    row.state = State.LEFT
    row.erase_on = min(row.erase_on, timezone.localdate(now) + AFTER_LEAVING)
    row.save(update_fields=["state", "erase_on"])
    key_id, erase_on = row.key_id, row.erase_on
    transaction.on_commit(lambda: keys.hasten(key_id, erase_on))


def come_back(participant: Participant, now: datetime) -> None:
    """Not withdrawn after all, within those days: as if it were told today, under a new
    key with a new last day. The key before goes at once, with what it sealed."""
    person = person_of(participant)
    if person is None or participant.state != State.LEFT:
        return
    before, erase_on = participant.key_id, timezone.localdate(now) + KEPT
    seen = facts_seen([participant]).get(participant.pk)
    written = notes_of(participant)
    new = keys.make(erase_on)
    with transaction.atomic():
        row = Participant.objects.held([participant.pk]).get(participant.pk)
        if row is None or row.key_id != before:  # the same button twice
            transaction.on_commit(lambda: keys.destroy([new]))
            return
        row.key_id, row.erase_on, row.state = new, erase_on, State.WAITING
        row.answered_at = now
        put(row, person)
        row.save()
        seal_seen_anew(row, seen)
        seal_notes_anew(row, written)
        transaction.on_commit(lambda: keys.destroy([before]))


def erase(participants) -> int:
    """All that there is of these, at once: their keys, boxes, pairs and looks, and the
    notes of how they changed. Gives how many."""
    rows = list(participants)
    ids, key_ids = [row.pk for row in rows], [row.key_id for row in rows]
    with transaction.atomic():
        Participant.objects.held(ids)  # no pair is made of them meanwhile
        Participant.objects.filter(pk__in=ids).delete()
        # That they were deleted was noted just now, so the notes go last.
        for model in (Participant, Safeguard):
            field = model._meta.pk.attname
            model.history.filter(**{f"{field}__in": ids}).delete()
        _erase_history_of_pairs(ids)
        transaction.on_commit(lambda: keys.destroy(key_ids))
    return len(rows)


def _erase_history_of_pairs(ids) -> None:
    Pair.history.filter(wish_id__in=ids).delete()
    Pair.history.filter(offer_id__in=ids).delete()


def erase_due(now: datetime) -> int:
    """Whose last day has come, and who never typed the code. Safe to do twice."""
    due = Participant.objects.forgotten_by(timezone.localdate(now))
    never = Participant.objects.filter(state=State.NEW, code_until__lt=now)
    return erase(due | never)


# Of the other, of staff, or of who pressed stop or ended it.
NOT_OF_ONE_SIDE = {"id", "wish", "offer", "made_by", "stopped_at", "end_reason"}


def _own_side(pair: Pair, participant: Participant) -> dict:
    side = pair.side_of(participant)
    other = {WISH: OFFER, OFFER: WISH}[side]
    return {
        field.name: str(pair.place) if field.name == "place" else value
        for field in pair._meta.concrete_fields
        if field.name not in NOT_OF_ONE_SIDE and not field.name.startswith(f"{other}_")
        if (value := getattr(pair, field.attname)) not in (None, "")
    }


def all_that_is_kept(participant: Participant) -> dict:
    """For the person: everything there is, as JSON can hold it; of others nothing, and
    of staff no names."""
    person = people_of([participant]).get(participant.pk)
    looks = participant.looks.values_list("at", "where")
    seen = facts_seen([participant]).get(participant.pk)
    pairs = Pair.objects.of(participant).select_related("place").order_by("pk")
    return {
        "told": person.written() if person else None,
        "kind": participant.kind,
        "state": participant.state,
        "arrived": participant.arrived_at,
        "waits_since": participant.waits_since,
        "erased_on": participant.erase_on,
        "told_at_a_moment": participant.moment and str(participant.moment),
        "seen_by_safeguarding": seen and {**seen, "by": None},
        "notes_of_the_coordinator": [
            {"at": each.at, "text": each.text} for each in notes_of(participant)
        ],
        "pairs": [_own_side(pair, participant) for pair in pairs],
        "seen_by_staff": [{"at": at, "where": where} for at, where in looks],
    }
