"""Writes the stops of a tour, from what the maker made."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from common.links import kinds
from tours.facts import chain
from tours.facts.wish import Wish
from tours.models import Stop, Tour
from tours.planning.plan import entries_of


@transaction.atomic
def set_stops(tour: Tour, wish: Wish) -> int:
    """These instead of those it had; gives how many. What is nowhere is none. A note on
    a stop stays with the thing that it is about."""
    notes = {(stop.kind_id, stop.key): stop.note for stop in tour.stops.all()}
    there = [each for each in entries_of(wish.picks) if each.is_somewhere]
    models = [kinds.kind_called(each.told.kind).model for each in there]
    types = ContentType.objects.get_for_models(*models)
    tour.stops.all().delete()
    Stop.objects.bulk_create(
        Stop(
            tour=tour,
            number=number,
            kind=types[model],
            key=entry.told.pk,
            stay=entry.pick.stay,
            note=notes.get((types[model].pk, entry.told.pk), ""),
        )
        for number, (entry, model) in enumerate(
            zip(there, models, strict=True), start=1
        )
    )
    return len(there)


def facts_of(wish: Wish) -> dict:
    """The fields of a tour that stand in a wish."""
    return {
        "means": wish.means.value,
        "speed": wish.speed,
        "begins_at": wish.begin,
        "rest_every": wish.rest_every,
        "has_free_start": wish.has_free_start,
        "junctions": chain.written(wish.junctions),
    }
