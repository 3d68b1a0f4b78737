"""How well and how fast the search is: `python benchmarks/search.py`.

On PostgreSQL beside its own `dutch` full text with pg_trgm, in one run: the questions
of tests/places/search/queries.py to the same small town, and milliseconds for each at
100,000 places. On SQLite only ours. DATABASE_URL chooses; it writes there, so give it
a throw-away database: `scripts/with-postgis`, or none for a new file.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = int(os.environ.get("PLACES", 100_000))
TARGET = 60  # milliseconds, for the slowest tenth of our own answers
# The words of the names at 100,000: made up, some thousands of different ones.
SYLLABLES = "ban ker pla sto wij lin veld berg ha gin ne mo rik dal zan oe ter hil"
TRIGRAM = 0.6  # pg_trgm's own default for word_similarity

# The rival: a stored tsvector and a trigram index on the name, each as its manual says.
RIVAL_SET_UP = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
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
"""
RIVAL = """
    SELECT id FROM rival
    WHERE words @@ (websearch_to_tsquery('dutch', %(q)s)
        || websearch_to_tsquery('english', %(q)s))
        OR %(q)s <%% name
    ORDER BY ts_rank(words, websearch_to_tsquery('dutch', %(q)s)) DESC,
        word_similarity(%(q)s, name) DESC, id
"""


def ours(question: str) -> set[int]:
    from places import search

    return set(search.matches(search.words_of(question)))


def rival(question: str) -> set[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(RIVAL, {"q": question})
        return {pk for (pk,) in cursor.fetchall()}


def set_up_rival() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS rival")
        for statement in RIVAL_SET_UP.split(";"):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute(f"SET pg_trgm.word_similarity_threshold = {TRIGRAM}")


def judge(name: str, answer, questions, keys) -> None:
    """How many answers are exactly right, and precision and recall over all."""
    right = found = wanted = both = 0
    for question, expected in questions.items():
        got = {keys[pk] for pk in answer(question) if pk in keys}
        expected = set(expected)
        right += got == expected
        found, wanted = found + len(got), wanted + len(expected)
        both += len(got & expected)
    print(
        f"{name:28} {right:4} of {len(questions)} exactly right, "
        f"precision {both / max(found, 1):.1%}, recall {both / wanted:.1%}",
        flush=True,
    )


def measure(name: str, answer, questions) -> float:
    """Milliseconds for each question, the first time and again; gives the slow end."""
    for turn in ("first", "again"):
        took = {}
        for question in questions:
            begin = time.perf_counter()
            answer(question)
            took[question] = (time.perf_counter() - begin) * 1000
        worst = statistics.quantiles(took.values(), n=10)[-1]
        slowest = max(took, key=took.get)
        print(
            f"{name:20} {turn}: median {statistics.median(took.values()):7.1f} ms, "
            f"90 % within {worst:7.1f} ms, most {took[slowest]:7.1f} ms ({slowest})",
            flush=True,
        )
    return worst


def fill() -> None:
    """Places beside the town, with names, streets and descriptions made up."""
    from django.contrib.gis.geos import Point

    from places.derived import derive
    from places.models import Neighbourhood, Place, PlaceKind

    chance = random.Random(4)
    words = [
        "".join(chance.choices(SYLLABLES.split(), k=chance.randint(2, 4)))
        for _word in range(50_000)
    ]
    streets = [  # as many as a large city has
        f"{chance.choice(words).title()}{chance.choice(['straat', 'laan', 'weg'])}"
        for _street in range(3_000)
    ]
    kinds = list(PlaceKind.objects.prefetch_related("themes"))
    areas = list(Neighbourhood.objects.all())
    places = []
    for number in range(PLACES):
        kind = chance.choice(kinds)
        street = chance.choice(streets)
        place = Place(
            name=f"{kind.name} {chance.choice(words).title()}",
            slug=f"plek-{number}",
            kind=kind,
            point=Point(4.78 + chance.gauss(0, 0.02), 51.59, srid=4326),
            neighbourhood=chance.choice(areas),
            neighbourhood_from="nearest",
            address=f"{street} {chance.randint(1, 200)}",
            description=" ".join(chance.choices(words, k=12)),
            state="published",
            backrest=chance.choice([True, None]),
        )
        derive(place, ())
        places.append(place)
    begin = time.perf_counter()
    Place.objects.bulk_create(places, batch_size=2000)
    print(f"{PLACES:,} places written in {time.perf_counter() - begin:.1f} s")


def main() -> None:
    os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from places.search import vocabulary
    from tests.places.search import queries
    from tests.places.search.town import build

    call_command("migrate", verbosity=0)
    keys = build()
    questions = queries.read(queries.QUERIES) | queries.read(queries.MISSES)
    answers = {"ours": ours}
    if connection.vendor == "postgresql":
        answers["dutch with pg_trgm"] = rival
        set_up_rival()
    print(
        f"{connection.vendor}, a town of {len(keys)} places, {len(questions)} questions"
    )
    for name, answer in answers.items():
        judge(name, answer, questions, keys)
    fill()
    if connection.vendor == "postgresql":
        set_up_rival()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    begin = time.perf_counter()
    words = len(vocabulary.current().known)
    print(f"{words:,} different words read in {time.perf_counter() - begin:.2f} s")
    worst = {name: measure(name, each, questions) for name, each in answers.items()}
    if worst["ours"] > TARGET:
        sys.exit(f"a tenth of our answers takes more than {TARGET} ms")


if __name__ == "__main__":
    main()
