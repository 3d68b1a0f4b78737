"""Which part of the map a page shows, and what the map of what is found asks."""

from django.urls import reverse

from common.kit.geo import NL_BOX
from places.map import first_view
from places.map.first_view import Box
from places.map.tiles import address_version
from places.models import Neighbourhood

AROUND = 0.01  # degrees on each side of a point
NARROWED_BY = ("bij", "buurt", "vak")


def written(box) -> str:
    """West, south, east, north in degrees as "w,s,e,n"; empty for no box."""
    return ",".join(f"{value:.5f}" for value in box) if box else ""


def of_municipality() -> str:
    return written(Neighbourhood.objects.area_index().bounding_box())


def around(lon: float, lat: float) -> Box:
    return (lon - AROUND, lat - AROUND, lon + AROUND, lat + AROUND)


def of_found(filter_set, frame: Box | None = None) -> dict:
    """What the map of what a filter finds needs: its first view and its addresses, of
    this version of the data, so that a cache may keep them."""
    places, query = filter_set.found, filter_set.query()
    version = f"{query}{'&' if query else '?'}v={address_version(places.version)}"
    return {
        "first": first_view.of(places, frame or _frame(filter_set)),
        "tiles": f"{reverse('places:list')}kaart/{{z}}/{{x}}/{{y}}.json{version}",
        "elsewhere": f"{reverse('places:elsewhere')}{version}",
        "anywhere": f"{reverse('places:list')}{filter_set.anywhere}",
        "is_narrowed": any(name in NARROWED_BY for name, _value in filter_set.asked),
    }


def _frame(filter_set) -> Box:
    """All that is found and where was looked; nothing found: where was looked."""
    asked, box = filter_set.form.cleaned_data, filter_set.found.box
    if asked["bij"]:
        lat, lon = asked["bij"]
        if not box:
            return around(lon, lat)
        west, south, east, north = box
        return min(west, lon), min(south, lat), max(east, lon), max(north, lat)
    if box or asked["vak"]:
        return box or asked["vak"]
    if asked["buurt"]:
        return around(asked["buurt"].centre.x, asked["buurt"].centre.y)
    return Neighbourhood.objects.area_index().bounding_box() or NL_BOX
