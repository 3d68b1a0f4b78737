"""Names for what has none, in Dutch, whatever the language of who is at work; and what
tells two such places apart."""

from math import atan2, cos, degrees, hypot, radians

from django.utils.translation import gettext as _

METRES_PER_DEGREE = 111_195  # of latitude
IN = " in "
LONGEST = 120  # letters, of a name


def made_name(kind: str, area: str = "", address: str = "") -> str:
    """“Bankje, Haagweg 12”, “Bankje in Princenhage”, or “Bankje” where nothing more is
    known."""
    if address:
        return f"{kind}, {address}"[:LONGEST]
    return f"{kind}{IN}{area}"[:LONGEST] if area else kind[:LONGEST]


def is_made(place) -> bool:
    """Whether its name is its kind and where it lies, so that many may have it."""
    kind = place.kind.name
    return place.name == kind or place.name.startswith((f"{kind}{IN}", f"{kind}, "))


def shares_its_name(place) -> bool:
    """Whether others in its neighbourhood may be called the same."""
    area = place.neighbourhood
    kind = place.kind.name
    return place.name in {kind, made_name(kind, area.name if area else "")}


def beside_the_middle(place) -> str:
    """Where in its neighbourhood a place lies, as the crow flies from its centre:
    "about 240 m north of the middle"; empty when its neighbourhood is not known."""
    area = place.neighbourhood
    if area is None:
        return ""
    north = (place.point.y - area.centre.y) * METRES_PER_DEGREE
    shrinks = cos(radians(area.centre.y))
    east = (place.point.x - area.centre.x) * METRES_PER_DEGREE * shrinks
    metres = round(hypot(east, north), -1)
    words = [
        _("about %(metres)d m north of the middle"),
        _("about %(metres)d m north-east of the middle"),
        _("about %(metres)d m east of the middle"),
        _("about %(metres)d m south-east of the middle"),
        _("about %(metres)d m south of the middle"),
        _("about %(metres)d m south-west of the middle"),
        _("about %(metres)d m west of the middle"),
        _("about %(metres)d m north-west of the middle"),
    ]
    side = round(degrees(atan2(east, north)) / 45) % len(words)
    return words[side] % {"metres": metres}
