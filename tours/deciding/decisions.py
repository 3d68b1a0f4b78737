"""What staff decide about a tour, each in one transaction under a lock of its row, with
its reason in the history. Nobody is asked anything about a proposal: we do not know who
sent it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.moderation import deciding
from common.moderation.states import Move
from tours.models import Tour

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
    return tour
