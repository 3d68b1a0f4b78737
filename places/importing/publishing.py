"""What an import brought and is not on the site yet, as one case: all of it at once.

Each thing of it waits with the rest until somebody decides about it on its own, or all
of them are published together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from common.duplicates.models import LikelyPair
from common.moderation.queue import sources
from common.moderation.states import Move, State
from common.moderation.undoing.decisions import undoable
from places.deciding import decisions
from places.models import ImportRow, ImportRun, Place
from places.models.imports import FileRow, FileRun

Case = FileRow.Case
BATCH = 500
AT_ONCE = 500  # of them; more are published by the worker
PATIENCE = timedelta(minutes=15)  # after which a worker that had it is gone
Outcome = tuple[int, list[str]]  # how many, and the names of what stays


@dataclass(frozen=True)
class Together:
    """What the files of one sort brought. `publish_some` publishes what it is given
    (ids, and who does it) and gives those that are published and the names of those
    that are not, `touched` the rows that it may write; `later` is the task that
    publishes a whole run, `slug` the source of the queue."""

    rows: type[FileRow]
    publish_some: Callable[[Sequence[int], Any], tuple[list[int], list[str]]]
    touched: Callable[[Sequence[int]], list[QuerySet]]
    later: Callable[[], object]
    slug: str

    @property
    def runs(self) -> type[FileRun]:
        return self.rows._meta.get_field("run").related_model

    @property
    def thing(self) -> str:
        return self.rows.thing

    @property
    def _waits(self) -> dict[str, str]:
        return {"case": Case.WAITS, f"{self.thing}__state": State.SUGGESTED}

    def in_a_case(self) -> QuerySet:
        """Ids of what waits with the rest of its file, inside a query."""
        rows = self.rows.objects.filter(case=Case.WAITS)
        return rows.exclude(**{self.thing: None}).values(self.thing)

    def waiting_rows(self, run: FileRun) -> QuerySet:
        """Its rows of which the thing still waits."""
        return run.rows.filter(**self._waits)

    def cases(self) -> QuerySet:
        """The imports of which something waits."""
        rows = self.rows.objects.filter(run=OuterRef("pk"), **self._waits)
        return self.runs.objects.filter(Exists(rows), state=FileRun.State.DONE)

    def take_apart(self, run: FileRun) -> int:
        """From now on each of them waits on its own; gives how many."""
        return self.waiting_rows(run).update(case=Case.NONE)

    def doubtful(self, ids: Iterable[int]) -> set[int]:
        """Those of these that may be one that we have, and of which nobody said that
        it is another; one query."""
        model = self.rows._meta.get_field(self.thing).related_model
        return likely_doubles(model.word, ids)

    def publish(self, run: FileRun, by) -> Outcome | None:
        """Put all of it on the site: a few at once, many by the worker (None then)."""
        if self.waiting_rows(run).count() > AT_ONCE:
            self.runs.objects.filter(pk=run.pk).update(publishing_at=timezone.now())
            transaction.on_commit(lambda: self.later().enqueue(run.pk, by.pk))
            return None
        return self.publish_all(run, by.pk)

    def publish_all(self, run: FileRun, by: int) -> Outcome:
        """The same here and now; safe to do twice."""
        person = get_user_model().objects.filter(pk=by).first()
        done, stayed, last = 0, [], 0
        while keys := list(
            self.waiting_rows(run)
            .filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        ):
            count, names = self._publish_rows(run, keys, person)
            done, stayed, last = done + count, stayed + names, keys[-1]
        self.runs.objects.filter(pk=run.pk).update(publishing_at=None)
        return done, stayed

    def _publish_rows(self, run, keys, by) -> Outcome:
        """Some of them, as one decision that can be taken back."""
        rows = self.rows.objects.filter(pk__in=keys)
        ids = list(rows.values_list(self.thing, flat=True))
        runs = self.runs.objects.filter(pk=run.pk)
        touched = [*self.touched(ids), rows]
        with undoable(
            sources()[self.slug], "publish", runs, by, touched=touched
        ) as made:
            published, stayed = self.publish_some(ids, by)
            together = rows.filter(**{f"{self.thing}__in": published})
            together.update(case=Case.PUBLISHED)
            words = _("%(count)d of %(name)s published.")
            made.words = words % {"count": len(published), "name": run}
        return len(published), stayed


def is_busy(run: FileRun, now: datetime) -> bool:
    """Whether the worker is at it."""
    return run.publishing_at is not None and run.publishing_at > now - PATIENCE


def likely_doubles(kind: str, ids: Iterable[int]) -> set[int]:
    ids = set(ids)
    pairs = LikelyPair.objects.filter(kind=kind, are_different=False)
    pairs = pairs.filter(Q(one__in=ids) | Q(other__in=ids)).values_list("one", "other")
    return ids & {pk for pair in pairs for pk in pair}


# --- Places ---------------------------------------------------------------------------


def _publish_places(ids, by) -> tuple[list[int], list[str]]:
    """As many queries for many as for one. What a colleague decided about a moment
    before is left as it is; what may be a double is named."""
    doubtful = likely_doubles(Place.word, ids)
    found = Place.objects.filter(pk__in=ids, state=State.SUGGESTED)
    stayed = [str(place) for place in found.filter(pk__in=doubtful).order_by("pk")]
    good = found.exclude(pk__in=doubtful)
    why = str(_("published with the rest of the import"))
    moved, _others = decisions.decide_all(good, Move.PUBLISH, by, why)
    return [place.pk for place in moved], stayed


@task
def publish_places(run: int, by: int) -> int:
    """All places of an import, in the worker; gives how many."""
    found = ImportRun.objects.filter(pk=run).first()
    return PLACES.publish_all(found, by)[0] if found else 0


def _touched(ids) -> list[QuerySet]:
    return decisions.touched(Place.objects.filter(pk__in=ids))


PLACES = Together(
    ImportRow, _publish_places, _touched, lambda: publish_places, "ingelezen"
)
