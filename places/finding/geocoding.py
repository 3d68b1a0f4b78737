"""Where is it what someone typed? Our own areas and places first, then the addresses
of a server outside, when one is configured."""

from dataclasses import dataclass

from django.conf import settings

from places import search
from places.facts.locations import Spot, plain
from places.finding.locatieserver import Unavailable, addresses
from places.models import District, Municipality, Neighbourhood, Place
from places.models.area import Area

LIMIT = 8
SHORTEST = 2  # letters that say something
AREAS = {Municipality: "gemeente", District: "wijk", Neighbourhood: "buurt"}


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
    return whereabouts(text, limit).spots


def whereabouts(text: str, limit: int = LIMIT) -> Whereabouts:
    """The same, and whether all could be asked."""
    return _look_up(text, limit, is_whole=False)


def suggestions(text: str, limit: int = LIMIT) -> list[Spot]:
    """The same to choose from; when none fit, some for what was meant if there is an
    error in the words."""
    return find(text, limit) or _meant(text, limit)


def own_suggestions(text: str, limit: int = LIMIT) -> Whereabouts:
    """Those of us alone, for who does not wait for anyone outside; complete when there
    is nobody to ask."""
    if settings.ADDRESS_SERVER == "off" or len(plain(text)) < SHORTEST:
        return Whereabouts(suggestions(text, limit))
    return Whereabouts(_own(text, limit), is_complete=False)


def _meant(text: str, limit: int) -> list[Spot]:
    return [_spot(each) for each in search.suggest_meant(text, limit)]


def look_up(text: str, limit: int = LIMIT) -> Whereabouts:
    """For words that are all there: an area of ours with just that name waits for
    nobody outside."""
    return _look_up(text, limit, is_whole=True)


def _look_up(text: str, limit: int, *, is_whole: bool) -> Whereabouts:
    if len(plain(text)) < SHORTEST:
        return Whereabouts([])
    own = _own(text, limit)
    exact = [spot for spot in own if spot.is_called(text)]
    outside, is_complete = [], True
    if not is_whole or all(spot.kind == "plek" for spot in exact):
        try:
            outside = addresses(text, limit)
        except Unavailable:
            is_complete = False
    rest = own[len(exact) :]
    # Of a street with many numbers, or one name in many forms, the first is enough.
    together = {
        (spot.kind, spot.label, spot.detail): spot for spot in [*exact, *outside, *rest]
    }
    return Whereabouts(list(together.values())[:limit], is_complete)


def _own(text: str, limit: int) -> list[Spot]:
    """What has just this name before the rest."""
    found = [_spot(each) for each in search.suggest(text, limit)]
    return sorted(found, key=lambda spot: not spot.is_called(text))


def _spot(found: Area | Place) -> Spot:
    if isinstance(found, Place):
        point, kind, about = found.point, "plek", [found.kind, found.neighbourhood]
    else:
        point, kind = found.centre, AREAS[type(found)]
        about = [getattr(found, "district", None) or getattr(found, "municipality", "")]
    return Spot(
        label=found.name,
        detail=", ".join(str(part) for part in about if part),
        lat=point.y,
        lon=point.x,
        kind=kind,
        slug=getattr(found, "slug", ""),
        area=found.name,
        names=(plain(found.name),),
    )
