"""How fast a place's page is among 100,000 places: `python benchmarks/places.py`.

On a temporary SpatiaLite file; on PostgreSQL with
`scripts/with-postgis python benchmarks/places.py`. The whole request is measured, from
the address to the HTML, with the test client.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = 100_000
PAGES = 60
BOX = (4.65, 51.48, 4.90, 51.65)  # Breda; some 17 by 19 km
KINDS = ["bankje"] * 12 + ["speelplek"] * 4 + ["park", "plein", "cafe", "buurthuis"]


def set_up(folder: Path) -> None:
    os.environ.setdefault("DATABASE_URL", f"spatialite:///{folder}/bench.sqlite3")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="ontmoeten.settings",
        ENV_FILE=str(folder / "no.env"),
        DEBUG="yes",
        TILE_SERVER="off",
        DATA_DIR=str(folder),
        ALLOWED_HOSTS="testserver",
    )
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False  # else Django keeps every query
    call_command("migrate", verbosity=0, database="default")


def fill(dice: random.Random, toilets: int) -> None:
    """Places all over the box; `toilets` of them are a toilet."""
    from common.kit.geo import point_at
    from common.moderation.states import State
    from places.deciding.upkeep import places_written
    from places.facts import derived
    from places.models import Place, PlaceKind

    kinds = {kind.slug: kind for kind in PlaceKind.objects.all()}
    themes = {
        slug: {theme.slug for theme in kind.themes.all()}
        for slug, kind in kinds.items()
    }
    west, south, east, north = BOX
    places = []
    for i in range(PLACES):
        slug = "toilet" if i < toilets else dice.choice(KINDS)
        place = Place(
            name=f"Plek {i}",
            slug=f"plek-{i}",
            kind=kinds[slug],
            point=point_at(dice.uniform(south, north), dice.uniform(west, east)),
            state=State.PUBLISHED,
            description="Een plek. Hier zit je goed.",
        )
        derived.derive(place, themes[slug])
        places.append(place)
    places_written(Place.objects.bulk_create(places, batch_size=5000))


def measure(dice: random.Random) -> list[float]:
    """Milliseconds of each page, after one to warm up."""
    from django.test import Client

    client = Client()
    client.get("/plekken/plek-0/")
    found = []
    for _page in range(PAGES):
        path = f"/plekken/plek-{dice.randrange(PLACES)}/"
        began = time.perf_counter()
        response = client.get(path)
        found.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, path
    return sorted(found)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        set_up(Path(name))
        (Path(name) / "static").mkdir()
        from django.db import connection

        dice = random.Random(1)
        fill(dice, toilets=300)
        if connection.vendor == "postgresql":
            connection.cursor().execute("VACUUM ANALYZE")
        times = measure(dice)
        print(
            f"{connection.vendor}, {PLACES:,} places: half of the pages within "
            f"{statistics.median(times):.1f} ms, 95 % within "
            f"{times[int(PAGES * 0.95) - 1]:.1f} ms, the slowest {times[-1]:.1f} ms"
        )


if __name__ == "__main__":
    main()
