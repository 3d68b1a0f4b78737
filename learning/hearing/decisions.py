"""What was heard on the street comes on the site once a second colleague saw it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.kit.storing import Upkeep, register
from common.moderation import deciding
from common.moderation.states import Move, State
from learning.experiments.upkeep import keep_words, words_of
from learning.models import Heard

MOVES = {Move.PUBLISH, Move.REFUSE, Move.HIDE, Move.CLOSE, Move.REOPEN}
CHANGED = ["state", "refusal_reason", "seen_by"]
LONGEST_REASON = Heard._meta.get_field("refusal_reason").max_length


class SameColleague(ValueError):
    """Who typed it wants to publish it."""


@transaction.atomic
def decide(heard: Heard, move: Move, by, reason: str = "") -> Heard:
    """NotAllowed when a colleague was first, SameColleague when who typed it publishes
    it, ValidationError for a refusal without a reason."""
    if move is Move.REFUSE and not reason.strip():
        raise ValidationError(_("Say why this is refused."))
    heard = deciding.locked(heard)
    if move is Move.PUBLISH:
        if by is None or heard.typed_by_id == by.pk:
            raise SameColleague
        heard.seen_by = by
    deciding.make(heard, move, why=reason, reason=reason, by=by, only=CHANGED)
    return heard


def _looked_at_anew(heard: Heard, _fields) -> set[str]:
    """Other words are what nobody else saw: they wait again, and are of who typed
    them."""
    stored = Heard.objects.filter(pk=heard.pk).values_list("sentence", flat=True)
    if heard._state.adding or heard.sentence in stored:
        return set()
    heard.typed_by = getattr(heard, "_history_user", None)
    heard.seen_by = None
    if heard.state == State.PUBLISHED:
        heard.state = State.SUGGESTED
    return {"typed_by", "seen_by", "state"}


def _find(heard: Heard) -> None:
    around = [each for each in [heard.theme, heard.neighbourhood] if each]
    keep_words(heard, words_of([heard.sentence, *map(str, around)]))


def register_upkeep() -> None:
    """The words by which it is found stay when only its state changes."""
    kept = Upkeep(_looked_at_anew, follow=_find, follow_moved=lambda entries: None)
    register(Heard, kept)
