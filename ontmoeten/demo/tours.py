"""Invented tours past the places of the demonstration."""

import tomllib
from datetime import date
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.kit.storing import store
from common.moderation.states import State
from initiatives.facts.rules import Rule
from initiatives.models import Activity, Organisation
from ontmoeten.demo.invented import INVENTED
from places.models import Place
from tours.models import Stop, Tour

FILE = Path(__file__).parent / "tours.toml"
CLUB = "wandelclub-de-omweg"
BEGAN = date(2026, 9, 1)  # the same day as the other series


def add_tours() -> int:
    """Add what is missing; gives how many that were. A place that is not there is no
    stop."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    known = set(Tour.objects.values_list("slug", flat=True))
    new = [facts for facts in content["tour"] if facts["slug"] not in known]
    slugs = {stop["place"] for facts in new for stop in facts["stops"]}
    places = {each.slug: each for each in Place.objects.filter(slug__in=slugs)}
    for facts in new:
        _add(dict(facts), places)
    return len(new)


def _add(facts, places) -> None:
    stops = [each for each in facts.pop("stops") if each["place"] in places]
    together = facts.pop("together", None)
    facts["description"] += f" {INVENTED}"
    facts["advice"] = facts["advice"].strip()
    club = Organisation.objects.filter(slug=CLUB, state=State.PUBLISHED).first()
    tour = Tour(
        state=State.PUBLISHED,
        organisation=club,
        checked_on=timezone.localdate(),
        **facts,
    )
    if together and stops:
        tour.activity = _ride(tour, club, places[stops[0]["place"]], dict(together))
    store(tour)
    kind = ContentType.objects.get_for_model(Place)
    Stop.objects.bulk_create(
        Stop(
            tour=tour,
            number=number,
            kind=kind,
            key=places[each["place"]].pk,
            stay=each["stay"],
            note=each.get("note", ""),
        )
        for number, each in enumerate(stops, start=1)
    )


def _ride(tour, club, place, when) -> Activity:
    """The activity at which people ride it together, with sign-up."""
    rule = Rule.parse(f"FREQ=WEEKLY;BYDAY={','.join(when['days'])}")
    activity = Activity(
        name=f"Samen fietsen: {tour.name}",
        description=f"Met een groepje de hele tocht, in rustig tempo. {INVENTED}",
        state=State.PUBLISHED,
        cost=Activity.Cost.FREE,
        organisation=club,
        place=place,
        where="Bij de watertap",
        has_sign_up=True,
        capacity=12,
        feelings=["bewegen", "praatje"],
        languages=["nl"],
        first_on=rule.first_on(BEGAN),
        starts_at=when["at"],
        minutes=when["minutes"],
        rule=str(rule),
    )
    store(activity)
    return activity
