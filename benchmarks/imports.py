"""How fast and how large the imports are: `python benchmarks/imports.py [EXTRACT]`.

Each measurement runs in a process of its own, on a temporary database; start-up is not
counted. EXTRACT (.osm.pbf) is measured against osmium alone, which passes over the same
objects.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRACT = ROOT.parent / "shared" / "data" / "osm" / "liechtenstein.osm.pbf"
ROUNDS = 5
WORDS = ["bank", "picknicktafel", "speelvoorziening", "park", "Buurthuis"]


def set_up(folder: Path) -> None:
    """Django with an empty database in the folder, and the areas of Breda made up."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="ontmoeten.settings",
        ENV_FILE=str(folder / "no.env"),
        DEBUG="yes",
        TILE_SERVER="off",
        DATA_DIR=str(folder),
        DATABASE_URL=f"spatialite:///{folder}/bench.sqlite3",  # never a real one
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False  # else Django keeps every query
    call_command("migrate", verbosity=0, database="default")
    _make_neighbourhoods()


def _make_neighbourhoods():
    """Sixty squares of a kilometre, so that each place has one to be settled in."""
    from django.contrib.gis.geos import MultiPolygon, Point, Polygon

    from common.kit.storing import store
    from places.models import District, Municipality, Neighbourhood

    centre = Point(4.78, 51.58, srid=4326)
    city = Municipality.objects.create(code="GM0758", name="Breda", centre=centre)
    district = District.objects.create(
        code="WK075800", name="Wijk", centre=centre, municipality=city
    )
    for i in range(60):
        west, south = 4.70 + i % 10 * 0.0144, 51.54 + i // 10 * 0.009
        box = Polygon.from_bbox((west, south, west + 0.0144, south + 0.009))
        area = Neighbourhood(
            code=f"BU0758{i:04}",
            name=f"Buurt {i}",
            centre=box.centroid,
            boundary=MultiPolygon(box, srid=4326),
            district=district,
        )
        store(area)


def write_table(path: Path, rows: int, seed: int) -> None:
    """A CSV as a GIS desk delivers it: RD with decimal commas, half of it nameless."""
    dice = random.Random(seed)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write("nr;soort;naam;x_rd;y_rd;openingstijden;drempelvrij;rugleuning\r\n")
        for i in range(rows):
            x = f"{dice.uniform(108_500, 116_000):.3f}".replace(".", ",")
            y = f"{dice.uniform(395_500, 400_500):.3f}".replace(".", ",")
            name = f"Plek {dice.randrange(5_000)}" if i % 2 else ""
            hours = dice.choice(["", "24/7", "Mo-Fr 09:00-17:00"])
            facts = [dice.choice(["ja", "nee", ""]) for _fact in range(2)]
            kind = dice.choice(WORDS)
            file.write(f"{i};{kind};{name};{x};{y};{hours};{';'.join(facts)}\r\n")


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_table(folder: Path, rows: int) -> dict:
    from places.importing.run.places import import_places

    path, other = folder / "rows.csv", folder / "other.csv"
    write_table(path, rows, seed=1)
    write_table(other, rows, seed=2)
    found = {"before, MB": peak_megabytes()}
    for name, file in [("new", path), ("same again", path), ("changed", other)]:
        start = time.perf_counter()
        report = import_places(file, source="bench")
        found[f"{name}, s"] = time.perf_counter() - start
        found[f"{name}, MB"] = peak_megabytes()
        counted = report.created, report.unchanged, report.updated
        assert rows == max(counted), report.counts()
    return found


def measure_extract(folder: Path, path: Path) -> dict:
    import osmium

    from places.importing.run.places import import_places

    def bare():
        for _thing in osmium.FileProcessor(path).with_locations().with_areas():
            pass

    def imported(number):
        import_places(path, source=f"bench {number}", anywhere=True)

    def again(number):
        import_places(path, source="bench 0", anywhere=True)

    def seconds(work, *args):
        start = time.perf_counter()
        work(*args)
        return time.perf_counter() - start

    imported("to warm up")
    found = {
        "bare pass, s": min(seconds(bare) for _round in range(ROUNDS)),
        "import, s": min(seconds(imported, i) for i in range(ROUNDS)),
        "same again, s": min(seconds(again, i) for i in range(ROUNDS)),
    }
    found["import / bare"] = found["import, s"] / found["bare pass, s"]
    found["same again / bare"] = found["same again, s"] / found["bare pass, s"]
    return found


def in_a_process(*args) -> dict:
    command = [sys.executable, __file__, "--measure", *map(str, args)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def show(title: str, found: dict) -> None:
    print(f"\n{title}")
    for name, number in found.items():
        print(f"  {name:<22}{number:>10.2f}")


def main(extract: Path) -> None:
    if extract.is_file():
        show(f"{extract.name}, best of {ROUNDS}", in_a_process("extract", extract))
    else:
        print(f"There is no {extract}: give an extract to measure.")
    few, many = in_a_process("table", 10_000), in_a_process("table", 100_000)
    show("10,000 CSV rows with history", few)
    show("100,000 CSV rows with history", many)
    growth = {name: many[name] - few[name] for name in few if name.endswith("MB")}
    show("peak memory, 100,000 rows minus 10,000", growth)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        with tempfile.TemporaryDirectory(prefix="ontmoeten-bench-") as name:
            set_up(Path(name))
            what = sys.argv[3]
            if sys.argv[2] == "table":
                print(json.dumps(measure_table(Path(name), int(what))))
            else:
                print(json.dumps(measure_extract(Path(name), Path(what))))
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else EXTRACT)
