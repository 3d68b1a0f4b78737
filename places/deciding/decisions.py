"""What staff decide about a place: one function for each decision.

Each is one transaction under a lock of the row, with its reason in the history, and
raises NotAllowed when that is not possible from the state that the place has by now: a
colleague was first.

Nobody is asked anything about a suggestion. Who suggested it and left an address is
told what became of it, once; then the address is gone.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.mail import sending
from common.moderation import deciding
from common.moderation.states import Move, State
from places.models import Doubt, ImportRow, Photo, Place, Suggester

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


def touched(places: QuerySet) -> list[QuerySet]:
    """The rows that a decision about places may write, for taking it back."""
    kinds = [Suggester, Photo, Doubt, ImportRow]
    return [places, *(kind.objects.filter(place__in=places) for kind in kinds)]


TOLD = {Move.PUBLISH: "published", Move.CLOSE: "closed"}


@transaction.atomic
def decide_all(
    places: QuerySet, move: Move, by=None, why: str = ""
) -> tuple[list[Place], list[str]]:
    """Any of these decisions but a refusal about many places, in a number of queries
    that does not grow; gives those, and the names of which it is not possible."""
    moved, stayed = deciding.make_each(places, move, why=why, by=by)
    ImportRow.take_each_apart(moved)
    if moved and move in TOLD:
        _tell_suggesters(moved, TOLD[move])
    return moved, stayed


@transaction.atomic
def _decide(place, move, by, why, reason="") -> Place:
    place = deciding.locked(place)
    deciding.make(place, move, why=why, reason=reason, by=by, only=CHANGED)
    ImportRow.take_apart(place)
    return place


def _tell_suggester(place, what, reason="", known=None):
    """By mail, when an address was left; then that is erased."""
    _tell_suggesters([place], what, reason, known)


def _tell_suggesters(places, what, reason="", known=None):
    """The same for many at once."""
    by_pk = {each.pk: each for each in places}
    suggesters = Suggester.objects.filter(place__in=list(by_pk)).order_by("pk")
    mails = []
    for suggester in suggesters:
        place = by_pk[suggester.place_id]
        shown = known or place
        is_on_map = shown.state == State.PUBLISHED
        mails.append(
            sending.written(
                "places/mail/suggestion_answer.html",
                to=suggester.email,
                context={
                    "place": place,
                    "what": what,
                    "reason": reason,
                    "url": sending.absolute(shown.get_absolute_url())
                    if is_on_map
                    else "",
                },
                key=f"suggestion:{suggester.pk}",
                language=suggester.language,
            )
        )
    if mails:
        sending.send_each(mails)
        suggesters.delete()
