"""The index on SQLite: an FTS5 table, a row for each place."""

from collections.abc import Iterator

import numpy as np

from places.textindex.document import Document
from places.textindex.expression import Expression

CREATE = [
    """CREATE VIRTUAL TABLE places_search USING fts5(
        name, what, place, story, detail=column, tokenize="ascii tokenchars '_'"
    )""",
    "CREATE VIRTUAL TABLE places_search_words USING fts5vocab(places_search, row)",
]
DROP = ["DROP TABLE places_search_words", "DROP TABLE places_search"]
MATCHING = "SELECT rowid FROM places_search WHERE places_search MATCH %s"
PART = 20_000  # rows at a time
COLUMNS = ("name", "name what", "name what place story")


def write(cursor, documents: list[tuple[int, Document]]) -> None:
    """The documents of these places, instead of those that were there."""
    cursor.executemany(
        "INSERT OR REPLACE INTO places_search (rowid, name, what, place, story) "
        "VALUES (%s, %s, %s, %s, %s)",
        [
            (pk, *(" ".join(sorted(terms)) for terms in document))
            for pk, document in documents
        ],
    )


def remove(cursor, pks: list[int]) -> None:
    cursor.executemany(
        "DELETE FROM places_search WHERE rowid = %s", [(pk,) for pk in pks]
    )


def condition(expression: Expression, tier: int) -> str:
    """What FTS5 is asked: all of it in the columns that this tier looks in."""
    groups = [
        " OR ".join(
            [f'"{term}"' for term in sorted(group.terms)]
            + [f'"{start}"*' for start in sorted(group.starts)]
            + [f"({_all(together)})" for together in group.together]
        )
        for group in expression
    ]
    asked = " AND ".join(f"({group})" for group in groups)
    return f"{{{COLUMNS[tier]}}} : ({asked})"


def _all(together):
    sides = (" OR ".join(f'"{term}"' for term in sorted(side)) for side in together)
    return " AND ".join(f"({side})" for side in sides)


def ranks(cursor, expression: Expression) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Ids of what fits and their tiers, part by part; some several times, of which the
    best tier counts."""
    for tier in range(len(COLUMNS)):
        cursor.execute(MATCHING, [condition(expression, tier)])
        while rows := cursor.fetchmany(PART):
            ids = np.fromiter((pk for (pk,) in rows), np.int64, len(rows))
            yield ids, np.full(len(ids), tier, np.int8)


def ask_some(cursor, expression: Expression, most: int) -> None:
    """Ask for ids of so many places that fit, whichever."""
    cursor.execute(f"{MATCHING} LIMIT %s", [condition(expression, 2), most])


def counts(cursor) -> list[tuple[str, int]]:
    """Every term with how many places have it."""
    cursor.execute("SELECT term, doc FROM places_search_words")
    return cursor.fetchall()


def read(cursor, after: int, until: int) -> list[tuple[int, Document]]:
    """The documents of the places after an id and until another."""
    cursor.execute(
        "SELECT rowid, name, what, place, story FROM places_search "
        "WHERE rowid > %s AND rowid <= %s ORDER BY rowid",
        [after, until],
    )
    return [
        (pk, Document(*(frozenset(text.split()) for text in columns)))
        for pk, *columns in cursor.fetchall()
    ]
