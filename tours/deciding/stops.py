"""Writes the stops of a tour, from what the maker made."""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from common.links import kinds
from common.moderation.deciding import LONGEST_WHY
from tours.facts import chain
from tours.facts.wish import Wish
from tours.models import Stop, Tour
from tours.planning.plan import entries_of


def set_stops(tour: Tour, wish: Wish) -> int:
    """These instead of those it had; gives how many. What is nowhere is none."""
    return set_links(tour, links_of(wish))


def links_of(wish: Wish) -> list[list]:
    """What a wish stops at: the slug of its kind, its id and the minutes there."""
    there = [each for each in entries_of(wish.picks) if each.is_somewhere]
    return [[*each.told.key, each.pick.stay] for each in there]


@transaction.atomic
def set_links(tour: Tour, links: Iterable[Sequence]) -> int:
    """As `set_stops`, of what `links_of` gives. A note on a stop stays with the thing
    that it is about. A version of a tour has its fields only: which other stops it got
    is written with it."""
    before = stops_of(tour)
    earlier = {(stop.kind_id, stop.key): stop for stop in tour.stops.all()}
    notes = {thing: stop.note for thing, stop in earlier.items()}
    links = list(links)
    known = kinds.told([(kind, pk) for kind, pk, _stay in links])
    links = [each for each in links if tuple(each[:2]) in known]
    models = [kinds.kind_called(kind).model for kind, _pk, _stay in links]
    types = ContentType.objects.get_for_models(*models)
    tour.stops.all().delete()
    Stop.objects.bulk_create(
        Stop(
            pk=_kept(earlier, (types[model].pk, pk)),
            tour=tour,
            number=number,
            kind=types[model],
            key=pk,
            stay=stay,
            note=notes.get((types[model].pk, pk), ""),
        )
        for number, ((_kind, pk, stay), model) in enumerate(
            zip(links, models, strict=True), start=1
        )
    )
    if stops_of(tour) != before:
        _note(tour, [known[kind, pk].name for kind, pk, _stay in links])
    return len(links)


def _note(tour: Tour, names: list[str]) -> None:
    version = tour.history.first()
    if version is None:
        return
    words = _("stops: %(names)s") % {"names": ", ".join(names)}
    why = "; ".join(filter(None, [version.history_change_reason, words]))
    version.history_change_reason = why[:LONGEST_WHY]
    version.save(update_fields=["history_change_reason"])


def _kept(earlier: dict[tuple, Stop], thing: tuple) -> int | None:
    """The id of the row that it has already, once: who has a form with it open still
    finds it."""
    stop = earlier.pop(thing, None)
    return stop and stop.pk


def stops_of(tour: Tour) -> list[list]:
    """As `links_of` gives them."""
    stops = tour.stops.select_related("kind")
    return [[*(stop.link or ("", stop.key)), stop.stay] for stop in stops]


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
