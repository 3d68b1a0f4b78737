"""Reads the demonstration data into the database; adds, and never overwrites."""

import csv
import json
import secrets
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction

from common.kit.geo import WGS84, point_at
from common.kit.storing import follow, store
from common.moderation.states import State
from common.translations.giving import mark_own_texts_checked
from ontmoeten.demo import invented
from ontmoeten.demo.desks import add_desks
from ontmoeten.demo.initiatives import add_initiatives, give_to
from ontmoeten.demo.learning.asking import add_questions
from ontmoeten.demo.learning.goals import add_goals
from ontmoeten.demo.learning.loading import add_learning
from ontmoeten.demo.learning.measuring import add_measured
from ontmoeten.demo.queue import add_queue
from ontmoeten.demo.tours import add_tours
from places.models import (
    Dataset,
    District,
    Figure,
    Municipality,
    Neighbourhood,
    Place,
    PlaceKind,
)
from themes.models import Theme

HERE = Path(__file__).parent
CBS_2024 = "CBS, Kerncijfers wijken en buurten 2024 (85984NED), CC BY 4.0"
CBS_2020 = "CBS/Kadaster, Wijk- en Buurtkaart 2020, CC BY 4.0"
RIVM_2020 = (
    "RIVM/GGD, Gezondheid per wijk en buurt 2020 (50090NED), schatting, CC BY 4.0"
)
FIGURES = {  # column of neighbourhoods.csv: (figure, year, source)
    "inhabitants_2024": ("inhabitants", 2024, CBS_2024),
    "inhabitants_65_plus_2024": ("inhabitants_65_plus", 2024, CBS_2024),
    "households_2024": ("households", 2024, CBS_2024),
    "one_person_households_pct_2020": ("one_person_households_pct", 2020, CBS_2020),
    "income_per_inhabitant_2024": ("income_per_inhabitant", 2024, CBS_2024),
    "lonely_18_plus_pct_2020": ("lonely_18_plus_pct", 2020, RIVM_2020),
}
MUNICIPALITY = "GM0758"
OF_THE_CITY = [("lonely_18_plus_pct", 2020, RIVM_2020, Decimal("47.8"))]
STAFF = "beheer@example.org"
PASSWORD_FILE = "demo-staff.txt"  # noqa: S105 — a name, not a password


@dataclass
class Loaded:
    """How many of each were added, and how many there are."""

    neighbourhoods: int = 0
    places: int = 0
    activities: int = 0
    tours: int = 0
    experiments: int = 0


@transaction.atomic
def load_demo() -> Loaded:
    """Add what is missing of areas, figures, sources, places and what is on there."""
    with (HERE / "neighbourhoods.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    areas = _add_areas(rows)
    _add_boundaries()
    _add_figures(rows)
    content = tomllib.loads((HERE / "places.toml").read_text(encoding="utf-8"))
    for facts in content["dataset"]:
        Dataset.objects.get_or_create(slug=facts["slug"], defaults=facts)
    places = _add_places(content["place"]) + invented.add_places()
    activities = add_initiatives() + add_desks()
    tours, experiments = add_tours(), add_learning()
    add_measured()
    add_goals()
    add_questions()
    add_queue()
    return Loaded(areas, places, activities, tours, experiments)


def _middle(rows):
    lats = [float(row["lat"]) for row in rows]
    lons = [float(row["lon"]) for row in rows]
    return point_at(sum(lats) / len(lats), sum(lons) / len(lons))


def _add_areas(rows):
    breda, _new = Municipality.objects.get_or_create(
        code=MUNICIPALITY, defaults={"name": "Breda", "centre": _middle(rows)}
    )
    by_district = defaultdict(list)
    for row in rows:
        by_district[row["wijk_code"], row["wijk_name"]].append(row)
    added = 0
    for (code, name), inside in by_district.items():
        district, _new = District.objects.get_or_create(
            code=code,
            defaults={"name": name, "centre": _middle(inside), "municipality": breda},
        )
        for row in inside:
            centre = point_at(float(row["lat"]), float(row["lon"]))
            code = row["buurt_code"]
            if Neighbourhood.objects.filter(code=code).exists():
                continue
            facts = {"name": row["name"], "centre": centre, "district": district}
            store(Neighbourhood(code=code, **facts))
            added += 1
    return added


def _add_boundaries():
    """Generalised ones, for neighbourhoods that have none: see scripts/outlines."""
    text = (HERE / "boundaries.json").read_text(encoding="utf-8")
    shapes = json.loads(text)["areas"]
    lacking = Neighbourhood.objects.filter(code__in=shapes, boundary=None)
    for area in lacking:
        shape = {"type": "MultiPolygon", "coordinates": shapes[area.code]}
        area.boundary = GEOSGeometry(json.dumps(shape), srid=WGS84)
        area.is_generalised = True
        store(area, update_fields=["boundary", "is_generalised"])


def _add_figures(rows):
    figures = [
        Figure(
            code=row["buurt_code"],
            name=name,
            year=year,
            source=source,
            value=Decimal(row[column]) if row[column] else None,
        )
        for row in rows
        for column, (name, year, source) in FIGURES.items()
    ]
    figures += [
        Figure(code=MUNICIPALITY, name=name, year=year, source=source, value=value)
        for name, year, source, value in OF_THE_CITY
    ]
    Figure.objects.bulk_create(figures, ignore_conflicts=True)


def _add_places(entries):
    kinds = {kind.slug: kind for kind in PlaceKind.objects.all()}
    areas = {area.code: area for area in Neighbourhood.objects.defer("boundary")}
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    datasets = {dataset.slug: dataset for dataset in Dataset.objects.all()}
    known = set(Place.objects.values_list("dataset__slug", "source_id"))
    slugs = set(Place.objects.values_list("slug", flat=True))
    added = 0
    for entry in entries:
        facts = dict(entry)
        lat, lon = facts.pop("lat"), facts.pop("lon")
        dataset, source_id = facts.pop("dataset"), facts.pop("dataset_id")
        if (dataset, source_id) in known or facts["slug"] in slugs:
            continue
        also = facts.pop("themes", [])
        area = areas[facts.pop("buurt_code")]
        kind = kinds[facts.pop("kind")]
        place = Place(
            kind=kind,
            point=point_at(lat, lon),
            neighbourhood=area,
            neighbourhood_from=Place.FoundBy.DEMO,
            dataset=datasets[dataset],
            source_id=source_id,
            state=State.PUBLISHED,
            **facts.pop("facilities", {}),
            **facts,
        )
        store(place)
        mark_own_texts_checked(place)
        place.themes.set([themes[slug] for slug in also])
        follow(place)
        added += 1
    return added


def staff_account() -> tuple[str, str]:
    """E-mail address and password of an account to try the administration with.

    Made the first time, and only on a machine for development; the password is random
    and kept in DATA_DIR, readable for its owner alone.
    """
    path = settings.DATA_DIR / PASSWORD_FILE
    users = get_user_model().objects
    if not (users.filter(email=STAFF).exists() and path.exists()):
        password = secrets.token_urlsafe(12)
        users.filter(email=STAFF).delete()
        staff = users.create_superuser(STAFF, password, name="Beheer (demonstratie)")
        give_to(staff)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(password, encoding="utf-8")
    return STAFF, path.read_text(encoding="utf-8")
