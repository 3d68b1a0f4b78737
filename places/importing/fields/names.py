"""A name for what has none. Dutch, whatever the language of who runs the import."""

from places.models import Place

LONGEST = Place._meta.get_field("name").max_length


def name_for(place: Place) -> str:
    """“Bankje in Princenhage”, or “Bankje” where no neighbourhood is known."""
    neighbourhood = place.neighbourhood
    where = f" in {neighbourhood.name}" if neighbourhood else ""
    return f"{place.kind.name}{where}"[:LONGEST]


def looks_made(place: Place) -> bool:
    """Whether `name_for` gave it its name, here or in another neighbourhood."""
    kind = place.kind.name
    return place.name == kind or place.name.startswith(f"{kind} in ")
