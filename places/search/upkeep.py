"""Keeps the index of the search what places say, in the transaction of the change."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, router

from places.models import Place
from places.textindex import index
from places.textindex.document import FIELDS, document

CHUNK = 1000
LAST = 2**63 - 1  # no id is higher


def refresh(pks: Iterable[int]) -> None:
    """Write the documents of these places as they now are in the database."""
    pks = list(pks)
    for start in range(0, len(pks), CHUNK):
        some = pks[start : start + CHUNK]
        index.remove(some)
        index.write(Place.objects.filter(pk__in=some).order_by().values_list(*FIELDS))


def forget_what_is_gone(using="default", **kwargs) -> None:
    """Empty the index with its table, after every migrate: flushing a database goes
    past the places' own `delete`."""
    if not router.allow_migrate_model(using, Place):
        return
    if not Place.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM places_search")


@dataclass
class Differences:
    """Ids of places without a document, with a wrong one, and of those left over."""

    missing: list[int]
    wrong: list[int]
    orphans: list[int]

    def __len__(self):
        return len(self.missing) + len(self.wrong) + len(self.orphans)

    def __iter__(self):
        return iter([*self.missing, *self.wrong, *self.orphans])


def differences() -> Differences:
    """Where the index is not what the places say."""
    found = Differences([], [], [])
    places = Place.objects.published().order_by("pk").values_list(*FIELDS)
    last = -1
    while last < LAST:
        rows = list(places.filter(pk__gt=last)[:CHUNK])
        until = rows[-1][0] if len(rows) == CHUNK else LAST
        held = index.held(last, until)
        for row in rows:
            if row[0] not in held:
                found.missing.append(row[0])
            elif held.pop(row[0]) != document(row):
                found.wrong.append(row[0])
        found.orphans += held
        last = until
    return found
