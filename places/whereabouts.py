"""Where is it what someone typed? Our own neighbourhoods and places first, then the
addresses of a server outside, when one is configured."""

from dataclasses import dataclass

from places.locatieserver import Unavailable, addresses
from places.models import Neighbourhood, Place
from places.spots import Spot, plain

LIMIT = 8
SHORTEST = 2  # letters that say something


@dataclass(frozen=True)
class Whereabouts:
    """What fits, best first; not complete when the address server did not answer."""

    spots: list[Spot]
    is_complete: bool = True

    def called(self, text: str) -> list[Spot]:
        """Those that have just this name."""
        return [spot for spot in self.spots if spot.is_called(text)]


def find(text: str, limit: int = LIMIT) -> list[Spot]:
    """At most so many spots that fit these words, best first."""
    return look_up(text, limit).spots


def look_up(text: str, limit: int = LIMIT) -> Whereabouts:
    if len(plain(text)) < SHORTEST:
        return Whereabouts([])
    own = [*_neighbourhoods(text), *_places(text, limit)]
    own.sort(key=lambda spot: not spot.is_called(text))
    try:
        outside, is_complete = addresses(text, limit), True
    except Unavailable:
        outside, is_complete = [], False
    exact = [spot for spot in own if spot.is_called(text)]
    rest = [spot for spot in own if not spot.is_called(text)]
    # Of a street with many numbers, or one name in many forms, the first is enough.
    together = {
        (spot.kind, spot.label, spot.detail): spot for spot in [*exact, *outside, *rest]
    }
    return Whereabouts(list(together.values())[:limit], is_complete)


def _neighbourhoods(text) -> list[Spot]:
    asked = plain(text)
    areas = Neighbourhood.objects.defer("boundary").select_related("district")
    areas = areas.defer("boundary", "district__boundary")
    return [
        Spot(
            label=area.name,
            detail=area.district.name,
            lat=area.centre.y,
            lon=area.centre.x,
            kind="buurt",
            slug=area.slug,
            area=area.name,
            names=(plain(area.name),),
        )
        for area in areas
        if any(word.startswith(asked) for word in _tails(plain(area.name)))
    ]


def _tails(name: str):
    """The name from each of its words on: "hoge vucht", "vucht"."""
    words = name.split()
    return (" ".join(words[i:]) for i in range(len(words)))


def _places(text, limit) -> list[Spot]:
    places = Place.objects.published().filter(name__icontains=text.strip())
    places = places.select_related("kind", "neighbourhood")
    return [
        Spot(
            label=place.name,
            detail=", ".join(
                str(part) for part in [place.kind, place.neighbourhood] if part
            ),
            lat=place.point.y,
            lon=place.point.x,
            kind="plek",
            slug=place.slug,
            area=place.name,
            names=(plain(place.name),),
        )
        for place in places.defer("neighbourhood__boundary").order_by("name")[:limit]
    ]
