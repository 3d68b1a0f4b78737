"""Search with typing errors, beside pg_trgm: how well in a small town, how fast among
all places. On SQLite only ours."""

import random
from contextlib import ExitStack

from benchmarks.lib import steps
from benchmarks.lib.bench import Bench
from benchmarks.lib.databases import database
from benchmarks.lib.filling import SYLLABLES, Names
from benchmarks.lib.load import percentile
from benchmarks.lib.plan import misspelt

FIRST = 10  # answers that someone looks at
TYPOS = 40
PATIENCE = 20_000  # milliseconds for the other one's share of the questions
OURS, NEAREST, WORDS = "ours", "pg_trgm, nearest names", "dutch full text with pg_trgm"
SOME = "ours, the first ones"  # as the search field suggests them
COMMON = ", common syllables"

# The others, each as its manual says: the nearest names by a GiST index; and a stored
# tsvector with a trigram index on the name.
NEAREST_SET_UP = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX bench_nearest ON places_place USING gist (name gist_trgm_ops);
    ANALYZE places_place
"""
NEAREST_SQL = """
    SELECT id FROM places_place WHERE state = 'published'
    ORDER BY name <-> %(q)s LIMIT %(limit)s
"""
WORDS_SET_UP = """
    CREATE TABLE rival AS
    SELECT place.id, place.name,
        setweight(to_tsvector('dutch', place.name), 'A')
        || setweight(to_tsvector('dutch',
            concat_ws(' ', kind.name, kind.name_en, replace(kind.words, ',', ' '))),
            'B')
        || setweight(to_tsvector('dutch', concat_ws(' ', area.name, district.name,
            place.address)), 'C')
        || setweight(to_tsvector('dutch', place.description), 'D')
        || setweight(to_tsvector('english', place.description_en), 'D') AS words
    FROM places_place place
    JOIN places_placekind kind ON kind.id = place.kind_id
    LEFT JOIN places_neighbourhood area ON area.id = place.neighbourhood_id
    LEFT JOIN places_district district ON district.id = area.district_id
    WHERE place.state = 'published';
    CREATE INDEX ON rival USING gin (words);
    CREATE INDEX ON rival USING gin (name gin_trgm_ops);
    ANALYZE rival;
    SET pg_trgm.word_similarity_threshold = 0.6
"""
WORDS_SQL = """
    SELECT id FROM rival
    WHERE words @@ (websearch_to_tsquery('dutch', %(q)s)
        || websearch_to_tsquery('english', %(q)s))
        OR %(q)s <%% name
    ORDER BY ts_rank(words, websearch_to_tsquery('dutch', %(q)s)) DESC,
        word_similarity(%(q)s, name) DESC, id LIMIT %(limit)s
"""


def ours(question: str) -> list[int]:
    from places import search

    ids, tiers = search.matches(search.words_of(question))
    return ids[tiers.argsort(kind="stable")].tolist()


def by_sql(sql: str, limit: int = FIRST):
    from django.db import connection

    def answer(question: str) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"q": question, "limit": limit})
            return [pk for (pk,) in cursor.fetchall()]

    return answer


def _set_up(*scripts: str) -> dict:
    """The ways to search that this database has."""
    from django.db import connection

    answers = {OURS: ours}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # matters in a test
            for statement in ";".join(scripts).split(";"):
                cursor.execute(statement)
        answers[NEAREST] = by_sql(NEAREST_SQL)
        if WORDS_SET_UP in scripts:
            answers[WORDS] = by_sql(WORDS_SQL)
    return answers


def quality() -> dict:
    """Of the first answers to each question: how many of those that should be there."""
    from django.core.management import call_command

    from tests.places.search import queries
    from tests.places.search.town import build

    call_command("migrate", verbosity=0, database="default")
    keys = build()
    questions = queries.read(queries.QUERIES)
    found = {"questions": len(questions), "places": len(keys), "rows": {}}
    for name, answer in _set_up(NEAREST_SET_UP, WORDS_SET_UP).items():
        right = got_all = wanted = both = 0
        for question, expected in questions.items():
            got = {keys[pk] for pk in answer(question)[:FIRST] if pk in keys}
            expected = set(expected)
            right += got == expected
            got_all += len(got)
            wanted += min(len(expected), FIRST)
            both += len(got & expected)
        found["rows"][name] = {
            "exactly right": right,
            "precision": both / max(got_all, 1),
            "recall": both / wanted,
        }
    return found


def first_of_ours(question: str) -> list[int]:
    from places import search

    return search.first(search.interpret(question), FIRST)


def common_typos() -> list[str]:
    """Typing errors in what stands in hundreds of words and tens of thousands of names:
    the long syllables of this made-up country, and two of them together."""
    dice, parts = random.Random(13), SYLLABLES.split()
    long = [part for part in parts if len(part) > 3]
    pairs = ["".join(dice.choices(parts, k=2)) for _pair in range(TYPOS - len(long))]
    return [misspelt(word) for word in long + pairs]


def speed() -> dict:
    """Milliseconds for questions with a typing error, in turns."""
    from benchmarks.lib.timing import timed
    from places.search import vocabulary

    dice, words = random.Random(11), Names().words
    typos = [misspelt(dice.choice(words)) for _question in range(TYPOS)]
    answers = _set_up(NEAREST_SET_UP)
    reading, _cpu = timed(lambda: vocabulary.current().known)
    ours(typos[0])  # the words for repairing are made ready
    rows = _took(answers, typos)
    common = _took({SOME: first_of_ours} | answers, common_typos())
    rows |= {name + COMMON: row for name, row in common.items()}
    return {"rows": rows, "reading the words": reading}


def _took(answers: dict, questions: list[str]) -> dict[str, dict]:
    """Of each way to answer, how long it takes."""
    from benchmarks.lib.timing import timed

    took = {name: [] for name in answers}
    cpu = {name: [] for name in answers}
    for question in questions:
        for name, answer in answers.items():
            if sum(took[name]) > PATIENCE:
                continue
            clock, busy = timed(lambda: answer(question))  # noqa: B023
            took[name].append(clock)
            cpu[name].append(busy)
    return {
        name: {
            "p50": percentile(each, 0.5),
            "p95": percentile(each, 0.95),
            "cpu": percentile(cpu[name], 0.5),
            "asked": len(each),
        }
        for name, each in took.items()
    }


def run(bench: Bench) -> dict:
    with ExitStack() as stack:
        town = stack.enter_context(database(bench.vendor, 0, bench.folder))
        found = {"quality": steps.run(town, "benchmarks.sections.search:quality")}
    quality_rows = found["quality"]["rows"]
    print(
        f"\n{bench.vendor}, a town of {found['quality']['places']} places, "
        f"{found['quality']['questions']} questions, the first {FIRST} answers"
    )
    for name, row in quality_rows.items():
        print(
            f"  {name:30} exactly right {row['exactly right']:4}, precision "
            f"{row['precision']:.1%}, recall {row['recall']:.1%}",
            flush=True,
        )
    if bench.vendor != "postgis":
        bench.not_measured("search by pg_trgm", "only PostgreSQL has it")
    found |= bench.step("benchmarks.sections.search:speed")
    bench.show("search with a typing error", found["rows"])
    print(f"  the words of all places read in {found['reading the words']:,.0f} ms")
    return found
