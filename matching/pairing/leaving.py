"""When one of two stops: what becomes of the pair, and of what they told us."""

from datetime import datetime

from django.db import transaction

from matching.entering import telling
from matching.facts.steps import FROM, Move, Step
from matching.facts.vocabulary import Ended
from matching.models import Pair, Participant
from matching.pairing.moving import move


@transaction.atomic
def withdraw(participant: Participant, now: datetime) -> None:
    """All of it: the pair they are in ends, and their data go after 30 days."""
    end_pairs(participant, now)
    telling.leave(participant, now)


@transaction.atomic
def pause(participant: Participant, now: datetime) -> None:
    """A proposal that waits for them is a no; who knows each other goes on."""
    end_pairs(participant, now, before_meeting=True)
    telling.pause(participant)


def end_pairs(participant, now, before_meeting=False) -> None:
    """Inside a transaction: until it ends nobody brings them together with another."""
    open_pairs = Pair.objects.open().of(participant)
    both = {pk for pair in open_pairs for pk in (pair.wish_id, pair.offer_id)}
    Participant.objects.held({participant.pk, *both})
    for pair in open_pairs.all():  # as it is by now
        is_no = Step(pair.step) in FROM[Move.NO]
        if is_no:
            move(pair, Move.NO, now, pair.side_of(participant))
        elif not before_meeting:
            side = pair.side_of(participant)
            move(pair, Move.END, now, side, reason=Ended.NO_TIME)


def erase(participant: Participant, now: datetime) -> None:
    """At once, because they ask it: the other hears that it does not go on."""
    with transaction.atomic():
        end_pairs(participant, now)
        telling.erase([participant])
