"""The index on PostgreSQL: a tsvector for each place.

Cast from our own terms, as `to_tsvector('simple', …)` would make it of them, but for
its guesses at numbers and hosts. The columns are its weights A to D.
"""

import re
from collections.abc import Iterator

import numpy as np

from places.textindex.document import Document
from places.textindex.expression import Expression

PART = 20_000  # rows at a time
# No foreign key: Django empties tables with TRUNCATE, which one would forbid.
CREATE = [
    "CREATE TABLE places_search (place_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX places_search_words ON places_search USING gin (words)",
]
DROP = ["DROP TABLE places_search"]
# A question may name a hundred words. PostgreSQL takes that to cost as little for a row
# as one word does, and goes through all rows: 700 ms instead of 50 at 100,000 places.
# What is asked inside these functions always uses the index.
CREATE_FUNCTIONS = [
    """CREATE FUNCTION places_search_matching(wanted tsquery) RETURNS SETOF bigint
    LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT place_id FROM places_search WHERE words @@ wanted
    $$""",
    """CREATE FUNCTION places_search_ranks(best tsquery, good tsquery, wanted tsquery)
    RETURNS TABLE (place_id bigint, tier int)
    LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT found.place_id, CASE
            WHEN words @@ best THEN 0 WHEN words @@ good THEN 1 ELSE 2
        END FROM places_search AS found WHERE words @@ wanted
    $$""",
]
DROP_FUNCTIONS = [
    "DROP FUNCTION places_search_matching(tsquery)",
    "DROP FUNCTION places_search_ranks(tsquery, tsquery, tsquery)",
]
MATCHING = "SELECT places_search_matching(%s::tsquery)"
PASSING = "SELECT place_id FROM places_search WHERE words @@ %s::tsquery"
ALL = "SELECT place_id FROM places_search"
ROW = 3  # to look at one row takes as long as so many that the index gives
WEIGHTS = "ABCD"
TIERS = ("A", "AB", "")
LEXEME = re.compile(r"'(\w+)':(\S+)")


def write(cursor, documents: list[tuple[int, Document]]) -> None:
    """The documents of these places, instead of those that were there."""
    cursor.execute(
        "INSERT INTO places_search (place_id, words) "
        "SELECT pk, words::tsvector FROM unnest(%s::bigint[], %s::text[]) "
        "AS new (pk, words) "
        "ON CONFLICT (place_id) DO UPDATE SET words = excluded.words",
        [[pk for pk, _document in documents], [_vector(one) for _pk, one in documents]],
    )


def _vector(document: Document) -> str:
    """Each column is one position, so that a term keeps the weights of all."""
    positions = {}
    for position, (weight, terms) in enumerate(
        zip(WEIGHTS, document, strict=True), start=1
    ):
        for term in terms:
            positions.setdefault(term, []).append(f"{position}{weight}")
    return " ".join(f"'{term}':{','.join(at)}" for term, at in positions.items())


def remove(cursor, pks: list[int]) -> None:
    cursor.execute("DELETE FROM places_search WHERE place_id = ANY(%s)", [pks])


def condition(expression: Expression, tier: int) -> str:
    """The tsquery: all of it with the weights that this tier looks at."""
    weights = TIERS[tier]

    def lexeme(term, mark=""):
        return f"'{term}':{mark}{weights}" if mark or weights else f"'{term}'"

    def any_of(terms):
        return " | ".join(lexeme(term) for term in sorted(terms))

    groups = [
        " | ".join(
            [lexeme(term) for term in sorted(group.terms)]
            + [lexeme(start, "*") for start in sorted(group.starts)]
            + [
                "(" + " & ".join(f"({any_of(side)})" for side in together) + ")"
                for together in group.together
            ]
        )
        for group in expression
    ]
    return " & ".join(f"({group})" for group in groups)


def ranks(cursor, expression: Expression) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Ids of what fits and their tiers, part by part."""
    cursor.execute(
        "SELECT * FROM places_search_ranks(%s::tsquery, %s::tsquery, %s::tsquery)",
        [condition(expression, tier) for tier in range(len(TIERS))],
    )
    while rows := cursor.fetchmany(PART):
        found = np.array(rows, np.int64)
        yield found[:, 0], found[:, 1].astype(np.int8)


def ask_some(cursor, expression: Expression, most: int) -> None:
    """Ask for ids of so many places that fit, whichever.

    The index first finds all. Where most places fit, it is quicker to pass the rows one
    by one and to stop: PostgreSQL knows how many of them there are likely to be.
    """
    asked = condition(expression, tier=2)
    cursor.execute(f"EXPLAIN (FORMAT JSON) {PASSING} UNION ALL {ALL}", [asked])
    plans = cursor.fetchone()[0][0]["Plan"]["Plans"]
    likely, rows = (max(1, plan["Plan Rows"]) for plan in plans)
    passed = most * rows / likely
    way = MATCHING if likely < passed * ROW else PASSING
    cursor.execute(f"{way} LIMIT %s", [asked, most])


def counts(cursor) -> list[tuple[str, int]]:
    """Every term with how many places have it."""
    cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT words FROM places_search')")
    return cursor.fetchall()


def read(cursor, after: int, until: int) -> list[tuple[int, Document]]:
    """The documents of the places after an id and until another."""
    cursor.execute(
        "SELECT place_id, words::text FROM places_search "
        "WHERE place_id > %s AND place_id <= %s ORDER BY place_id",
        [after, until],
    )
    return [(pk, _document(vector)) for pk, vector in cursor.fetchall()]


def _document(vector: str) -> Document:
    columns = [set() for _weight in WEIGHTS]
    for term, at in LEXEME.findall(vector):
        for position in at.split(","):
            columns[int(position.rstrip(WEIGHTS)) - 1].add(term)
    return Document(*map(frozenset, columns))
