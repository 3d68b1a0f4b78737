"""A name, and an id, for what has none in its source.

The id is made of the name (or, without one, the type of place) and of the point, to a
metre: so the order of the rows and all other columns may change, and the same file
brings the same places up to date. What gets another name or moves further gets another
id: then it looks like a double of the place that we have, which staff say once.
"""

import hashlib

from places.facts.locations import plain
from places.facts.naming import is_made, made_name
from places.importing.fields.points import Degrees
from places.importing.fields.record import Record
from places.models import Place

DECIMALS = 5  # of degrees: a metre
SHOWN = 60  # characters of the name, to recognise it by


def name_for(place: Place) -> str:
    area = place.neighbourhood
    return made_name(place.kind.name, area.name if area else "", place.address)


def looks_made(place: Place) -> bool:
    """Whether `name_for` gave it its name, here or in another neighbourhood."""
    return is_made(place)


def made_id(record: Record, spot: Degrees | None) -> str:
    """Empty when nobody knows where it lies."""
    if spot is None:
        return ""
    name = plain(record.raw.get("name", "") or record.kind)
    at = ",".join(f"{degrees:.{DECIMALS}f}" for degrees in reversed(spot))
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[:SHOWN].replace(' ', '-')}@{at}#{mark}"
