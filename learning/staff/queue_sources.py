"""Experiments, lessons and news that wait until someone publishes them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import bin
from common.kit import wording
from common.moderation.deciding import make_each
from common.moderation.moves import EntrySource, done
from common.moderation.queue import (
    Asked,
    DecisionRefused,
    Item,
    history_of,
)
from common.moderation.states import Move
from learning.experiments import publishing, ties
from learning.models import Experiment, Goal, Lesson, NewsItem

# What staff need not read to decide whether it comes on the site, and why.
NOT_SHOWN = {
    "id": "says nothing",
    "title": "stands above it",
    "sentence": "stands above it",
    "slug": "is made from the name",
    "state": "is what they decide",
    "refusal_reason": "stands in its history",
    "words": "derived",
    "is_invented": "only of the demonstration",
    "summary": "comes once it is answered",
    "asked_on": "is the day on which it came on the site",
    "answered_on": "comes once it is answered",
    "decision": "stands on its page, with the lessons",
    "kind": "is told as what it is about",
    "key": "is told as what it is about",
    "created_at": "stands above it, as how long it waits",
    "changed_at": "stands in its history",
}


class Written(EntrySource):
    """What a colleague wrote: nobody outside waits for an answer."""

    templates = [Move.REFUSE]
    sender = gettext_lazy("a colleague")
    called = "title"
    decided_by = publishing  # has `decide` and `MOVES`

    def all(self):
        return bin.left_in(self.model.objects.all())

    def moves(self, entry):
        return [move for move in super().moves(entry) if move in self.decided_by.MOVES]

    def item(self, entry, user):
        return Item(
            asked=_(
                "A colleague wrote this, or it was hidden. Does it come on the site?"
            )
            if self.waits(entry)
            else self.as_it_is(entry),
            facts=[*wording.facts(entry, but=NOT_SHOWN), *self.about(entry)],
            history=history_of(entry),
            pages=self.pages(entry),
            choices=self.choices(entry),
            takes_reason=True,
        )

    def about(self, entry) -> list[tuple[str, str]]:
        return []

    def decide(self, entry, asked: Asked):
        if len(asked.answer) > publishing.LONGEST_REASON:
            words = _("A reason has at most %(most)d characters.")
            raise DecisionRefused(words % {"most": publishing.LONGEST_REASON})
        move = Move(asked.do)
        self.decided_by.decide(entry, move, asked.by, asked.answer)
        return done(move, entry)


class DecidedAtOnce(Written):
    """Of which nothing is asked but whether it comes on the site."""

    def decide_all(self, entries, do, by):
        moved, stayed = make_each(entries, Move(do), by=by)
        return len(moved), stayed


class Experiments(DecidedAtOnce):
    slug, name = "experiment", gettext_lazy("experiment that waits")
    model, permission = Experiment, "learning.decide_experiment"

    def about(self, experiment):
        found = ties.of(experiment.ties.select_related("kind"))
        return [(_("belongs to it"), each.name) for each in found]


class Lessons(DecidedAtOnce):
    slug, name = "les", gettext_lazy("lesson that waits")
    model, permission = Lesson, "learning.decide_lesson"
    called = "sentence"


class News(DecidedAtOnce):
    slug, name = "nieuws", gettext_lazy("news that waits")
    model, permission = NewsItem, "learning.decide_newsitem"

    def about(self, item):
        return [(_("about"), each.name) for each in ties.of([item])]


class Goals(DecidedAtOnce):
    slug, name = "doel", gettext_lazy("goal that waits")
    model, permission = Goal, "learning.decide_goal"

    def about(self, goal):
        return [(_("indicator"), str(each)) for each in goal.indicators.all()]


SOURCES = [Experiments(), Lessons(), News(), Goals()]
