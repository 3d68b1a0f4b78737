"""What staff decide about an experiment, a lesson or a message coming on the site: in
one transaction under a lock of its row, with its reason in the history. They are all
written by staff, so nobody outside hears of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.moderation import deciding
from common.moderation.states import Moderated, Move

CHANGED = ["state", "refusal_reason"]
MOVES = {Move.PUBLISH, Move.REFUSE, Move.HIDE, Move.CLOSE, Move.REOPEN}
LONGEST_REASON = Moderated._meta.get_field("refusal_reason").max_length


@transaction.atomic
def decide(entry: Moderated, move: Move, by=None, reason: str = "") -> Moderated:
    """NotAllowed when the table has no such move from its state by now: a colleague was
    first. ValidationError for a refusal without a reason."""
    if move is Move.REFUSE and not reason.strip():
        raise ValidationError(_("Say why this is refused."))
    entry = deciding.locked(entry)
    deciding.make(entry, move, why=reason, reason=reason, by=by, only=CHANGED)
    return entry
