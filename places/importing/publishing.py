"""What an import brought and is not on the site yet, as one case: all of it at once.

Each place of it waits with the rest until somebody decides about it on its own, or all
of them are published together.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from common.duplicates.models import LikelyPair
from common.moderation.states import Move, State
from places.deciding import decisions
from places.importing.run import writing
from places.models import ImportRow, ImportRun, Place

Case = ImportRow.Case
BATCH = 500
AT_ONCE = 500  # places; more of them are published by the worker
PATIENCE = timedelta(minutes=15)  # after which a worker that had it is gone


def in_a_case() -> QuerySet:
    """Ids of the places that wait with the rest of their file, inside a query."""
    rows = ImportRow.objects.filter(case=Case.WAITS, place__isnull=False)
    return rows.values("place")


def waiting_rows(run: ImportRun) -> QuerySet:
    """Its rows of which the place still waits."""
    return run.rows.filter(case=Case.WAITS, place__state=State.SUGGESTED)


def cases() -> QuerySet:
    """The imports of which something waits."""
    rows = ImportRow.objects.filter(
        run=OuterRef("pk"), case=Case.WAITS, place__state=State.SUGGESTED
    )
    return ImportRun.objects.filter(Exists(rows), state=ImportRun.State.DONE)


def take_apart(run: ImportRun) -> int:
    """From now on each of them waits on its own; gives how many."""
    return waiting_rows(run).update(case=Case.NONE)


def is_busy(run: ImportRun, now: datetime) -> bool:
    return run.publishing_at is not None and run.publishing_at > now - PATIENCE


def publish(run: ImportRun, by) -> tuple[int, list[str]] | None:
    """Put all of it on the site: a few at once, many by the worker (None then). Gives how
    many, and the names of what could not be published and stays."""
    if waiting_rows(run).count() > AT_ONCE:
        ImportRun.objects.filter(pk=run.pk).update(publishing_at=timezone.now())
        transaction.on_commit(lambda: publish_later.enqueue(run.pk, by.pk))
        return None
    return _publish_all(run, by.pk)


@task
def publish_later(run: int, by: int) -> int:
    """The same in the worker; safe to do twice. Gives how many."""
    found = ImportRun.objects.filter(pk=run).first()
    return _publish_all(found, by)[0] if found else 0


def _publish_all(run, by) -> tuple[int, list[str]]:
    done, stayed, last = 0, [], 0
    while keys := list(
        waiting_rows(run)
        .filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    ):
        count, names = _publish_some(run, keys, by)
        done, stayed, last = done + count, stayed + names, keys[-1]
    ImportRun.objects.filter(pk=run.pk).update(publishing_at=None)
    return done, stayed


@transaction.atomic
def _publish_some(run, keys, by) -> tuple[int, list[str]]:
    """As many queries for many as for one. What a colleague decided about a moment
    before is left as it is; what may be a double is named."""
    rows = ImportRow.objects.filter(pk__in=keys)
    found = Place.objects.filter(pk__in=rows.values("place"), state=State.SUGGESTED)
    found = found.select_for_update(of=["self"]).select_related("kind").order_by("pk")
    places = list(found)
    prefetch_related_objects(places, "themes", "kind__themes")
    doubtful = likely_doubles(place.pk for place in places)
    stayed = [str(place) for place in places if place.pk in doubtful]
    good = [place for place in places if place.pk not in doubtful]
    for place in good:
        place.make(Move.PUBLISH)
    writing.update(good, str(_("published with the rest of the import")), by)
    rows.filter(place__in=[each.pk for each in good]).update(case=Case.PUBLISHED)
    decisions.tell_suggesters(good)
    return len(good), stayed


def likely_doubles(ids: Iterable[int]) -> set[int]:
    """Those of these places that may be one that we have, and of which nobody said that
    it is another; one query."""
    ids = set(ids)
    pairs = LikelyPair.objects.filter(kind=Place.word, are_different=False)
    pairs = pairs.filter(Q(one__in=ids) | Q(other__in=ids)).values_list("one", "other")
    return ids & {pk for pair in pairs for pk in pair}
