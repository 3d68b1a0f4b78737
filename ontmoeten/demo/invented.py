"""Invented places, so that the demonstration shows what the site can do with facts that
nobody knows of the real ones yet; and their taking away again.

Each says that it is invented: its source is the dataset `voorbeeld`, whose places have
a line on their page. They lie near the middle of a real neighbourhood.
"""

import csv
import math
from pathlib import Path

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from common.kit.geo import point_at
from common.kit.storing import remove_each, store
from common.moderation.states import State
from common.translations.giving import mark_own_texts_checked
from initiatives.models import Activity, Initiative, Organisation
from ontmoeten.demo.learning import asking, goals, measuring
from ontmoeten.demo.learning import loading as learning
from places.facts.facilities import BY_SLUG
from places.models import Dataset, Neighbourhood, Place, PlaceKind
from tours.models import Tour

FILE = Path(__file__).parent / "invented_places.csv"
DATASET = "voorbeeld"
INVENTED = "Dit is een verzonnen voorbeeld."  # in what has no source
METRES_PER_DEGREE = 111_195  # of latitude


def dataset() -> Dataset:
    facts = {
        "name": "Voorbeelden (verzonnen)",
        "publisher": "Ontmoeten",
        "licence": "CC0 1.0",
        "attribution": "Verzonnen voorbeelden",
        "is_invented": True,
    }
    return Dataset.objects.get_or_create(slug=DATASET, defaults=facts)[0]


def add_places() -> int:
    """Add what is missing; gives how many that were."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    source = dataset()
    kinds = {kind.slug: kind for kind in PlaceKind.objects.all()}
    areas = {area.code: area for area in Neighbourhood.objects.defer("boundary")}
    known = set(source.places.values_list("source_id", flat=True))
    taken = set(Place.objects.values_list("slug", flat=True))
    new = [row for row in rows if row["slug"] not in known | taken]
    for row in new:
        area = areas[row["buurt_code"]]
        place = Place(
            slug=row["slug"],
            name=row["name"],
            kind=kinds[row["kind"]],
            point=beside(area.centre, float(row["east"]), float(row["north"])),
            neighbourhood=area,
            neighbourhood_from=Place.FoundBy.DEMO,
            dataset=source,
            source_id=row["slug"],
            state=State.PUBLISHED,
            step_free=row["step_free"],
            **_facts(row),
        )
        store(place)
        mark_own_texts_checked(place)
    return len(new)


def beside(centre, east: float, north: float):
    """A point so many metres from another one."""
    lat = centre.y + north / METRES_PER_DEGREE
    shrinks = math.cos(math.radians(centre.y))
    return point_at(lat, centre.x + east / METRES_PER_DEGREE / shrinks)


def _facts(row) -> dict:
    facts = {name: row[name] for name in ("description", "description_en", "cost")}
    facts["opening_hours"] = row["opening_hours"]
    facts["capacity"] = int(row["capacity"]) if row["capacity"] else None
    for answer, slugs in [(True, row["yes"]), (False, row["no"])]:
        facts |= {BY_SLUG[slug].field: answer for slug in slugs.split()}
    if months := row["checked_months"]:
        facts["checked_on"] = timezone.localdate() - relativedelta(months=int(months))
    return facts


@transaction.atomic
def remove() -> tuple[int, list[str]]:
    """Take away every invented question, goal, experiment, lesson, message, tour,
    place, organisation, initiative and activity, with what hangs on it; gives how many,
    and the names of what stays because something that we did not invent is there."""
    ours = {"description__endswith": INVENTED}
    count, lessons = learning.remove()
    count += goals.remove() + measuring.remove() + asking.remove()
    count += remove_each(Tour.objects.filter(**ours))
    count += remove_each(Activity.objects.filter(**ours))
    count += remove_each(Initiative.objects.filter(**ours))
    organisations = Organisation.objects.filter(**ours, dataset__slug=DATASET)
    busy = organisations.exclude(activities=None) | organisations.exclude(
        initiatives=None
    )
    stays = [str(each) for each in busy.distinct()]
    count += remove_each(organisations.filter(activities=None, initiatives=None))
    places = Place.objects.filter(dataset__slug=DATASET)
    used = places.exclude(activities=None) | places.exclude(initiatives=None)
    stays += [str(each) for each in used.distinct()]
    count += remove_each(places.filter(activities=None, initiatives=None))
    if not stays:
        Dataset.objects.filter(slug=DATASET).delete()
    return count, lessons + stays
