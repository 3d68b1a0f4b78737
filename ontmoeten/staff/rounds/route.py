"""In which order one walks, and which way: as the crow flies."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians

from django.utils.translation import gettext_lazy as _

from common.kit.geo import metres_between
from places.models import Place

Spot = tuple[float, float]  # latitude and longitude in degrees
# The eight winds, from the north with the clock.
WINDS = (
    _("north"), _("north-east"), _("east"), _("south-east"),
    _("south"), _("south-west"), _("west"), _("north-west"),
)  # fmt: skip


@dataclass(frozen=True)
class Leg:
    """The way to a place from the one before it."""

    place: Place
    metres: int
    wind: str


def nearest_first(places: Sequence[Place], start: Spot) -> list[Leg]:
    """Each time the nearest of those that are left (nearest neighbour)."""
    left, here, legs = list(places), start, []
    while left:
        nearest = min(left, key=lambda each: (_metres(here, _spot(each)), each.pk))
        left.remove(nearest)
        there = _spot(nearest)
        legs.append(Leg(nearest, round(_metres(here, there)), wind(here, there)))
        here = there
    return legs


def wind(here: Spot, there: Spot) -> str:
    north = there[0] - here[0]
    east = (there[1] - here[1]) * cos(radians(here[0]))
    return WINDS[round(degrees(atan2(east, north)) / 45) % 8]


def _spot(place: Place) -> Spot:
    return place.point.y, place.point.x


def _metres(here: Spot, there: Spot) -> float:
    return metres_between(here[1], here[0], there[1], there[0])
