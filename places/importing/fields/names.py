"""A name for what has none in its source."""

from places.facts.naming import is_made, made_name
from places.models import Place


def name_for(place: Place) -> str:
    area = place.neighbourhood
    return made_name(place.kind.name, area.name if area else "", place.address)


def looks_made(place: Place) -> bool:
    """Whether `name_for` gave it its name, here or in another neighbourhood."""
    return is_made(place)
