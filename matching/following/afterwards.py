"""After the introduction: did you meet (two weeks), how goes it (six), and who never
met within 30 days is free again, first in line."""

from datetime import datetime, timedelta

from django.db import transaction

from matching.entering import mails
from matching.facts.steps import SIDES, WISH, Move, NotNow, Step
from matching.facts.vocabulary import Going, Helped
from matching.models import Pair, Participant
from matching.pairing.moving import move

ASKS_MET, ASKS_GOING = timedelta(days=14), timedelta(days=42)
FREES = timedelta(days=30)
PER_RUN = 200
MET = "matching/mail/pair/met.html"
GOING = "matching/mail/pair/going.html"


def ask(now: datetime) -> int:
    """Everything that is due. Safe to do twice."""
    rows = Pair.objects.open().filter(stopped_at=None).select_related("wish", "offer")
    known = rows.filter(introduced_at__isnull=False)
    count = 0
    for pair in known.filter(introduced_at__lte=now - FREES, met_at=None)[:PER_RUN]:
        try:
            move(pair, Move.NEVER_MET, now)
            count += 1
        except NotNow:
            continue
    unasked = known.filter(met_at=None, asked_met_at=None)
    for pair in unasked.filter(introduced_at__lte=now - ASKS_MET)[:PER_RUN]:
        count += _ask(pair, MET, "asked_met_at", now)
    going = known.filter(step=Step.MET, asked_going_at=None)
    for pair in going.filter(introduced_at__lte=now - ASKS_GOING)[:PER_RUN]:
        count += _ask(pair, GOING, "asked_going_at", now)
    return count


@transaction.atomic
def _ask(pair: Pair, name: str, column: str, now: datetime) -> int:
    asked = Pair.objects.filter(pk=pair.pk, **{column: None})
    if not asked.update(**{column: now}):
        return 0
    for side in SIDES:
        mails.send(name, pair.of_side(side), key=f"{pair.pk}", pair=pair)
    return 1


def have_met(pair: Pair, now: datetime) -> None:
    """One of them says so; that is enough. They are not first in line any more."""
    with transaction.atomic():
        move(pair, Move.MET, now)
        ids = [pair.wish_id, pair.offer_id]
        Participant.objects.filter(pk__in=ids, goes_first=True).update(goes_first=False)


def say_how_it_goes(pair: Pair, side: str, answer: str) -> None:
    _say(pair, side, "going", Going(answer).value)


def say_whether_it_helped(pair: Pair, side: str, answer: str) -> None:
    _say(pair, side, "helped", Helped(answer).value)


def _say(pair: Pair, side: str, what: str, answer: str) -> None:
    name = f"{'wish' if side == WISH else 'offer'}_{what}"
    Pair.objects.filter(pk=pair.pk).update(**{name: answer})


def end(pair: Pair, reason: str, now: datetime, side: str = "") -> Pair:
    """It is over, for a reason from the list; who did not say so themselves gets a
    friendly mail with the question whether it helped."""
    return move(pair, Move.END, now, side, reason=reason)
