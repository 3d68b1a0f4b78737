"""What a tile costs at any number of places: `python benchmarks/tiles.py`.

Beside the same tile as the database counts it, in turns, in one run; medians. At 2,000
and 100,000 places, and with MILLION=yes at 1,000,000. On the database of DATABASE_URL,
a temporary SpatiaLite file when there is none. The same 2,000 places lie in Breda at
each size, the others all over the country. Every size has a process of its own.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = [2_000, 100_000] + [1_000_000] * (os.environ.get("MILLION") == "yes")
TOWNS = 400
BREDA = (4.776, 51.589)
TILES = {
    "all places, z0": (0, 0, 0),
    "the country, z7": (7, 65, 42),
    "a town, z12": (12, 2102, 1360),
    "a neighbourhood, z14": (14, 8409, 5442),
    "a street, z17": (17, 67274, 43537),
}
ROUNDS = 15
FILLED = dict.fromkeys(["slug", "name", "opening_hours"], "text") | dict.fromkeys(
    ["kind_id", "mercator_x", "mercator_y", "zorder", "facets", "possible"], "bigint"
)


def set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def made_up(kinds: list, first: int, after: int):
    """Rows of FILLED, of the places with these numbers."""
    from ontmoeten.lib.geo import mercator, zorder
    from places.derived import ALWAYS_OPEN, FACILITY_BITS, FREE, LISTED, STEP_FREE

    dice = random.Random(first)
    where = random.Random(7)
    towns = [(where.uniform(3.6, 7.0), where.uniform(50.9, 53.3)) for _ in range(TOWNS)]
    bits = [STEP_FREE, ALWAYS_OPEN, *FACILITY_BITS.values()]
    hours = ["", "", "24/7", "Mo-Fr 09:00-17:00", "Mo-Sa 10:00-18:00; PH off"]
    for number in range(first, after):
        lon, lat = BREDA if number < SIZES[0] else dice.choice(towns)
        x, y = mercator(lon + dice.gauss(0, 0.02), lat + dice.gauss(0, 0.012))
        kind, is_listed = dice.choice(kinds)
        facets = LISTED * is_listed + FREE * (dice.random() < 0.7)
        facets += sum(bit for bit in bits if dice.random() < 0.3)
        possible = facets | sum(bit for bit in bits if dice.random() < 0.5)
        yield (
            f"plek-{number}", f"Bankje aan straat {number}", dice.choice(hours),
            kind, x, y, zorder(x, y), facets, possible,
        )  # fmt: skip


def fill(many: int) -> None:
    """Copies of one real place, each with numbers of its own; no search index."""
    from django.core.management import call_command
    from django.db import connection

    from places.models import MapVersion, Place, PlaceKind
    from tests.factories import make_place

    call_command("migrate", verbosity=0)
    kinds = list(PlaceKind.objects.values_list("pk", "is_listed"))
    pattern = Place.objects.filter(slug="patroon").first() or make_place(slug="patroon")
    first = Place.objects.count() - 1
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in Place._meta.concrete_fields]
    columns.remove(quote("id"))
    made = [quote(name) for name in FILLED]
    values = [f"{'new' if name in made else 'old'}.{name}" for name in columns]
    types = [f"{name} {kind}" for name, kind in zip(made, FILLED.values(), strict=True)]
    places = ", ".join(["%s"] * len(FILLED))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE made ({', '.join(types)})")
        rows = made_up(kinds, first, many)
        cursor.executemany(f"INSERT INTO made VALUES ({places})", rows)
        cursor.execute(
            f"INSERT INTO places_place ({', '.join(columns)}) "
            f"SELECT {', '.join(values)} FROM made AS new, places_place AS old "
            f"WHERE old.id = {pattern.pk}"
        )
        cursor.execute("DROP TABLE made")
        cursor.execute("ANALYZE")
    MapVersion.bump()


def sql_tile(places, z: int, x: int, y: int) -> list:
    """The same as one GROUP BY, and one query for the names of single places."""
    from django.db.models import Avg, Count, F, Min

    from ontmoeten.lib.geo import BITS
    from places.clusters import SPLITS
    from places.tiles import FACTS

    inside = places.in_tile(z, x, y).order_by()
    by_cell = inside.annotate(cell=F("zorder").bitrightshift(2 * (BITS - z - SPLITS)))
    cells = list(
        by_cell.values("cell").annotate(
            count=Count("pk"), x=Avg("mercator_x"), y=Avg("mercator_y"), only=Min("pk")
        )
    )
    alone = [cell["only"] for cell in cells if cell["count"] == 1]
    return cells + list(inside.filter(pk__in=alone).values_list(*FACTS))


def timed(work) -> tuple[float, float]:
    """Milliseconds on the clock, and of this processor."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - cpu) * 1000


def compare(subjects: dict, rounds=ROUNDS) -> dict[str, tuple[float, float]]:
    """The medians of each, measured in turns."""
    took = {name: [] for name in subjects}
    for _round in range(rounds):
        for name, work in subjects.items():
            took[name].append(timed(work))
    return {
        name: tuple(map(statistics.median, zip(*each, strict=True)))
        for name, each in took.items()
    }


def show(name, found) -> None:
    clock, cpu = found
    print(f"  {name:48} {clock:10.3f} {cpu:10.3f}", flush=True)


def resident() -> float:
    """Megabytes of memory that this process uses."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure_tiles() -> None:
    from django.test import Client

    from places import tiles
    from places.models import Place
    from places.reading import map_sums
    from places.selection import DEFAULT
    from places.snapshot import current

    snapshot = current()
    client = Client(SERVER_NAME="localhost")
    found = Place.objects.published().selected(DEFAULT)
    sums = map_sums(snapshot, DEFAULT)
    for name, at in TILES.items():
        path = "/plekken/kaart/{}/{}/{}.json".format(*at)
        size = len(client.get(path).content)
        print(f"{name}: {size} bytes")
        subjects = {
            "the cells alone": lambda at=at: sums.cells(*at),
            "the tile, names of single places included": lambda at=at: tiles.tile(
                snapshot, DEFAULT, *at
            ),
            "the whole request": lambda path=path: client.get(path),
            "SQL grid": lambda at=at: sql_tile(found, *at),
        }
        for subject, took in compare(subjects).items():
            show(subject, took)
    show("a page that asks nothing", compare({"": lambda: client.get("/gezond/")})[""])


def measure_new_filters() -> None:
    from places.derived import STEP_FREE
    from places.models import Place
    from places.reading import map_sums
    from places.selection import Selection
    from places.snapshot import Snapshot, current

    kept = current()
    asked = {
        "free": Selection(facets=1),
        "everything": Selection(),
        "without steps, or not known": Selection(facets=STEP_FREE, with_unknown=True),
        "25 km around Breda": Selection(near=(51.589, 4.776, 25_000)),
    }
    print("a filter never seen before, all places in one tile")
    for name, selection in asked.items():
        places = Place.objects.published().selected(selection)

        def anew(selection=selection):
            fresh = Snapshot(kept.stamp, kept.columns, kept.zorder)
            map_sums(fresh, selection).cells(0, 0, 0)

        subjects = {
            name: anew,
            f"{name}: SQL grid": lambda places=places: sql_tile(places, 0, 0, 0),
        }
        for subject, took in compare(subjects, 5).items():
            show(subject, took)


def measure_refresh() -> None:
    from places import snapshot
    from places.models import MapVersion, Place

    print("keeping up with the database")
    show("ask the version", compare({"": MapVersion.stamp})[""])
    patches = []
    for place in Place.objects.order_by("-pk")[:5]:
        before = snapshot.current()
        MapVersion.bump([place.pk])
        patches.append(timed(lambda: snapshot._read(MapVersion.stamp(), before)))  # noqa: B023
    show("patch one row", tuple(map(statistics.median, zip(*patches, strict=True))))
    show("rebuild", timed(lambda: snapshot._read(MapVersion.stamp(), None)))


def measure_second_process() -> None:
    """What another process's visitors notice of a change."""
    from django.db import connection, transaction

    from places import snapshot
    from places.models import MapVersion
    from tests.factories import make_place
    from tests.places import second_process

    known = connection.settings_dict
    url = os.environ.get("DATABASE_URL") or f"spatialite:///{known['NAME']}"
    process = subprocess.Popen(
        [sys.executable, second_process.__file__],
        env=os.environ | {"DATABASE_URL": url},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def answer():
        return json.loads(process.stdout.readline())

    for _warming in range(20):
        answer()
    usual = [answer() for _number in range(300)]
    print("another process: milliseconds of a request, and until it shows a change")
    for name in ("one place", "all may have changed"):
        before = usual[-1][2]
        snapshot._held = None  # this process has nothing to bring up to date
        with transaction.atomic():
            make_place(slug=f"nieuw-{time.time_ns()}")
            if name != "one place":
                MapVersion.bump()
        changed_at = time.time()
        during = [answer()]
        while during[-1][2] == before and during[-1][0] < changed_at + 60:
            during.append(answer())
        during += [answer() for _number in range(50)]
        seen = next((at for at, _took, count in during if count != before), None)
        delay = (seen - changed_at) * 1000 if seen else float("nan")
        after = [took for at, took, _count in during if at >= changed_at]
        usual_median = statistics.median(took for _at, took, _count in usual)
        slowest_before = max(took for _at, took, _count in usual)
        print(
            f"  {name}: usual {usual_median:.1f} (slowest {slowest_before:.1f}); after "
            f"the change slowest {max(after):.1f}; seen after {delay:.0f}",
            flush=True,
        )
        usual = during[-20:]
    with process:
        process.stdin.close()
        process.stdout.read()


def measure(many: int) -> None:
    from django.db import connection

    from places import snapshot
    from places.reading import map_sums
    from places.selection import DEFAULT

    filled = timed(lambda: fill(many))[0] / 1000
    before = resident()
    took = timed(snapshot.current)
    held = resident() - before
    sums = map_sums(snapshot.current(), DEFAULT)
    print(f"\n{connection.vendor}, {many:,} places (made in {filled:.0f} s)")
    print(f"  {'milliseconds, medians':48} {'clock':>10} {'processor':>10}")
    show("first reading", took)
    print(f"  memory: {held:.0f} MB, and {sums.nbytes / 2**20:.1f} MB for a filter")
    measure_tiles()
    measure_new_filters()
    measure_refresh()
    measure_second_process()


def main() -> None:
    if "PLACES" in os.environ:
        set_up()
        measure(int(os.environ["PLACES"]))
        return
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("DATABASE_URL") or f"spatialite:///{folder}/tiles.sqlite3"
        for many in SIZES:
            changed = {"PLACES": str(many), "DATABASE_URL": url}
            subprocess.run(
                [sys.executable, __file__], env=os.environ | changed, check=True
            )


if __name__ == "__main__":
    main()
