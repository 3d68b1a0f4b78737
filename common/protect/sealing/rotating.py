"""Wrapping all keys of people anew with the first master key (key rotation)."""

from collections.abc import Iterator

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from common.protect.sealing import master
from common.protect.sealing.models import SealingKey
from common.protect.sealing.router import KEYS

BATCH = 500  # keys in one transaction of the key store


@sensitive_variables()
def rotate(batch: int = BATCH) -> Iterator[int]:
    """Gives after each batch how many it wrapped; broken off anywhere, it goes on with
    the rest next time. Raises before it begins when a master key is missing."""
    ring = master.ring()
    rows = SealingKey.objects.exclude(master=ring.first)
    for mark in {*rows.order_by().values_list("master", flat=True).distinct()}:
        if mark not in ring.marks:
            raise master.UnknownMasterKey(mark)
    while some := list(rows.order_by("pk")[:batch]):
        with transaction.atomic(using=KEYS):
            done = sum(_rewrap(row, ring) for row in some)
        yield done


def _rewrap(row, ring) -> bool:
    """Whether it was there and as we knew it: another may be doing the same."""
    key = ring.unwrap(row.pk, bytes(row.wrapped), row.master)
    wrapped, mark = ring.wrap(row.pk, key)
    same = SealingKey.objects.filter(pk=row.pk, master=row.master)
    return bool(same.update(wrapped=wrapped, master=mark))
