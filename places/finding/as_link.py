"""What a place tells to who only points to it: see `common.links.kinds`."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from common.links.kinds import SEAT, TOILET, UNKNOWN, WATER, Kind, Told, Windows
from common.links.kinds import add as add_kind
from places.facts.cost import Cost
from places.facts.facilities import FACILITIES
from places.finding.in_words import YES, Fact
from places.hours import clock
from places.models import Place
from places.search import first, interpret, suggest

FOUND = 8
SEATS = {"bankje", "picknicktafel"}  # kinds that are there to sit on
NOT_FOR_ALL = {Cost.CONSUMPTION, Cost.PAID}  # a café's toilet is for its guests
OF_A_SEAT = {"rugleuning", "armleuning"}


def tell(pks: Collection[int]) -> dict[int, Told]:
    places = Place.objects.published().filter(pk__in=pks).for_cards()
    return {place.pk: _told(place) for place in places}


def _told(place: Place) -> Told:
    has = {each.slug for each, so in place.facilities() if so}
    facts = [
        Fact(each.icon, str(each.name), YES) for each in FACILITIES if each.slug in has
    ]
    if place.kind.slug in SEATS:
        facts.insert(0, Fact(place.kind.icon, place.kind.in_language("name"), YES))
    area = place.neighbourhood
    return Told(
        "plek",
        place.pk,
        place.slug,
        place.name,
        place.get_absolute_url(),
        place.point.x,
        place.point.y,
        detail=", ".join(filter(None, [place.kind.in_language("name"),
                                       area.name if area else ""])),
        facts=tuple(facts),
        offers=_offers(place, has),
        is_always_open=place.is_always_open,
    )  # fmt: skip


def _offers(place: Place, has: set[str]) -> frozenset[str]:
    """What is there for anyone who comes by."""
    found = set()
    if place.kind.slug == "toilet" or (
        "toilet" in has and place.actual_cost not in NOT_FOR_ALL
    ):
        found.add(TOILET)
    if place.kind.slug in SEATS or has & OF_A_SEAT:
        found.add(SEAT)
    if "water" in has:
        found.add(WATER)
    return frozenset(found)


def windows(pks: Collection[int], begin: datetime, end: datetime) -> dict[int, Windows]:
    """Of an entry whose check is out of date, nobody knows it any more; what is always
    accessible stays so."""
    places = Place.objects.published().filter(pk__in=pks).select_related("kind")
    today = timezone.localdate(begin)
    return {place.pk: windows_of(place, begin, end, today) for place in places}


def windows_of(place: Place, begin, end, today) -> Windows:
    if place.is_always_open:
        return [(begin, end)]
    if place.freshness(today) == Place.Freshness.OVERDUE:
        return UNKNOWN
    return clock.open_windows(place.actual_hours, begin, end)


def find(words: str) -> list[int]:
    """What is called so first, then what the search finds for these words."""
    called = [each.pk for each in suggest(words, FOUND) if isinstance(each, Place)]
    others = [pk for pk in first(interpret(words), FOUND) if pk not in called]
    return [*called, *others][:FOUND]


def add() -> None:
    add_kind(Kind("plek", Place, tell, windows, find, rank=0))
