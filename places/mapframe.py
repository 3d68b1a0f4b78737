"""Which part of the map a page shows, and which tiles lie on it."""

from django.urls import reverse

from places.areas import AreaIndex
from places.tiles import address_version

AROUND = 0.01  # degrees on each side of a point


def written(box) -> str:
    """West, south, east, north in degrees as "w,s,e,n"; empty for no box."""
    return ",".join(f"{value:.5f}" for value in box) if box else ""


def of_municipality() -> str:
    return written(AreaIndex.load().bounding_box())


def around(point) -> str:
    return written(
        (point.x - AROUND, point.y - AROUND, point.x + AROUND, point.y + AROUND)
    )


def tiles(query: str, version: str) -> str:
    """The address of the tiles under the filters of `query` ("?…" or nothing), of this
    version of the data: a cache may keep them."""
    path = f"{reverse('places:list')}kaart/{{z}}/{{x}}/{{y}}.json"
    return f"{path}{query}{'&' if query else '?'}v={address_version(version)}"
