"""Who is asked something and does not answer: a reminder after a week, and after two
the pair falls and who was silent is asked nothing more until they say so.

Every three months everyone who waits is asked whether they still want it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from matching.entering import links, mails
from matching.facts.steps import SIDES, Move, NotNow, Step
from matching.facts.vocabulary import State
from matching.models import Pair, Participant
from matching.pairing.moving import move

REMINDS, ENDS = timedelta(days=7), timedelta(days=14)
EVERY = timedelta(days=91)
PER_RUN = 200
STILL_AGAIN = "matching/mail/pair/still_again.html"
PROPOSAL_AGAIN = "matching/mail/pair/proposal_again.html"
WANTED = "matching/mail/entry/wanted.html"
WANTED_AGAIN = "matching/mail/entry/wanted_again.html"


def remind_pairs(now: datetime) -> int:
    """Of pairs in which someone has not answered yet. Safe to do twice."""
    waits = Pair.objects.open().filter(
        step__in=[Step.ASKING, Step.PROPOSED], stopped_at=None
    )
    count = 0
    for pair in waits.filter(asked_at__lte=now - ENDS)[:PER_RUN]:
        try:
            move(pair, Move.LAPSE, now)
            count += 1
        except NotNow:  # answered meanwhile
            continue
    late = waits.filter(asked_at__lte=now - REMINDS, reminded_at=None)
    for pair in late.select_related("wish", "offer")[:PER_RUN]:
        count += _remind(pair, now)
    return count


@transaction.atomic
def _remind(pair: Pair, now: datetime) -> int:
    rows = Pair.objects.filter(pk=pair.pk, reminded_at=None)
    if not rows.update(reminded_at=now):
        return 0
    standing = pair.standing()
    is_asking = standing.step == Step.ASKING
    said = standing.still if is_asking else standing.yes
    name = STILL_AGAIN if is_asking else PROPOSAL_AGAIN
    for side in SIDES:
        if side not in said:
            mails.send(name, pair.of_side(side), key=f"{pair.pk}", pair=pair)
    return 1


def ask_each_quarter(now: datetime) -> int:
    """Ask who waits for three months since they last said so; remind them; and who is
    silent for two weeks waits no longer. Safe to do twice."""
    rows = Participant.objects.waiting()
    is_asked = Q(asked_at__isnull=False) & (
        Q(answered_at=None) | Q(answered_at__lt=F("asked_at"))
    )
    count = 0
    silent = rows.filter(is_asked, asked_at__lte=now - ENDS)
    for row in silent[:PER_RUN]:
        found = Participant.objects.filter(pk=row.pk, asked_at=row.asked_at)
        count += found.update(state=State.SILENT)
    late = rows.filter(is_asked, asked_at__lte=now - REMINDS, reminded_at=None)
    for row in late[:PER_RUN]:
        count += _ask(row, now, WANTED_AGAIN, {"reminded_at": now}, reminded_at=None)
    due = rows.exclude(is_asked).filter(
        Q(answered_at__lte=now - EVERY)
        | Q(answered_at=None, waits_since__lte=now - EVERY)
    )
    for row in due[:PER_RUN]:
        changed = {"asked_at": now, "reminded_at": None}
        count += _ask(row, now, WANTED, changed, asked_at=row.asked_at)
    return count


@transaction.atomic
def _ask(row, now, name, changed, **as_it_was) -> int:
    if not Participant.objects.filter(pk=row.pk, **as_it_was).update(**changed):
        return 0
    context = {"still_url": links.url(links.STILL, row)}
    mails.send(name, row, context, key=f"{now:%Y%m%d}")
    return 1


@transaction.atomic
def still_wanted(participant: Participant, now: datetime) -> None:
    """They answer that they do, whatever asked it."""
    row = Participant.objects.select_for_update().get(pk=participant.pk)
    row.answered_at = now
    if row.state == State.SILENT:
        row.state = State.WAITING
    row.save(update_fields=["answered_at", "state"])
