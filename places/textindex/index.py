"""The index in the database (full-text search): terms in, ids of places out.

That it holds what places say is the work of `places.search.upkeep`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from django.db import connection

from places.textindex import postgresql, sqlite
from places.textindex.document import Document, document
from places.textindex.expression import Expression


def engine():
    """How this database does it."""
    return sqlite if connection.vendor == "sqlite" else postgresql


def write(rows: Iterable[Sequence]) -> None:
    """The documents of places, given as the values of `document.FIELDS`.

    Of new places too an old one goes: an emptied table may leave some behind.
    """
    rows = list(rows)
    if not rows:
        return
    documents = [(row[0], document(row)) for row in rows]
    shown = [(pk, one) for pk, one in documents if one is not None]
    hidden = [pk for pk, one in documents if one is None]
    with connection.cursor() as cursor:
        if hidden:
            engine().remove(cursor, hidden)
        if shown:
            engine().write(cursor, shown)


def remove(pks: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        engine().remove(cursor, list(pks))


class Ranks(NamedTuple):
    """What fits a question: ids, rising, and as many tiers: 0 has all in its name, 1
    with its kind and what is there, 2 anywhere."""

    ids: np.ndarray
    tiers: np.ndarray


def ranks(expression: Expression) -> Ranks:
    """The places that fit; a million of them take some ten bytes each."""
    parts = [(np.empty(0, np.int64), np.empty(0, np.int8))]
    if expression:
        with connection.cursor() as cursor:
            parts += engine().ranks(cursor, expression)
    ids, tiers = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((tiers, ids))
    ids, tiers = ids[order], tiers[order]
    is_best = np.diff(ids, prepend=-1) > 0
    return Ranks(ids[is_best], tiers[is_best])


def some(expression: Expression, most: int) -> list[int]:
    """Ids of so many places that fit, whichever."""
    if not expression:
        return []
    with connection.cursor() as cursor:
        engine().ask_some(cursor, expression, most)
        return [pk for (pk,) in cursor.fetchall()]


def counts() -> dict[str, int]:
    """Every term of the index with how many places have it; no marks."""
    with connection.cursor() as cursor:
        found = engine().counts(cursor)
    return {term: count for term, count in found if not term.startswith("_")}


def matching(expression: Expression, tier: int = 2) -> tuple[str, list[str]]:
    """SQL for the ids of what fits, and its parameters. The SQL is a text of ours."""
    return engine().MATCHING, [engine().condition(expression, tier)]


def held(after: int, until: int) -> dict[int, Document]:
    """The documents of the index, of ids above the first and up to the last."""
    with connection.cursor() as cursor:
        return dict(engine().read(cursor, after, until))
