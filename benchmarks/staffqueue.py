"""How fast staff see what waits, 2,000 of it among 100,000 places:
`python -m benchmarks.staffqueue`; on PostgreSQL with `scripts/with-postgis`.

The whole request is measured, from the address to the HTML, with the test client.
"""

import random
import statistics
import tempfile
import time as clock
from datetime import date, time
from pathlib import Path

from benchmarks.places import fill, set_up
from common.kit.storing import store

EACH = 500  # places, reports, organisations, activities that wait
TIMES = 20
MOST = 300  # milliseconds


def let_wait() -> None:
    """Their history too: by it the queue knows since when each waits."""
    from common.moderation.states import State
    from initiatives.models import Activity, Organisation
    from places.models import Place, PlaceReport

    places = list(Place.objects.order_by("pk")[: 2 * EACH])
    for place in places[:EACH]:
        place.state = State.SUGGESTED
        store(place, update_fields=["state"])
    PlaceReport.objects.bulk_create(
        PlaceReport(place=place, reason="hours", forget_on=date(2030, 1, 1))
        for place in places[EACH:]
    )
    for number in range(EACH):
        club = Organisation(name=f"Club {number}", state=State.SUGGESTED)
        store(club)
        coffee = Activity(
            name=f"Koffie {number}", description="Koffie.", organisation=club,
            where="Bij ons", first_on=date(2030, 1, 1), starts_at=time(10), minutes=60,
            state=State.SUGGESTED,
        )  # fmt: skip
        store(coffee)


def measure(client, path: str) -> list[float]:
    """Milliseconds of each time, after one to warm up."""
    client.get(path)
    found = []
    for _time in range(TIMES):
        began = clock.perf_counter()
        response = client.get(path)
        found.append((clock.perf_counter() - began) * 1000)
        assert response.status_code == 200, path
    return sorted(found)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        set_up(Path(name))
        (Path(name) / "static").mkdir()
        from django.contrib.auth import get_user_model
        from django.db import connection
        from django.test import Client

        from places.models import Place

        fill(random.Random(1), toilets=300)
        let_wait()
        if connection.vendor == "postgresql":
            connection.cursor().execute("VACUUM ANALYZE")
        client = Client()
        client.force_login(
            get_user_model().objects.create_superuser("bo@example.org", "geheim")
        )
        place = Place.objects.filter(state="suggested").first()
        for path in ["/beheer/", "/beheer/wachtrij/", "/beheer/wachtrij/?pagina=30",
                     f"/beheer/wachtrij/plek/{place.pk}/"]:  # fmt: skip
            times = measure(client, path)
            half, slowest = statistics.median(times), times[-1]
            verdict = "" if slowest <= MOST else f"  MORE THAN {MOST} MS"
            print(
                f"{connection.vendor}, {path}: half within {half:.0f} ms, "
                f"slowest {slowest:.0f} ms{verdict}"
            )


if __name__ == "__main__":
    main()
