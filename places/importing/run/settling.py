"""Gives every place its neighbourhood anew, after the areas changed."""

from collections.abc import Iterator

from django.db.models import prefetch_related_objects

from places.facts.areas import AreaIndex
from places.importing.run import writing
from places.models import Place

CHUNK = 2000


def assign_all_neighbourhoods(areas: AreaIndex, reason: str) -> int:
    """Settle all places and save those that moved; gives how many did."""
    moved = 0
    for places in _chunks():
        before = [_home(place) for place in places]
        areas.assign_neighbourhoods(places)
        changed = [
            place
            for place, home in zip(places, before, strict=True)
            if home != _home(place)
        ]
        prefetch_related_objects(changed, "themes", "kind__themes")
        writing.update(changed, reason)
        moved += sum(
            home[0] != place.neighbourhood_id
            for place, home in zip(places, before, strict=True)
        )
    return moved


def _home(place) -> tuple[int | None, str]:
    return place.neighbourhood_id, place.neighbourhood_from


def _chunks() -> Iterator[list[Place]]:
    """By number, and not with one cursor: we write the table that we read."""
    last = 0
    ordered = Place.objects.select_related("kind").select_for_update(of=["self"])
    while found := list(ordered.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield found
        last = found[-1].pk
