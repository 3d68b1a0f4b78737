"""Tours that we keep, as wishes: what their stops tell, and how long they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import prefetch_related_objects
from shapely import from_wkb, get_coordinates

from common.kit.geo import metres_between
from common.links import kinds
from tours.facts.timing import Means, Pace, Stop, timing
from tours.facts.wish import Pick, Wish
from tours.models import Tour
from tours.planning.plan import Entry, pace_of


def entries_of_tours(tours: Sequence[Tour]) -> dict[int, list[Entry]]:
    """By the id of the tour; a few queries, however many tours."""
    prefetch_related_objects(tours, "stops__kind")
    links = {stop: stop.link for tour in tours for stop in tour.stops.all()}
    told = kinds.told({link for link in links.values() if link})
    return {
        tour.pk: [_entry(stop, told.get(links[stop])) for stop in tour.stops.all()]
        for tour in tours
    }


def _entry(stop, told) -> Entry:
    kind, slug = (told.kind, told.slug) if told else ("", "")
    return Entry(Pick(kind, slug, stop.stay), told, stop.note)


def entries_of_links(links: Sequence[Sequence]) -> list[Entry]:
    """Of stops as (slug of the kind, id, minutes there)."""
    told = kinds.told([(kind, pk) for kind, pk, _stay in links])
    found = [(told.get((kind, pk)), stay) for kind, pk, stay in links]
    return [
        Entry(Pick(each.kind, each.slug, stay) if each else Pick("", "", stay), each)
        for each, stay in found
    ]


def wish_of(tour: Tour, entries: Iterable[Entry]) -> Wish:
    """As the maker begins from it: without what is gone."""
    return Wish(
        picks=tuple(each.pick for each in entries if each.is_somewhere),
        means=Means(tour.means),
        speed=tour.speed,
        begin=tour.begins_at,
        rest_every=tour.rest_every,
        has_free_start=tour.has_free_start,
        typed=tour.junctions,
    )


def spots_of_line(tour: Tour) -> list[tuple[float, float]]:
    """The corners of its line, none without one."""
    if not tour.line:
        return []
    corners = get_coordinates(from_wkb(bytes(tour.line.wkb))).tolist()
    return [tuple(each) for each in corners]


def metres_of_line(tour: Tour) -> int | None:
    """How long its line is: it lies on the road, so that nothing is estimated."""
    spots = spots_of_line(tour)
    if not spots:
        return None
    return round(sum(metres_between(*one, *other) for one, other in pairwise(spots)))


@dataclass(frozen=True)
class Summary:
    """How long a tour is, in metres and in minutes, waiting left out."""

    tour: Tour
    metres: int
    minutes: int
    stops: int


def summaries(tours: Sequence[Tour]) -> list[Summary]:
    entries = entries_of_tours(tours)
    return [_summary(tour, entries[tour.pk]) for tour in tours]


def _summary(tour: Tour, entries: list[Entry]) -> Summary:
    there = [each for each in entries if each.is_somewhere]
    stops = [Stop(each.told.lon, each.told.lat, each.pick.stay) for each in there]
    pace: Pace = pace_of(wish_of(tour, there))
    times = timing(stops, 0, pace)
    metres = metres_of_line(tour) or times.metres
    minutes = pace.minutes(metres) + times.staying
    return Summary(tour, metres, minutes, len(stops))
