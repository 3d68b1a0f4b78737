"""Someone answers a question, without an account and without a name."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from common.kit.storing import store
from common.moderation.deciding import locked
from common.moderation.states import State
from learning.facts.asking import RETENTION, Stage
from learning.models import Contribution, Question, WantsAnswer
from places.models import Neighbourhood


class NotOpen(ValueError):
    """Its last day is past, or it was hidden meanwhile."""


@transaction.atomic
def contribute(
    question: Question,
    *,
    text: str = "",
    choice: int | None = None,
    neighbourhood: Neighbourhood | None = None,
    email: str = "",
) -> Contribution:
    """A choice is counted at once, words wait until a colleague read them. An address
    is kept apart from the answer, and known twice it is kept once."""
    question = locked(question)
    if question.state != State.PUBLISHED or question.stage() != Stage.OPEN:
        raise NotOpen
    made = Contribution(
        question=question, text=text, choice=choice, neighbourhood=neighbourhood
    )
    if choice is not None:
        made.state = State.PUBLISHED
    store(made)
    if email:
        WantsAnswer.objects.get_or_create(
            question=question,
            email=email.lower(),
            defaults={
                "language": get_language() or settings.LANGUAGE_CODE,
                "came_on": timezone.localdate(),
                "erase_on": question.answer_on + RETENTION,
            },
        )
    return made
