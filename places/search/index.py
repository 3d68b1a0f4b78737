"""The index in the database: written with the places, in the same transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from places.search import postgresql, sqlite, words
from places.search.document import FIELDS, Document, document
from places.search.expression import Expression, Group

CHUNK = 1000
LAST = 2**63 - 1  # no id is higher


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


def refresh(pks: Iterable[int]) -> None:
    """Write the documents of these places as they now are in the database."""
    from places.models import Place

    pks = list(pks)
    for start in range(0, len(pks), CHUNK):
        some = pks[start : start + CHUNK]
        remove(some)
        write(Place.objects.filter(pk__in=some).order_by().values_list(*FIELDS))


def remove(pks: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        engine().remove(cursor, list(pks))


def forget_what_is_gone(**kwargs) -> None:
    """Empty the index with its table, after every migrate: flushing a database goes
    past the places' own `delete`."""
    from places.models import Place

    if not Place.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM places_search")


def ranks(expression: Expression) -> dict[int, int]:
    """Ids of the places that fit, with their tier: 0 has all in its name, 1 with its
    kind and what is there, 2 anywhere."""
    if not expression:
        return {}
    with connection.cursor() as cursor:
        return dict(engine().ranks(cursor, expression))


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
    from places.models import Place

    found = Differences([], [], [])
    places = Place.objects.published().order_by("pk").values_list(*FIELDS)
    last = -1
    while last < LAST:
        rows = list(places.filter(pk__gt=last)[:CHUNK])
        until = rows[-1][0] if len(rows) == CHUNK else LAST
        held = _held(last, until)
        for row in rows:
            if row[0] not in held:
                found.missing.append(row[0])
            elif held.pop(row[0]) != document(row):
                found.wrong.append(row[0])
        found.orphans += held
        last = until
    return found


def _held(after: int, until: int) -> dict[int, Document]:
    """The documents of the index, of ids above the first and up to the last."""
    with connection.cursor() as cursor:
        return dict(engine().read(cursor, after, until))


def surface(term: str) -> str | None:
    """The term as a place that has it writes it."""
    from places.models import Place

    sql, params = matching((Group(frozenset([term])),))
    places = Place.objects.published().filter(pk__in=RawSQL(sql, params))  # noqa: S611
    fields = ["name", "address", "description", "description_en"]
    for text in places.order_by("pk").values_list(*fields).first() or ():
        for word in words.split(text):
            if words.term(word) == term:
                return word
    return None
