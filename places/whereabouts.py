"""Where the words are that someone typed: a neighbourhood or a place we know."""

from dataclasses import dataclass

from django.db.models import Q

from places.models import Neighbourhood, Place


@dataclass(frozen=True)
class Spot:
    label: str
    detail: str
    lat: float
    lon: float
    kind: str  # buurt or plek


def find(text: str, limit: int = 8) -> list[Spot]:
    """What is called so, or begins so; what is called exactly so comes alone."""
    text = text.strip()
    if not text or "\0" in text:
        return []
    for question in [Q(name__iexact=text), Q(name__istartswith=text)]:
        areas = Neighbourhood.objects.filter(question).select_related("district")
        areas = areas.defer("boundary", "district__boundary")[:limit]
        places = Place.objects.published().filter(question).select_related("kind")
        found = [
            Spot(each.name, each.district.name, each.centre.y, each.centre.x, "buurt")
            for each in areas
        ]
        found += [
            Spot(each.name, str(each.kind), each.point.y, each.point.x, "plek")
            for each in places[:limit]
        ]
        if found:
            return found[:limit]
    return []
