"""Proposed tours and proposed changes of them, for the queue of staff."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.history import bin
from common.kit import wording
from common.moderation.moves import ChangeSource, EntrySource, done
from common.moderation.queue import (
    Asked,
    DecisionRefused,
    Item,
    as_rows,
    days,
    history_of,
)
from common.moderation.states import Move
from tours.deciding import changing, decisions, differing
from tours.models import Proposer, Stop, Tour, TourChange
from tours.planning import kept
from tours.planning.chains import doubts_in_words

# What staff need not read to decide about a tour, and why.
NOT_SHOWN = {
    "id": "says nothing",
    "name": "stands above it",
    "slug": "is made from the name",
    "state": "is what they decide",
    "refusal_reason": "stands in its history",
    "ease": "derived",
    "line": "is drawn on its page",
    "created_at": "stands above it, as how long it waits",
    "changed_at": "stands in its history",
    "checked_on": "stands on its own page",
}


def _wants_to_hear(tour: Tour) -> list[tuple[str, str]]:
    if not Proposer.objects.filter(tour=tour).exists():
        return []
    return [(_("wants to hear what becomes of it"), _("yes, by mail"))]


class Tours(EntrySource):
    """Proposed and hidden ones, which wait, and all others."""

    slug, name = "fietstocht", gettext_lazy("proposed tour")
    model, permission = Tour, "tours.decide_tour"
    by_organisation, case_by = ("organisation__name",), ("organisation",)
    templates = [Move.REFUSE]

    def promise(self):
        return days(settings.SUGGESTIONS_WITHIN_DAYS)

    def all(self):
        return bin.left_in(Tour.objects.select_related("organisation", "activity"))

    def moves(self, tour):
        return [move for move in super().moves(tour) if move in decisions.MOVES]

    def item(self, tour, user):
        [entries] = kept.entries_of_tours([tour]).values()
        there = [each for each in entries if each.is_somewhere]
        names = [each.told.name for each in there]
        return Item(
            asked=_(
                "Someone proposes this tour, or it was hidden. Does it come on the "
                "site?"
            )
            if self.waits(tour)
            else self.as_it_is(tour),
            facts=[
                *_wants_to_hear(tour),
                *wording.facts(tour, but=NOT_SHOWN),
                *as_rows([(_("stops"), ", ".join(names))]),
                *as_rows(
                    (_("to look at"), each) for each in doubts_in_words(tour.chain)
                ),
            ],
            point=None,
            history=history_of(tour),
            pages=self.pages(tour),
            choices=self.choices(tour),
            takes_reason=True,
        )

    def decide(self, tour, asked: Asked):
        if len(asked.answer) > decisions.LONGEST_REASON:
            words = _("A reason has at most %(most)d characters.")
            raise DecisionRefused(words % {"most": decisions.LONGEST_REASON})
        move = Move(asked.do)
        decisions.decide(tour, move, asked.by, asked.answer)
        return done(move, tour)

    def decide_all(self, tours, do, by):
        moved, stayed = decisions.decide_all(tours, Move(do), by)
        return len(moved), stayed

    def touched(self, tours):
        return [tours, Proposer.objects.filter(tour__in=tours)]


class Changes(ChangeSource):
    """A tour as its organisation wants it."""

    slug, name = "tochtwijziging", gettext_lazy("proposed change of a tour")
    model, permission = TourChange, "tours.change_tourchange"
    about, related = "tour", ("organisation",)
    sent_by = "tour__organisation"
    accept, refuse = staticmethod(changing.accept), staticmethod(changing.refuse)

    def touched(self, changes):
        tours = list(changes.values_list("tour", flat=True))
        stops = Stop.objects.filter(tour__in=tours)
        return [Tour.objects.filter(pk__in=tours), stops, changes]

    def told(self, change):
        tour = change.tour
        return {
            "facts": as_rows([(_("organisation"), tour.organisation)]),
            "difference": differing.rows(change),
            "pages": [(_("To what it is about"), tour.get_absolute_url())],
        }


SOURCES = [Tours(), Changes()]
