"""When we can't answer on the day we promised: another day, with its reason. The first
one stays where everyone reads it, and counts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.moderation.deciding import locked
from common.moderation.states import NotAllowed, State
from learning.models import Promise, Question


@transaction.atomic
def promise(question: Question, answer_on: date, why: str, by=None) -> Promise:
    """NotAllowed when it was answered meanwhile or is not on the site; ValidationError
    by field."""
    question = locked(question)
    if question.state != State.PUBLISHED or question.answered_on:
        raise NotAllowed("nothing to promise")
    wrong = {}
    if not why.strip():
        wrong["why"] = _("Say why. Everyone reads it.")
    last = question.promises.order_by("-pk").first()
    if answer_on <= (last or question).answer_on:
        wrong["answer_on"] = _("Choose a later day than we promised before.")
    elif answer_on <= timezone.localdate():
        wrong["answer_on"] = _("Choose a day that has yet to come.")
    if wrong:
        raise ValidationError(wrong)
    return Promise.objects.create(
        question=question, answer_on=answer_on, why=why.strip(), made_by=by
    )
