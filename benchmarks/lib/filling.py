"""Made-up places for the measurements, a million in some minutes.

The first 2,000 lie in Breda and come in as the product writes them. All further ones
are copies of those by SQL, each with a name, an address and a position of its own, in
400 towns all over the country; they are in the search index as the product would put
them there. The same places every time, and the first ones the same at any number.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice

FIRST = 2_000
TOWNS = 400
CHECKED = 390  # days ago at most: a few are overdue, none so long that it is left out
WORDS, STREETS = 50_000, 3_000  # different ones, as a large city has
SYLLABLES = "ban ker pla sto wij lin veld berg ha gin ne mo rik dal zan oe ter hil"
HOURS = ["", "", "", "24/7", "Mo-Fr 09:00-17:00", "Mo-Sa 10:00-18:00; PH off"]
CHUNK = 5_000
OWN = {  # what a copy has of its own
    "id": "bigint", "slug": "text", "name": "text", "address": "text",
    "mercator_x": "bigint", "mercator_y": "bigint", "zorder": "bigint",
}  # fmt: skip
MADE = OWN | {"lon": "float8", "lat": "float8", "pattern": "bigint"}
MAKE_POINT = {
    "sqlite": "MakePoint(made.lon, made.lat, 4326)",
    "postgresql": "ST_SetSRID(ST_MakePoint(made.lon, made.lat), 4326)",
}


class Names:
    """Words, streets and texts of this made-up country."""

    def __init__(self):
        self.dice = dice = random.Random(4)
        parts = SYLLABLES.split()
        self.words = [
            "".join(dice.choices(parts, k=dice.randint(2, 4))) for _word in range(WORDS)
        ]
        self.streets = [
            dice.choice(self.words).title() + dice.choice(["straat", "laan", "weg"])
            for _street in range(STREETS)
        ]

    def name(self, kind: str) -> tuple[str, str]:
        return kind, self.dice.choice(self.words).title()

    def address(self) -> tuple[str, str]:
        return self.dice.choice(self.streets), str(self.dice.randint(1, 200))

    def text(self) -> str:
        return " ".join(self.dice.choices(self.words, k=12)).capitalize() + "."


def fill(many: int) -> None:
    """Make it `many` places, in an empty database."""
    from django.core.management import call_command
    from django.db import connection

    from ontmoeten.demo.loading import load_demo

    call_command("migrate", verbosity=0)
    load_demo()
    make_places(many)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if _is_postgresql() else "ANALYZE")


def make_places(many: int, first: int = FIRST) -> None:
    """So many in all, with those of the demonstration; after the first ones copies."""
    from places.models import MapVersion, Place

    names = Names()
    _write_first(min(many, first) - Place.objects.count(), names)
    if many > first:
        _copy(many - first, names)
        MapVersion.bump()


def _is_postgresql() -> bool:
    from django.db import connection

    return connection.vendor == "postgresql"


def _write_first(many: int, names: Names) -> None:
    """Places around the centres of the demonstration neighbourhoods."""
    from common.kit.geo import point_at
    from places.deciding.upkeep import places_written
    from places.facts.derived import derive
    from places.models import Neighbourhood, Place, PlaceKind

    dice = names.dice
    kinds = list(PlaceKind.objects.prefetch_related("themes"))
    themes = {kind.pk: {each.slug for each in kind.themes.all()} for kind in kinds}
    weights = [5 if kind.is_listed else 1 for kind in kinds]
    areas = list(Neighbourhood.objects.defer("boundary"))
    answers = [True, False, None, None]
    places = []
    for number in range(many):
        kind, area = dice.choices(kinds, weights)[0], dice.choice(areas)
        lat = area.centre.y + dice.gauss(0, 0.005)
        place = Place(
            name=" ".join(names.name(kind.name)), slug=f"plek-{number}",
            kind=kind, state="published",
            point=point_at(lat, area.centre.x + dice.gauss(0, 0.008)),
            neighbourhood=area, neighbourhood_from="nearest",
            address=" ".join(names.address()), description=names.text(),
            opening_hours=dice.choice(HOURS),
            step_free=dice.choice(["yes", "no", "unknown", "unknown"]),
            backrest=dice.choice(answers), toilets=dice.choice(answers),
            lit=dice.choice(answers),
            checked_on=date.today() - timedelta(days=dice.randrange(CHECKED)),
        )  # fmt: skip
        derive(place, themes[kind.pk])
        places.append(place)
    places_written(Place.objects.bulk_create(places, batch_size=2_000))


def _copy(many: int, names: Names) -> None:
    from django.db import connection, transaction

    from places.models import Place

    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in Place._meta.concrete_fields]
    own = {quote(name): f"made.{name}" for name in OWN}
    own[quote("point")] = MAKE_POINT[connection.vendor]
    values = [own.get(name, f"pattern.{name}") for name in columns]
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        _without_slow_indexes(cursor),
    ):
        types = ", ".join(f"{name} {kind}" for name, kind in MADE.items())
        cursor.execute(f"CREATE TEMPORARY TABLE made ({types})")
        _load(cursor, _copies(many, names))
        cursor.execute(
            f"INSERT INTO places_place ({', '.join(columns)}) "
            f"SELECT {', '.join(values)} FROM made "
            "JOIN places_place AS pattern ON pattern.id = made.pattern ORDER BY made.id"
        )
        cursor.execute("DROP TABLE made")
        if _is_postgresql():
            for sql in connection.ops.sequence_reset_sql(_no_style(), [Place]):
                cursor.execute(sql)


def _no_style():
    from django.core.management.color import no_style

    return no_style()


def _copies(many: int, names: Names) -> Iterator[tuple]:
    """Rows of MADE; writes their documents for the search as it goes."""
    from django.db import connection

    from common.kit.geo import mercator, zorder
    from places.models import Place
    from places.textindex import index
    from places.textindex.document import FIELDS, STOP, area_mark, document
    from places.textindex.words import indexed

    dice = names.dice
    towns = [(dice.uniform(3.6, 7.0), dice.uniform(50.9, 53.3)) for _ in range(TOWNS)]
    published = Place.objects.published().filter(dataset=None)
    known = published.select_related("kind").order_by("pk")
    patterns = [(each.pk, each.kind.name, each.neighbourhood_id) for each in known]
    terms = cache(indexed)  # of one word many times
    documents = {row[0]: document(row) for row in published.values_list(*FIELDS)}
    first = max(documents) + 1
    written = []

    def write():
        with connection.cursor() as cursor:
            index.engine().write(cursor, written)
        written.clear()

    for number in range(first, first + many):
        pattern, kind, area = dice.choice(patterns)
        lon, lat = dice.choice(towns)
        lon, lat = lon + dice.gauss(0, 0.02), lat + dice.gauss(0, 0.012)
        x, y = mercator(lon, lat)
        name, address = names.name(kind), names.address()
        where = frozenset().union(*map(terms, address)) - STOP
        where |= {area_mark(area)} if area else set()
        in_name = frozenset().union(*map(terms, name))
        place = documents[pattern]._replace(name=in_name, where=where)
        written.append((number, place))
        if len(written) == CHUNK:
            write()
        key = zorder(x, y)
        words = " ".join(name), " ".join(address)
        yield number, f"kopie-{number}", *words, x, y, key, lon, lat, pattern
    write()


def _load(cursor, rows: Iterator[tuple]) -> None:
    """Into the table `made`."""
    columns = ", ".join(MADE)
    if not _is_postgresql():
        values = ", ".join(["%s"] * len(MADE))
        cursor.executemany(f"INSERT INTO made ({columns}) VALUES ({values})", rows)
        return
    while some := list(islice(rows, CHUNK)):  # `rows` asks the database too
        with cursor.copy(f"COPY made ({columns}) FROM STDIN") as copy:
            for row in some:
                copy.write_row(row)


class _without_slow_indexes:
    """On PostgreSQL: indexes are made anew at the end, which takes half the time."""

    LISTED = """
        SELECT indexname, indexdef FROM pg_indexes
        WHERE tablename IN ('places_place', 'places_search')
            AND indexname NOT IN (SELECT conname FROM pg_constraint)
    """

    def __init__(self, cursor):
        self.cursor, self.made = cursor, []

    def __enter__(self):
        if _is_postgresql():
            self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.cursor.execute(self.LISTED)
            self.made = self.cursor.fetchall()
            for name, _sql in self.made:
                self.cursor.execute(f'DROP INDEX "{name}"')

    def __exit__(self, *error):
        for _name, sql in self.made:
            self.cursor.execute(sql)
