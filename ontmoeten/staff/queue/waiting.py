"""All that waits for staff, of every app, in one order: urgent first, then what has an
answer soonest by what we promised, of that the oldest.

What waits of an app is said by its `add_sources`, when the site starts.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from common.history.meanwhile import check
from common.moderation.attention import Attention
from common.moderation.queue import (
    MOST,
    Asked,
    Promise,
    Source,
    Waiting,
    sources,
)
from common.moderation.states import NotAllowed
from common.moderation.undoing.decisions import those_of, undoable
from common.moderation.undoing.models import Undoable
from initiatives.organising.registering import promises
from ontmoeten.staff.queue.origins import Origin, origins

SAVE = "save"  # keep what was put right, and decide later
URGENT = timedelta(days=1)  # in which something urgent has an answer


@dataclass(frozen=True)
class QueueRow:
    """Something that waits, as a list shows it."""

    waiting: Waiting
    source: Source
    due_on: date
    is_late: bool
    is_mine_to_leave: bool  # the second look is for someone else
    seen_by: list[Attention]
    origin: Origin
    beside: list[Waiting] = field(default_factory=list)  # of the same case


class Queue:
    """What someone of the staff may see of what waits; as many queries
    however much waits. With `kind` only that of one source."""

    def __init__(self, user, kind: str = ""):
        self.user, self.kind = user, kind
        self.sources = [
            each for each in sources().values() if user.has_perm(each.permission)
        ]
        found = [each for source in self.sources for each in source.waiting()]
        self.count_of = Counter(each.kind for each in found)
        chosen = [each for each in found if kind in ("", each.kind)]
        self.waiting = self._by_case(sorted(chosen, key=self._in_turn))

    def _by_case(self, waiting: list[Waiting]) -> list[Waiting]:
        """What one applicant sent in stands together, where the first of it stands."""
        cases: dict[str, list[Waiting]] = defaultdict(list)
        for each in waiting:
            cases[each.case or each.key].append(each)
        return [each for case in cases.values() for each in case]

    def of_case(self, waiting: Waiting) -> list[Waiting]:
        """What waits beside it of the same applicant."""
        if not waiting.case:
            return []
        return [each for each in self._cases[waiting.case] if each is not waiting]

    @cached_property
    def _cases(self) -> dict[str, list[Waiting]]:
        found = defaultdict(list)
        for each in self.waiting:
            found[each.case].append(each)
        return found

    @cached_property
    def firsts(self) -> list[Waiting]:
        """One of each case, as the list shows it; of one kind all."""
        if self.kind:
            return self.waiting
        return [
            each
            for each in self.waiting
            if not each.case or self._cases[each.case][0] is each
        ]

    def _in_turn(self, waiting: Waiting):
        due_on = self._due_on(waiting)
        return not waiting.is_urgent, due_on, waiting.since, waiting.kind, waiting.pk

    def _due_on(self, waiting: Waiting) -> date:
        since = timezone.localdate(waiting.since)
        if waiting.is_urgent:
            return since + URGENT
        return self._promised[waiting.kind](since)

    def __len__(self):
        return len(self.waiting)

    @property
    def total(self) -> int:
        return self.count_of.total()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more of a kind than is shown."""
        return any(count >= MOST for count in self.count_of.values())

    @property
    def counts(self) -> list[tuple[Source, int]]:
        """How much of each kind waits, of those of which something does."""
        slugs = self.count_of
        return [(each, slugs[each.slug]) for each in self.sources if slugs[each.slug]]

    def beside(self, kind: str, pk: int) -> tuple[Waiting | None, Waiting | None]:
        """What comes before and after one; of one that waits no more, the first."""
        places = [(each.kind, each.pk) for each in self.waiting]
        if (kind, pk) not in places:
            return None, next(iter(self.waiting), None)
        at = places.index((kind, pk))
        before = self.waiting[at - 1] if at else None
        after = self.waiting[at + 1] if at + 1 < len(places) else None
        return before, after

    def row_of(self, kind: str, pk: int) -> QueueRow | None:
        found = [each for each in self.waiting if (each.kind, each.pk) == (kind, pk)]
        return next(iter(self.rows(found)), None)

    def rows(self, part: list[Waiting]) -> list[QueueRow]:
        """These with when they have an answer, from whom they are and who looks at
        them; five queries."""
        today, rows = timezone.localdate(), []
        known = origins(part)
        for each in part:
            due_on = self._due_on(each)
            rows.append(
                QueueRow(
                    each,
                    sources()[each.kind],
                    due_on,
                    due_on < today,
                    each.refused_by is not None and each.refused_by == self.user.pk,
                    self._attention[each.key],
                    known.get(each.key, Origin()),
                    [] if self.kind else self.of_case(each),
                )
            )
        return rows

    @cached_property
    def _promised(self) -> dict[str, Promise]:
        usual = cache(promises())
        return {each.slug: each.promise() or usual for each in self.sources}

    @cached_property
    def _attention(self) -> dict[str, list[Attention]]:
        found = defaultdict(list)
        for each in Attention.objects.now():
            found[each.key].append(each)
        return found


def decided_lately(user) -> QuerySet:
    """What they may still take back, of themselves and of colleagues, the newest
    first."""
    return those_of(
        [slug for slug, source in sources().items() if user.has_perm(source.permission)]
    )


def _may(source: Source, thing, asked: Asked) -> bool:
    if asked.do == SAVE:
        return source.keeps_edits and source.waits(thing)
    return source.may_be_decided(thing, asked.do)


@transaction.atomic
def decide(source: Source, pk: int, seen: str, asked: Asked) -> Undoable:
    """Decide about what waits, as it was `seen` (a version); gives what was done, with
    a `pk` when it can be taken back.

    NotAllowed when a colleague was first; ChangedMeanwhile; DecisionRefused or
    ValidationError with words.
    """
    thing = source.lock(pk)
    if thing is None or not _may(source, thing, asked):
        raise NotAllowed(f"{asked.do}: decided meanwhile")
    check(seen, source.version(thing))
    this = source.model._base_manager.filter(pk=pk)
    with undoable(source, asked.do, this, asked.by) as made:
        if source.keeps_edits and asked.instead:
            source.put_right(thing, asked.instead, asked.by)
        if asked.do == SAVE:
            made.words = _("%(name)s: kept. It still waits.") % {"name": thing}
            return made
        made.words = source.decide(thing, asked)
    thing = source.find(pk)
    if thing is None or not source.waits(thing):
        Attention.objects.filter(kind=source.slug, number=pk).delete()
    return made
