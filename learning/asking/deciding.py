"""What staff decide about an answer that came in: read first, then public or refused.
Nobody outside hears of it: nobody is known."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.moderation import deciding
from common.moderation.states import Move
from learning.models import Contribution

MOVES = {Move.PUBLISH, Move.REFUSE, Move.HIDE, Move.REOPEN}
CHANGED = ["state", "refusal_reason", "changed_at"]
LONGEST_REASON = Contribution._meta.get_field("refusal_reason").max_length


@transaction.atomic
def decide(contribution: Contribution, move: Move, by, reason: str = ""):
    """NotAllowed when a colleague was first, ValidationError for a refusal without a
    reason. A group counts and quotes what is public alone."""
    if move is Move.REFUSE and not reason.strip():
        raise ValidationError(_("Say why this is refused."))
    contribution = deciding.locked(contribution)
    deciding.make(contribution, move, why=reason, reason=reason, by=by, only=CHANGED)
    return contribution
