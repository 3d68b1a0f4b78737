"""The keys of people: made when someone comes, destroyed on the date known by then.

The key store is a database of its own, so it takes no part in a transaction around a
call: a key that was made stays when that transaction is undone (it opens nothing, and
goes on its date), and one that is destroyed is gone. Destroy when the rest is committed
(`transaction.on_commit`).
"""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID, uuid4

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from common.protect.sealing import master
from common.protect.sealing.models import SealingKey

AT_ONCE = 10_000  # ids in one question: SQLite takes 32,766


def make(destroy_on: date) -> UUID:
    """A new person's key; on `destroy_on` nothing that it sealed opens any more."""
    key_id = uuid4()
    wrapped, mark = master.ring().wrap(key_id, os.urandom(master.SIZE))
    SealingKey(id=key_id, wrapped=wrapped, master=mark, destroy_on=destroy_on).save(
        force_insert=True
    )
    return key_id


def hasten(key_id: UUID, destroy_on: date) -> None:
    """Destroy it on an earlier date; a later one changes nothing."""
    later = SealingKey.objects.filter(pk=key_id, destroy_on__gt=destroy_on)
    later.update(destroy_on=destroy_on)


def destroy(key_ids: Iterable[UUID]) -> int:
    """Now, and for good; gives how many there were."""
    return sum(
        SealingKey.objects.filter(pk__in=some).delete()[0] for some in _some(key_ids)
    )


def destroy_due(today: date) -> int:
    """All whose date has come; gives how many. Safe to do twice."""
    return SealingKey.objects.due(today).delete()[0]


def destroy_on(key_ids: Iterable[UUID]) -> dict[UUID, date]:
    """When each is destroyed; those that are gone are left out."""
    found = {}
    for some in _some(key_ids):
        rows = SealingKey.objects.filter(pk__in=some).order_by()
        found.update(rows.values_list("pk", "destroy_on"))
    return found


@sensitive_variables()
def unwrapped(key_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The keys themselves, for box.py alone, of those that are alive. Never kept: a key
    that is destroyed is so for every process at once."""
    today, ring, found = timezone.localdate(), None, {}
    for some in _some(key_ids):
        rows = SealingKey.objects.alive(today).filter(pk__in=some).order_by()
        for key_id, wrapped, mark in rows.values_list("pk", "wrapped", "master"):
            ring = ring or master.ring()
            found[key_id] = ring.unwrap(key_id, bytes(wrapped), mark)
    return found


def _some(key_ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    known = list({*key_ids})
    for begin in range(0, len(known), AT_ONCE):
        yield known[begin : begin + AT_ONCE]
