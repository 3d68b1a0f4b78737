"""A question comes on the site: only with the day on which we answer. From then on that
day stays."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.moderation import deciding
from common.moderation.states import Move
from learning.models import AnswerTheme, Question

MOVES = {Move.PUBLISH, Move.REFUSE, Move.HIDE, Move.CLOSE, Move.REOPEN}
CHANGED = ["state", "refusal_reason", "asked_on"]


@transaction.atomic
def decide(question: Question, move: Move, by=None, reason: str = "") -> Question:
    """NotAllowed when a colleague was first; ValidationError in words for a refusal
    without a reason, or when it can't be asked like this."""
    if move is Move.REFUSE and not reason.strip():
        raise ValidationError(_("Say why this is refused."))
    question = deciding.locked(question)
    if move is Move.PUBLISH:
        if lacks := lacking(question):
            raise ValidationError(lacks)
        question.asked_on = question.asked_on or timezone.localdate()
    deciding.make(question, move, why=reason, reason=reason, by=by, only=CHANGED)
    if move is Move.PUBLISH and question.is_chosen:
        _group_by_choice(question)
    return question


def lacking(question: Question) -> list[str]:
    """Why it can't come on the site yet, in sentences."""
    found = []
    if question.opens_on is None or question.open_until is None:
        found.append(_("Say from when until when people answer."))
    elif question.asked_on is None and question.open_until < timezone.localdate():
        found.append(_("The last day to answer is past."))
    if question.answer_on is None:
        found.append(_("Say on which day we answer. Everyone reads it, and it stays."))
    return found


def _group_by_choice(question: Question) -> None:
    """Of a choice each answer is a group, so that each gets our reply."""
    groups = [
        AnswerTheme(question=question, choice=number, title=option)
        for number, option in enumerate(question.option_list, start=1)
    ]
    known = {*question.groups.values_list("choice", flat=True)}
    for group in groups:
        if group.choice not in known:
            group.save()
