"""How long the server works on a page at 100,000 places: `python benchmarks/pages.py`.

On the database of DATABASE_URL (a new SpatiaLite file when there is none), beside a
page that asks the database nothing. An error when the list takes over 60 ms.
"""

import os
import random
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = int(os.environ.get("PLACES", 100_000))
ROUNDS = 9
TARGET = 60  # milliseconds, of the list
HOURS = ["", "", "", "24/7", "Mo-Fr 09:00-17:00", "Mo-Sa 10:00-18:00; PH off"]
BIJ = "bij=51.589,4.776"
PAGES = {
    "a page of text": "/privacy/",
    "list": "/plekken/",
    "list: without steps": "/plekken/?drempelvrij=ja",
    "list: open now": "/plekken/?open=nu",
    "list: open now, without steps, backrest, near": (
        f"/plekken/?open=nu&drempelvrij=ja&voorziening=rugleuning&{BIJ}"
    ),
    "list: near": f"/plekken/?{BIJ}",
    "list: one neighbourhood": "/plekken/?buurt=belcrum",
    "list: one kind": "/plekken/?soort=bankje",
    "list: what is not sure too": "/plekken/?drempelvrij=ja&onbekend=mee",
    "list: nothing found": "/plekken/?soort=cafe&drempelvrij=ja",
    "home": "/",
    "one place": "/plekken/plek-77/",
    "tile of all": "/plekken/kaart/0/0/0.json",
    "tile of a neighbourhood": "/plekken/kaart/14/8409/5442.json",
}
LISTS = [name for name in PAGES if name.startswith("list")]


def fill() -> None:
    """Places spread over the centres of the demonstration neighbourhoods."""
    from django.contrib.gis.geos import Point

    from ontmoeten.demo.loading import load_demo
    from places.derived import derive
    from places.models import Neighbourhood, Place, PlaceKind

    if Place.objects.count() >= PLACES:
        return  # a database that an earlier run filled
    load_demo()
    chance = random.Random(3)
    kinds = list(PlaceKind.objects.prefetch_related("themes"))
    themes = {kind.pk: {each.slug for each in kind.themes.all()} for kind in kinds}
    weights = [5 if kind.is_listed else 1 for kind in kinds]
    areas = list(Neighbourhood.objects.defer("boundary"))
    answers = [True, False, None, None]
    places = []
    for number in range(PLACES):
        area = chance.choice(areas)
        place = Place(
            name=f"Plek {number}",
            slug=f"plek-{number}",
            kind=chance.choices(kinds, weights)[0],
            point=Point(
                area.centre.x + chance.gauss(0, 0.008),
                area.centre.y + chance.gauss(0, 0.005),
                srid=4326,
            ),
            neighbourhood=area,
            neighbourhood_from="nearest",
            description="Een plek om te zitten en elkaar te spreken. " * 3,
            state="published",
            opening_hours=chance.choice(HOURS),
            step_free=chance.choice(["yes", "no", "unknown", "unknown"]),
            backrest=chance.choice(answers),
            toilets=chance.choice(answers),
            lit=chance.choice(answers),
            checked_on=date(2026, 1, 1) - timedelta(days=chance.randrange(900)),
        )
        derive(place, themes[place.kind_id])
        places.append(place)
    Place.objects.bulk_create(places, batch_size=2000)


def milliseconds(client, address) -> list[float]:
    took = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        response = client.get(address)
        response.content  # noqa: B018 — a streamed answer is made here
        took.append((time.perf_counter() - begin) * 1000)
        if response.status_code != 200:
            sys.exit(f"{address}: {response.status_code}")
    return took


def main() -> None:
    os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    call_command("migrate", verbosity=0)
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="localhost")
    slow = []
    print(f"{connection.vendor}, {PLACES:,} places; milliseconds, first and median")
    for name, address in PAGES.items():
        took = milliseconds(client, address)
        median = statistics.median(took)
        print(f"{name:48} {took[0]:8.1f} {median:8.1f}", flush=True)
        if name in LISTS and median > TARGET:
            slow.append(name)
    if slow:
        sys.exit(f"slower than {TARGET} ms: {', '.join(slow)}")


if __name__ == "__main__":
    main()
