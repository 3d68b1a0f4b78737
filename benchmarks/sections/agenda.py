"""The agenda with 5,000 activities, 2,000 of them a series, through a real server.

A week, a day, a word, and the same as calendars; in a database of its own, with 2,000
places.
"""

import random
from dataclasses import asdict
from datetime import time, timedelta

from benchmarks.lib import plan, steps
from benchmarks.lib.bench import SMALL, Bench
from benchmarks.lib.databases import database
from benchmarks.lib.load import Subject, measure
from benchmarks.lib.servers import site

ACTIVITIES, SERIES = 5_000, 2_000
FEW = 100  # in a quick run
NEAR = "bij=51.589,4.776"
OFTEN = "samen"  # a word of all of them
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def fill(many: int, series: int) -> dict:
    """Made-up activities at the places there are, the same ones every time; gives what
    to ask of them."""
    from django.db import connection
    from django.utils import timezone

    from common.moderation.states import State
    from initiatives.dates import sync
    from initiatives.facts.words import of_activity
    from initiatives.models import Activity, Occurrence, Organisation
    from places.models import Place

    dice, today = random.Random(1), timezone.localdate()
    places = list(Place.objects.published().select_related("kind").order_by("pk"))
    clubs = list(Organisation.objects.order_by("pk"))
    activities = []
    for number in range(many):
        is_series = number < series
        start = today + timedelta(days=dice.randrange(-200, 200))
        activity = Activity(
            name=f"Activiteit {number}", slug=f"activiteit-{number}",
            description=f"{OFTEN.title()} iets doen in groep {number}. " * 5,
            state=State.PUBLISHED, organisation=dice.choice(clubs),
            place=dice.choice(places),
            cost=dice.choice(["free", "free", "paid", "unknown"]),
            feelings=dice.sample(["praatje", "eten", "bewegen", "rust"], 2),
            languages=dice.sample(["nl", "en", "ar"], 2),
            first_on=today - timedelta(days=100) if is_series else start,
            starts_at=time(dice.randrange(8, 21)), minutes=90,
            rule=f"FREQ=WEEKLY;BYDAY={dice.choice(DAYS)}" if is_series else "",
        )  # fmt: skip
        activity.words = of_activity(activity)
        activities.append(activity)
    Activity.objects.bulk_create(activities, batch_size=500)
    sync.sync_all()
    with connection.cursor() as cursor:
        is_postgresql = connection.vendor == "postgresql"
        may_vacuum = is_postgresql and not connection.in_atomic_block  # as in a test
        cursor.execute("VACUUM ANALYZE" if may_vacuum else "ANALYZE")
    return {
        "times": Occurrence.objects.count(),
        "place": activities[0].place.slug,
        "postgres": plan.postgres(),
    }


def subjects(place: str) -> list[Subject]:
    asked = {
        "a week": "/agenda/",
        "a week: free and paid": "/agenda/?gratis=alles",
        "a week: without steps": "/agenda/?drempelvrij=ja",
        "a week: eating, Arabic, without steps, evening": (
            "/agenda/?zin=eten&taal=ar&drempelvrij=ja&dagdeel=avond"
        ),
        "a week: near": f"/agenda/?{NEAR}",
        "a week: one neighbourhood": "/agenda/?buurt=belcrum",
        "a week: what is not sure too": "/agenda/?drempelvrij=ja&onbekend=mee",
        "a week: nothing found": "/agenda/?zin=helpen&taal=ar&drempelvrij=ja",
        "one day": "/agenda/?periode=dag",
        "a word, many found": f"/agenda/?q={OFTEN}",
        "a word, few found": "/agenda/?q=1234",
        "all of it as a calendar": "/agenda.ics",
        "a place as a calendar": f"/plekken/{place}/agenda.ics",
        "a pin on the map": f"/plekken/{place}/straks.json",
    }
    return [Subject(name, (path,)) for name, path in asked.items()]


def run(bench: Bench) -> dict:
    many, series = (FEW, FEW // 2) if bench.is_quick else (ACTIVITIES, SERIES)
    places = min(SMALL, bench.full.places)
    with database(bench.vendor, places + 1, bench.folder) as own:  # a name of its own
        prepare = "benchmarks.lib.plan:prepare"
        steps.run(own, prepare, many=places, with_static=True)
        filled = steps.run(
            own, "benchmarks.sections.agenda:fill", many=many, series=series
        )
        asked = subjects(filled["place"])
        counts = steps.run(
            own,
            "benchmarks.lib.plan:queries",
            subjects=[asdict(each) for each in asked],
        )
        with site(own) as server:
            rows = measure(server, asked, filled["postgres"], is_quick=bench.is_quick)
    for name, row in rows.items():
        row["queries"] = counts[name]
    print(f"\n{bench.vendor}: {many:,} activities, {filled['times']:,} times")
    bench.show("the agenda (of its own 2,000 places)", rows)
    return {"rows": rows, "activities": many, "times": filled["times"]}
