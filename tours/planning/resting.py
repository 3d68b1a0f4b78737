"""Where one can rest along the way: benches, tables and toilets of our own."""

from collections.abc import Sequence

from common.kit.geo import mercator_box
from common.links import kinds
from places.models import Place
from tours.facts.rests import Spot
from tours.facts.timing import Stop

KINDS = ["bankje", "picknicktafel", "toilet"]
AROUND = 0.006  # degrees, some 500 metres
MOST = 300


def spots_along(stops: Sequence[Stop]) -> list[Spot]:
    """In the box around all stops, not the stops themselves; two queries. Of very many
    some are looked at, spread as they come."""
    if len(stops) < 2:
        return []
    west, east = (f(stop.lon for stop in stops) for f in (min, max))
    south, north = (f(stop.lat for stop in stops) for f in (min, max))
    left, top, right, bottom = mercator_box(
        west - AROUND, south - AROUND, east + AROUND, north + AROUND
    )
    near = Place.objects.published().filter(
        kind__slug__in=KINDS,
        mercator_x__gte=left,
        mercator_x__lt=right,
        mercator_y__gte=top,
        mercator_y__lt=bottom,
    )
    pks = list(near.order_by("zorder", "pk").values_list("pk", flat=True))
    some = pks[:: max(1, len(pks) // MOST)][:MOST]
    told = kinds.told([("plek", pk) for pk in some]).values()
    here = {(stop.lon, stop.lat) for stop in stops}
    return [
        Spot(each, each.lon, each.lat)
        for each in sorted(told, key=lambda each: each.pk)
        if (each.lon, each.lat) not in here
    ]
