"""What staff decide about a place: one function for each decision.

Each is one transaction under a lock of the row, with its reason in the history, and
raises NotAllowed when that is not possible from the state that the place has by now: a
colleague was first.

Nobody is asked anything about a suggestion, and nobody is told: who suggests a place
leaves no address.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.moderation import deciding
from common.moderation.states import Move
from places.models import Place

CHANGED = ["state", "refusal_reason"]


def publish(place: Place, by=None, why: str = "") -> Place:
    """Everyone sees it."""
    return _decide(place, Move.PUBLISH, by, why)


def refuse(place: Place, reason: str, by=None) -> Place:
    """It does not come on the site; ValidationError without a reason, which colleagues
    find again when it is suggested once more."""
    if not reason.strip():
        raise ValidationError(_("Say why this is refused."))
    return _decide(place, Move.REFUSE, by, reason, reason)


def hide(place: Place, by=None, why: str = "") -> Place:
    """Nobody outside sees it until someone has looked."""
    return _decide(place, Move.HIDE, by, why)


def close(place: Place, by=None, why: str = "") -> Place:
    """It is there no more."""
    return _decide(place, Move.CLOSE, by, why)


def reopen(place: Place, by=None, why: str = "") -> Place:
    """Back among the suggestions, to look at it again."""
    return _decide(place, Move.REOPEN, by, why)


DECISIONS = {
    Move.PUBLISH: publish,
    Move.REFUSE: refuse,
    Move.HIDE: hide,
    Move.CLOSE: close,
    Move.REOPEN: reopen,
}


@transaction.atomic
def _decide(place, move, by, why, reason="") -> Place:
    place = deciding.locked(place)
    deciding.make(place, move, why=why, reason=reason, by=by, only=CHANGED)
    return place
