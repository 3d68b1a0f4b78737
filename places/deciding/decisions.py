"""What staff decide about a place: one function for each decision.

Each is one transaction under a lock of the row, with its reason in the history, and
raises NotAllowed when that is not possible from the state that the place has by now: a
colleague was first.

Nobody is asked anything about a suggestion. Who suggested it and left an address is
told what became of it, once; then the address is gone.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.mail import sending
from common.moderation import deciding
from common.moderation.states import Move, State
from places.models import ImportRow, Place, Suggester

CHANGED = ["state", "refusal_reason"]


@transaction.atomic
def publish(place: Place, by=None, why: str = "") -> Place:
    """Everyone sees it."""
    place = _decide(place, Move.PUBLISH, by, why)
    _tell_suggester(place, "published")
    return place


@transaction.atomic
def refuse(place: Place, reason: str, by=None) -> Place:
    """It does not come on the site; ValidationError without a reason, which colleagues
    find again when it is suggested once more, and which is the answer to who left an
    address."""
    if not reason.strip():
        raise ValidationError(_("Say why this is refused."))
    place = _decide(place, Move.REFUSE, by, reason, reason)
    _tell_suggester(place, "refused", reason)
    return place


def hide(place: Place, by=None, why: str = "") -> Place:
    """Nobody outside sees it until someone has looked."""
    return _decide(place, Move.HIDE, by, why)


@transaction.atomic
def close(place: Place, by=None, why: str = "") -> Place:
    """It is there no more."""
    place = _decide(place, Move.CLOSE, by, why)
    _tell_suggester(place, "closed")
    return place


def known_as(place: Place, known: Place) -> None:
    """It is about to be merged into one that we have."""
    _tell_suggester(place, "known", known=known)


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
    ImportRow.take_apart(place)
    return place


def tell_suggesters(published: list[Place]) -> None:
    """That these are on the site now; one query when nobody wanted to hear it."""
    waits = set(
        Suggester.objects.filter(place__in=[each.pk for each in published]).values_list(
            "place", flat=True
        )
    )
    for place in published:
        if place.pk in waits:
            _tell_suggester(place, "published")


def _tell_suggester(place, what, reason="", known=None):
    """By mail, when an address was left; then that is erased."""
    shown = known or place
    is_on_map = shown.state == State.PUBLISHED
    for suggester in Suggester.objects.filter(place=place):
        sending.send(
            "places/mail/suggestion_answer.html",
            to=suggester.email,
            context={
                "place": place,
                "what": what,
                "reason": reason,
                "url": sending.absolute(shown.get_absolute_url()) if is_on_map else "",
            },
            key=f"suggestion:{suggester.pk}",
            language=suggester.language,
        )
        suggester.delete()
