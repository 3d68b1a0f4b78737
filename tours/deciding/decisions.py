"""What staff decide about a tour, each in one transaction under a lock of its row, with
its reason in the history. Nobody is asked anything about a proposal. Who sent it and
left an address is told what became of it, once; then the address is gone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.mail import sending
from common.moderation import deciding
from common.moderation.states import Move
from tours.models import Proposer, Tour

CHANGED = ["state", "refusal_reason"]
MOVES = {Move.PUBLISH, Move.REFUSE, Move.HIDE, Move.CLOSE, Move.REOPEN}
LONGEST_REASON = Tour._meta.get_field("refusal_reason").max_length


@transaction.atomic
def decide(tour: Tour, move: Move, by=None, reason: str = "") -> Tour:
    """NotAllowed when the table has no such move from its state by now: a colleague was
    first. ValidationError for a refusal without a reason."""
    if move is Move.REFUSE and not reason.strip():
        raise ValidationError(_("Say why this is refused."))
    tour = deciding.locked(tour)
    deciding.make(tour, move, why=reason, reason=reason, by=by, only=CHANGED)
    if move in {Move.PUBLISH, Move.REFUSE}:
        _tell([tour], reason if move is Move.REFUSE else "")
    return tour


@transaction.atomic
def decide_all(tours: QuerySet, move: Move, by=None) -> tuple[list[Tour], list[str]]:
    """Any of these decisions but a refusal about many tours, in a number of queries
    that does not grow; gives those, and the names of which it is not possible."""
    moved, stayed = deciding.make_each(tours, move, by=by)
    if move is Move.PUBLISH:
        _tell(moved, "")
    return moved, stayed


def _tell(tours: list[Tour], reason: str) -> None:
    by_pk = {each.pk: each for each in tours}
    proposers = Proposer.objects.filter(tour__in=tours).order_by("pk")
    mails = []
    for proposer in proposers:
        tour = by_pk[proposer.tour_id]
        mails.append(
            sending.written(
                "tours/mail/proposal_answer.html",
                to=proposer.email,
                context={
                    "tour": tour,
                    "reason": reason,
                    "url": "" if reason else sending.absolute(tour.get_absolute_url()),
                },
                key=f"tour:{proposer.pk}",
                language=proposer.language,
            )
        )
    if mails:
        sending.send_each(mails)
        proposers.delete()
