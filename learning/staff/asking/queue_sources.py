"""Questions that wait until someone publishes them, and answers that wait until someone
read them."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.kit import wording
from common.moderation.moves import EntrySource, done
from common.moderation.queue import (
    MOST,
    Asked,
    DecisionRefused,
    Item,
    Waiting,
    as_rows,
    history_of,
)
from common.moderation.states import Move
from learning.asking import deciding, publishing
from learning.models import Contribution, Question
from learning.staff.queue_sources import Written

# What staff need not read to decide about an answer, and why.
NOT_SHOWN = {
    "id": "says nothing",
    "text": "stands above it",
    "choice": "is nothing to decide about",
    "state": "is what they decide",
    "refusal_reason": "stands in its history",
    "question": "stands above it",
    "changed_at": "stands in its history",
}


class Questions(Written):
    slug, name = "vraag", gettext_lazy("question that waits")
    model, permission = Question, "learning.decide_question"
    decided_by = publishing


class Contributions(EntrySource):
    """Of people we do not know: nobody hears what we decide."""

    slug, name = "bijdrage", gettext_lazy("answer that waits")
    model, permission = Contribution, "learning.decide_contribution"
    in_areas = ("neighbourhood__name",)
    templates = [Move.REFUSE]

    def waiting(self):
        rows = Contribution.objects.to_read()[:MOST]
        rows = rows.values_list("pk", "text", "came_on")
        return [
            Waiting(self.slug, pk, text[:80], _morning(came_on))
            for pk, text, came_on in rows
        ]

    def all(self):
        return Contribution.objects.filter(choice=None).select_related("question")

    def moves(self, contribution):
        return [move for move in super().moves(contribution) if move in deciding.MOVES]

    def item(self, contribution, user):
        waits = self.waits(contribution)
        question = contribution.question
        return Item(
            asked=_("Is there no name in it, and may everyone read it?")
            if waits
            else self.as_it_is(contribution),
            facts=[
                *as_rows(
                    [(_("question"), question), (_("the answer"), contribution.text)]
                ),
                *wording.facts(contribution, but=NOT_SHOWN),
            ],
            history=history_of(contribution),
            pages=[(_("To the question"), question.get_absolute_url())],
            choices=self.choices(contribution),
            takes_reason=True,
        )

    def decide(self, contribution, asked: Asked):
        if len(asked.answer) > deciding.LONGEST_REASON:
            words = _("A reason has at most %(most)d characters.")
            raise DecisionRefused(words % {"most": deciding.LONGEST_REASON})
        move = Move(asked.do)
        deciding.decide(contribution, move, asked.by, asked.answer)
        return done(move, contribution)


def _morning(day) -> datetime:
    """At what time it came we do not keep."""
    return timezone.make_aware(datetime.combine(day, time.min))


SOURCES = [Questions(), Contributions()]
